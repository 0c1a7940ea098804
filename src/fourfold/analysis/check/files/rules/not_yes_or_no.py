"""The rule that a yes-or-no cell says yes or no."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.reference.contracts import FieldType, Severity

CODE = "NOT_YES_OR_NO"


def not_yes_or_no(given: Given) -> list[Asked]:
    """Ask for cells that are filled and say neither; true, false, 1, 0 and sí are taken."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d must be yes or no.",
            "Write yes or no. Leave it empty if it is not known."
            if not field.required
            else "Write yes or no.",
        )
        for field in given.present
        if field.type is FieldType.BOOLEAN
    ]
