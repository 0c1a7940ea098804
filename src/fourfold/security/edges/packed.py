"""Open pages travel packed: a phone on a bad line waits for a sixth of the bytes."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORDS: Final = ("text/", "application/json", "application/atom+xml", "image/svg+xml")


class OpenPages(GZipMiddleware):
    """
    Pack the words of the open parts of the site, for whoever is not signed in.

    A packed page tells its length, and whoever can add to a page learns from lengths what else is
    on it (BREACH, Prado and others 2013). So nothing is packed that is shown to one person only:
    neither behind a session or a program's token, nor behind a link that only its reader has.
    What leads nowhere is not packed, so that every such answer has the same bytes. Django pads the
    rest by chance as well.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Return the answer, packed if it is made of words and the same for everybody."""
        somebody = (
            settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers
        )
        words = response.get("Content-Type", "").startswith(_WORDS)
        parts = request.resolver_match.namespaces if request.resolver_match else []
        is_open = response.status_code == 200 and parts[:1] and parts[0] in settings.OPEN_PARTS
        if somebody or response.streaming or not words or not is_open:
            return response
        return super().process_response(request, response)
