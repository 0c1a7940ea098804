"""Overlaps of lists: one row a combination, dots for the lists in it, a bar for how many."""

from __future__ import annotations

from fourfold.documents.blocks import Chart, Point
from fourfold.documents.charts.lettering import width
from fourfold.documents.charts.parts import (
    BAR,
    GAP,
    SIZE,
    STUB,
    Spec,
    field,
    layer,
    letters,
    linear,
    on_scale,
    pixel,
    seen,
    stubs,
    text_of,
    whole,
)
from fourfold.documents.tokens import LINE, RULE, hue

BETWEEN = " × "
"""Between the lists of a combination, in a point's label."""
_TALL = 28
_DOT = 110
_LEAST = 24.0


def lists_in(chart: Chart) -> tuple[str, ...]:
    """Return the lists of a chart, in the order of their names."""
    return tuple(sorted({each for point in chart.points for each in point.label.split(BETWEEN)}))


def overlaps(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw combinations in the order given; lists with long names are numbered."""
    lists = lists_in(chart)
    heads = list(lists)
    wide = max(max(width(each, SIZE) for each in heads) + 12, _LEAST)
    if wide * len(lists) > total * 0.55:
        heads = [str(number) for number in range(1, len(lists) + 1)]
        wide = _LEAST
    left = wide * len(lists) + 10
    texts = [text_of(each, chart, hidden) for each in chart.points]
    room = total - left
    edge = max(width(each, SIZE) for each in texts) + GAP + 6
    top = max([each.value for each in map(seen, chart.points) if each] or [1.0])
    scale = linear((0.0, top or 1.0), (0, max(room - edge, 20)))
    rows = [(point, at * _TALL + _TALL / 2) for at, point in enumerate(chart.points)]
    color = hue(chart.four_p)
    dots = [_dots(point, y, lists, wide, left) for point, y in rows]
    shown = [(mark, y) for point, y in rows if (mark := seen(point))]
    bar = {"type": "rect", "fill": color, "opacity": 1}
    return whole(
        plot=room,
        height=len(rows) * _TALL,
        padding={"left": left, "top": 26, "bottom": 6},
        layers=[
            layer({"type": "rule", "stroke": LINE, "strokeWidth": 1},
                  [{"x": -left, "x2": room, "y": y + _TALL / 2} for _, y in rows],
                  x=pixel("x"), x2={"field": "x2"}, y=pixel("y")),
            layer(letters(align="center"),
                  [{"x": (at + 0.5) * wide - left, "y": -14, "text": head}
                   for at, head in enumerate(heads)],
                  x=pixel("x"), y=pixel("y"), text=field("text")),
            layer({"type": "rule", "stroke": color, "strokeWidth": 2.5},
                  [{"x": each[0]["x"], "x2": each[-1]["x"], "y": each[0]["y"]}
                   for on, _ in dots if len(each := on) > 1],
                  x=pixel("x"), x2={"field": "x2"}, y=pixel("y")),
            *(
                layer({"type": "point", "shape": "circle", "fill": fill, "stroke": fill}
                      | {"strokeWidth": 0, "size": size, "opacity": 1},
                      [one for each in dots for one in each[which]],
                      x=pixel("x"), y=pixel("y"))
                for which, fill, size in ((1, RULE, 18), (0, color, _DOT))
            ),
            layer(bar, [{"zero": 0, "value": mark.value, "y1": y - BAR / 2, "y2": y + BAR / 2}
                        for mark, y in shown],
                  x=on_scale("zero", scale), x2={"field": "value"}, y=pixel("y1"),
                  y2={"field": "y2"}),
            layer(letters(align="left", dx=GAP),
                  [{"value": mark.value, "y": y, "text": text_of(mark.point, chart, hidden)}
                   for mark, y in shown],
                  x=on_scale("value", scale), y=pixel("y"), text=field("text")),
            *stubs(
                {"x": 0, "x2": STUB, "y1": y - BAR / 2, "y2": y + BAR / 2,
                 "tx": STUB + GAP, "ty": y, "text": hidden, "align": "left"}
                for point, y in rows if seen(point) is None
            ),
        ],
    )  # fmt: skip


def _dots(
    point: Point, y: float, lists: tuple[str, ...], wide: float, left: float
) -> tuple[list[Spec], list[Spec]]:
    """Return the places of the lists in a combination, and of those that are not."""
    own = set(point.label.split(BETWEEN))
    on: list[Spec] = []
    off: list[Spec] = []
    for at, name in enumerate(lists):
        (on if name in own else off).append({"x": (at + 0.5) * wide - left, "y": y})
    return on, off
