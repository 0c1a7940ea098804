"""What or_other adds to a question: a choice "other", and a question which; as field apps do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fourfold.reference.forms.form import Choice, Kind, Language, Question

OTHER = "other"
_OTHER, _WHICH = ("Other", "Otra"), ("Which other?", "¿Cuál otra?")
"""In English, and in Spanish."""


def with_other(question: Question, languages: Sequence[Language]) -> tuple[Question, Question]:
    """Return a question with a choice for what is not listed, and the one that asks which."""
    choices = question.choices
    if OTHER not in {each.name for each in choices}:
        choices = (*choices, Choice(OTHER, _said(_OTHER, languages)))
    which = Question(
        name=f"{question.name}_{OTHER}",
        kind=Kind.TEXT,
        row=question.row,
        labels=_said(_WHICH, languages),
        relevant=(*question.relevant, f"selected(${{{question.name}}}, '{OTHER}')"),
    )
    # Their list is another than the one on the sheet, so they are no rows of one table on paper.
    return replace(question, choices=choices, list_name=f"{question.list_name} or_other"), which


def _said(words: tuple[str, str], languages: Sequence[Language]) -> dict[str, str]:
    return {each.name: words[each.code == "es"] for each in languages}
