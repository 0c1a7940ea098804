"""
The errors of this room.

PackError
├── BrokenPack    a pack exists and cannot be used
└── UnknownName   a pack, town, district, organization … that is not known
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class PackError(Exception):
    """A jurisdiction pack could not give what was asked of it."""


class BrokenPack(PackError):
    """A pack cannot be used; the message is one line and says how to hear of every problem."""


class UnknownName(PackError, LookupError):
    """A name or code is not known; the message offers the nearest one that is."""

    def __init__(self, kind: str, name: str, known: Iterable[str], *, where: str = "") -> None:
        """Say what kind of thing was asked for; known: every name that would have worked."""
        self.kind = kind
        self.name = name
        place = f" in {where}" if where else ""
        super().__init__(f"There is no {kind} {shorten(name)!r}{place}.{did_you_mean(name, known)}")


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return " Did you mean X?" for the nearest known name, or nothing when none is near."""
    by_fold: dict[str, str] = {}
    for each in known:
        by_fold.setdefault(each.casefold(), each)
    # Half of a code of two letters can be wrong, and the other half still points to it.
    cutoff = 0.5 if len(name) <= 3 else 0.6
    near = get_close_matches(name[:100].casefold(), by_fold, n=1, cutoff=cutoff)
    return f" Did you mean {by_fold[near[0]]}?" if near else ""


def shorten(text: str, *, limit: int = 60) -> str:
    """Return the text, cut to the limit, so that no message ever carries a whole bad cell."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
