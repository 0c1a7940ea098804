"""
A map of the towns in which a service has an open address. Nothing is fetched for it.

The dots are the middles of towns, as the pack has them; it has no borders, so none is drawn. A
place in hiding has no address in the catalog, so it can stand on no point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import wraps
from math import asinh, ceil, floor, hypot, log2, pi, radians, sqrt, tan
from typing import cast
from urllib.parse import urlsplit

from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fourfold.reference import Pack
from fourfold.reference.records import Town

WIDE, EDGE, LETTERS = 400.0, 24.0, 11.0
"""Units of the drawing: its width, its margin, and the height of its letters."""
LEAST, MOST = 8.0, 15.0
"""Radius of a circle: of one service, and of the most."""
STEPS = 60
"""How often circles that touch are moved apart, a little each time."""
LETTER_WIDE = 0.62
TILE = 256

Page = Callable[..., HttpResponse]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Circle = tuple[float, float, float]
"""Its middle from the left and from the top, and its radius."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    A town with open addresses. Numbers are written as the drawing wants them.

    x, y, r: the circle. left, top, wide: the square around it, in which its button stands.
    """

    name: str
    county: str
    count: int
    x: str
    y: str
    r: str
    left: str
    top: str
    wide: str


@dataclass(frozen=True, slots=True)
class Word:
    """A name on the map, and whether it is a county's."""

    words: str
    x: str
    y: str
    anchor: str
    is_county: bool


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of an operator's own tile server, laid under the dots."""

    href: str
    x: str
    y: str
    size: str


@dataclass(frozen=True, slots=True)
class TownMap:
    """
    What is drawn. dots: every town of the state, as one line of an SVG path.

    lines: the points again by name, for the table. without: services that show no point.
    """

    height: str
    dots: str
    points: tuple[Point, ...]
    lines: tuple[Point, ...]
    words: tuple[Word, ...]
    without: int
    tiles: tuple[Tile, ...]


def with_tiles(view: Page) -> Page:
    """Let the browser fetch pictures from the operator's tile server, if one is named."""

    @wraps(view)
    def page(request: HttpRequest, **where: str) -> HttpResponse:
        if not settings.MAP_TILES:
            return view(request, **where)
        site = urlsplit(settings.MAP_TILES)
        rule = csp_update({"img-src": [f"{site.scheme}://{site.netloc}"]})
        return cast(HttpResponse, rule(view)(request, **where))

    return page


def draw(stands: Sequence[Iterable[str]], *, pack: Pack, tiles: str = "") -> TownMap | None:
    """
    Draw where services stand; None where the pack has no middles of towns.

    stands: for each service the towns of its open addresses. tiles: an address with {z}, {x}, {y}.
    """
    at = {t.code: _mercator(t.lat, t.lon) for t in pack.towns if t.lat is not None and t.lon}
    if len(at) < 2:
        return None
    frame = _Frame.around(at.values())
    places = {code: frame.place(*where) for code, where in at.items()}
    known = {t.name: t for t in pack.towns if t.code in at}
    counts: Counter[str] = Counter()
    without = 0
    for own in stands:
        towns = {each for each in own if each in known}
        counts.update(towns)
        without += not towns
    order = sorted(counts, key=lambda name: (-counts[name], name))
    most = max(counts.values(), default=1)
    circles = _apart(
        [(*places[known[e].code], _wide(counts[e], most)) for e in order], frame.height
    )
    points = [
        _point(known[name], counts[name], circle)
        for name, circle in zip(order, circles, strict=True)
    ]
    return TownMap(
        height=_n(frame.height),
        dots="".join(f"M{_n(x)} {_n(y)}h0" for x, y in sorted(places.values())),
        points=tuple(points),
        lines=tuple(sorted(points, key=lambda each: each.name)),
        words=tuple(_words(points, places, pack, frame.height)),
        without=without,
        tiles=tuple(frame.tiles(tiles)) if tiles else (),
    )


def _point(town: Town, count: int, circle: Circle) -> Point:
    x, y, r = circle
    at = (_n(each) for each in (x, y, r, x - r, y - r, 2 * r))
    return Point(town.name, town.county, count, *at)


def _wide(count: int, most: int) -> float:
    return LEAST + (MOST - LEAST) * sqrt((count - 1) / max(most - 1, 1))


def _apart(circles: Sequence[Circle], height: float) -> list[Circle]:
    """Move circles that lie on each other until each number can be read."""
    at = [[x, y] for x, y, _r in circles]
    wide = [r for _x, _y, r in circles]
    for _step in range(STEPS):
        touched = False
        for one in range(len(at)):
            for other in range(one):
                right, down = at[one][0] - at[other][0], at[one][1] - at[other][1]
                far = hypot(right, down)
                lacks = wide[one] + wide[other] - far
                if lacks <= 0.2:
                    continue
                touched = True
                if far == 0:
                    right, down, far = 1.0, 0.0, 1.0
                for nth, way in ((one, 0.25), (other, -0.25)):
                    at[nth][0] += right / far * lacks * way
                    at[nth][1] += down / far * lacks * way
        if not touched:
            break
    return [
        (min(max(x, r), WIDE - r), min(max(y, r), height - r), r)
        for (x, y), r in zip(at, wide, strict=True)
    ]


def _words(
    points: Iterable[Point], places: Mapping[str, tuple[float, float]], pack: Pack, height: float
) -> Iterable[Word]:
    """Yield names where there is room for them: towns with services first, then counties."""
    circles = [(float(e.x), float(e.y), float(e.r), e.name) for e in points]
    taken: list[Box] = [(x - r, y - r, x + r, y + r) for x, y, r, _name in circles]
    for x, y, r, name in sorted(circles, key=lambda each: (-each[2], each[3])):
        wide = len(name) * LETTERS * LETTER_WIDE
        sides = (
            ("start", x + r + 3, y + 4, x + r + 3),
            ("end", x - r - 3, y + 4, x - r - 3 - wide),
            ("middle", x, y + r + LETTERS, x - wide / 2),
            ("middle", x, y - r - 4, x - wide / 2),
        )
        for anchor, at, line, left in sides:
            box = (left, line - LETTERS, left + wide, line + 3)
            if _is_free(box, taken, height):
                taken.append(box)
                yield Word(name, _n(at), _n(line), anchor, is_county=False)
                break
    by_county: dict[str, list[tuple[float, float]]] = {}
    for town in pack.towns:
        if town.code in places and town.county:
            by_county.setdefault(town.county, []).append(places[town.code])
    for county, where in sorted(by_county.items()):
        x, y = (sum(each[nth] for each in where) / len(where) for nth in (0, 1))
        wide = len(county) * LETTERS * LETTER_WIDE * 1.1
        for line in (y, y - 18, y + 18, y - 36, y + 36):
            box = (x - wide / 2, line - LETTERS, x + wide / 2, line + 3)
            if _is_free(box, taken, height):
                taken.append(box)
                yield Word(county, _n(x), _n(line), "middle", is_county=True)
                break


def _is_free(box: Box, taken: Iterable[Box], height: float) -> bool:
    left, top, right, bottom = box
    inside = left >= 0 and top >= 0 and right <= WIDE and bottom <= height
    return inside and not any(
        left < e[2] and e[0] < right and top < e[3] and e[1] < bottom for e in taken
    )


@dataclass(frozen=True, slots=True)
class _Frame:
    """The part of the world that is shown. Edges as parts of the world's width in Mercator."""

    left: float
    top: float
    scale: float
    height: float

    @staticmethod
    def around(places: Iterable[tuple[float, float]]) -> _Frame:
        xs, ys = zip(*places, strict=True)
        scale = (WIDE - 2 * EDGE) / max(max(xs) - min(xs), 1e-9)
        height = min((max(ys) - min(ys)) * scale + 2 * EDGE, 2 * WIDE)
        return _Frame(min(xs) - EDGE / scale, min(ys) - EDGE / scale, scale, height)

    def place(self, x: float, y: float) -> tuple[float, float]:
        return (x - self.left) * self.scale, (y - self.top) * self.scale

    def tiles(self, address: str) -> Iterable[Tile]:
        zoom = max(0, min(19, round(log2(2 * self.scale / TILE))))
        many = 2**zoom
        right, bottom = self.left + WIDE / self.scale, self.top + self.height / self.scale
        for x in range(floor(self.left * many), ceil(right * many)):
            for y in range(floor(self.top * many), ceil(bottom * many)):
                at = self.place(x / many, y / many)
                href = address.replace("{z}", str(zoom))
                href = href.replace("{x}", str(x)).replace("{y}", str(y))
                yield Tile(href, _n(at[0]), _n(at[1]), _n(self.scale / many))


def _mercator(lat: float, lon: float) -> tuple[float, float]:
    """Return a place as parts of the world's width from the left and from the top."""
    return (lon + 180) / 360, (1 - asinh(tan(radians(lat))) / pi) / 2


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
