"""Addresses of surveys: the staff's below /desk/, the public's at the root of the site."""

from django.urls import URLPattern, path

from fourfold.apps.surveys.views import answering, devices, exports, forms, openrosa, studies

app_name = "surveys"
urlpatterns = [
    path("surveys/", studies.studies, name="studies"),
    path("surveys/new/", studies.new_study, name="new_study"),
    path("surveys/forms/", forms.forms, name="forms"),
    path("surveys/forms/<str:survey_form>.xlsx", forms.form_file, name="form_file"),
    path("surveys/<str:study>/", studies.study, name="study"),
    path("surveys/<str:study>/waves/<str:wave>/", studies.poster, name="poster"),
    path("surveys/<str:study>/waves/<str:wave>/devices/", devices.devices, name="devices"),
    path("surveys/<str:study>/answers/<str:survey_file>.csv", exports.answers, name="answers"),
]
public: list[URLPattern] = [
    path("survey/<str:survey>/", answering.survey, name="survey"),
    path("survey/<str:survey>/answer/", answering.answer, name="answer"),
    path("survey/<str:survey>/kiosk/", answering.kiosk, name="kiosk"),
    path("survey/<str:survey>/kiosk/<str:language>/", answering.kiosk, name="kiosk_in"),
    path("survey/<str:survey>/in/<str:language>/", answering.survey, name="survey_in"),
]
"""Stand on posters and in mails: they never change."""
field_apps: list[URLPattern] = [
    path("formList", openrosa.form_list, name="form_list"),
    path("forms/<str:device>", openrosa.form, name="form"),
    path("forms/<str:device>/manifest", openrosa.manifest, name="manifest"),
    path("submission", openrosa.submission, name="submission"),
]
"""Below /openrosa/, as the protocol names them."""
