"""Before and after: two marks a row that differ by shape, joined by a line, each with its value."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from fourfold.documents.blocks import Chart, Point
from fourfold.documents.charts.lettering import width
from fourfold.documents.charts.parts import (
    BAR,
    GAP,
    SIZE,
    STUB,
    Row,
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
from fourfold.documents.tokens import PAPER, RULE, SOFT, hue

MARK = 8
"""Half the size of a mark, in pixels."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """The points of one row, those shown and those hidden."""

    row: Row
    shown: tuple[Seen, ...]
    hidden: tuple[Point, ...]

    @property
    def left(self) -> Seen | None:
        """Return the mark whose words stand on its left: the smaller of two."""
        return min(self.shown, key=lambda each: each.value) if len(self.shown) > 1 else None


def dumbbells(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw one row a label. The first row, and every row with a hidden value, names its series."""
    names = list(dict.fromkeys(each.label for each in chart.points))
    rows = lay_out(names, total=total)
    pairs = [_pair(chart, name, row) for name, row in zip(names, rows.lines, strict=True)]
    named = {each: f"{each.series} {text_of(each, chart, hidden)}".strip() for each in chart.points}
    hidden_ones = [_stub(each, named) for each in pairs if each.hidden]
    words = []
    for number, pair in enumerate(pairs):
        for mark in pair.shown:
            full = number == 0 or len(pair.shown) == 1
            text = named[mark.point] if full else text_of(mark.point, chart, hidden)
            left = mark is pair.left
            place = {"value": mark.low if left else mark.high, "at": pair.row.y}
            words.append(place | {"text": text, "left": left})
    room = total - rows.left
    low, high = domain(chart)
    ends = (low, high if chart.limit else _round_up(high))
    scale = linear(ends, _range(words, hidden_ones, room=room, ends=ends))
    color = hue(chart.four_p)
    return whole(
        plot=room,
        height=rows.height,
        padding={"left": rows.left, "top": 6, "bottom": 34},
        layers=[
            *_axis(scale, y=rows.height + 10),
            layer(
                {"type": "rule", "stroke": color, "strokeWidth": 3},
                [_join(each) for each in pairs if len(each.shown) > 1],
                x=on_scale("low", scale),
                x2={"field": "high"},
                y=pixel("at"),
            ),
            *whiskers(
                [
                    {"low": mark.low, "high": mark.high, "at": pair.row.y}
                    for pair in pairs
                    for mark in pair.shown
                    if mark.point.interval
                ],
                scale,
            ),
            *_marks(chart, pairs, scale, color),
            *stubs(hidden_ones),
            *(
                layer(
                    letters(align=align, dx=dx),
                    [each for each in words if each["left"] is left],
                    x=on_scale("value", scale),
                    y=pixel("at"),
                    text=field("text"),
                )
                for left, align, dx in ((True, "right", -GAP - MARK), (False, "left", GAP + MARK))
            ),
            *row_labels(rows),
        ],
    )


def _round_up(number: float) -> float:
    """Return the next round number: 1, 2, 2.5, 4, 5 or 8 times a power of ten."""
    power = 10.0 ** floor(log10(number))
    return next(step * power for step in (1, 2, 2.5, 4, 5, 8, 10) if step * power >= number)


def _pair(chart: Chart, name: str, row: Row) -> _Pair:
    points = [each for each in chart.points if each.label == name]
    shown = tuple(mark for mark in map(seen, points) if mark)
    return _Pair(row, shown, tuple(each for each in points if seen(each) is None))


def _join(pair: _Pair) -> Spec:
    values = [each.value for each in pair.shown]
    return {"low": min(values), "high": max(values), "at": pair.row.y}


def _stub(pair: _Pair, named: dict[Point, str]) -> Spec:
    """Return one stub for all hidden values of a row, at its start, away from the scale."""
    y = pair.row.y
    text = "; ".join(named[each] for each in pair.hidden)
    box = {"x": 0, "x2": STUB, "y1": y - BAR / 2, "y2": y + BAR / 2}
    return box | {"tx": STUB + GAP, "ty": y, "text": text, "align": "left"}


def _marks(chart: Chart, pairs: list[_Pair], scale: Spec, color: str) -> list[Spec]:
    """Draw a hollow circle for the first series, a filled square that fits in it for the second."""
    series = list(dict.fromkeys(each.series for each in chart.points))
    looks = (("circle", PAPER, 200, 2.5), ("square", color, 110, 0))
    return [
        layer(
            {"type": "point", "shape": shape, "fill": fill, "stroke": color, "strokeWidth": edge}
            | {"opacity": 1, "size": size},
            [
                {"value": mark.value, "at": pair.row.y}
                for pair in pairs
                for mark in pair.shown
                if mark.point.series == name
            ],
            x=on_scale("value", scale),
            y=pixel("at"),
        )
        for name, (shape, fill, size, edge) in zip(series, looks, strict=False)
    ]


def _axis(scale: Spec, *, y: float) -> list[Spec]:
    """Draw the whole scale once, below the rows, and name its two ends."""
    low, high = scale["domain"]
    ends = [{"value": each, "y": y + 14, "text": f"{each:,g}"} for each in (low, high)]
    ticks = [{"value": each, "y": y - 4, "y2": y} for each in (low, high)]
    line = {"type": "rule", "stroke": RULE, "strokeWidth": 1}
    along = on_scale("value", scale)
    return [
        layer(
            line,
            [{"low": low, "high": high, "y": y}],
            x=on_scale("low", scale),
            x2={"field": "high"},
            y=pixel("y"),
        ),
        layer(line, ticks, x=along, y=pixel("y"), y2={"field": "y2"}),
        layer(
            letters(align="center", size=13, color=SOFT),
            ends,
            x=along,
            y=pixel("y"),
            text=field("text"),
        ),
    ]


def _range(
    words: list[Spec], hidden_ones: list[Spec], *, room: float, ends: tuple[float, float]
) -> tuple[float, float]:
    """Return the widest range of pixels at which no words run out of the picture or into a stub."""
    taken = {each["ty"]: each["tx"] + width(each["text"], SIZE) + GAP for each in hidden_ones}
    start, end = 16.0, room - 16.0
    for _ in range(12):  # each side moves the other a little; a dozen rounds settle it
        for each in words:
            share = min(max((each["value"] - ends[0]) / (ends[1] - ends[0]), 0.0), 1.0)
            need = width(each["text"], SIZE) + GAP + MARK
            before = need if each["left"] else taken.get(each["at"], 0.0) + MARK
            if share < 1:
                start = max(start, (before - share * end) / (1 - share))
            if share > 0 and not each["left"]:
                end = min(end, (room - need - (1 - share) * start) / share)
    start = min(start, room * 0.45)
    return start, max(end, start + room * 0.1)
