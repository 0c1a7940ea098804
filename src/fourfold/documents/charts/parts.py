"""Parts that every kind of chart is put together from, as pieces of a Vega-Lite dict."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from fourfold.analysis.tables import Hidden
from fourfold.documents.blocks import Chart, Point
from fourfold.documents.charts.lettering import printed, width, wrap
from fourfold.documents.tokens import FAMILY, INK, PAPER, RULE

Spec: TypeAlias = dict[str, Any]

WIDE = 600
NARROW = 340
SIZE = 14
LEAD = 17
"""Letters and lines of labels, in pixels."""
GAP = 7
BAR = 20
STUB = 38
"""Length of the hatched stub of a hidden value: always the same, so that it tells nothing."""
HATCH = "#ab12cd"
"""Stands for the hatched pattern, which Vega cannot draw; the writer of the SVG replaces it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A point that is shown, in plain numbers. Without interval, low and high are the value."""

    point: Point
    value: float
    low: float
    high: float

    @property
    def reach(self) -> float:
        """Return how far to the right (or up) the mark and its whisker go."""
        return max(self.value, self.high, 0.0)


def seen(point: Point) -> Seen | None:
    """Return the point as plain numbers, or None if its value is hidden."""
    if isinstance(point.value, Hidden):
        return None
    value = float(point.value)
    if not point.interval:
        return Seen(point, value, value, value)
    return Seen(point, value, float(point.interval.low), float(point.interval.high))


def text_of(point: Point, chart: Chart, hidden: str) -> str:
    """Return what is printed at a point's mark."""
    return printed(point.value, unit=chart.unit, shown=point.shown, hidden=hidden)


def domain(chart: Chart) -> tuple[float, float]:
    """Return the scale's ends: zero (or below, if a value is), and the limit or largest value."""
    marks = [each for each in map(seen, chart.points) if each]
    top = max([each.reach for each in marks] + [chart.limit or 0.0])
    bottom = min([0.0] + [min(each.value, each.low) for each in marks])
    return bottom, top if top > bottom else bottom + 1.0


# ------------------------------------------------------------------ rows
@dataclass(frozen=True, slots=True)
class Row:
    """One row: its wrapped label and the middle of its first line, and the middle of its mark."""

    label: tuple[str, ...]
    label_y: float
    y: float


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a chart laid out: room for labels on the left, and the height of all."""

    lines: tuple[Row, ...]
    left: float
    height: float
    labels_above: bool


def lay_out(labels: Sequence[str], *, total: int) -> Rows:
    """Lay out rows: labels left of their marks where there is room, above them on a phone."""
    above = total < WIDE
    room = total if above else total * 0.36
    wrapped = [tuple(wrap(each, size=SIZE, room=room)) for each in labels]
    widest = max((width(line, SIZE) for label in wrapped for line in label), default=0.0)
    air = 8 if len(labels) > 12 else 14
    lines, top = [], 0.0
    for label in wrapped:
        words = LEAD * len(label)
        if above:
            lines.append(Row(label, top + LEAD / 2, top + words + 3 + BAR / 2))
            top += words + 3 + BAR + air
        else:
            tall = max(words, BAR)
            first = top + tall / 2 - (words - LEAD) / 2
            lines.append(Row(label, first, top + tall / 2))
            top += tall + air
    left = 0.0 if above else round(min(widest * 1.05, room) + 10)
    return Rows(tuple(lines), left, top - air, above)


def row_labels(rows: Rows) -> list[Spec]:
    """Write the labels of the rows."""
    texts = [{"y": line.label_y, "text": list(line.label)} for line in rows.lines]
    align = "left" if rows.labels_above else "right"
    x = {"value": 0 if rows.labels_above else -10}
    return [layer(letters(align=align), texts, x=x, y=pixel("y"), text=field("text"))]


# ------------------------------------------------------------------ marks
def layer(mark: Spec, data: Iterable[Spec], **encoding: Spec) -> Spec:
    """Return one layer; one without data is left out by whole()."""
    return {"mark": mark, "data": {"values": list(data)}, "encoding": encoding}


def letters(*, align: str, dx: float = 0, size: int = SIZE, color: str = INK) -> Spec:
    """Return a mark of words."""
    mark: Spec = {"type": "text", "align": align, "baseline": "middle", "fontSize": size}
    return mark | {"lineHeight": LEAD, "fill": color, "dx": dx}


def pixel(name: str) -> Spec:
    """Return a place in pixels, read from a column."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def on_scale(name: str, scale: Spec) -> Spec:
    """Return a place on the scale of values, read from a column."""
    return {"field": name, "type": "quantitative", "scale": scale, "axis": None}


def field(name: str) -> Spec:
    """Return words read from a column."""
    return {"field": name, "type": "nominal"}


def linear(ends: tuple[float, float], pixels: tuple[float, float]) -> Spec:
    """Return a straight scale from values to pixels, exactly as given."""
    return {"domain": list(ends), "range": list(pixels), "nice": False, "zero": False}


def stubs(places: Iterable[Spec]) -> list[Spec]:
    """Draw hidden values: a hatched stub (x, x2, y1, y2) with its words (tx, ty, text, align)."""
    data = list(places)
    box = {"x": pixel("x"), "x2": {"field": "x2"}, "y": pixel("y1"), "y2": {"field": "y2"}}
    outline = {"type": "rect", "fill": HATCH, "stroke": RULE, "strokeWidth": 1}
    words = {"x": pixel("tx"), "y": pixel("ty"), "text": field("text")}
    return [
        layer(outline, data, **box),
        *(
            layer(letters(align=align), [each for each in data if each["align"] == align], **words)
            for align in ("left", "center")
        ),
    ]


def whiskers(marks: Iterable[Spec], scale: Spec, *, upright: bool = False) -> list[Spec]:
    """Draw intervals (low, high, at): thin lines with caps, with a pale edge to show on bars."""
    data = list(marks)
    along, across = ("y", "x") if upright else ("x", "y")
    both = {along: on_scale("low", scale), f"{along}2": {"field": "high"}, across: pixel("at")}
    parts = [
        layer({"type": "rule", "stroke": color, "strokeWidth": weight}, data, **both)
        for color, weight in ((PAPER, 3), (INK, 1.25))
    ]
    for end in ("low", "high"):
        cap = {along: on_scale(end, scale), across: pixel("cap1"), f"{across}2": {"field": "cap2"}}
        ends = [each | {"cap1": each["at"] - 5, "cap2": each["at"] + 5} for each in data]
        parts.append(layer({"type": "rule", "stroke": INK, "strokeWidth": 1.25}, ends, **cap))
    return parts


def whole(*, plot: float, height: float, padding: dict[str, float], layers: list[Spec]) -> Spec:
    """Put layers together as one picture of exactly plot + padding."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": plot,
        "height": height,
        "padding": {"left": 0, "right": 0, "top": 0, "bottom": 0} | padding,
        "autosize": "none",
        "background": None,
        "config": {"aria": False, "font": FAMILY, "view": {"stroke": None}},
        "layer": [each for each in layers if each["data"]["values"]],
    }
