"""The rule that what is always needed is filled in."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow, whole_file
from fourfold.reference.contracts import Severity

CODE = "REQUIRED"
NO_COLUMN = "MISSING_COLUMN"
"""Said by `bringing` too, with the heading that may be meant; then it is not said again."""


def required(given: Given) -> list[Asked]:
    """Ask for empty cells of required fields; a column that is not there is said once."""
    asked: list[Asked] = []
    told = {each.column for each in given.plain.problems if each.code == NO_COLUMN}
    for field in given.contract.fields:
        if not field.required:
            continue
        heading = given.heading(field.name)
        if given.has(field.name):
            why = f"Every row needs \u201c{heading}\u201d, and here it is empty."
            broken = given.blank(field.name)
            fix = f"Fill it in. {field.description}"
            asked.append(PerRow(CODE, Severity.ERROR, field.name, broken, why, fix))
        elif field.name not in told:
            why = f"The file has no column \u201c{field.title}\u201d, which every row needs."
            fix = f"Add a column with the heading {field.name}. {field.description}"
            group = whole_file(
                NO_COLUMN, Severity.ERROR, why, fix, column=field.name, heading=heading
            )
            asked.append(group)
    return asked
