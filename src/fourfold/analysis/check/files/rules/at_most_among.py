"""The rule that rows which are a part add up to no more than the rows of the whole."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import exact, is_one_of, rules_of, said
from fourfold.analysis.check.files.rules.given import Among, Asked, Given
from fourfold.reference.contracts import RuleKind


def at_most_among(given: Given) -> list[Asked]:
    """
    Ask for rows whose sum is more than that of the whole, among rows alike in other fields.

    The last of the rule's values marks the whole; where no row of the whole has a number, nothing
    is compared.
    """
    asked: list[Asked] = []
    for rule in rules_of(given, RuleKind.AT_MOST_AMONG):
        if not all(given.has(name) for name in (*rule.fields, rule.where, *rule.alike)):
            continue
        *parts, whole = rule.values
        over = tuple(f"coalesce({given.value(name)}::VARCHAR, '')" for name in rule.alike)
        for name in rule.fields:
            told = said(rule, name, "")
            asked.append(
                Among(
                    code=told.code,
                    severity=told.severity,
                    column=name,
                    over=over,
                    number=exact(given, name),
                    kind=given.value(rule.where),
                    part=is_one_of(given, rule.where, tuple(parts)),
                    whole=is_one_of(given, rule.where, (whole,)),
                    why=told.why,
                    fix=told.fix,
                )
            )
    return asked
