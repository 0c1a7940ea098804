"""The rule that an amount is a number."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.likely import likely_number
from fourfold.reference.contracts import FieldType, Severity

CODE = "NOT_A_NUMBER"


def not_a_number(given: Given) -> list[Asked]:
    """Ask for cells of numbers that hold anything else; up to 15 digits and 10 decimals."""
    sign = "point" if given.plain.decimal == "." else "comma"
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d must be a number.",
            f"Write digits, with a decimal {sign} if needed, without a sign for the unit.",
            likely_number,
        )
        for field in given.of_type(FieldType.NUMBER)
    ]
