"""Addresses of the case desk, below /desk/, and those of the public's report form (`public`)."""

from django.urls import URLPattern, path

from fourfold.apps.cases.views import case

app_name = "cases"
urlpatterns = [
    path("cases/<str:case>/", case.case, name="case"),
    path("cases/<str:case>/show/", case.show_value, name="show_value"),
]
public: list[URLPattern] = []
