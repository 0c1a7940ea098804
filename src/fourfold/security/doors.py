"""Every address says who may open it. A view without a door does not pass the build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar, cast

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Door:
    """Who may pass, and why."""

    who: str
    why: str


class _HasDoor(Protocol):
    door: Door


def open_to_all(why: str) -> Callable[[View], View]:
    """Declare a view open to anyone, with the reason."""

    def declare(view: View) -> View:
        cast(_HasDoor, view).door = Door("anyone", why)
        return view

    return declare


def door_of(view: object) -> Door | None:
    """Return the door a view declares, or None."""
    found = getattr(view, "door", None)
    return found if isinstance(found, Door) else None
