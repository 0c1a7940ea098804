"""Which action waits for which, laid out as a picture: numbered, from left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

STEP, ROW, EDGE, RADIUS = 120, 56, 30, 18
"""In the picture's own unit: between columns, between rows, around all, and of a circle."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An action in the picture. number: as the table beside it has it."""

    id: str
    number: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Arrow:
    """From what comes first to what waits for it, between the edges of their circles."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Picture:
    """Spots and arrows, and how large all is."""

    spots: tuple[Spot, ...]
    arrows: tuple[Arrow, ...]
    width: int
    height: int


def picture(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> Picture:
    """
    Lay out the actions that wait or are waited for; what waits stands right of all it waits for.

    ids: in the order of the plan. pairs: (an action, one it waits for), without a circle.
    """
    behind: dict[str, set[str]] = {}
    for one, on in pairs:
        behind.setdefault(one, set()).add(on)
    tied = [each for each in ids if each in behind or any(each in on for on in behind.values())]
    column: dict[str, int] = {}
    for _round in tied:
        for each in tied:
            column[each] = max((column.get(on, 0) + 1 for on in behind.get(each, ())), default=0)
    numbered = sorted(tied, key=lambda each: (column[each], tied.index(each)))
    rows: dict[int, int] = {}
    spots: dict[str, Spot] = {}
    for number, each in enumerate(numbered, 1):
        row = rows.get(column[each], 0)
        rows[column[each]] = row + 1
        spots[each] = Spot(each, number, EDGE + column[each] * STEP, EDGE + row * ROW)
    arrows = tuple(
        _arrow(spots[on], spots[one])
        for one, on in sorted(
            pairs, key=lambda pair: (spots[pair[1]].number, spots[pair[0]].number)
        )
    )
    width = 2 * EDGE + max(rows, default=0) * STEP
    height = 2 * EDGE + (max(rows.values(), default=1) - 1) * ROW
    return Picture(tuple(spots.values()), arrows, width, height)


def _by_numbers(ends: tuple[Spot, Spot]) -> tuple[int, int]:
    return ends[0].number, ends[1].number


def _arrow(first: Spot, then: Spot) -> Arrow:
    across, down = then.x - first.x, then.y - first.y
    away = (across**2 + down**2) ** 0.5
    dx, dy = across / away, down / away
    return Arrow(
        round(first.x + dx * RADIUS, 1),
        round(first.y + dy * RADIUS, 1),
        round(then.x - dx * (RADIUS + 8), 1),
        round(then.y - dy * (RADIUS + 8), 1),
    )
