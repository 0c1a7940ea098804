"""
The chain that ties audit lines together: each line's seal covers the line and the seal before it.

Changing, dropping, inserting or moving a line breaks the seal of that line or of the next one. A
chain alone cannot show that its tail was cut: for that, heads are anchored outside the database.
Source: HMAC-SHA256 (RFC 2104, FIPS 180-4); the idea of linked time-stamps, Haber & Stornetta 1991.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

GENESIS = "0" * 64
"""What stands before the first line."""
LOOK_AHEAD = 60
"""How many lines behind a bad one are looked at to say what was done to it."""

_say = json.JSONEncoder(ensure_ascii=True, sort_keys=True, separators=(",", ":")).encode


class Line(NamedTuple):
    """One line as it is sealed. number: 1, 2, 3 … without gaps. at: with its time zone."""

    number: int
    at: datetime
    by: str
    event: str
    subject: str
    outcome: str
    agency: str
    request: str
    facts: Mapping[str, str | int]
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of a chain: its number and seal. An empty chain's head is number 0."""

    number: int
    seal: str


EMPTY = Head(0, GENESIS)


class Damage(StrEnum):
    """What was done to a log. The first bad line is always right; the kind is our best reading."""

    CHANGED = "CHANGED"
    MISSING = "MISSING"
    INSERTED = "INSERTED"
    MOVED = "MOVED"
    TAIL_CUT = "TAIL_CUT"
    OLDER = "OLDER"
    HEAD_EDITED = "HEAD_EDITED"
    ANCHORS_GONE = "ANCHORS_GONE"
    ANCHORS_CHANGED = "ANCHORS_CHANGED"


@dataclass(frozen=True, slots=True)
class Broken:
    """Where a log first fails. number: of the line that is not what was written."""

    number: int
    damage: Damage
    why: str


def seal(line: Line, *, after: str, key: bytes) -> str:
    """Return a line's seal, 64 hex digits; after: the seal of the line before it."""
    at = line.at.astimezone(UTC).isoformat(timespec="microseconds")
    said = _say([after, line.number, at, *line[2:9]])
    begun = _begun(key).copy()
    begun.update(said.encode())
    return begun.hexdigest()


@lru_cache(maxsize=8)
def _begun(key: bytes) -> hmac.HMAC:
    """Return an HMAC that has taken in its key and nothing else, to be copied for each line."""
    return hmac.new(key, digestmod="sha256")


def first_broken(
    lines: Iterable[Line], *, key: bytes, anchors: Mapping[int, str], start: Head = EMPTY
) -> Broken | Head:
    """
    Check a chain from its start; return where it first fails, or its head if it holds.

    lines: in the order of their numbers, streamed. anchors: number to seal, as kept outside; the
    chain must reach and match each of them that lies after `start`.
    """
    number, before = start.number, start.seal
    waiting = iter(lines)
    for line in waiting:
        number += 1
        if line.number != number or not hmac.compare_digest(
            seal(line, after=before, key=key), line.seal
        ):
            rest = list(islice(waiting, LOOK_AHEAD))
            return _read(line, rest, head=Head(number - 1, before), key=key)
        if number in anchors and anchors[number] != line.seal:
            known = max((n for n in anchors if n < number), default=start.number)
            return Broken(
                number,
                Damage.OLDER,
                f"It differs from the anchor kept outside: an older copy of the database was put "
                f"back, or the lines after {known} were written anew.",
            )
        before = line.seal
    later = [each for each in anchors if each > number]
    if later:
        return Broken(
            number + 1,
            Damage.TAIL_CUT,
            f"Lines up to {max(later)} were anchored and are gone: the end of the log was cut, or "
            "an older copy of the database was put back.",
        )
    return Head(number, before)


def _read(line: Line, rest: Sequence[Line], *, head: Head, key: bytes) -> Broken:
    """Say what was most likely done to the first line that does not hold."""
    number = head.number + 1

    def is_true(candidate: Line, as_number: int, after: str) -> bool:
        return seal(candidate._replace(number=as_number), after=after, key=key) == candidate.seal

    if line.number != number:
        return Broken(number, Damage.MISSING, "The line is missing.")
    seals = [head.seal, line.seal, *(each.seal for each in rest)]
    numbers = range(number, number + len(rest) + 2)
    own = next((n for n in numbers if any(is_true(line, n, s) for s in seals)), 0)
    now = next((each.number for each in rest if is_true(each, number, head.seal)), 0)
    if now == number + 1 and not own:
        return Broken(number, Damage.INSERTED, "The line was inserted; later ones moved down.")
    if own or now:
        place = f"line {now} stands in its place" if not own else f"it was line {own}"
        if now:
            place = f"what was line {number} now stands at {now}"
        return Broken(number, Damage.MOVED, f"Lines were moved: {place}.")
    if rest and is_true(rest[0], number + 2, line.seal):
        return Broken(number, Damage.MISSING, "The line is missing; later ones moved up.")
    return Broken(number, Damage.CHANGED, "The line was changed, or was not written by this house.")
