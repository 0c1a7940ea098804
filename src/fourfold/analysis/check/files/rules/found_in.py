"""The rule that what a row names stands in another dataset."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.between_fields import rules_of, said
from fourfold.analysis.check.files.rules.given import Asked, Given, whole_file
from fourfold.analysis.check.files.rules.spellings import among
from fourfold.reference.contracts import RuleKind, Severity

NOT_COMPARED = "NOT_COMPARED"


def found_in(given: Given) -> list[Asked]:
    """
    Ask for cells that the accepted rows of another dataset do not have under the same field.

    What cannot be compared, because nobody gave the other dataset, is said as a warning.
    """
    asked: list[Asked] = []
    for rule in rules_of(given, RuleKind.FOUND_IN):
        known = given.expected.known.get(rule.against, {})
        for name in rule.fields:
            if not given.has(name):
                continue
            if name in known and not known[name]:
                continue  # nothing was accepted there yet: everything would be new
            if name in known:
                text = f"{given.value(name)}::VARCHAR"
                broken = f"{text} IS NOT NULL AND NOT {among(text, sorted(known[name]))}"
                asked.append(said(rule, name, broken))
            else:
                heading = given.heading(name)
                why = f"\u201c{heading}\u201d was not compared with {rule.against}."
                fix = "Nothing to do: it is compared when the file is sent."
                asked.append(
                    whole_file(
                        NOT_COMPARED, Severity.WARNING, why, fix, column=name, heading=heading
                    )
                )
    return asked
