"""
Which services fit what a person needs: by kind, age, place, language and room.

What a source does not say stays unknown: it is told with the hit, and counts for nothing. A service
that is known not to fit is no hit; it is told apart, with what does not fit, so that an unmet need
has its reason.

The order is explained on the page, and the same every time: fewest unknowns first, then those with
room, then the nearest, then by name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fourfold.reference import Pack
from fourfold.reference.places import miles
from fourfold.reference.rows import Row


class Fit(StrEnum):
    """Whether one aspect fits."""

    YES = "YES"
    UNKNOWN = "UNKNOWN"
    NO = "NO"


class Aspect(StrEnum):
    """What is compared."""

    AGE = "AGE"
    PLACE = "PLACE"
    LANGUAGE = "LANGUAGE"
    ROOM = "ROOM"


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees of a place."""

    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Service:
    """
    What one organization offers of one kind. Unknown: None, or "" for codes.

    from_age, until_age: whole years, the last excluded. reach: STATE, LISTED or "". points: where
    the towns it names are. capacity: FREE, WAITING_LIST, FULL or "".
    """

    organization: str
    name: str
    kind: str
    printed: str = ""
    from_age: int | None = None
    until_age: int | None = None
    languages: frozenset[str] | None = None
    reach: str = ""
    regions: frozenset[str] = frozenset()
    towns: frozenset[str] = frozenset()
    points: tuple[Point, ...] = ()
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What is looked for. Unknown: None, or "" for codes.

    age: whole years. languages: any of these will do. near: where the person is, if it may be used.
    """

    kind: str
    age: int | None = None
    languages: frozenset[str] | None = None
    region: str = ""
    town: str = ""
    near: Point | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One service with how each aspect fits. miles: to the nearest town it names, None unknown."""

    service: Service
    fits: Mapping[Aspect, Fit]
    miles: float | None

    @property
    def unknown(self) -> tuple[Aspect, ...]:
        """What is to be asked before anybody is sent there."""
        return tuple(each for each in Aspect if self.fits[each] is Fit.UNKNOWN)

    @property
    def against(self) -> tuple[Aspect, ...]:
        """What does not fit."""
        return tuple(each for each in Aspect if self.fits[each] is Fit.NO)

    @property
    def in_favor(self) -> tuple[Aspect, ...]:
        """What is known to fit."""
        return tuple(each for each in Aspect if self.fits[each] is Fit.YES)


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found. hits: nothing known speaks against them. misses: something does."""

    hits: tuple[Hit, ...]
    misses: tuple[Hit, ...]


def match(wanted: Wanted, services: Iterable[Service]) -> Matched:
    """Return the services of the wanted kind, in order; the order they came in does not matter."""
    found = sorted((_hit(wanted, each) for each in services if each.kind == wanted.kind), key=_rank)
    return Matched(
        tuple(each for each in found if not each.against),
        tuple(each for each in found if each.against),
    )


def _hit(wanted: Wanted, service: Service) -> Hit:
    fits = {
        Aspect.AGE: _age(wanted, service),
        Aspect.PLACE: _place(wanted, service),
        Aspect.LANGUAGE: _language(wanted, service),
        Aspect.ROOM: _room(service),
    }
    near = wanted.near
    far = min((distance(near, each) for each in service.points), default=None) if near else None
    return Hit(service, fits, far)


def _rank(hit: Hit) -> tuple[object, ...]:
    return (
        len(hit.unknown),
        hit.service.capacity != "FREE",
        hit.miles is None,
        hit.miles or 0.0,
        hit.service.name.casefold(),
        hit.service.organization,
    )


def _age(wanted: Wanted, service: Service) -> Fit:
    low, high = service.from_age, service.until_age
    if wanted.age is None or (low is None and high is None):
        return Fit.UNKNOWN
    if low is not None and wanted.age < low or high is not None and wanted.age >= high:
        return Fit.NO
    return Fit.YES


def _place(wanted: Wanted, service: Service) -> Fit:
    if service.reach == "STATE":
        return Fit.YES
    if service.reach != "LISTED":
        return Fit.UNKNOWN
    if wanted.town and wanted.town in service.towns:
        return Fit.YES
    if wanted.region and wanted.region in service.regions:
        return Fit.YES
    if service.towns and not wanted.town or service.regions and not wanted.region:
        return Fit.UNKNOWN
    return Fit.NO


def _language(wanted: Wanted, service: Service) -> Fit:
    if not wanted.languages or service.languages is None:
        return Fit.UNKNOWN
    return Fit.YES if wanted.languages & service.languages else Fit.NO


def _room(service: Service) -> Fit:
    return {"": Fit.UNKNOWN, "FULL": Fit.NO}.get(service.capacity, Fit.YES)


def distance(here: Point, there: Point) -> float:
    """Return miles between two points, along the ground."""
    return miles((here.lat, here.lon), (there.lat, there.lon))


def services_of(pack: Pack) -> tuple[Service, ...]:
    """Return what the organizations of a pack are known to offer."""
    names = {each.code: each.name for each in pack.organizations}
    points = {each.code: point for each in pack.towns if (point := _point(each.lat, each.lon))}
    return tuple(_service(row, names, points) for row in pack.rows("organization_services"))


def point_of(town: str, *, pack: Pack) -> Point | None:
    """Return where a town is, None if it is not known. town: its code."""
    found = next((each for each in pack.towns if each.code == town), None)
    return _point(found.lat, found.lon) if found else None


def _point(lat: float | None, lon: float | None) -> Point | None:
    return Point(lat, lon) if lat is not None and lon is not None else None


def _service(row: Row, names: Mapping[str, str], points: Mapping[str, Point]) -> Service:
    towns = row.parts("towns")
    return Service(
        organization=row["organization"],
        name=names.get(row["organization"], row["organization"]),
        kind=row["kind"],
        printed=row["printed"],
        from_age=int(row["from_age"]) if row["from_age"] else None,
        until_age=int(row["until_age"]) if row["until_age"] else None,
        languages=frozenset(row.parts("languages")) or None,
        reach=row["reach"],
        regions=frozenset(row.parts("regions")),
        towns=frozenset(towns),
        points=tuple(points[each] for each in towns if each in points),
        capacity=row["capacity"],
    )
