"""How much of each list a pack knows: "MDTs 7 of 17 sourced". Gaps are said, never hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fourfold.reference.contents import Contents


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    One line of coverage.

    known: how many the pack holds. expected: how many there are. note: what a reader must know.
    """

    label: str
    known: int
    expected: int
    note: str

    @property
    def is_complete(self) -> bool:
        """True if nothing is missing."""
        return self.known >= self.expected

    def __str__(self) -> str:
        """Write it as one line: "MDTs 7 of 17 sourced"."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.label} {self.known} of {self.expected} sourced{note}"


def coverage_of(contents: Contents) -> Iterator[Coverage]:
    """
    Count what pack.yaml asks to be counted under `coverage`, in its order.

    A line that names a file or column that does not exist is left out; the check says so.
    """
    lines = (contents.settings or {}).get("coverage")
    for line in lines if isinstance(lines, list) else ():
        if not isinstance(line, dict):
            continue
        shape = contents.shapes.tables.get(str(line.get("file")))
        where = line.get("where", {})
        column = line.get("distinct", line.get("column"))
        asked = {*where, column} if isinstance(where, dict) else {None}
        if shape is None or not asked - {None} <= set(shape.columns) or asked == {None} != {column}:
            continue
        rows = [
            row
            for row in contents.tables.get(shape.name, ())
            if all(row[each] == wanted for each, wanted in where.items())
        ]
        expected = line.get("expected", len(rows))
        filled = [row[column] for row in rows if row[column]] if column else rows
        known = len(set(filled)) if "distinct" in line else len(filled)
        if isinstance(expected, int):
            yield Coverage(str(line.get("label")), known, expected, str(line.get("note", "")))
