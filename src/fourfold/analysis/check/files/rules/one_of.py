"""The rule that at least one of several fields is filled."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def one_of(given: Given) -> list[Asked]:
    """Ask for rows where all fields of the rule are blank."""
    return [
        said(rule, "", " AND ".join(given.blank(name) for name in rule.fields))
        for rule in rules_of(given, RuleKind.ONE_OF)
    ]
