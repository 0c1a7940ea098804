"""Addresses of training: the staff's below /desk/, and the one where people sign in."""

from django.urls import URLPattern, path

from fourfold.apps.surveys.queries.occasions import WavePart
from fourfold.apps.training.views import (
    answering,
    attendance,
    certificates,
    evaluation,
    hires,
    inviting,
    numbers,
    reports,
    sessions,
    signing,
    surveys,
    trainers,
)

app_name = "training"
ONE = "training/sessions/<str:training>/"
PAPER = "training/certificates/<str:certificate>/"
BEFORE, AFTER = {"part": WavePart.BEFORE}, {"part": WavePart.AFTER}
WHO = "training/trainers/<str:trainer>/"
urlpatterns = [
    path("training/", sessions.calendar, name="calendar"),
    path("training/sessions/new/", sessions.new_session, name="new_session"),
    path(ONE, sessions.session, name="session"),
    path(f"{ONE}change/", sessions.change_session, name="change_session"),
    path(f"{ONE}call-off/", sessions.call_off, name="call_off"),
    path(f"{ONE}hold/", sessions.hold_after_all, name="hold_after_all"),
    path(f"{ONE}list/", attendance.decide, name="decide"),
    path(f"{ONE}add/", attendance.add, name="add"),
    path(f"{ONE}bring/", attendance.bring, name="bring"),
    path(f"{ONE}count/", attendance.count, name="count"),
    path(f"{ONE}sign/", attendance.sign, name="sign"),
    path(f"{ONE}sign/qr.svg", attendance.qr, name="qr"),
    path(f"{ONE}surveys/", surveys.tie, name="tie_surveys"),
    path(f"{ONE}surveys/before/", surveys.survey, BEFORE, name="survey_before"),
    path(f"{ONE}surveys/after/", surveys.survey, AFTER, name="survey_after"),
    path(f"{ONE}invite/", inviting.invite, name="invite"),
    path(f"{ONE}certificates/mail/", inviting.mail_papers, name="mail_papers"),
    path(f"{ONE}certificates/", certificates.issue, name="issue"),
    path(f"{ONE}certificates.pdf", certificates.printed, name="printed"),
    path(PAPER, certificates.certificate, name="certificate"),
    path(f"{PAPER}certificate.pdf", certificates.paper, name="paper"),
    path(f"{PAPER}revoke/", certificates.revoke, name="revoke"),
    path("training/trainers/", trainers.board, name="trainers"),
    path("training/trainers/new/", trainers.new_trainer, name="new_trainer"),
    path(WHO, trainers.trainer, name="trainer"),
    path(f"{WHO}move/", trainers.move, name="move"),
    path(f"{WHO}undo/", trainers.undo, name="undo"),
    path(f"{WHO}account/", trainers.tie, name="tie"),
    path("training/numbers/", numbers.numbers, name="numbers"),
    path("training/numbers/<int:year>.csv", numbers.rows, name="rows"),
    path("training/numbers/coverage/", numbers.coverage, name="coverage"),
    path("training/hires/", hires.hires, name="hires"),
    path("training/hires/bring/", hires.bring_hires, name="bring_hires"),
    path("training/hires.pdf", hires.hires_pdf, name="hires_pdf"),
    path("training/report/", reports.reached, {"form": "page"}, name="reached"),
    path("training/report.pdf", reports.reached, {"form": "pdf"}, name="reached_pdf"),
    path("training/report.docx", reports.reached, {"form": "docx"}, name="reached_docx"),
    path(f"{ONE}report/", reports.of_session, {"form": "page"}, name="of_session"),
    path(f"{ONE}report.pdf", reports.of_session, {"form": "pdf"}, name="of_session_pdf"),
    path(f"{ONE}report.docx", reports.of_session, {"form": "docx"}, name="of_session_docx"),
    path(f"{ONE}evaluation/", evaluation.session_evaluation, name="session_evaluation"),
    path(
        f"{ONE}evaluation.pdf",
        evaluation.session_evaluation_file,
        {"form": "pdf"},
        name="session_evaluation_pdf",
    ),
    path(
        f"{ONE}evaluation.docx",
        evaluation.session_evaluation_file,
        {"form": "docx"},
        name="session_evaluation_docx",
    ),
    path("training/evaluation/", evaluation.reached_evaluation, name="reached_evaluation"),
    path(
        "training/evaluation.pdf",
        evaluation.reached_evaluation_file,
        {"form": "pdf"},
        name="reached_evaluation_pdf",
    ),
    path(
        "training/evaluation.docx",
        evaluation.reached_evaluation_file,
        {"form": "docx"},
        name="reached_evaluation_docx",
    ),
    path("training/data-calls/", answering.data_calls, name="data_calls"),
    path("training/data-calls/<str:call>/<str:office>/", answering.data_call, name="data_call"),
    path("training/meetings/", trainers.meetings, name="meetings"),
]
public: list[URLPattern] = [
    path("train/<str:sign>/", signing.sign_in, name="sign_in"),
    path("trainings/", inviting.public_calendar, name="trainings"),
    path("trainings.ics", inviting.feed, name="feed"),
    path("certificate/", certificates.verify, name="verify"),
]
"""Stand in QR codes on walls and on papers: they never change."""
