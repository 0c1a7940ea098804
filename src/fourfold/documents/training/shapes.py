"""What a report on training is made of: counts, and no name of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.analysis.tables import Value


@dataclass(frozen=True, slots=True)
class Split:
    """
    Sessions and people by something. id: unique in the report. head: what the first column names.

    rows: name, sessions, people (hidden where small). drawn: whether a chart stands beside it.
    """

    id: str
    title: str
    head: str
    rows: tuple[tuple[str, int, Value], ...]
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure as its source printed it, and our own count; None: we count none."""

    title: str
    period: str
    value: str
    ours: int | None
    source: str


@dataclass(frozen=True, slots=True)
class Reached:
    """
    What training reached. covers: the period or the day, in words. certificates: valid ones.

    evaluated: sessions with answers before and after. answers: to surveys, before and after;
    None where the report is not of one session.
    """

    title: str
    covers: str
    author: str
    as_of: date
    sessions: int
    people: int
    certificates: int
    evaluated: int
    answers: tuple[int, int] | None = None
    splits: tuple[Split, ...] = ()
    published: tuple[Published, ...] = ()
    language: str = "en"
