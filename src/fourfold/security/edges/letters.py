"""Addresses that no database can be asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase


class PlainAddresses:
    """
    Answer an address with a NUL in it as one that is not there.

    PostgreSQL takes no such letter, so asking for it would be an error of ours.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)
