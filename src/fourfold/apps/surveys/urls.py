"""Addresses of surveys: the staff's below /desk/, the public's at the root of the site."""

from django.urls import URLPattern, path

from fourfold.apps.surveys.views import (
    answering,
    community,
    comparing,
    devices,
    ethics,
    evaluation,
    exports,
    fidelity,
    focus_addresses,
    forms,
    invited,
    mails,
    openrosa,
    paper,
    sampling,
    studies,
    typing,
)

app_name = "surveys"
urlpatterns = [
    path("surveys/", studies.studies, name="studies"),
    path("surveys/new/", studies.new_study, name="new_study"),
    path("surveys/forms/", forms.forms, name="forms"),
    path("surveys/forms/<str:survey_form>.xlsx", forms.form_file, name="form_file"),
    path("surveys/community/", community.community, name="community"),
    path("surveys/community/vulnerability/", community.vulnerability, name="vulnerability"),
    path(
        "surveys/community/vulnerability.csv",
        community.vulnerability_file,
        name="vulnerability_file",
    ),
    path("surveys/<str:study>/", studies.study, name="study"),
    path("surveys/<str:study>/waves/<str:wave>/", studies.poster, name="poster"),
    path("surveys/<str:study>/waves/<str:wave>/devices/", devices.devices, name="devices"),
    path("surveys/<str:study>/evaluation/", evaluation.evaluation, name="evaluation"),
    path(
        "surveys/<str:study>/evaluation/<str:evaluation_file>",
        evaluation.evaluation_file,
        name="evaluation_file",
    ),
    path("surveys/<str:study>/waves/<str:wave>/paper/", paper.paper, name="paper"),
    path(
        "surveys/<str:study>/waves/<str:wave>/paper/<str:language>.pdf",
        paper.paper_file,
        name="paper_file",
    ),
    *focus_addresses.addresses,
    path("surveys/<str:study>/waves/<str:wave>/paper/type/", typing.typing, name="typing"),
    path("surveys/<str:study>/waves/<str:wave>/paper/undo/", typing.untype, name="untype"),
    path("surveys/<str:study>/waves/<str:wave>/paper/check/", typing.checking, name="checking"),
    path("surveys/<str:study>/compare/", comparing.compare, name="compare"),
    path("surveys/<str:study>/compare/comparison.csv", comparing.compare_file, name="compare_file"),
    path("surveys/<str:study>/review/", ethics.review, name="review"),
    path("surveys/<str:study>/fidelity/", fidelity.fidelity, name="fidelity"),
    path(
        "surveys/<str:study>/fidelity/<str:fidelity_file>",
        fidelity.fidelity_file,
        name="fidelity_file",
    ),
    path(
        "surveys/<str:study>/waves/<str:wave>/fidelity/<str:fidelity_step>/",
        fidelity.fidelity_step,
        name="fidelity_step",
    ),
    path("surveys/<str:study>/waves/<str:wave>/sample/", sampling.sample, name="sample"),
    path("surveys/<str:study>/waves/<str:wave>/rates.csv", sampling.rates_file, name="rates_file"),
    path("surveys/<str:study>/waves/<str:wave>/mails/", mails.mails, name="mails"),
    path(
        "surveys/<str:study>/waves/<str:wave>/sample/<str:invited>/",
        invited.invited,
        name="invited",
    ),
    path("surveys/<str:study>/answers/<str:survey_file>.csv", exports.answers, name="answers"),
]
public: list[URLPattern] = [
    path("survey/<str:survey>/", answering.survey, name="survey"),
    path("survey/<str:survey>/answer/", answering.answer, name="answer"),
    path("survey/<str:survey>/kiosk/", answering.kiosk, name="kiosk"),
    path("survey/<str:survey>/kiosk/<str:language>/", answering.kiosk, name="kiosk_in"),
    path("survey/<str:survey>/in/<str:language>/", answering.survey, name="survey_in"),
    path("survey/<str:survey>/for/<str:invitation>/", answering.invitation, name="invitation"),
    path(
        "survey/<str:survey>/for/<str:invitation>/in/<str:language>/",
        answering.invitation,
        name="invitation_in",
    ),
]
"""Stand on posters and in mails: they never change."""
field_apps: list[URLPattern] = [
    path("formList", openrosa.form_list, name="form_list"),
    path("forms/<str:device>", openrosa.form, name="form"),
    path("forms/<str:device>/manifest", openrosa.manifest, name="manifest"),
    path("submission", openrosa.submission, name="submission"),
]
"""Below /openrosa/, as the protocol names them."""
