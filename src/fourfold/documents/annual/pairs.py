"""Shares of the same two years, drawn in one chart instead of several that look alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fourfold.analysis.tables import Hidden
from fourfold.documents.blocks import Chart, Column, Number, Point, Row, Table, line
from fourfold.documents.present import Presented

READING = "Each line joins the share of the first year to the share of the second."


def pairs(shown: Sequence[Presented]) -> list[Presented]:
    """Return the measures that can share a chart; empty if there are not at least two."""
    alike: dict[tuple[object, ...], list[Presented]] = {}
    for each in shown:
        if each.chart and _fits(each.chart):
            years = tuple(point.label for point in each.chart.points)
            alike.setdefault((years, each.chart.limit), []).append(each)
    return next((group for group in alike.values() if len(group) > 1), [])


def _fits(chart: Chart) -> bool:
    two_shares = chart.kind == "OVER_TIME" and chart.unit == "percent" and len(chart.points) == 2
    return two_shares and not any(isinstance(point.value, Hidden) for point in chart.points)


def pair_of(together: Sequence[Presented], *, four_p: str) -> Chart:
    """Draw measures of the same two years as one chart: a row each, the years as its two marks."""
    drawn = [each.chart for each in together if each.chart]
    first, last = (point.label for point in drawn[0].points)
    points = tuple(
        replace(point, label=each.indicator.name, series=point.label)
        for each, chart in zip(together, drawn, strict=True)
        for point in chart.points
    )
    title = _title(points, first=first, last=last)
    names = "; ".join(each.indicator.name for each in together)
    place = drawn[0].subtitle.removeprefix(f"{together[0].indicator.name}. ")
    said = "; ".join(f"{each.label}, {each.series}: {each.shown}" for each in points)
    return Chart(
        id=f"chart-pairs-{four_p}",
        kind="BEFORE_AFTER",
        title=title,
        subtitle=f"{names}. {place}",
        unit="percent",
        points=points,
        alt=f"{title} {said}.",
        table=_table(together, drawn, four_p=four_p, years=(first, last)),
        reading=READING,
        four_p=four_p,
        limit=drawn[0].limit,
    )


def _title(points: Sequence[Point], *, first: str, last: str) -> str:
    steps = [_step(*points[at : at + 2]) for at in range(0, len(points), 2)]
    who = "Both shares" if len(steps) == 2 else "All shares"
    ends = [f"to {point.shown}" for point in points[1::2]]
    listed = f"{', '.join(ends[:-1])} and {ends[-1]}"
    verb = steps[0] if len(set(steps)) == 1 else "changed"
    if verb == "changed":
        who = "The shares"
    return f"{who} {verb} from {first} to {last}: {listed}."


def _step(before: Point, after: Point) -> str:
    if isinstance(before.value, Hidden) or isinstance(after.value, Hidden):
        return "changed"
    if after.value == before.value:
        return "stayed the same"
    return "rose" if after.value > before.value else "fell"


def _table(
    together: Sequence[Presented], drawn: Sequence[Chart], *, four_p: str, years: tuple[str, str]
) -> Table:
    return Table(
        id=f"table-pairs-{four_p}",
        caption=f"The same shares, {years[0]} and {years[1]}",
        columns=(
            Column("Measure", share=3),
            *(Column(year, number=True, share=0.8) for year in years),
        ),
        rows=tuple(
            Row(
                (
                    line(each.indicator.name),
                    *((Number(point.shown, point.figure),) for point in chart.points),
                )
            )
            for each, chart in zip(together, drawn, strict=True)
        ),
        notes=tuple(dict.fromkeys(note for each in together for note in each.table.notes)),
    )
