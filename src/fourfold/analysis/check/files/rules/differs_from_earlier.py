"""The rule that a period sent again has the totals that were accepted."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Any

from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.rules.given import Asked, Given, OfAll, whole_file
from fourfold.analysis.check.files.rules.totals import ROWS, aggregates, called, exactly
from fourfold.reference.contracts import Severity

CODE = "DIFFERS_FROM_EARLIER"


def differs_from_earlier(given: Given) -> list[Asked]:
    """Ask, as a warning, whether a total differs from the one accepted for the same period."""
    period = (given.expected.from_on, given.expected.until_on)
    accepted = [each for each in given.expected.earlier if (each.from_on, each.until_on) == period]
    return [
        OfAll(aggregate, partial(_judge, given, name, each.totals[name]))
        for each in accepted[-1:]
        for name, aggregate in aggregates(given).items()
        if name in each.totals
    ]


def _judge(given: Given, name: str, accepted: Decimal, total: Any) -> Group | None:
    found = exactly(total or 0)
    if found == accepted:
        return None
    why = f"{called(given, name)} is {found:,f}. For the same period {accepted:,f} was accepted."
    fix = "If this corrects the earlier file, say so when you send it. Otherwise look which is off."
    column = "" if name == ROWS else name
    heading = given.heading(column) if column else ""
    return whole_file(CODE, Severity.WARNING, why, fix, column=column, heading=heading)
