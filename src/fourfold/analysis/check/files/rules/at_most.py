"""The rule that a part is not more than the whole."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import exact, rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def at_most(given: Given) -> list[Asked]:
    """Ask for rows where a field is more than the one it is measured against."""
    return [
        said(rule, name, f"{exact(given, name)} > {exact(given, rule.against)}")
        for rule in rules_of(given, RuleKind.AT_MOST)
        for name in rule.fields
        if given.has(name) and given.has(rule.against)
    ]
