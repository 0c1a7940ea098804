"""Addresses of studies on the desk."""

from django.urls import path

from fourfold.apps.studies.views import rolls, studies

app_name = "studies"
urlpatterns = [
    path("studies/", studies.studies, name="studies"),
    path("studies/rolls/new/", rolls.bring, name="bring"),
    path("studies/rolls/<str:roll>/", rolls.roll, name="roll"),
    path("studies/rolls/<str:roll>.csv", rolls.roll_file, name="roll_file"),
    path("studies/rolls/<str:roll>/ask/", studies.ask, name="ask"),
    path("studies/<str:estimation>/", studies.study, name="study"),
    path("studies/<str:estimation>.csv", studies.study_table, name="study_table"),
    path("studies/<str:estimation>.json", studies.study_file, name="study_file"),
    path("studies/<str:estimation>/progress/", studies.progress, name="progress"),
    path("studies/<str:estimation>/stop/", studies.stop, name="stop"),
    path("studies/<str:estimation>/again/", studies.again, name="again"),
    path("studies/<str:estimation>/sign/", studies.sign, name="sign"),
    path("studies/<str:estimation>/offer/", studies.offer, name="offer"),
]
