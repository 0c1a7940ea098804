"""The way in for web servers: what makes Django's own request stumble is caught here."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest


class Request(WSGIRequest):
    """A request that can always be made, so that whatever is odd in it gets an answer of ours."""

    def __init__(self, environ: dict[str, Any]) -> None:
        if not environ.get("CONTENT_LENGTH", "").isdecimal():
            environ["CONTENT_LENGTH"] = "0"
        super().__init__(environ)

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        with suppress(SuspiciousOperation):  # too many parameters; whoever reads them is told again
            super()._set_content_type_params(meta)  # type: ignore[misc] # the stubs leave it out
        # Whatever it says: browsers send no other, and some cannot be read. Not `self.encoding`,
        # which would read the query here, where nobody answers if it has too many parameters.
        self._encoding = "utf-8"


class Entrance(WSGIHandler):
    """Django's application, with such requests."""

    request_class = Request
