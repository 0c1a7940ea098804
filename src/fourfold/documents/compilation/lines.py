"""What is handed over where offices answer with several rows: lines, and each office's part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from fourfold.documents.compilation.shapes import SHORT, Collected

MOST_RUNS = 12
"""Runs of rows that are told for one number; the file of rows has all."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A number that is added up. code: the contract's field. unit: "people", "US dollars"."""

    code: str
    title: str
    unit: str = ""

    @property
    def is_money(self) -> bool:
        """True if it is in dollars, which are shown with their cents."""
        return "dollar" in self.unit


@dataclass(frozen=True, slots=True)
class Part:
    """
    What one office's accepted rows add to a line.

    rows: numbers as its file counts them, header included. values: measure to the sum of those
    rows; one that no row filled is not there.
    """

    office: str
    name: str
    batch: str
    rows: tuple[int, ...]
    values: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def rows_said(self) -> str:
        """Return its rows for a reader: "rows 2–5, 9"; those beyond twelve runs as a number."""
        return rows_in_words(self.rows, most=MOST_RUNS)

    @property
    def origin(self) -> str:
        """Return where the numbers came from: "batch 3f2a9c1b, rows 2–5, 9"."""
        return f"batch {self.batch[:SHORT]}, {self.rows_said}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cut. codes: a code for each column, "" for a blank cell. words: for readers."""

    codes: tuple[str, ...]
    words: tuple[str, ...]
    parts: tuple[Part, ...]

    @property
    def rows(self) -> int:
        """How many rows it is the sum of."""
        return sum(len(each.rows) for each in self.parts)

    def total(self, measure: str) -> Decimal | None:
        """Return the sum of a measure; None: nobody gave a number, which is no zero."""
        given = [each.values[measure] for each in self.parts if measure in each.values]
        return sum(given, Decimal()) if given else None


@dataclass(frozen=True, slots=True)
class Cut:
    """All accepted rows, added up by some columns. columns: the field's name and its title."""

    code: str
    columns: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]

    @property
    def title(self) -> str:
        """Return by what it is: "By law and step"."""
        titles = [title[:1].lower() + title[1:] for _, title in self.columns]
        *firsts, last = titles
        return f"By {', '.join(firsts)} and {last}" if firsts else f"By {last}"


@dataclass(frozen=True, slots=True)
class ByLine:
    """
    Everything of a call whose offices answer with several rows.

    offices: who was asked and where each stands, without questions. row: what one row is. apart:
    whether no row is part of another, so that the lines of a cut may be added up too.
    """

    offices: Collected
    measures: tuple[Measure, ...]
    cuts: tuple[Cut, ...]
    row: str
    apart: bool

    @property
    def rows(self) -> int:
        """How many accepted rows there are."""
        return sum(each.rows for each in self.cuts[0].lines) if self.cuts else 0


def ranges(rows: Iterable[int]) -> list[tuple[int, int]]:
    """Return numbers in order as runs, both ends included: 2, 3, 4, 9 are (2, 4) and (9, 9)."""
    runs = groupby(enumerate(sorted(rows)), key=lambda each: each[1] - each[0])
    found = [[number for _, number in run] for _, run in runs]
    return [(each[0], each[-1]) for each in found]


def rows_in_words(rows: Iterable[int], *, most: int = 0) -> str:
    """Say rows: "row 2", "rows 2–4, 9". most: runs that are told, 0 for all; then how many more."""
    runs = ranges(rows)
    told = runs[:most] if most else runs
    words = ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in told)
    left = sum(last - first + 1 for first, last in runs[len(told) :])
    many = len(runs) > 1 or any(last > first for first, last in runs)
    return f"row{'s' if many else ''} {words}" + (f" and {left:,} more" if left else "")


def plain(value: Decimal) -> str:
    """Write a number for a program: no more digits than it has, and no exponent."""
    return f"{value.normalize():f}" if value else "0"


def shown(value: Decimal | None, *, measure: Measure) -> str:
    """Write a number for a reader; money has its cents. A number nobody gave is a dash."""
    if value is None:
        return "–"
    whole, point, part = plain(value).partition(".")
    if point and measure.is_money:
        part = part.ljust(2, "0")
    return f"{Decimal(whole):,}{point}{part}"
