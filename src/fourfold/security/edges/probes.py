"""The probe of whoever runs the site: it may name the machine instead of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

PROBE = "/health/"


class AnyName:
    """
    Answer the probe under whatever name or address it asks: a load balancer often knows no other.

    The answer depends on nothing of the request, so a made-up name changes nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == PROBE:
            request.META["HTTP_HOST"] = settings.ALLOWED_HOSTS[0].lstrip(".")
        return self.get_response(request)
