"""A CSV file's text, line by line and cell by cell, whoever sends it."""

from __future__ import annotations

import csv
import re

MOST_CELL = 10_000
"""Characters in one cell. A longer one is a paste by mistake, or an attack on the reader."""

_LONG = re.compile(rf"[^,]{{{MOST_CELL + 1}}}")


def lines_of(text: str) -> list[str]:
    """Return the lines of a text; blank ones at its end are left out."""
    lines = text.split("\n")
    while lines and not lines[-1].rstrip("\r"):
        lines.pop()
    return lines


def cells_of(line: str) -> list[str] | tuple[str, str]:
    """
    Return the cells of one line, or what is wrong with it and what to do.

    Each line is read by itself. An open quotation mark then costs one row, not the rest of the
    file, and a row's number is always the line an editor shows.
    """
    # The csv module has one limit for the whole process, so it is left alone. A line it might
    # refuse is refused here first.
    if len(line) > csv.field_size_limit():
        what = f"a cell has more than {MOST_CELL:,}" if _LONG.search(line) else "that is too many"
        return f"The row has {len(line):,} characters; {what}.", "Shorten it."
    try:
        return next(csv.reader([line.rstrip("\r")], strict=True), [])
    except csv.Error as problem:
        why = f"The row cannot be read: {problem}."
        return why, "Close the quotation marks; a row stands on one line."
