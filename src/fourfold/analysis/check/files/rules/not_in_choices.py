"""The rule that a coded cell holds one of the codes."""

from __future__ import annotations

from functools import partial

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.likely import likely_choice, likely_choices
from fourfold.analysis.check.files.rules.spellings import is_coded
from fourfold.reference.contracts import ContractField, FieldType, Severity

CODE = "NOT_IN_CHOICES"
MOST_SHOWN = 8


def not_in_choices(given: Given) -> list[Asked]:
    """Ask for cells that hold neither a code nor its words, in any case."""
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d holds something that is not in the list.",
            _fix(field),
            partial(likely_choices if field.type is FieldType.LIST else likely_choice, field=field),
        )
        for field in given.present
        if is_coded(field) or field.type is FieldType.LIST
    ]


def _fix(field: ContractField) -> str:
    words = [label or code for code, label in field.choices.items()]
    several = " Join several with semicolons." if field.type is FieldType.LIST else ""
    if len(words) <= MOST_SHOWN:
        return f"Choose from: {'; '.join(words)}.{several}"
    return f"Choose one of the {len(words)} in the list, such as {words[0]}.{several}"
