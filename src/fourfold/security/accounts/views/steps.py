"""What several of these pages need: who asks, where they were going, what to show."""

from __future__ import annotations

from typing import Any, cast

from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts import factors, sessions
from fourfold.security.events import Event
from fourfold.security.models import Account


def asks(request: HttpRequest) -> Account:
    """Return who signed in; only behind a door that asks for that."""
    return cast(Account, request.user)


def viewer(request: HttpRequest) -> Viewer:
    """Return who asks with what they may do."""
    return cast(Viewer, cast(Any, request).viewer)


def next_address(request: HttpRequest) -> str:
    """Return where the person was going, if that is one of our own pages, else their account."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own and wanted.startswith("/") else reverse("desk:my_day")


def to(name: str, request: HttpRequest, *, back: str = "") -> HttpResponseRedirect:
    """Lead on to one of these pages, and keep in mind where the person was going."""
    wanted = back or request.POST.get("next") or request.GET.get("next") or ""
    asked = f"?{urlencode({'next': wanted})}" if wanted else ""
    return HttpResponseRedirect(reverse(name) + asked)


def passed_first(request: HttpRequest, account: Account, *, first: str) -> HttpResponseRedirect:
    """Go on after a password or single sign-on: to the second factor, or to add one."""
    at = timezone.now()
    if factors.has_one(account):
        sessions.wait(request, account, first=first, at=at)
        return to("second_factor", request)
    sessions.begin(request, account, proven=False, at=at)
    note_sign_in(account, first=first, second="NONE")
    return to("enroll", request)


def note_sign_in(account: Account, *, first: str, second: str) -> None:
    """Write that a person signed in, and with what."""
    with transaction.atomic():
        audit.record(
            Event.SIGNED_IN,
            by=account.id,
            subject=f"account:{account.id}",
            at=timezone.now(),
            facts={"first": first, "second": second},
        )
