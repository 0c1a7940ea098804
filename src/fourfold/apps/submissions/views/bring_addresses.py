"""Addresses of bringing a file and of taking it, below /desk/."""

from django.urls import URLPattern, path

from fourfold.apps.submissions.views import (
    bring,
    papers,
    programs,
    taking,
    to_mend,
    tokens,
    uploads,
    versions,
)

HERE = "bring/calls/<str:call>/<str:office>/"
FILE = "bring/files/<str:upload>/"

ADDRESSES: list[URLPattern] = [
    path("bring/", bring.bring, name="bring"),
    path(HERE, bring.bring_call, name="bring_call"),
    path(f"{HERE}nothing/", bring.nothing_here, name="nothing_here"),
    path(f"{HERE}file/", bring.bring_file, name="bring_file"),
    path(f"{HERE}begin/", bring.bring_begin, name="bring_begin"),
    path(f"{HERE}papers/<str:form>", papers.paper, name="paper"),
    path(FILE, uploads.upload, name="upload"),
    path(f"{FILE}part/", uploads.upload_part, name="upload_part"),
    path(f"{FILE}look/", uploads.upload_look, name="upload_look"),
    path(f"{FILE}columns/", uploads.upload_taken, name="upload_taken"),
    path(f"{FILE}problems/", uploads.upload_problems, name="upload_problems"),
    path(f"{FILE}places/", to_mend.upload_places, name="upload_places"),
    path(f"{FILE}marked/<str:form>", to_mend.upload_marked, name="upload_marked"),
    path(f"{FILE}keep/", uploads.upload_keep, name="upload_keep"),
    path(f"{FILE}drop/", uploads.upload_drop, name="upload_drop"),
    path("bring/versions/<str:batch>/", versions.batch, name="batch"),
    path("bring/versions/<str:batch>/send/", versions.send_batch, name="send_batch"),
    path("bring/versions/<str:batch>/withdraw/", versions.withdraw_batch, name="withdraw_batch"),
    path("answers/", taking.answers, name="answers"),
    path("answers/<str:batch>/", taking.answer, name="answer"),
    path("answers/<str:batch>/rows/", taking.answer_rows, name="answer_rows"),
    path("answers/<str:batch>/accept/", taking.accept_answer, name="accept_answer"),
    path("answers/<str:batch>/give-back/", taking.give_back_answer, name="give_back_answer"),
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new_token"),
    path("tokens/<str:token>/end/", tokens.end_token, name="end_token"),
]
PROGRAMS: list[URLPattern] = [
    path("", programs.begin, name="begin"),
    path("calls/<str:call>/", programs.asked, name="asked"),
    path("<str:upload>/parts/", programs.part, name="part"),
    path("<str:upload>/finish/", programs.finish, name="finish"),
    path("<str:upload>/drop/", programs.drop, name="drop"),
    path("batches/<str:batch>/send/", programs.send, name="send"),
]
"""For programs with a token, below /api/submissions/."""
