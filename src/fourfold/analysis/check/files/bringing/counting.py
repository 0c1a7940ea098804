"""A column that only counts the rows, as lists have that are numbered before they are filled."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.analysis.check.files.bringing.headings import fold

HEADINGS = frozenset(
    (
        *("", "no", "nr", "num", "number", "numero", "row", "rowno", "rownumber", "line", "lineno"),
        *("linenumber", "fila", "linea", "n"),
    )
)
"""What such a column is called, folded; “#” and “№” are among them."""


def counts_rows(heading: str, cells: Sequence[str]) -> bool:
    """Tell whether a column nobody asked for only counts. cells: those filled, from the top."""
    if fold(heading) not in HEADINGS or not cells:
        return False
    return [cell.strip() for cell in cells] == [str(nth) for nth in range(1, len(cells) + 1)]
