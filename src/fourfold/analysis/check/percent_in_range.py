"""The check that every percentage lies between 0 and 100."""

from __future__ import annotations

from fourfold.analysis.check.findings import (
    Finding,
    Severity,
    as_printed,
    in_order,
    named,
    place,
)
from fourfold.analysis.tables.figures import FigureTable
from fourfold.analysis.tables.values import Hidden

CHECK = "percent_in_range"


def percent_in_range(table: FigureTable) -> list[Finding]:
    """
    Find percentages below 0 or above 100.

    A share (it has a base n, or is a part of a whole) out of range is an ERROR. Another percentage
    may be a change, which can pass 100 or fall below 0, so it is a WARNING. Hidden values are
    not numbers and are not checked. Order of rows is free.
    """
    findings = []
    for figure in table:
        indicator = table.indicator_of(figure)
        if indicator.unit != "percent" or isinstance(figure.value, Hidden):
            continue
        if 0 <= figure.value <= 100:
            continue
        share = figure.n is not None or indicator.parts == "PARTS"
        findings.append(
            Finding(
                CHECK,
                Severity.ERROR if share else Severity.WARNING,
                (figure.code,),
                f"{named(indicator, figure)}: {as_printed(figure)} percent ({place(figure)}) "
                "is not between 0 and 100.",
                "A share cannot be less than nothing or more than everyone."
                if share
                else "A share cannot be out of this range; only a change can.",
                "Look the number up in the source."
                if share
                else "Look the number up in the source. If it is a change, it may stay.",
            )
        )
    return in_order(findings)
