"""Which district and region a town belongs to. Districts move by law, so a day must be given."""

from __future__ import annotations

from datetime import date
from math import asin, cos, radians, sin, sqrt
from typing import Protocol

from fourfold.reference.errors import UnknownName
from fourfold.reference.packs import Pack, active_pack


class NotKnownThen(UnknownName):
    """The name is known, but the pack says nothing of that day."""

    def __init__(self, what: str, name: str, on: date) -> None:
        super().__init__(f"{what} of", name, (), where=f"our records for {on.isoformat()}")


class _Dated(Protocol):
    @property
    def from_(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


def district_of(town: str, *, on: date, pack: Pack | None = None) -> str:
    """
    Return the code of the judicial district a town belonged to on a day.

    town: code or name. pack: the active one if none is given.
    :raises UnknownName: when the town is not known.
    :raises NotKnownThen: when the pack names no district for that day.
    """
    pack = pack or active_pack()
    code = pack.town(town).code
    for each in pack.town_districts:
        if each.town == code and _holds(each, on):
            return each.district
    raise NotKnownThen("judicial district", town, on)


def name_of_district(code: str, *, on: date, pack: Pack | None = None) -> str:
    """
    Return the name a judicial district had on a day; its code never changes.

    :raises UnknownName: when the code is not known.
    :raises NotKnownThen: when the pack gives it no name for that day.
    """
    pack = pack or active_pack()
    names = [each for each in pack.district_names if each.code == code]
    if not names:
        known = dict.fromkeys(each.code for each in pack.district_names)
        raise UnknownName("judicial district", code, known, where=pack.name)
    for each in names:
        if _holds(each, on):
            return each.name
    raise NotKnownThen("name of the district", code, on)


def region_of(town: str, *, pack: Pack | None = None) -> str:
    """Return the code of a town's child welfare region. :raises UnknownName:."""
    return (pack or active_pack()).town(town).region


EARTH_MILES = 3958.8
Point = tuple[float, float]
"""Degrees north, degrees east."""


def miles(one: Point, other: Point) -> float:
    """Return miles along the ground between two points."""
    lat, lon = radians(other[0] - one[0]) / 2, radians(other[1] - one[1]) / 2
    root = sin(lat) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(lon) ** 2
    return 2 * EARTH_MILES * asin(sqrt(min(1.0, root)))


def _holds(dated: _Dated, on: date) -> bool:
    starts = dated.from_ is None or dated.from_ <= on
    return starts and (dated.until is None or on < dated.until)
