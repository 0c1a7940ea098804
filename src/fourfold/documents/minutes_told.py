"""What the minutes of a meeting tell, as plain values that are kept and read again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

CHOICES = {
    "FOR": "for",
    "AGAINST": "against",
    "ABSTAIN": "abstained",
    "ABSENT": "absent",
    "RECUSED": "took no part",
    "VACANT": "vacant",
    "UNKNOWN": "holder not known",
}
EMPTY = ("VACANT", "UNKNOWN")
"""Seats that nobody held, or nobody is known to have held: they neither come nor vote."""
FIRST = ("FOR", "AGAINST", "ABSTAIN")


@dataclass(frozen=True, slots=True)
class Stay:
    """A time there. how: ROOM or REMOTE. until: None to the end."""

    how: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Seat:
    """
    A seat at the meeting. stands: PRESENT, EXCUSED, ABSENT, VACANT or UNKNOWN.

    who: only where that member agreed to be named.
    """

    code: str
    name: str
    agency: str
    stands: str
    who: str
    by_designee: bool
    stays: tuple[Stay, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A time in which as many seats were there. until: None to the end."""

    since: datetime
    until: datetime | None
    present: int
    needed: int
    has_quorum: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a seat voted, for the agency it spoke for. choice: FOR, AGAINST, ABSTAIN and so on."""

    seat: str
    agency: str
    choice: str


@dataclass(frozen=True, slots=True)
class Motion:
    """
    A motion and its result. nth: its number in the meeting. mover, seconder: seats in words.

    result: in words. ballots: of the vote that decided it, none if none did.
    """

    id: str
    nth: int
    text: str
    mover: str
    seconder: str
    way: str
    result: str
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was said of one topic. carried_from: the earlier meeting it goes on with."""

    id: str
    title: str
    presenter: str
    carried_from: datetime | None
    words: str
    motions: tuple[Motion, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """
    All that minutes are printed from. state: of the minutes, or POSTED.

    nth: version, 2 or more for a correction. approved_in: the start of the meeting that approved.
    """

    meeting: str
    council: str
    place: str
    starts_at: datetime
    ends_at: datetime
    state: str
    nth: int
    why: str
    approved_in: datetime | None
    approved_how: str
    seats: tuple[Seat, ...]
    spans: tuple[Span, ...]
    parts: tuple[Part, ...]
    others: tuple[Motion, ...] = ()
    """Motions that belong to no topic."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """A time with a quorum, or without. least, most: seats that were there in it."""

    since: datetime
    until: datetime | None
    least: int
    most: int
    needed: int
    has_it: bool


def quorums(spans: Iterable[Span]) -> tuple[Quorum, ...]:
    """Return the times with a quorum and without, in order; how many were there in each."""
    found: list[Quorum] = []
    for each in spans:
        last = found[-1] if found else None
        if last and (last.needed, last.has_it) == (each.needed, each.has_quorum):
            least, most = min(last.least, each.present), max(last.most, each.present)
            now = Quorum(last.since, each.until, least, most, each.needed, each.has_quorum)
            found[-1] = now
        else:
            n = each.present
            found.append(Quorum(each.since, each.until, n, n, each.needed, each.has_quorum))
    return tuple(found)


def dissent(motion: Motion) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return who did not vote for a motion, by agency: (how, agencies), in the seats' order."""
    found = []
    for choice in ("AGAINST", "ABSTAIN"):
        named = [each.agency or each.seat for each in motion.ballots if each.choice == choice]
        if named:
            found.append((choice, tuple(dict.fromkeys(named))))
    return tuple(found)


def counts(motion: Motion) -> tuple[tuple[str, int], ...]:
    """Return how many seats voted how, without the vacant; a motion without ballots has none."""
    return tuple(
        (choice, n)
        for choice in CHOICES
        if choice not in EMPTY
        and ((n := sum(each.choice == choice for each in motion.ballots)) or choice in FIRST)
        and motion.ballots
    )


# ------------------------------------------------------------------ kept and read again
def as_kept(told: Told) -> dict[str, Any]:
    """Return minutes as plain values for a store; `from_kept` reads them again."""
    return {name: _plain(each) for name, each in asdict(told).items()}


def from_kept(kept: Mapping[str, Any]) -> Told:
    """Read minutes that were kept."""
    told = dict(kept)
    for name in ("starts_at", "ends_at", "approved_in"):
        told[name] = _moment(told[name])
    told["seats"] = tuple(
        Seat(**{**each, "stays": tuple(Stay(**_times(one)) for one in each["stays"])})
        for each in told["seats"]
    )
    told["spans"] = tuple(Span(**_times(each)) for each in told["spans"])
    told["parts"] = tuple(
        Part(
            **{
                **each,
                "carried_from": _moment(each["carried_from"]),
                "motions": _motions(each["motions"]),
            }
        )
        for each in told["parts"]
    )
    told["others"] = _motions(told.get("others", ()))
    return Told(**told)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None


def _times(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {**kept, "since": _moment(kept["since"]), "until": _moment(kept["until"])}


def _motions(kept: Iterable[Mapping[str, Any]]) -> tuple[Motion, ...]:
    return tuple(
        Motion(**{**each, "ballots": tuple(Ballot(**one) for one in each["ballots"])})
        for each in kept
    )
