"""Who was there from when to when, and at which moments there were enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.rules.quorum import QuorumRule, quorum
from fourfold.apps.council.states.attendance import THERE, Mark, Stands

Marks = tuple[tuple[datetime, Mark], ...]
"""The marks of one seat in the order of their moments."""


@dataclass(frozen=True, slots=True)
class Stay:
    """One time there. until: None while nothing says that it ended."""

    since: datetime
    until: datetime | None
    how: Mark


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which as many were there. until: None for the last one."""

    since: datetime
    until: datetime | None
    present: int
    needed: int
    has_quorum: bool


def stays(marks: Marks) -> tuple[Stay, ...]:
    """Return when a seat was there; who goes from the room to a screen has two stays."""
    found: list[Stay] = []
    now: tuple[datetime, Mark] | None = None
    for at, mark in marks:
        if now is not None:
            found.append(Stay(now[0], at, now[1]))
        now = (at, mark) if mark in THERE else None
    if now is not None:
        found.append(Stay(now[0], None, now[1]))
    return tuple(found)


def is_there(marks: Marks, *, at: datetime) -> bool:
    """Return whether a seat is there at a moment; whoever leaves at it is not there any more."""
    return any(
        each.since <= at and (each.until is None or at < each.until) for each in stays(marks)
    )


def stands(marks: Marks) -> Stands:
    """Return where a seat stands after its last mark."""
    return Stands(marks[-1][1].value) if marks else Stands.AWAY


def check_mark(marks: Marks, *, mark: Mark, at: datetime) -> None:
    """Refuse what cannot be: leaving while away, coming while there, or before the last mark."""
    last = marks[-1] if marks else None
    if last is not None and at < last[0]:
        raise NotWhole("A later mark of this seat stands already. Take that one back first.")
    here = last is not None and last[1] in THERE
    if mark is Mark.LEFT and not here:
        raise NotWhole("This seat is not there, so it cannot leave.")
    if mark is Mark.EXCUSED and last is not None:
        raise NotWhole("This seat has a mark already. Take it back first.")
    if last is not None and mark is last[1]:
        raise NotWhole("This is written down already.")


def timeline(
    seats: Mapping[str, Marks], *, vacant: Iterable[str], rule: QuorumRule
) -> tuple[Span, ...]:
    """
    Return how many seats were there from moment to moment, and whether that was a quorum.

    seats: every seat's marks. vacant: seats that nobody holds; their marks do not count. Marks of
    one moment count together. Nothing if nobody ever came.
    """
    empty = set(vacant)
    marks = sorted(
        (at, code, mark) for code, told in seats.items() if code not in empty for at, mark in told
    )
    there: set[str] = set()
    found: list[Span] = []
    for nth, (at, code, mark) in enumerate(marks):
        (there.add if mark in THERE else there.discard)(code)
        if nth + 1 < len(marks) and marks[nth + 1][0] == at:
            continue
        if not there and not found:
            continue
        now = quorum(len(seats), len(empty & seats.keys()), len(there), rule)
        if found and (found[-1].present, found[-1].needed) == (now.present, now.needed):
            continue
        if found:
            found[-1] = Span(
                *(found[-1].since, at, found[-1].present, found[-1].needed, found[-1].has_quorum)
            )
        found.append(Span(at, None, now.present, now.needed, now.has_it))
    return tuple(found)
