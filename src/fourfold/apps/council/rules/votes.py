"""Votes: where each seat stands, what the counts are, and what is decided."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fourfold.apps.council.rules import CouncilError
from fourfold.apps.council.states.votes import Choice, Outcome, Stand

VOTED = (Stand.FOR, Stand.AGAINST, Stand.ABSTAIN)


class VoteRefused(CouncilError):
    """The vote was not taken; the message says why."""


class MajorityOf(StrEnum):
    """
    More than half of what must be for it.

    CAST: votes for and against. PRESENT: those and abstentions. FILLED: all seats that are filled.
    """

    CAST = "CAST"
    PRESENT = "PRESENT"
    FILLED = "FILLED"


@dataclass(frozen=True, slots=True)
class VoteRule:
    """The pack's rule. A tie is never a majority. is_confirmed: whether a source says it."""

    of: MajorityOf = MajorityOf.CAST
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Cast:
    """One vote as it came. nth: 1 for the seat's first, then 2, and so on."""

    seat: str
    choice: Choice
    nth: int
    at: datetime


def stands(
    seats: Iterable[str],
    *,
    vacant: Iterable[str] = (),
    unknown: Iterable[str] = (),
    recused: Iterable[str] = (),
    cast: Iterable[Cast] = (),
    closes_at: datetime | None = None,
    there: Container[str] | None = None,
) -> dict[str, Stand]:
    """
    Return where each seat stands. The latest vote of a seat before the deadline counts.

    A conflict sets a vote aside. A vote stays when its seat falls vacant later. A vote of no seat
    of the Council, from the deadline on, or of a seat that was not there, counts nowhere.
    unknown: of the vacant, those whose last holder is not known.
    there: the seats that were at the meeting when it voted; None by mail.
    """
    empty = dict.fromkeys(vacant, Stand.VACANT) | dict.fromkeys(unknown, Stand.UNKNOWN)
    apart = set(recused)
    latest: dict[str, Cast] = {}
    for each in cast:
        is_late = closes_at is not None and each.at >= closes_at
        known = latest.get(each.seat)
        was_there = there is None or each.seat in there
        if was_there and not is_late and (known is None or each.nth > known.nth):
            latest[each.seat] = each
    found: dict[str, Stand] = {}
    for seat in seats:
        if seat in apart:
            found[seat] = Stand.RECUSED
        elif seat in latest:
            found[seat] = Stand(latest[seat].choice.value)
        else:
            found[seat] = empty.get(seat, Stand.ABSENT)
    return found


def counts(found: Mapping[str, Stand]) -> dict[Stand, int]:
    """Return how many seats stand where; they add up to all seats."""
    return {stand: sum(each is stand for each in found.values()) for stand in Stand}


def present(told: Mapping[Stand, int]) -> int:
    """Return how many seats count for the quorum: those that voted, abstentions included."""
    return sum(told[each] for each in VOTED)


def unfilled(told: Mapping[Stand, int]) -> int:
    """Return how many seats nobody is known to hold: a quorum and a majority do not ask them."""
    return told[Stand.VACANT] + told[Stand.UNKNOWN]


def outcome(told: Mapping[Stand, int], *, rule: VoteRule, has_quorum: bool) -> Outcome:
    """Return what is decided: without a quorum nothing, and a tie is not approved."""
    if not has_quorum:
        return Outcome.NO_QUORUM
    base = {
        MajorityOf.CAST: told[Stand.FOR] + told[Stand.AGAINST],
        MajorityOf.PRESENT: present(told),
        MajorityOf.FILLED: sum(told.values()) - unfilled(told),
    }[rule.of]
    return Outcome.APPROVED if told[Stand.FOR] * 2 > base else Outcome.NOT_APPROVED
