"""Addresses of the case desk, below /desk/, and those of the public's report form (`public`)."""

from django.urls import URLPattern, path

from fourfold.apps.cases.views import case, consult, consults

app_name = "cases"
urlpatterns = [
    path("cases/<str:case>/", case.case, name="case"),
    path("cases/<str:case>/show/", case.show_value, name="show_value"),
    path("consults/", consults.consults, name="consults"),
    path("cases/<str:case>/consult/", consults.ask_consult, name="ask_consult"),
    path("cases/<str:case>/consults/<str:consult>/", consult.consult, name="consult"),
    path(
        "cases/<str:case>/consults/<str:consult>/answer/",
        consult.answer_consult,
        name="answer_consult",
    ),
    path(
        "cases/<str:case>/consults/<str:consult>/do/<str:deed>/",
        consult.consult_deed,
        name="consult_deed",
    ),
]
public: list[URLPattern] = []
