"""The rule that nothing is reported before it happens."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.reference.contracts import FieldType, Severity

CODE = "DAY_IN_FUTURE"


def day_in_future(given: Given) -> list[Asked]:
    """Ask, as a warning, for days after today; without a today nothing is asked."""
    today = given.expected.today
    if today is None:
        return []
    return [
        PerRow(
            CODE,
            Severity.WARNING,
            field.name,
            f"{given.value(field.name)} > DATE '{today}'",
            f"\u201c{given.heading(field.name)}\u201d lies in the future.",
            "Look whether the year was mistyped.",
        )
        for field in given.of_type(FieldType.DATE)
    ]
