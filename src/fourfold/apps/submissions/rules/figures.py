"""What published figures must be beyond their contract; what names of files are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Any

from fourfold.analysis.tables import FIGURE_COLUMNS, BadFigure, read_figures
from fourfold.reference.cells import MOST_CELL
from fourfold.reference.errors import did_you_mean, shorten

PUBLISHED = "published_figures"
"""The contract of figures that were published before, which releases are made of."""
MOST_ROWS = 20_000
MOST_NAME = 200
MOST_TOLD = 200
"""Problems told one by one; the rest are counted."""

_STRANGE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]"
)
"""
Letters no figure needs: control characters (PostgreSQL keeps no null character), line breaks,
signs that turn the direction of the text around them, marks of a lost letter, halves of a letter.
"""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must mend before the file can be sent. line 1 is the header."""

    line: int
    column: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What the data call asks: whose figures, of which call, of which indicators."""

    call: str
    organization: str
    indicators: frozenset[str]


class SubmissionError(ValueError):
    """Why a submission step was refused."""


class FileHasProblems(SubmissionError):
    """
    The file breaks its contract; nothing was kept.

    problems: the first of them. count: how many there are.
    """

    def __init__(self, problems: tuple[Problem, ...], count: int) -> None:
        first = problems[0]
        at = f"line {first.line}" + (f", {first.column}" if first.column else "")
        lead = "1 problem" if count == 1 else f"{count:,} problems; the first"
        super().__init__(f"{lead}, {at}: {first.why} {first.fix}")
        self.problems = problems
        self.count = count


class FileTooLarge(SubmissionError):
    """The file is larger than a submission may be."""


class BadFileName(SubmissionError):
    """The name of the file cannot be kept or shown."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file, in hex: its name for as long as it is kept."""
    return sha256(content).hexdigest()


def check_file_name(name: str) -> None:
    """Raise BadFileName unless it is one plain name: it is shown beside published numbers."""
    if not name.strip() or len(name) > MOST_NAME or set(name) & set("/\\") or _STRANGE.search(name):
        raise BadFileName(
            f"{shorten(name)!r} is no name of a file. Use up to {MOST_NAME} plain letters, "
            "without a folder."
        )


def as_printed(values: Mapping[str, Any]) -> dict[str, str]:
    """Return a kept row of published figures as its source printed it: every cell as text."""
    return {name: _text(values[name]) for name in FIGURE_COLUMNS}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def check_published(rows: Mapping[int, Mapping[str, str]], expected: Expected) -> None:
    """
    Check what a contract of one row cannot say: whose figures they are, and of which report.

    rows: line to cells as printed. :raises FileHasProblems, FileTooLarge:
    """
    if len(rows) > MOST_ROWS:
        raise FileTooLarge(
            f"The file has more than {MOST_ROWS:,} figures. Send it in parts, each as a call's own."
        )
    problems = check_rows(rows, expected)
    if told := tuple(islice(problems, MOST_TOLD)):
        raise FileHasProblems(told, len(told) + sum(1 for _ in problems))


def check_rows(rows: Mapping[int, Mapping[str, str]], expected: Expected) -> Iterator[Problem]:
    """Yield every problem in the rows by line, in their order; none means they can be sent."""
    seen: dict[str, int] = {}
    told = 0
    for line, row in rows.items():
        # Looking for the nearest word is slow, and pointless where a whole file is wrong.
        for problem in _row_problems(row, line, expected, suggest=told < MOST_TOLD):
            told += 1
            yield problem
        code = row["figure"]
        if code in seen:
            why = f"Figure {shorten(code)!r} stands on line {seen[code]} already."
            yield Problem(line, "figure", why, "Give each figure its own code.")
        seen.setdefault(code, line)


def _row_problems(
    row: Mapping[str, str], line: int, expected: Expected, *, suggest: bool
) -> Iterator[Problem]:
    unreadable = False
    for column, value in row.items():
        if found := _cell_problem(value):
            yield Problem(line, column, *found)
            unreadable = True
    if unreadable:
        return
    for column in ("figure", "indicator", "group", "value", "source"):
        if not row[column]:
            yield Problem(line, column, "The cell is empty.", "Every figure needs one.")
    if row["call"] != expected.call:
        why = f"The row answers call {shorten(row['call'])!r}; this file answers {expected.call!r}."
        yield Problem(line, "call", why, "Move the row to the other call's file.")
    if row["reported_by"] != expected.organization:
        owner = shorten(row["reported_by"])
        why = f"The row is {owner!r}'s; this file is {expected.organization!r}'s."
        yield Problem(line, "reported_by", why, "Send it with its owner's file.")
    if row["indicator"] and row["indicator"] not in expected.indicators:
        near = did_you_mean(row["indicator"], expected.indicators).strip() if suggest else ""
        why = f"The indicator {shorten(row['indicator'])!r} is not known."
        yield Problem(line, "indicator", why, near or "See the list of indicators.")
    if row["value"]:
        try:
            read_figures([row], file="")
        except BadFigure as problem:
            why = str(problem).split(": ", 1)[-1]
            yield Problem(line, "", why, "Mend the cell named, then bring the file again.")


def _cell_problem(value: str) -> tuple[str, str] | None:
    """Return what no cell may be, whatever its column, and what to do."""
    if len(value) > MOST_CELL:
        return f"The cell has {len(value):,} characters; at most {MOST_CELL:,}.", "Shorten it."
    if found := _STRANGE.search(value):
        return f"The cell holds a character nobody sees (U+{ord(found[0]):04X}).", "Type it again."
    if value != value.strip():
        return "The cell starts or ends with a space.", "Remove it."
    return None
