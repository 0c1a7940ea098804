"""The rule that parts add up to their total."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import exact, rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def adds_up(given: Given) -> list[Asked]:
    """Ask for rows whose parts do not add up to the total; a row with a blank part is let be."""
    asked: list[Asked] = []
    for rule in rules_of(given, RuleKind.ADDS_UP):
        if all(given.has(name) for name in (*rule.fields, rule.against)):
            parts = " + ".join(exact(given, name) for name in rule.fields)
            asked.append(said(rule, rule.against, f"{parts} <> {exact(given, rule.against)}"))
    return asked
