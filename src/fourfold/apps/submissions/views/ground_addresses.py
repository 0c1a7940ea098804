"""Addresses of legal grounds, below /desk/."""

from django.urls import URLPattern, path

from fourfold.apps.submissions.views import grounds

ADDRESSES: list[URLPattern] = [
    path("grounds/", grounds.grounds, name="grounds"),
    path("grounds/new/", grounds.new_ground, name="new_ground"),
    path("grounds/<str:ground>/", grounds.decide_ground, name="decide_ground"),
    path("grounds/<str:ground>/end/", grounds.end_ground, name="end_ground"),
]
