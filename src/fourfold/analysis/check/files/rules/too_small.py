"""The rule that a value is not under its least."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.limits import limit
from fourfold.reference.contracts import FieldType, Severity

CODE = "TOO_SMALL"


def too_small(given: Given) -> list[Asked]:
    """Ask for values under the contract's minimum, which itself is allowed."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            f"{given.value(field.name)} < {limit(field, field.minimum)}",
            f"\u201c{given.heading(field.name)}\u201d cannot be "
            f"{'before' if field.type is FieldType.DATE else 'under'} {field.minimum}.",
            "Look whether it was mistyped.",
        )
        for field in given.present
        if field.minimum is not None and not field.choices
    ]
