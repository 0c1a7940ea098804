"""Where a line comes from: the request, and the agency of whoever sent it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


def _nowhere() -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Origin:
    """request: an opaque id, "" outside of one. agency: asked for when a line is written."""

    request: str = ""
    agency: Callable[[], str] = _nowhere


_current: ContextVar[Origin] = ContextVar("audit_origin", default=Origin())  # noqa: B039 - frozen


def current() -> Origin:
    """Return where lines written now come from."""
    return _current.get()


@contextmanager
def coming_from(origin: Origin) -> Iterator[None]:
    """Let every line written inside say that it comes from there."""
    token = _current.set(origin)
    try:
        yield
    finally:
        _current.reset(token)
