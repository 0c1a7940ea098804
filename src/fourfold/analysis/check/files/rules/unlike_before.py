"""The rule that a file's totals are like those the agency sent before."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from functools import partial
from statistics import median
from typing import Any

from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.rules.given import Asked, Given, OfAll, whole_file
from fourfold.analysis.check.files.rules.totals import ROWS, aggregates, called, exactly
from fourfold.reference.contracts import Severity

CODE = "UNLIKE_BEFORE"
LEAST_PERIODS = 3
FAR = 3.5
_SAME_LENGTH = timedelta(days=3)


def unlike_before(given: Given) -> list[Asked]:
    """
    Ask, as a warning, whether a total lies far from the agency's own earlier ones.

    Compared are periods before this one of the same length, at least three. Far: over 3.5 times
    the scale from the median, where the scale is 1.4826 times the median absolute deviation, and
    not less than the square root of the median, since counts vary by chance as Poisson's do.
    Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press,
    1993, page 12 (the modified z score and 3.5).
    """
    start, end = given.expected.from_on, given.expected.until_on
    if start is None or end is None:
        return []
    asked: list[Asked] = []
    for name, aggregate in aggregates(given).items():
        before = [
            float(each.totals[name])
            for each in given.expected.earlier
            if each.until_on <= start
            and abs((each.until_on - each.from_on) - (end - start)) <= _SAME_LENGTH
            and name in each.totals
        ]
        if len(before) >= LEAST_PERIODS:
            asked.append(OfAll(aggregate, partial(_judge, given, name, before)))
    return asked


def is_far(total: float, before: Sequence[float]) -> bool:
    """Tell whether a total lies far from earlier ones; see unlike_before."""
    middle = median(before)
    spread = 1.4826 * median(abs(each - middle) for each in before)
    return abs(total - middle) > FAR * max(spread, math.sqrt(abs(middle)), 1.0)


def _judge(given: Given, name: str, before: Sequence[float], total: Any) -> Group | None:
    if total is None or not is_far(float(total), before):
        return None
    least, most = (exactly(Decimal(str(each))) for each in (min(before), max(before)))
    why = (
        f"{called(given, name)} is {exactly(total):,f}. In {len(before)} earlier periods it was "
        f"between {least:,f} and {most:,f}."
    )
    fix = "Look whether rows are missing or counted twice. If it is right, say why when you send."
    column = "" if name == ROWS else name
    heading = given.heading(column) if column else ""
    return whole_file(CODE, Severity.WARNING, why, fix, column=column, heading=heading)
