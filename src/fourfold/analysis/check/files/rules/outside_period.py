"""The rule that a row counts in the period that was asked for."""

from __future__ import annotations

from datetime import timedelta

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.reference.contracts import FieldType, Severity

CODE = "OUTSIDE_PERIOD"


def outside_period(given: Given) -> list[Asked]:
    """Ask for rows whose period field lies before or after the call's period."""
    start, end = given.expected.from_on, given.expected.until_on
    name = given.contract.period
    if start is None or end is None or not given.has(name):
        return []
    last, value = end - timedelta(days=1), given.value(name)
    if given.contract.field(name).type is FieldType.YEAR:
        broken = f"{value} < {start.year:d} OR {value} > {last.year:d}"
    else:
        broken = f"{value} < DATE '{start}' OR {value} > DATE '{last}'"
    why = f"\u201c{given.heading(name)}\u201d lies outside the period that was asked for."
    fix = f"Send rows from {start} to {last} only, and look whether the day was mistyped."
    return [PerRow(CODE, Severity.ERROR, name, broken, why, fix)]
