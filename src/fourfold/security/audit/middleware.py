"""Names each request, so that all lines of one request can be found together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from fourfold.security.audit import anchors
from fourfold.security.audit.origin import Origin, coming_from
from fourfold.security.ids import new_id


class NameRequest:
    """Gives each request an opaque id, and anchors the log when it is time and nobody waits."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with coming_from(Origin(new_id(), partial(_agency_of, request))):
            response = self.get_response(request)
        anchors.anchor_waiting()
        return response


def _agency_of(request: HttpRequest) -> str:
    """Return the agency of whoever asks, once the sessions' middleware has found out."""
    return str(getattr(getattr(request, "viewer", None), "agency", ""))
