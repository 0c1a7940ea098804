"""
Error pages: what happened, what was kept, what to do, and a number that also stands in the log.

They need no database, no pack and no base page: they must stand when those do not. The page for an
address that leads nowhere is the public site's own and has no number, so that "unknown" and "not
yours" are the same bytes.
"""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourfold.security.away import Away
from fourfold.security.ids import new_id
from fourfold.security.redact.lines import FAULT

log = logging.getLogger(__name__)
LENGTH = 8
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
AWAY = (OperationalError, InterfaceError, Away)
RETRY_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Words:
    """One error page in words. kept: what became of what the person typed."""

    happened: str | Promise
    kept: str | Promise
    do: str | Promise


PAGES: dict[int, Words] = {
    400: Words(
        _("This request could not be read"),
        _("Nothing was changed."),
        _("Open the address again without what follows the question mark, or start again."),
    ),
    403: Words(
        _("This form was open too long, or came from another site"),
        _("Nothing was saved."),
        _("Go back, load the page again, and send the form once more."),
    ),
    413: Words(
        _("This is more than the site can take at once"),
        _("Nothing was saved."),
        _("Send a smaller file, or send it in parts. A file may have up to 25 MB."),
    ),
    429: Words(
        _("That was a lot in a short time"),
        _("Nothing was lost. What you sent last was not used."),
        _("Please wait a little, then try again."),
    ),
    500: Words(
        _("Something on our side stopped working"),
        _("What you saved before is kept. What you sent last may not be."),
        _("Wait a minute, go back, and look whether it is there before you send it again."),
    ),
    503: Words(
        _("The records cannot be reached right now"),
        _("What you saved before is kept. What you sent last was not saved."),
        _("Wait a minute and try again. If it is urgent, use the telephone."),
    ),
}


def page(
    request: HttpRequest, status: int, *, why: str = "", seconds: int | None = None
) -> HttpResponse:
    """
    Answer with the page for a status, and write its number into the log.

    why: a word of ours for the log, such as the name of an error; never what a person typed.
    seconds: how long to wait, for Retry-After and the page.
    """
    number = new_id()[:LENGTH]
    request.META[FAULT] = number
    log.warning("Answered %s as fault %s %s", status, number, why)
    words = PAGES[status]
    minutes = -(-seconds // 60) if seconds else None
    found = {"words": words, "number": number, "minutes": minutes}
    answer = HttpResponse(render_to_string("security/trouble.html", found), status=status)
    if seconds:
        answer.headers["Retry-After"] = str(seconds)
    return answer


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that makes no sense, or is too large (Django's handler400)."""
    status = 413 if isinstance(exception, TOO_BIG) else 400
    return page(request, status, why=type(exception).__name__)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that is refused (Django's handler403)."""
    return page(request, 403, why=type(exception).__name__)


def not_from_here(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without our token (settings.CSRF_FAILURE_VIEW)."""
    return page(request, 403, why="CsrfFailure")


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after an error of ours (Django's handler500); 503 when what it needs is away."""
    kind = sys.exc_info()[0]
    if kind is not None and issubclass(kind, AWAY):
        return page(request, 503, why=kind.__name__, seconds=RETRY_SECONDS)
    return page(request, 500, why=kind.__name__ if kind else "")


def too_many(request: HttpRequest, *, seconds: int) -> HttpResponse:
    """Answer one try too many."""
    return page(request, 429, why="TooMany", seconds=seconds)
