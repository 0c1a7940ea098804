"""The rules that what a row is about stands only once, and that no row was copied."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, Repeats
from fourfold.reference.contracts import Severity

CODE = "REPEATED_KEY"
WHOLE = "REPEATED_ROW"


def repeated_key(given: Given) -> list[Asked]:
    """
    Ask for rows that agree in the whole key, and, as a warning, for rows alike in every cell.

    A row with a blank in its key is let be: that the key is filled is another rule's. Rows alike
    are asked for only where the file lacks a part of the key, since otherwise the key says it.
    """
    key = given.contract.key
    if key and all(given.has(name) for name in key):
        headings = " and ".join(f"\u201c{given.heading(name)}\u201d" for name in key)
        why = f"Another row has the same {headings}. {given.contract.row}"
        fix = "Take out the row that was entered twice, or correct one of the two."
        over = tuple(given.value(name) for name in key)
        return [Repeats(CODE, Severity.ERROR, "", over, why, fix)]
    why, fix = "Another row is the same in every cell.", "Take it out if it was entered twice."
    cells = ", ".join(given.raw(each.name) for each in given.present)
    return [Repeats(WHOLE, Severity.WARNING, "", (f"hash({cells})",), why, fix)] if cells else []
