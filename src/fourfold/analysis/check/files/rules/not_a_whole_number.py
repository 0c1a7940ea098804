"""The rule that a count is a whole number."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.likely import likely_whole_number
from fourfold.reference.contracts import FieldType, Severity

CODE = "NOT_A_WHOLE_NUMBER"


def not_a_whole_number(given: Given) -> list[Asked]:
    """Ask for cells of whole numbers that hold anything else; 1,234 and 15.0 are taken."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d must be a whole number.",
            "Write digits only, such as 12, without words. Leave it empty if it is not known."
            if not field.required
            else "Write digits only, such as 12, without words. 0 is an answer.",
            likely_whole_number,
        )
        for field in given.of_type(FieldType.INTEGER)
    ]
