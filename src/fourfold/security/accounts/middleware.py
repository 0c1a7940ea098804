"""
Sessions on the staff's addresses, and nowhere else: the public pages read no cookie and set none.

`request.account` is who signed in, or None. `request.viewer` is what they may do now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from fourfold.security import audit
from fourfold.security.access.viewer import nobody, viewer_of
from fourfold.security.accounts import sessions
from fourfold.security.accounts.standing import Ended, ends_at, is_fresh, why_ended
from fourfold.security.events import Event
from fourfold.security.models import Account

Answer = Callable[[HttpRequest], HttpResponseBase]
ENROLLING = "/sign-in/"
"""All that a session without a second factor can reach."""


class StaffPages:
    """Runs Django's session, account and message middleware for settings.STAFF_PAGES."""

    def __init__(self, get_response: Answer) -> None:
        self.for_all = get_response
        inner: Any = MessageMiddleware(cast(Any, WhoAsks(get_response)))
        self.for_staff: Any = SessionMiddleware(AuthenticationMiddleware(inner))

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(settings.STAFF_PAGES):
            return self.for_all(request)
        return cast(HttpResponseBase, self.for_staff(request))


class WhoAsks:
    """Finds who asks, ends sessions that are over, and holds those without a second factor."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        at = timezone.now()
        asks = cast(Any, request)
        asks.account, asks.viewer = None, nobody(at)
        if request.user.is_authenticated:
            ended = _why_ended(request, at)
            if ended is not None:
                return _end(request, request.user, ended, at)
            asks.account = request.user
            proven_at = sessions.moment(request, sessions.PROVEN)
            asks.viewer = viewer_of(
                asks.account.id,
                at=at,
                second_factor=proven_at is not None,
                stepped_up=is_fresh(proven_at, at=at),
                proven_at=proven_at,
            )
            asks.session_ends_at = ends_at(
                started_at=sessions.moment(request, sessions.STARTED) or at, seen_at=at
            )
            if proven_at is None and not request.path_info.startswith(ENROLLING):
                return HttpResponseRedirect(reverse("enroll"))
        return self.get_response(request)


def _why_ended(request: HttpRequest, at: datetime) -> Ended | None:
    started_at = sessions.moment(request, sessions.STARTED)
    seen_at = getattr(request.session, "seen_at", None)
    if started_at is None or seen_at is None:
        return Ended.CLOCK
    ended = why_ended(started_at=started_at, seen_at=seen_at, at=at)
    if ended is None and not sessions.touch(request, at=at):
        return Ended.IDLE
    return ended


def _end(
    request: HttpRequest, account: Account, ended: Ended, at: datetime
) -> HttpResponseRedirect:
    with transaction.atomic():
        request.session.flush()
        audit.record(
            Event.SESSION_ENDED,
            by=account.id,
            subject=f"account:{account.id}",
            at=at,
            facts={"why": ended.value},
        )
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    asked = {"next": back, "ended": ended.value}
    if request.method == "POST":
        asked["unsent"] = "1"
    return HttpResponseRedirect(f"{reverse('sign_in')}?{urlencode(asked)}")
