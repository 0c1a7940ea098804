"""The rule that a field is blank where another one rules it out."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import is_one_of, rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given
from fourfold.reference.contracts import RuleKind


def blank_if(given: Given) -> list[Asked]:
    """Ask for rows where a field is filled and another says that it is not."""
    return [
        said(
            rule,
            name,
            f"NOT ({given.blank(name)}) AND {is_one_of(given, rule.where, rule.values)}",
        )
        for rule in rules_of(given, RuleKind.BLANK_IF)
        for name in rule.fields
        if given.has(rule.where) and given.has(name)
    ]
