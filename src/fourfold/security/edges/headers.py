"""
What every answer tells the browser. The policy on scripts stands in the settings.

This is the outermost middleware but one, so that errors of the others, files of styles and answers
to a wrong host carry the same headers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

_REFUSED = (
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
    "screen-wake-lock",
    "usb",
    "xr-spatial-tracking",
)
_PASSKEYS = ("publickey-credentials-create", "publickey-credentials-get")
NOTHING_ALLOWED: Final = ", ".join(f"{each}=()" for each in sorted(_REFUSED + _PASSKEYS))
ONLY_PASSKEYS: Final = ", ".join(
    [*(f"{each}=()" for each in _REFUSED), *(f"{each}=(self)" for each in _PASSKEYS)]
)
ALWAYS: Final = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
EVERYTHING: Final = '"cache", "cookies", "storage"'


class OnEveryAnswer:
    """
    Keep answers out of caches, and pages out of the reach of other sites and of devices.

    Only a public answer that says itself how long it may be kept, such as a style sheet, stays in
    a cache. On staff's pages a form tells our own site where it came from ("no-referrer"
    would make browsers send "Origin: null", which the guard against forged forms refuses), and
    passkeys work; everywhere else neither.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        headers, staff = response.headers, request.path_info.startswith(settings.STAFF_PAGES)
        for name, value in ALWAYS.items():
            headers.setdefault(name, value)
        if getattr(response, "xframe_options_exempt", False):
            del headers["X-Frame-Options"]  # the policy names the sites that may
        headers["Referrer-Policy"] = "same-origin" if staff else "no-referrer"
        headers["Permissions-Policy"] = ONLY_PASSKEYS if staff else NOTHING_ALLOWED
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            under = "; includeSubDomains" if settings.SECURE_HSTS_INCLUDE_SUBDOMAINS else ""
            held = f"max-age={settings.SECURE_HSTS_SECONDS}{under}"
            headers.setdefault("Strict-Transport-Security", held)
        if not _may_be_kept(request, response):
            headers["Cache-Control"] = "no-store"
        return response


def clear_site(response: HttpResponseBase) -> None:
    """Tell the browser to drop all it kept of this site: for the answer to a sign-out."""
    response.headers["Clear-Site-Data"] = EVERYTHING


def _may_be_kept(request: HttpRequest, response: HttpResponseBase) -> bool:
    own = "Cache-Control" in response.headers and response.status_code in (200, 304)
    return own and not request.path_info.startswith(settings.STAFF_PAGES)
