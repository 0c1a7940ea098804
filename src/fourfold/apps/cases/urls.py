"""Addresses of the desk."""

from django.urls import path

from fourfold.apps.cases.views import case

app_name = "cases"
urlpatterns = [
    path("cases/<str:case>/", case.case, name="case"),
]
