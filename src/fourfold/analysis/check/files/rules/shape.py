"""Rows that are not shaped like the others, told so that a clerk finds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fourfold.analysis.check.files.problems import Group, Problem
from fourfold.analysis.check.files.rules.given import whole_file
from fourfold.analysis.check.files.rules.table import CannotRead, Refused
from fourfold.reference.contracts import Severity

_WORDS = {
    "TOO MANY COLUMNS": (
        "TOO_MANY_CELLS",
        "These rows have more cells than there are headings.",
        "Look for a comma inside a text; such a text stands between quotation marks.",
    ),
    "MISSING COLUMNS": (
        "TOO_FEW_CELLS",
        "These rows have fewer cells than there are headings.",
        "Look whether a row was cut in two, or the file was cut off while it was saved.",
    ),
    "UNQUOTED VALUE": (
        "BROKEN_QUOTES",
        "A quotation mark is opened and not closed here, or stands in the middle of a text.",
        "Save the file again from your spreadsheet program, as XLSX or CSV.",
    ),
    "INVALID ENCODING": (
        "NOT_UTF8",
        "These rows hold letters that cannot be read.",
        "Save the file again as CSV UTF-8.",
    ),
    "LINE SIZE OVER MAXIMUM": (
        "LINE_TOO_LONG",
        "This row is too long to be a row.",
        "Look for a quotation mark that is opened and never closed.",
    ),
}
_OTHER = (
    "ROW_NOT_READABLE",
    "These rows cannot be read.",
    "Save the file again from your spreadsheet program, as XLSX or CSV.",
)


def of_another_shape(refused: Sequence[Refused], most_examples: int) -> list[Group]:
    """Return the rows that could not be read as groups, one for each reason."""
    by_kind: dict[tuple[str, str, str], list[int]] = {}
    for each in refused:
        by_kind.setdefault(_WORDS.get(each.kind, _OTHER), []).append(each.row)
    return [
        Group(
            code,
            Severity.ERROR,
            "",
            "",
            why,
            fix,
            len(rows),
            tuple(Problem(row, "") for row in rows[:most_examples]),
        )
        for (code, why, fix), rows in by_kind.items()
    ]


def in_the_file(group: Group, refused: Sequence[int]) -> Group:
    """Return a group whose rows were counted without the refused ones, as the file counts them."""
    examples = tuple(replace(each, row=_row(each.row, refused)) for each in group.examples)
    return replace(group, examples=examples)


def not_readable(problem: CannotRead) -> Group:
    """Return why nothing could be checked."""
    if str(problem) == "OutOfMemory":
        why = "The file is too large to be checked at once."
        fix = "Split it, for example by month, and send the parts one after the other."
        return whole_file("TOO_LARGE_A_FILE", Severity.ERROR, why, fix)
    why = "The file cannot be read as a table."
    fix = "Save it again from your spreadsheet program, as XLSX or CSV, and try that file."
    return whole_file("NOT_READABLE", Severity.ERROR, why, fix)


def _row(row: int, refused: Sequence[int]) -> int:
    if not row:
        return row
    for each in refused:
        if each > row:
            break
        row += 1
    return row
