"""The rule that a year is a year."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.likely import likely_year
from fourfold.reference.contracts import FieldType, Severity

CODE = "NOT_A_YEAR"


def not_a_year(given: Given) -> list[Asked]:
    """Ask for cells of years that are not four digits."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d must be a year.",
            "Write the year with four digits, such as 2017.",
            likely_year,
        )
        for field in given.of_type(FieldType.YEAR)
    ]
