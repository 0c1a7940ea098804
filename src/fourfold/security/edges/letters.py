"""Requests with a letter that no database can be asked for."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from fourfold.security.edges import errors


class PlainLetters:
    """
    Answer an address with a NUL in it as one that is not there, and a form with one as unreadable.

    PostgreSQL takes no such letter, so asking for it would be an error of ours. Fields of a form
    refuse it by themselves; this is for what a page sends beside them, such as a button's value.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info:
            raise Http404
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Answer what PostgreSQL refused to be asked; nothing of it was done."""
        if isinstance(problem, DataError) and "NUL" in str(problem):
            return errors.page(request, 400, why="NUL")
        return None
