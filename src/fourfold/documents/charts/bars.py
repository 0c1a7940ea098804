"""Bars, and columns over time: one mark a point, its value printed at its end."""

from __future__ import annotations

from fourfold.documents.blocks import Chart, Point
from fourfold.documents.charts.lettering import width, wrap
from fourfold.documents.charts.parts import (
    BAR,
    GAP,
    LEAD,
    SIZE,
    STUB,
    Seen,
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
from fourfold.documents.tokens import RULE, hue

TALL = 200
"""Height of the longest column, in pixels."""
BROADEST = 120
"""Room for one column at most: a few columns stay columns and do not become walls."""


def bars(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw one bar a point, in the order given."""
    rows = lay_out([_name(each) for each in chart.points], total=total)
    room = total - rows.left
    ends = domain(chart)
    drawn: list[tuple[Seen, dict[str, float]]] = []
    words: list[Spec] = []
    hidden_ones: list[Spec] = []
    for point, row in zip(chart.points, rows.lines, strict=True):
        box = {"y1": row.y - BAR / 2, "y2": row.y + BAR / 2, "at": row.y}
        text = text_of(point, chart, hidden)
        if mark := seen(point):
            drawn.append((mark, box))
            words.append({"value": mark.reach, "at": row.y, "text": text})
        else:
            place = {"x": 0, "x2": STUB, "tx": STUB + GAP, "ty": row.y, "align": "left"}
            hidden_ones.append(box | place | {"text": text})
    texts = [each["text"] for each in words]
    length = _length([mark for mark, _ in drawn], texts, room=room, ends=ends)
    scale = linear(ends, (0, length))
    zero = {"low": 0, "y1": -4, "y2": rows.height + 4}
    upright = {"y": pixel("y1"), "y2": {"field": "y2"}}
    return whole(
        plot=room,
        height=rows.height,
        padding={"left": rows.left, "top": 6, "bottom": 6},
        layers=[
            layer(
                {"type": "rect", "fill": hue(chart.four_p)},
                [box | {"zero": 0, "value": mark.value} for mark, box in drawn if mark.value],
                x=on_scale("zero", scale),
                x2={"field": "value"},
                **upright,
            ),
            *whiskers(_intervals(drawn), scale),
            *stubs(hidden_ones),
            layer(
                {"type": "rule", "stroke": RULE, "strokeWidth": 1},
                [] if rows.labels_above else [zero],
                x=on_scale("low", scale),
                **upright,
            ),
            layer(
                letters(align="left", dx=GAP),
                words,
                x=on_scale("value", scale),
                y=pixel("at"),
                text=field("text"),
            ),
            *row_labels(rows),
        ],
    )


def _name(point: Point) -> str:
    return f"{point.label}, {point.series}" if point.series else point.label


def _intervals(drawn: list[tuple[Seen, dict[str, float]]]) -> list[Spec]:
    return [
        {"low": mark.low, "high": mark.high, "at": box["at"]}
        for mark, box in drawn
        if mark.point.interval
    ]


def _length(
    marks: list[Seen], texts: list[str], *, room: float, ends: tuple[float, float]
) -> float:
    """Return the longest scale at which every text still fits behind its bar."""
    start, end = ends
    length = room - 1
    for mark, text in zip(marks, texts, strict=True):
        share = (mark.reach - start) / (end - start)
        if share > 0:
            length = min(length, (room - GAP - width(text, SIZE)) / share)
    return max(length, room * 0.2)


def columns(chart: Chart, *, total: int, hidden: str) -> Spec | None:
    """Draw one column a period. Returns None where periods or values would run into each other."""
    step = min(BROADEST, total / max(len(chart.points), 1))
    texts = [text_of(each, chart, hidden) for each in chart.points]
    words_fit = all(width(word, SIZE) <= step - 6 for each in chart.points for word in _words(each))
    if not words_fit or any(width(text, SIZE) > step - 4 for text in texts):
        return None
    periods = [wrap(_name(each), size=SIZE, room=step - 6) for each in chart.points]
    scale = linear(domain(chart), (TALL, 0))
    half = min(64, step * 0.62) / 2
    drawn, words, hidden_ones = [], [], []
    for place, (point, text) in enumerate(zip(chart.points, texts, strict=True)):
        middle = step * (place + 0.5)
        box = {"x1": middle - half, "x2": middle + half, "at": middle}
        if mark := seen(point):
            drawn.append((mark, box))
            words.append({"value": mark.reach, "at": middle, "text": text})
        else:
            top = TALL - STUB
            stub = {"x": middle - half, "y1": top, "y2": TALL, "tx": middle, "ty": top - 12}
            hidden_ones.append(box | stub | {"text": text, "align": "center"})
    labels = [
        {"at": step * (place + 0.5), "y": TALL + 18, "text": period}
        for place, period in enumerate(periods)
    ]
    zero = {"low": 0, "x1": 0, "x2": step * len(chart.points)}
    across = {"x": pixel("x1"), "x2": {"field": "x2"}}
    return whole(
        plot=total,
        height=TALL,
        padding={"top": 24, "bottom": 12 + LEAD * max(len(each) for each in periods)},
        layers=[
            layer(
                {"type": "rect", "fill": hue(chart.four_p)},
                [box | {"zero": 0, "value": mark.value} for mark, box in drawn if mark.value],
                y=on_scale("zero", scale),
                y2={"field": "value"},
                **across,
            ),
            *whiskers(_intervals(drawn), scale, upright=True),
            *stubs(hidden_ones),
            layer(
                {"type": "rule", "stroke": RULE, "strokeWidth": 1},
                [zero],
                y=on_scale("low", scale),
                **across,
            ),
            layer(
                letters(align="center") | {"dy": -12},
                words,
                x=pixel("at"),
                y=on_scale("value", scale),
                text=field("text"),
            ),
            layer(letters(align="center"), labels, x=pixel("at"), y=pixel("y"), text=field("text")),
        ],
    )


def _words(point: Point) -> list[str]:
    return _name(point).split() or [""]
