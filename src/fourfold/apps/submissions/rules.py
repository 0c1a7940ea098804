"""What a file of figures must be before anyone may send it. Plain Python on values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256

from fourfold.analysis.tables import FIGURE_COLUMNS, BadFigure, read_figures

MOST_BYTES = 25 * 2**20
MOST_CELL = 10_000


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a person must mend before the file can be sent. line 1 is the header."""

    line: int
    column: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A file turned into rows, and every problem found on the way."""

    rows: tuple[dict[str, str], ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the data call asks: whose figures, of which call, of which indicators."""

    call: str
    organization: str
    indicators: frozenset[str]


class FileTooLarge(ValueError):
    """The file is larger than a submission may be."""


def fingerprint(content: bytes) -> str:
    """Return the SHA-256 of a file, in hex: its name for as long as it is kept."""
    return sha256(content).hexdigest()


def open_csv(content: bytes) -> Opened:
    """
    Turn a CSV file into rows of text; nothing is guessed and no row is dropped.

    content: UTF-8 with a header row, with or without a byte-order mark.
    :raises FileTooLarge: over 25 MB.
    """
    if len(content) > MOST_BYTES:
        raise FileTooLarge(
            f"The file has {len(content) / 2**20:.0f} MB; at most 25 MB. Send it in parts."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = content.count(b"\n", 0, problem.start) + 1
        return Opened(
            (), (Problem(line, "", "A character is not UTF-8.", "Save the file as UTF-8."),)
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        lines = list(reader)
    except csv.Error as problem:
        if "field larger" in str(problem):
            why = f"A cell has more than {MOST_CELL:,} characters, or a quote is not closed."
            return Opened((), (Problem(reader.line_num, "", why, "Shorten or close it."),))
        why = f"The file is no CSV: {problem}."
        return Opened((), (Problem(reader.line_num, "", why, "Save it again as CSV."),))
    if not lines:
        return Opened((), (Problem(1, "", "The file is empty.", "Send a file with a header row."),))
    header, *body = lines
    problems = list(_header_problems(header))
    if problems:
        return Opened((), tuple(problems))
    rows = []
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(header):
            why = f"The row has {len(cells)} cells, the header {len(header)}."
            problems.append(Problem(number, "", why, "Check for a missing or extra comma."))
        rows.append(dict(zip(header, cells, strict=False)))
    return Opened(tuple(rows), tuple(problems))


def _header_problems(header: list[str]) -> Iterable[Problem]:
    for name in FIGURE_COLUMNS:
        if name not in header:
            near = get_close_matches(name, header, n=1)
            fix = f"Rename {near[0]!r} to {name!r}." if near else f"Add the column {name!r}."
            yield Problem(1, name, f"The column {name!r} is missing.", fix)
    for name in sorted(set(header)):
        if header.count(name) > 1:
            yield Problem(1, name, f"The column {name!r} stands twice.", "Keep one of them.")
        if name not in FIGURE_COLUMNS:
            yield Problem(1, name, f"The column {name!r} is not in the contract.", "Take it out.")


def check_rows(rows: Iterable[Mapping[str, str]], expected: Expected) -> list[Problem]:
    """Return every problem in the rows, in their order; an empty list means they can be sent."""
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, start=2):
        if set(row) != set(FIGURE_COLUMNS):
            continue  # a ragged row: open_csv has named it already
        problems += _row_problems(row, line, expected)
        code = row["figure"]
        if code in seen:
            why = f"Figure {code!r} stands on line {seen[code]} already."
            problems.append(Problem(line, "figure", why, "Give each figure its own code."))
        seen.setdefault(code, line)
    return problems


def _row_problems(row: Mapping[str, str], line: int, expected: Expected) -> Iterable[Problem]:
    for column, value in row.items():
        if len(value) > MOST_CELL:
            why = f"The cell has {len(value):,} characters; at most {MOST_CELL:,}."
            yield Problem(line, column, why, "Shorten it.")
            return
        if "\x00" in value:
            yield Problem(line, column, "The cell holds a null character.", "Type it again.")
            return
    for column in ("figure", "indicator", "group", "value", "source"):
        if not row[column].strip():
            yield Problem(line, column, "The cell is empty.", "Every figure needs one.")
    if row["call"] != expected.call:
        why = f"The row answers call {row['call']!r}; this file answers {expected.call!r}."
        yield Problem(line, "call", why, "Move the row to the other call's file.")
    if row["reported_by"] != expected.organization:
        why = f"The row is {row['reported_by']!r}'s; this file is {expected.organization!r}'s."
        yield Problem(line, "reported_by", why, "Send it with its owner's file.")
    if row["indicator"] and row["indicator"] not in expected.indicators:
        near = get_close_matches(row["indicator"], sorted(expected.indicators), n=1)
        fix = f"Did you mean {near[0]}?" if near else "See the list of indicators."
        why = f"The indicator {row['indicator']!r} is not known."
        yield Problem(line, "indicator", why, fix)
    if row["value"].strip():
        try:
            read_figures([row], file="")
        except BadFigure as problem:
            why = str(problem).split(": ", 1)[-1]
            yield Problem(line, "", why, "Mend the cell named, then bring the file again.")
