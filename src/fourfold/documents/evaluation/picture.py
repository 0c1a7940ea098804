"""The picture of an evaluation: every score's change beside a line at zero."""

from __future__ import annotations

from decimal import Decimal

from fourfold.analysis.tables import Hidden, Interval
from fourfold.documents.blocks import Chart, Point, Table
from fourfold.documents.evaluation.written import (
    HIDDEN,
    VERDICTS,
    Found,
    ends_of,
    interval,
    plain_table,
    several,
    signed,
)

READING = (
    "Each mark is one score. Right of the upright line it moved the way it should. The thin line "
    "holds the true change 95 times in 100; a hollow circle means that chance alone could do as "
    "much."
)


def toward(construct: Found, points: float) -> Decimal:
    """Return a change as a share of the scale in percent, above zero where it is better."""
    span = construct["high"] - construct["low"]
    way = 1 if construct["better"] == "higher" else -1
    return Decimal(str(round(100 * way * points / span, 4)))


def picture(found: Found) -> Chart | None:
    """Return the chart of all scores; None where none can be shown."""
    shown = [each for each in found["constructs"] if not isinstance(each["change"], str)]
    if not any(each["change"]["difference"] is not None for each in shown):
        return None
    good = sum(each["change"]["verdict"] == "BETTER" for each in shown)
    said = (
        f"{good} of {several(len(found['constructs']), 'score')} moved the way "
        f"{'it' if len(found['constructs']) == 1 else 'they'} should"
    )
    return Chart(
        "c-changes",
        "CHANGE",
        said,
        "Change from before to after, in percent of each scale’s length",
        "percent",
        tuple(_point(each) for each in found["constructs"]),
        alt=". ".join((said, *(_alt(each) for each in found["constructs"]))) + ".",
        table=_table(found),
        reading=READING,
    )


def _point(construct: Found) -> Point:
    change = construct["change"]
    if isinstance(change, str) or change["difference"] is None:
        return Point(construct["title"], Hidden("too few people"), "")
    low, high = ends_of(change)
    ends = None
    if low is not None and high is not None:
        sides = sorted((toward(construct, low), toward(construct, high)))
        ends = Interval(sides[0], sides[1])
    verdict = change["verdict"]
    said = f"{signed(change['difference'])} points, {VERDICTS[verdict]}"
    return Point(
        construct["title"],
        toward(construct, change["difference"]),
        "",
        series="sure" if verdict in {"BETTER", "WORSE"} else "",
        shown=said,
        interval=ends,
    )


def _alt(construct: Found) -> str:
    change = construct["change"]
    if isinstance(change, str):
        return f"{construct['title']}: hidden"
    said = f"{signed(change['difference'])} points, {VERDICTS[change['verdict']]}"
    return f"{construct['title']}: {said}"


def _table(found: Found) -> Table:
    """Return the picture's own figures, narrow enough for a margin."""
    rows: list[tuple[str, ...]] = []
    for each in found["constructs"]:
        change = each["change"]
        if isinstance(change, str):
            rows.append((each["title"], HIDDEN))
            continue
        people = ", ".join(f"{change[wave]['n']:,}" for wave in ("before", "after"))
        ends = interval(*ends_of(change))
        rows.append((each["title"], people, signed(change["difference"]), ends))
    heads = ("Score", "n", "Change", "95% interval")
    return plain_table("t-picture", "Change in points", heads, rows)
