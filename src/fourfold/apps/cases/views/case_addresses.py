"""Addresses of the case page, the list of cases, and what is done with a case as a whole."""

from __future__ import annotations

from django.urls import path

from fourfold.apps.cases.views import case, case_list

ADDRESSES = [
    path("cases/", case_list.case_list, name="case_list"),
    path("cases/<str:case>/", case.case, name="case"),
    path("cases/<str:case>/show/", case.show_value, name="show_value"),
]
