"""The rule that a field is filled where another one calls for it."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import is_one_of, rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def needed_if(given: Given) -> list[Asked]:
    """Ask for rows where a field is blank and another says that it is needed."""
    return [
        said(
            rule,
            name,
            f"{given.blank(name)} AND {is_one_of(given, rule.where, rule.values)}",
        )
        for rule in rules_of(given, RuleKind.NEEDED_IF)
        for name in rule.fields
        if given.has(rule.where)
    ]
