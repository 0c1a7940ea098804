"""A study as the table that is proposed for release: every method, none without its interval."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.analysis.estimate import NAMES, VERDICTS, Verdict
from fourfold.analysis.tables import Bound, Figure, Indicator
from fourfold.catalog.shapes import UNDETECTED

if TYPE_CHECKING:
    from fourfold.analysis.estimate import Estimate, Result

UNIT = "estimate"
"""No reader takes the largest of such figures for the answer: each is one method's."""
KNOWN = "known, on one or more lists"


@dataclass(frozen=True, slots=True)
class About:
    """What a study's numbers are about. code: the study's; area: a geography code of the pack."""

    code: str
    people: str
    area: str
    from_on: date
    until_on: date
    matched: str
    source: str
    organization: str


def table_of(result: Result, about: About) -> tuple[Indicator, list[Figure]]:
    """
    Return the indicator and figures of a study.

    The indicator's sentence is the public one, and no figure is "all": so no page can show one
    number without the range. Totals and limits are whole numbers, as the chart has them; the
    sentence rounds outward.
    """
    lists = ", ".join(result.lists)
    indicator = Indicator(
        code=UNDETECTED,
        name="People with those on no list, as estimated",
        definition=f"{about.people} Counted once across {len(result.lists)} lists ({lists}), and "
        "with those who are on none as far as several methods can say.",
        unit=UNIT,
        four_p=("protection",),
        rba="CONTEXT",
        parts="NONE",
        whole="",
        chart="RANGE",
        limit=None,
        sentence=result.sentences["en"].replace("{", "(").replace("}", ")"),
        method=f"Multiple systems estimation, {result.replicates:,} samples, seed {result.seed}. "
        f"{VERDICTS[result.verdict]} {about.matched} The lists: {about.source}",
        source=(),
    )
    figures = [_figure(about, 0, KNOWN, result.known, Bound.EXACT, "")]
    if result.verdict is not Verdict.CANNOT:
        figures += [
            _figure(
                about,
                nth,
                NAMES[each.method],
                round(each.estimate or 0.0),
                Bound.ABOUT,
                _limits(each, result.known),
            )
            for nth, each in enumerate(result.given, start=1)
        ]
    return indicator, figures


def _limits(each: Estimate, known: int) -> str:
    if each.lower is None or each.upper is None:
        return "No interval."
    low = max(round(each.lower), known)
    if math.isinf(each.upper):
        return f"95% interval: at least {low:,}, with no upper limit."
    return f"95% interval: {low:,} to {round(each.upper):,}."


def _figure(about: About, nth: int, group: str, value: int, bound: Bound, note: str) -> Figure:
    return Figure(
        code=f"{about.code}-{nth}",
        indicator=UNDETECTED,
        group=group,
        wave="",
        period=f"{about.from_on.isoformat()}/{about.until_on.isoformat()}",
        from_=about.from_on,
        until=about.until_on,
        geography=about.area,
        value=Decimal(value),
        bound=bound,
        n=None,
        derived=False,
        call="",
        reported_by=about.organization,
        source=(),
        note=note,
    )
