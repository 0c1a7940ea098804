"""Curves: years so far, what comes if nothing changes with its range, and the target."""

from __future__ import annotations

from typing import Any

from fourfold.documents.blocks import Chart, Point
from fourfold.documents.charts.parts import (
    LEAD,
    STUB,
    Spec,
    domain,
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
from fourfold.documents.tokens import INK, RULE, SOFT, hue

TALL = 220
EDGE = 34
LEAST_STEP = 44
"""Room for a year's label, in pixels; narrower, every second year has one."""


def curves(chart: Chart, *, total: int, hidden: str) -> Spec:
    """Draw years to scale: a missing year breaks the line, a hidden one is hatched."""
    first, last = (f(int(each.label) for each in chart.points) for f in (min, max))
    step = (total - 2 * EDGE) / max(last - first, 1)
    scale = linear(domain(chart), (TALL, 0))
    color = hue(chart.four_p)

    def at(point: Point) -> float:
        return EDGE + (int(point.label) - first) * step

    by_series: dict[str, list[Point]] = {}
    for each in chart.points:
        by_series.setdefault(each.series, []).append(each)
    past, run, before = [], 0, first
    for point in by_series.get("", []):
        year = int(point.label)
        run += year > before + 1
        before = year
        if mark := seen(point):
            text = text_of(point, chart, hidden)
            past.append({"at": at(point), "value": mark.value, "run": str(run), "text": text})
        else:
            run += 1
    ahead: list[Spec] = [
        {"at": at(p), "value": m.value, "low": m.low, "high": m.high, "text": text_of(p, chart, "")}
        for p in by_series.get("FORECAST", [])
        if (m := seen(p))
    ]
    joined = [past[-1] | {"low": past[-1]["value"], "high": past[-1]["value"]}] if past else []
    joined = [*joined, *ahead] if ahead else []
    targets: list[Spec] = [
        {"at": at(p), "value": m.value, "text": text_of(p, chart, "")}
        for p in by_series.get("TARGET", [])
        if (m := seen(p))
    ]
    shown = past if step >= LEAST_STEP else [past[0], past[-1]] if len(past) > 1 else past
    labels = [
        {"at": EDGE + nth * step, "y": TALL + 18, "text": str(first + nth)}
        for nth in range(last - first + 1)
        if step >= LEAST_STEP or (last - first - nth) % (1 + int(LEAST_STEP / step)) == 0
    ]
    places = {"x": pixel("at"), "y": on_scale("value", scale)}
    line: Spec = {"type": "line", "stroke": color, "strokeWidth": 2.5}
    far = bool(targets and ahead) and float(targets[-1]["value"]) >= float(ahead[-1]["value"])
    return whole(
        plot=total,
        height=TALL,
        padding={"top": 28, "bottom": 12 + LEAD},
        layers=[
            layer(
                {"type": "area", "fill": color, "fillOpacity": 0.16},
                joined,
                x=pixel("at"),
                y=on_scale("low", scale),
                y2={"field": "high"},
            ),
            layer(
                {"type": "rule", "stroke": RULE, "strokeWidth": 1},
                [{"low": 0, "x1": 0, "x2": total}],
                y=on_scale("low", scale),
                x=pixel("x1"),
                x2={"field": "x2"},
            ),
            layer(line, past, detail=field("run"), **places),
            layer(line | {"strokeDash": [6, 4]}, joined, **places),
            layer(_dot(color), past, **places),
            layer(_dot(color) | {"fill": "white", "stroke": color}, ahead, **places),
            layer(
                {"type": "point", "shape": "diamond", "filled": True, "fill": INK, "size": 130},
                targets,
                **places,
            ),
            *stubs(_hidden(by_series.get("", []), at, chart, hidden)),
            layer(letters(align="center") | {"dy": -14}, shown, text=field("text"), **places),
            layer(
                letters(align="center", color=SOFT) | {"dy": 16 if far else -14},
                ahead[-1:],
                text=field("text"),
                **places,
            ),
            layer(
                letters(align="center") | {"dy": -14 if far or not ahead else 18},
                targets,
                text=field("text"),
                **places,
            ),
            layer(letters(align="center"), labels, x=pixel("at"), y=pixel("y"), text=field("text")),
        ],
    )


def _dot(color: str) -> Spec:
    return {"type": "point", "filled": True, "fill": color, "size": 45, "opacity": 1}


def _hidden(points: list[Point], at: Any, chart: Chart, hidden: str) -> list[Spec]:
    return [
        {
            "x": at(each) - 8,
            "x2": at(each) + 8,
            "y1": TALL - STUB,
            "y2": TALL,
            "tx": at(each),
            "ty": TALL - STUB - 12,
            "text": text_of(each, chart, hidden),
            "align": "center",
        }
        for each in points
        if seen(each) is None
    ]
