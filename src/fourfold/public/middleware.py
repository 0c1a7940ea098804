"""Headers that keep a visit from leaving traces. The policy on scripts stands in the settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

NOTHING_ALLOWED: Final = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "usb",
        "xr-spatial-tracking",
    )
)


class LeaveNoTrace:
    """
    Keep answers out of caches, and pages out of the reach of other sites and of devices.

    An answer that says how long it may be kept (a style sheet) is left as it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers = response.headers
        headers.setdefault("Cache-Control", "no-store")
        headers.setdefault("Permissions-Policy", NOTHING_ALLOWED)
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response
