"""The rule that two days, or numbers, stand in order."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def not_after(given: Given) -> list[Asked]:
    """Ask for rows where the first field is after the last; a blank breaks nothing."""
    return [
        said(rule, last, f"{given.value(first)} > {given.value(last)}")
        for rule in rules_of(given, RuleKind.NOT_AFTER)
        for first, last in [(rule.fields[0], rule.fields[-1])]
        if given.has(first) and given.has(last)
    ]
