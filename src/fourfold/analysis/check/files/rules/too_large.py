"""The rule that a value is not over its most."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.limits import limit
from fourfold.reference.contracts import FieldType, Severity

CODE = "TOO_LARGE"


def too_large(given: Given) -> list[Asked]:
    """Ask for values over the contract's maximum, which itself is allowed."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            f"{given.value(field.name)} > {limit(field, field.maximum)}",
            f"\u201c{given.heading(field.name)}\u201d cannot be "
            f"{'after' if field.type is FieldType.DATE else 'over'} {field.maximum}.",
            "Look whether it was mistyped.",
        )
        for field in given.present
        if field.maximum is not None and not field.choices
    ]
