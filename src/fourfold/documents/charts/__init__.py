"""
Charts as pictures, drawn by Vega-Lite through vl-convert: offline, without a browser.

No title is in the picture: the document prints it, with the same figures as a table beside it.
The same chart gives the same bytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from fourfold.documents.blocks import Chart
from fourfold.documents.charts.bars import bars, columns
from fourfold.documents.charts.changes import changes
from fourfold.documents.charts.curves import curves
from fourfold.documents.charts.dumbbells import dumbbells
from fourfold.documents.charts.overlaps import overlaps
from fourfold.documents.charts.parts import HATCH, NARROW, WIDE, Spec
from fourfold.documents.charts.ranges import ranges
from fourfold.documents.fonts import folder
from fourfold.documents.phrases import phrases
from fourfold.documents.tokens import FALLBACK, FAMILY, PAPER, SOFT

__all__ = ["NARROW", "WIDE", "spec", "svg", "png"]

_NOISE = re.compile(
    r' (?:class|role|aria-roledescription|aria-hidden|xmlns:xlink|version)="[^"]*"'
    r'|<path class="(?:background|foreground)"[^>]*/>'
)


def spec(chart: Chart, *, width: int = WIDE, language: str = "en") -> Spec:
    """
    Return a chart as a Vega-Lite dict.

    width: WIDE for paper and desks, NARROW for phones. Columns whose words would not fit side by
    side become bars, in the same order.
    """
    hidden = phrases(language).hidden
    if chart.kind == "BEFORE_AFTER":
        return dumbbells(chart, total=width, hidden=hidden)
    if chart.kind == "CHANGE":
        return changes(chart, total=width, hidden=hidden)
    if chart.kind == "CURVE":
        return curves(chart, total=width, hidden=hidden)
    if chart.kind == "RANGE":
        return ranges(chart, total=width, hidden=hidden)
    if chart.kind == "OVERLAPS":
        return overlaps(chart, total=width, hidden=hidden)
    upright = columns(chart, total=width, hidden=hidden) if chart.kind == "OVER_TIME" else None
    return upright or bars(chart, total=width, hidden=hidden)


@lru_cache(maxsize=512)
def svg(chart: Chart, *, width: int = WIDE, language: str = "en") -> str:
    """
    Draw a chart as SVG that fits any width: a view box, no size, no style, no script.

    A strict content security policy lets it stand inside a page. Its ids begin with the chart's.
    :raises FontsMissing: if the set-up has not fetched the fonts.
    """
    picture = _converter().vegalite_to_svg(spec(chart, width=width, language=language))
    picture = _NOISE.sub("", picture)
    view = re.search(r'viewBox="[^"]*"', picture)
    inside = picture[picture.index(">") + 1 :]
    hatch = f"{chart.id}-hatch-{width}"
    pattern = ""
    if HATCH in inside:
        inside = inside.replace(f'"{HATCH}"', f'"url(#{escape(hatch)})"')
        pattern = (
            f'<defs><pattern id="{escape(hatch)}" width="6" height="6" '
            'patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
            f'<rect width="6" height="6" fill="{PAPER}"/>'
            f'<rect width="1.5" height="6" fill="{SOFT}"/></pattern></defs>'
        )
    family = f'font-family="{FAMILY}, {FALLBACK}"'
    inside = inside.replace(f' font-family="{FAMILY}"', "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view[0] if view else ""} role="img" '
        f'aria-label="{escape(chart.alt)}" {family}>{pattern}{inside}'
    )


def png(chart: Chart, *, scale: float = 2.0, language: str = "en") -> bytes:
    """
    Draw the same picture as PNG, for files that cannot hold SVG.

    scale: pixels of the PNG for one of the SVG. :raises FontsMissing: as svg().
    """
    picture: bytes = _converter().svg_to_png(svg(chart, language=language), scale=scale)
    return picture


@lru_cache(maxsize=1)
def _converter():  # type: ignore[no-untyped-def]  # vl-convert has no types
    import vl_convert  # noqa: PLC0415 - 84 MB; a page without a chart must not pay for it

    vl_convert.register_font_directory(str(folder()))
    return vl_convert
