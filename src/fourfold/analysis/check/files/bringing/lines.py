"""One row of any file, before it is known which column is which."""

from __future__ import annotations

from dataclasses import dataclass

WHOLE_ROW = -1


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a row or a cell. place: the column from 0, or WHOLE_ROW."""

    code: str
    place: int = WHOLE_ROW
    value: str = ""


@dataclass(slots=True)
class Line:
    """
    One row as text.

    number: as a spreadsheet counts, from 1. cells: as many as the row has. faults: what was wrong
    with its form. taken: False if its cells cannot be trusted and are left out. typed: places of
    the cells that a workbook holds as a day ("d") or a number ("n").
    """

    number: int
    cells: list[str]
    faults: tuple[Fault, ...] = ()
    taken: bool = True
    typed: dict[int, str] | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether no cell holds anything but spaces."""
        return not any(cell and not cell.isspace() for cell in self.cells)


def letter(place: int) -> str:
    """Return a column's letter as a spreadsheet shows it; place: from 0."""
    made, rest = "", place + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        made = chr(65 + digit) + made
    return made
