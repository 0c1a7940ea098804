"""Keys in a request: fetched once, forgotten at its end; a broken seal goes to the log."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.keys import Tampered, opened


class KeysInRequest:
    """
    Middleware: holds keys open while a request is answered.

    Its account may open what it holds in confidence itself; who may open the page is asked
    elsewhere.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with opened(holder=_account(request)):
            return self.get_response(request)

    def process_exception(self, request: HttpRequest, problem: Exception) -> None:
        """Record a seal that did not open; the page then fails as it would have."""
        if isinstance(problem, Tampered):
            with transaction.atomic():
                audit.record(
                    Event.SEAL_BROKEN,
                    by=_account(request) or "anyone",
                    subject=problem.subject,
                    at=timezone.now(),
                    outcome=audit.Outcome.FAILED,
                    facts={"column": problem.column},
                )


def _account(request: HttpRequest) -> str:
    viewer = getattr(request, "viewer", None)
    return viewer.account if viewer else ""
