"""The rule that a day is a day of the calendar."""

from __future__ import annotations

from functools import partial

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.analysis.check.files.rules.likely import likely_day
from fourfold.reference.contracts import FieldType, Severity

CODE = "NOT_A_DATE"
_SHOWN = {
    DateOrder.YMD: "year-month-day, such as 2017-03-14",
    DateOrder.MDY: "month/day/year, such as 03/14/2017, or year-month-day, such as 2017-03-14",
    DateOrder.DMY: "day/month/year, such as 14/03/2017, or year-month-day, such as 2017-03-14",
}


def not_a_date(given: Given) -> list[Asked]:
    """Ask for cells of days that are no day, or are not written in the file's order of days."""
    order = given.plain.dates
    return [
        PerRow(
            CODE,
            Severity.ERROR,
            field.name,
            given.misfit(field.name),
            f"\u201c{given.heading(field.name)}\u201d must be a day of the calendar.",
            f"Write {_SHOWN[order]}, the year with four digits.",
            partial(likely_day, order=order),
        )
        for field in given.of_type(FieldType.DATE)
    ]
