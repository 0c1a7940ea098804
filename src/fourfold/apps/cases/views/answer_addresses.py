"""Addresses of screenings and consults."""

from django.urls import path

from fourfold.apps.cases.views import consult, consults, screenings

ADDRESSES = [
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
    path("screenings/", screenings.screening_rates, name="screening_rates"),
    path("cases/<str:case>/screenings/new/", screenings.new_screening, name="new_screening"),
    path("cases/<str:case>/screenings/<str:screening>/", screenings.screening, name="screening"),
    path(
        "cases/<str:case>/screenings/<str:screening>/fill/",
        screenings.fill_screening,
        name="fill_screening",
    ),
    path(
        "cases/<str:case>/screenings/<str:screening>/do/<str:deed>/",
        screenings.screening_deed,
        name="screening_deed",
    ),
]
