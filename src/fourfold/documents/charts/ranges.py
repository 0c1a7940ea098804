"""Ranges: one mark a row with its interval, from zero, beside a line at what is known."""

from __future__ import annotations

from math import floor, log10

from fourfold.documents.blocks import Chart
from fourfold.documents.charts.lettering import width
from fourfold.documents.charts.parts import (
    BAR,
    GAP,
    STUB,
    Rows,
    Spec,
    domain,
    field,
    lay_out,
    layer,
    letters,
    linear,
    on_scale,
    pixel,
    row_labels,
    seen,
    stubs,
    text_of,
    whiskers,
    whole,
)
from fourfold.documents.tokens import RULE, SOFT, hue

KNOWN = "KNOWN"
"""The series of a point that is drawn as a line through all rows."""
_SMALL = 13


def ranges(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw one row a point; what it came to stands with its label, so that nothing can overlap."""
    points = [each for each in chart.points if each.series != KNOWN]
    lines = [each for each in chart.points if each.series == KNOWN and seen(each)]
    rows = lay_out([f"{each.label}: {text_of(each, chart, hidden)}" for each in points],
                   total=total)  # fmt: skip
    room = total - rows.left
    low, high = domain(chart)
    top = _up(high)
    edge = width(printed_number(top), _SMALL) / 2 + 4
    scale = linear((min(low, 0.0), top), (8, room - edge))
    marks = [
        (mark, row) for point, row in zip(points, rows.lines, strict=True) if (mark := seen(point))
    ]
    places = [
        {"value": mark.value, "low": mark.low, "high": mark.high, "at": row.y}
        for mark, row in marks
    ]
    return whole(
        plot=room,
        height=rows.height,
        padding={"left": rows.left, "top": 6, "bottom": 52},
        layers=[
            *_axis(scale, rows, [float(mark.value) for each in lines if (mark := seen(each))]),
            *whiskers([each for each, (mark, _) in zip(places, marks, strict=True)
                       if mark.point.interval], scale),
            layer(
                {"type": "point", "shape": "circle", "fill": hue(chart.four_p), "opacity": 1}
                | {"strokeWidth": 0, "size": 120},
                places,
                x=on_scale("value", scale),
                y=pixel("at"),
            ),
            layer(
                letters(align="left", size=_SMALL, color=SOFT),
                [{"x": 0, "y": rows.height + 44, "text": each.label} for each in lines],
                x=pixel("x"), y=pixel("y"), text=field("text"),
            ),
            *stubs(
                {"x": 0, "x2": STUB, "y1": row.y - BAR / 2, "y2": row.y + BAR / 2,
                 "tx": STUB + GAP, "ty": row.y, "text": hidden, "align": "left"}
                for point, row in zip(points, rows.lines, strict=True)
                if seen(point) is None
            ),
            *row_labels(rows),
        ],
    )  # fmt: skip


def printed_number(value: float) -> str:
    """Return a number of the axis."""
    return f"{value:,.0f}"


def _up(number: float) -> float:
    """Return the next number of one or two digits and zeros."""
    if number <= 0:
        return 1.0
    step = 10.0 ** floor(log10(number)) / 2
    return step * -int(-number // step)


def _axis(scale: Spec, rows: Rows, known: list[float]) -> list[Spec]:
    """Draw the scale below with its ends and middle, and the lines at what is known."""
    low, high = scale["domain"]
    y = rows.height + 10
    ends = [low, (low + high) / 2, high]
    along = on_scale("value", scale)
    rule = {"type": "rule", "stroke": RULE, "strokeWidth": 1}
    spans = [(0.0, y)]
    if rows.labels_above:  # a line would run through their words
        spans = [(each.y - BAR / 2 - 2, each.y + BAR / 2 + 2) for each in rows.lines]
    through = [{"value": each, "y": a, "y2": b} for each in known for a, b in spans]
    return [
        layer(rule | {"strokeDash": [4, 3]}, through, x=along, y=pixel("y"), y2={"field": "y2"}),
        layer(rule, [{"low": low, "high": high, "y": y}], x=on_scale("low", scale),
              x2={"field": "high"}, y=pixel("y")),
        layer(letters(align="center", size=_SMALL, color=SOFT),
              [{"value": each, "y": y + 14, "text": printed_number(each)} for each in ends],
              x=along, y=pixel("y"), text=field("text")),
    ]  # fmt: skip
