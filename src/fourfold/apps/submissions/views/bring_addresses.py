"""Addresses of bringing a file and of taking it, below /desk/."""

from django.urls import URLPattern, path

from fourfold.apps.submissions.views import tokens

ADDRESSES: list[URLPattern] = [
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/new/", tokens.new_token, name="new_token"),
    path("tokens/<str:token>/end/", tokens.end_token, name="end_token"),
]
