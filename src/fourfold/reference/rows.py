"""One row of a pack's file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Row(Mapping[str, str]):
    """
    One row: column name to text, read only. What is unknown is an empty text.

    file: the file's name ("towns.csv"). line: its line there; the header is line 1.
    """

    __slots__ = ("_cells", "file", "line")

    def __init__(self, cells: dict[str, str], *, file: str, line: int) -> None:
        self._cells = cells
        self.file = file
        self.line = line

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __repr__(self) -> str:
        return f"Row({self.file} line {self.line})"

    def parts(self, column: str) -> tuple[str, ...]:
        """Return the parts of a column that holds a list joined by semicolons."""
        return split(self._cells[column])


def split(text: str) -> tuple[str, ...]:
    """Return the parts of a list joined by semicolons; an empty text has none."""
    return tuple(part for each in text.split(";") if (part := each.strip()))
