"""A column that only counts the rows, as lists have that are numbered before they are filled."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.analysis.check.files.bringing.headings import fold

HEADINGS = frozenset(
    (
        *("", "no", "nr", "row", "rowno", "rownumber", "line", "lineno", "linenumber"),
        *("fila", "linea"),
    )
)
"""
What such a column is called, folded; “#” and “№” are among them. “Number” and “N” are not: a figure
is called so too, and is asked about.
"""
LEAST = 3
"""Of fewer rows 1 and 2 may as well be figures."""


def counts_rows(heading: str, cells: Sequence[str]) -> bool:
    """Tell whether a column nobody asked for only counts. cells: those filled, from the top."""
    if fold(heading) not in HEADINGS or len(cells) < LEAST:
        return False
    return [cell.strip() for cell in cells] == [str(nth) for nth in range(1, len(cells) + 1)]
