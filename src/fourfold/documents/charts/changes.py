"""Changes: one mark a row with its interval, beside a line at zero, worse left and better right."""

from __future__ import annotations

from fourfold.documents.blocks import Chart
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
from fourfold.documents.tokens import PAPER, RULE, SOFT, hue

STEP = 10.0
"""Ends of the scale are whole steps, in the chart's unit."""
EDGE = 24.0
"""Room beside the ends, in pixels, for their numbers."""


def changes(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw one row a point; what it came to stands with its label, so that nothing can overlap."""
    rows = lay_out([f"{each.label}: {text_of(each, chart, hidden)}" for each in chart.points],
                   total=total)  # fmt: skip
    marks = [
        (mark, row) for point, row in zip(chart.points, rows.lines, strict=True)
        if (mark := seen(point))
    ]  # fmt: skip
    room = total - rows.left
    scale = linear(_ends(chart), (EDGE, room - EDGE))
    color = hue(chart.four_p)
    places = [
        {"value": mark.value, "low": mark.low, "high": mark.high, "at": row.y,
         "sure": bool(mark.point.series)}
        for mark, row in marks
    ]  # fmt: skip
    return whole(
        plot=room,
        height=rows.height,
        padding={"left": rows.left, "top": 6, "bottom": 52},
        layers=[
            *_axis(scale, rows),
            *whiskers([each for each, (mark, _) in zip(places, marks, strict=True)
                       if mark.point.interval], scale),
            *(
                layer(
                    {"type": "point", "shape": shape, "fill": fill, "stroke": color}
                    | {"strokeWidth": edge, "size": size, "opacity": 1},
                    [each for each in places if each["sure"] is sure],
                    x=on_scale("value", scale),
                    y=pixel("at"),
                )
                for sure, shape, fill, edge, size in (
                    (True, "square", color, 0, 130),
                    (False, "circle", PAPER, 2.5, 160),
                )
            ),
            *stubs(
                {"x": 0, "x2": STUB, "y1": row.y - BAR / 2, "y2": row.y + BAR / 2,
                 "tx": STUB + GAP, "ty": row.y, "text": hidden, "align": "left"}
                for point, row in zip(chart.points, rows.lines, strict=True)
                if seen(point) is None
            ),
            *row_labels(rows),
        ],
    )  # fmt: skip


def _ends(chart: Chart) -> tuple[float, float]:
    """Return whole steps around all marks and zero, neither side less than a fifth of the other."""
    low, high = domain(chart)
    low, high = min(low, -high / 5), max(high, -low / 5, STEP / 2)
    return -_up(-low), _up(high)


def _up(number: float) -> float:
    return STEP * max(1, -int(-number // STEP))


def _axis(scale: Spec, rows: Rows) -> list[Spec]:
    """Draw the line at zero, the scale's ends and which way is which."""
    low, high = scale["domain"]
    y = rows.height + 10
    zero = [{"value": 0, "y": -4, "y2": y + 4}]
    if rows.labels_above:  # it would run through their words
        half = BAR / 2 + 2
        zero = [{"value": 0, "y": each.y - half, "y2": each.y + half} for each in rows.lines]
    numbers = [{"value": each, "y": y + 14, "text": f"{each:+,g}%"} for each in (low, high)]
    numbers.append({"value": 0, "y": y + 14, "text": "0"})
    along = on_scale("value", scale)
    rule = {"type": "rule", "stroke": RULE, "strokeWidth": 1}
    directions = (("← worse", "left", 0.0), ("better →", "right", float(scale["range"][1]) + EDGE))
    return [
        layer(rule, zero, x=along, y=pixel("y"),
              y2={"field": "y2"}),
        layer(rule, [{"low": low, "high": high, "y": y}], x=on_scale("low", scale),
              x2={"field": "high"}, y=pixel("y")),
        layer(letters(align="center", size=13, color=SOFT), numbers, x=along, y=pixel("y"),
              text=field("text")),
        *(
            layer(letters(align=align, size=13, color=SOFT), [{"x": x, "y": y + 34, "text": text}],
                  x=pixel("x"), y=pixel("y"), text=field("text"))
            for text, align, x in directions
        ),
    ]  # fmt: skip
