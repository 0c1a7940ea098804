"""
Every address says who may open it. A view without a door does not pass the build.

A door is enforced where it is declared: no sign-in leads to the sign-in page; no permission gets
the same answer as an address that does not exist, and a line in the audit.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Protocol, TypeVar, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.edges.limits import TooManyRecords
from fourfold.security.events import Event

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

SIGN_IN, STEP_UP = "sign_in", "step_up"
"""Names of the addresses that a closed door leads to."""


@dataclass(frozen=True, slots=True)
class Door:
    """Who may pass, and why. who: "anyone", "signed in", or a permission."""

    who: str
    why: str
    step_up: bool = False


class _HasDoor(Protocol):
    door: Door


def _declare(view: View, door: Door) -> View:
    cast(_HasDoor, view).door = door
    return view


def open_to_all(why: str) -> Callable[[View], View]:
    """Declare a view open to anyone, with the reason."""
    return lambda view: _declare(view, Door("anyone", why))


def signed_in(why: str) -> Callable[[View], View]:
    """Declare a view open to whoever has signed in."""
    return lambda view: _guarded(view, Door("signed in", why))


def needs(permission: Permission, *, why: str, step_up: bool = False) -> Callable[[View], View]:
    """Declare a view open to roles with a permission. step_up: only within 5 minutes of proof."""
    return lambda view: _guarded(view, Door(permission.value, why, step_up))


def door_of(view: object) -> Door | None:
    """Return the door a view declares, or None."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None


def viewer_at(request: HttpRequest) -> Viewer | None:
    """Return who asks, as the sessions' middleware found it; None before sign-in."""
    found = getattr(request, "viewer", None)
    return found if isinstance(found, Viewer) and found.account else None


def _guarded(view: View, door: Door) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        viewer = viewer_at(request)
        if viewer is None:
            return _to(SIGN_IN, request)
        if door.who != "signed in" and not viewer.may(Permission(door.who)):
            with transaction.atomic():
                audit.record(
                    Event.DOOR_REFUSED,
                    by=viewer.account,
                    subject=f"door:{door.who}",
                    at=viewer.at,
                    outcome=audit.Outcome.DENIED,
                )
            raise Http404
        if door.step_up and not viewer.stepped_up:
            return _to(STEP_UP, request)
        try:
            return view(request, *args, **kwargs)
        except TooManyRecords:
            return _to(STEP_UP, request)

    return _declare(cast(View, guarded), door)


def _to(name: str, request: HttpRequest) -> HttpResponseRedirect:
    """Lead to a page and back; what was sent by a form is not carried along."""
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")
