"""The rule that a value stands only once in its column."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, Repeats
from fourfold.reference.contracts import Severity

CODE = "REPEATED_VALUE"


def repeated_value(given: Given) -> list[Asked]:
    """Ask for values of unique fields that stand in more than one row; every such row counts."""
    return [
        Repeats(
            CODE,
            Severity.ERROR,
            field.name,
            (given.value(field.name),),
            f"\u201c{given.heading(field.name)}\u201d must differ from row to row.",
            "Take the row out if it was entered twice; otherwise correct one of them.",
        )
        for field in given.present
        if field.unique
    ]
