"""What the caller hands over: questions, offices and what they answered. Plain values, no rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

NOT_PUBLIC = "For the Council; not cleared for the public"
SHORT = 8
"""Letters of a batch's id that are printed; the file of rows has all."""


class Standing(StrEnum):
    """
    How one office answered. Zero, nothing to report and no answer are three things.

    ACCEPTED: its numbers count; 0 is a number. SENT: came, and the Council has not accepted it
    yet, so it counts nowhere. NOTHING: it said that it has nothing to report. WAITED_FOR: no
    answer, and the day it is due is not over. MISSING: no answer after that day. EXCUSED: let off.
    """

    ACCEPTED = "ACCEPTED"
    SENT = "SENT"
    NOTHING = "NOTHING"
    WAITED_FOR = "WAITED_FOR"
    MISSING = "MISSING"
    EXCUSED = "EXCUSED"


def origin(batch: str, row: int) -> str:
    """Say a place in a file; a batch alone where no row is known, nothing without a batch."""
    named = f"batch {batch[:SHORT]}" if batch else ""
    return f"{named}, row {row}" if batch and row else named


ANSWERED = frozenset({Standing.ACCEPTED, Standing.SENT, Standing.NOTHING})


@dataclass(frozen=True, slots=True)
class Question:
    """
    One item asked. item: "a2". is_count: a whole number, else words.

    kinds: the kinds of offices that are asked it, none: all.
    """

    item: str
    title: str
    is_count: bool
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What one office answered.

    office: its code. kind, town, district: names people know, "" if it has none. counts, words: by
    item; an item that was left empty is not there. batch, row: where the numbers came from, the
    row as the file counts, header included; "" and 0 without a file. came_on: the day it answered.
    withdrew_on, returned_on: where nothing stands, the day the office took its last answer back, or
    the Council gave it back.
    """

    office: str
    name: str
    kind: str
    standing: Standing
    town: str = ""
    district: str = ""
    counts: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    batch: str = ""
    row: int = 0
    came_on: date | None = None
    due_on: date | None = None
    why: str = ""
    withdrew_on: date | None = None
    returned_on: date | None = None

    @property
    def is_late(self) -> bool:
        """True if it came after the day it was due; False where no day is known."""
        return bool(self.came_on and self.due_on and self.came_on > self.due_on)

    @property
    def origin(self) -> str:
        """Return where the numbers came from, for a reader: "batch 3f2a9c1b, row 2", or ""."""
        return origin(self.batch, self.row)


@dataclass(frozen=True, slots=True)
class Collected:
    """
    Everything of one call for one compilation.

    title: what was asked, "Yearly report of police and prosecutors". law: its citation. covers: the
    period in words. as_of: the day it was put together, the only date in the files. districts:
    what the state calls them, for the chart's heading.
    """

    title: str
    law: str
    year: int
    covers: str
    council: str
    state: str
    as_of: date
    due_on: date | None
    questions: tuple[Question, ...]
    answers: tuple[Answer, ...]
    districts: str = "judicial districts"
    language: str = "en"

    def counted(self) -> tuple[Question, ...]:
        """Return the questions answered by a number."""
        return tuple(each for each in self.questions if each.is_count)

    def told(self) -> tuple[Question, ...]:
        """Return the questions answered in words."""
        return tuple(each for each in self.questions if not each.is_count)

    def of(self, *standings: Standing) -> tuple[Answer, ...]:
        """Return the answers that stand so, by kind and name."""
        found = (each for each in self.answers if each.standing in standings)
        return tuple(sorted(found, key=lambda each: (each.kind, each.name.casefold(), each.office)))


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of accepted numbers. value None: nobody gave one. offices: how many gave one."""

    value: int | None
    offices: int


def total(item: str, answers: Iterable[Answer]) -> Sum:
    """Add up an item over the accepted answers that gave it; what is empty is no zero."""
    given = [
        each.counts[item]
        for each in answers
        if each.standing is Standing.ACCEPTED and item in each.counts
    ]
    return Sum(sum(given) if given else None, len(given))


# ------------------------------------------------------------------ the register of attestations
@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a place attests. code: the contract's field, "notice_posted". words: for readers.

    kinds: the kinds of places that owe it, none: all.
    """

    code: str
    words: str
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """
    One place and what it attested in the year.

    attested_on None: it did not attest. said: duty to yes or no; a duty it left empty is not there.
    batch, row: as in Answer.
    """

    name: str
    town: str
    kind: str
    attested_on: date | None = None
    said: Mapping[str, bool] = field(default_factory=dict)
    batch: str = ""
    row: int = 0

    @property
    def origin(self) -> str:
        """Return where it stands in a file, for a reader, or ""."""
        return origin(self.batch, self.row)


@dataclass(frozen=True, slots=True)
class Places:
    """Everything of the register of one year. laws: citations. Others as in Collected."""

    title: str
    laws: tuple[str, ...]
    year: int
    council: str
    state: str
    as_of: date
    duties: tuple[Duty, ...]
    places: tuple[Place, ...]
    language: str = "en"
