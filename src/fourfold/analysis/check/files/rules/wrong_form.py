"""The rule that a text has the form its field asks for."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.table import quoted
from fourfold.reference.contracts import Severity

CODE = "WRONG_FORM"


def wrong_form(given: Given) -> list[Asked]:
    """Ask for texts that do not fit the field's pattern as a whole."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            f"NOT regexp_full_match({given.text(field.name)}, {quoted(field.pattern)})",
            f"\u201c{given.heading(field.name)}\u201d is not written as it should be.",
            f"Write it like this: {field.example}. {field.description}",
        )
        for field in given.present
        if field.pattern
    ]
