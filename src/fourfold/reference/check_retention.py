"""Check a pack's retention schedule as a whole: no gap, no row twice, no audit too short."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.reference.contents import Contents
from fourfold.reference.problems import Problem
from fourfold.reference.retention import ANY, RECORD, retention_rule

FILE = "retention.csv"
AUDIT = "AUDIT_LINE"
AUDIT_YEARS = 7
"""The audit is kept at least this long; the product's own floor."""


def retention_problems(contents: Contents) -> Iterator[Problem]:
    """
    Yield what is wrong with the schedule, once each of its rows is sound.

    Every part has a rule for ANY record and outcome, so that no kind is without one.
    """
    rows = contents.tables.get("retention", ())
    if not rows:
        return
    first: dict[tuple[str, str, str], int] = {}
    for row in rows:
        key = (row["record"], row["part"], row["outcome"])
        if key in first:
            why = f"{' '.join(key)} has a rule already in line {first[key]}."
            yield Problem(FILE, row.line, "record + part + outcome", why, "Remove one.")
        first.setdefault(key, row.line)
        rule = retention_rule(row)
        if rule.record == AUDIT and not rule.is_for_good and (rule.years or 0) < AUDIT_YEARS:
            why = f"Audit lines would be kept {rule.keep}."
            fix = f"Keep them {AUDIT_YEARS} years or more, counted in years, or for good."
            yield Problem(FILE, row.line, "keep", why, fix)
    parts = contents.shapes.tables["retention"].schema["properties"]["part"]["enum"]
    for part in parts:
        if (ANY, part, ANY) not in first:
            why = f"There is no rule for the part {part} of {ANY} record with {ANY} outcome."
            yield Problem(FILE, None, "part", why, "Add the row; it holds where no other does.")
    if (AUDIT, RECORD, ANY) not in first:
        why = f"There is no rule for {AUDIT}."
        yield Problem(FILE, None, "record", why, f"Add it; {AUDIT_YEARS} years or more.")
