"""Where help stands and where it is missing: cleared listings by kind of help and by region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from fourfold.catalog import listings
from fourfold.catalog.checked import is_current
from fourfold.reference import Pack
from fourfold.reference.hsds import kind_names, kind_parts

FREE_FOR = timedelta(days=7)
"""How long a word about free places is taken for known."""
STATUTORY = "statutory list"
"""How the pack's group of the kinds begins that the law lists."""
Service = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cell:
    """
    One kind of help in one region.

    own: listings that serve the region or towns of it; some_towns: those of them that serve towns
    only. whole: listings for the whole state, which serve the region too. free: free places that
    were told within a week, of all of these listings; told, untold: how many said so, and did not.
    """

    own: int = 0
    some_towns: int = 0
    whole: int = 0
    free: int = 0
    told: int = 0
    untold: int = 0

    @property
    def all(self) -> int:
        """How many listings could tell free places."""
        return self.told + self.untold

    @property
    def state(self) -> str:
        """NONE, WHOLE (only listings for the whole state) or OWN."""
        return "OWN" if self.own else "WHOLE" if self.whole else "NONE"


@dataclass(frozen=True, slots=True)
class Line:
    """
    A kind of help. by_region: code, name, cell. unsaid: listings that do not say which area.

    parts: names of the kinds that count here as well, as the pack says; part_of: name of the kind
    in which this one counts as well, or "". A listing of both counts once in each.
    """

    code: str
    name: str
    is_statutory: bool
    by_region: tuple[tuple[str, str, Cell], ...]
    unsaid: int
    parts: tuple[str, ...] = ()
    part_of: str = ""

    @property
    def none(self) -> int:
        """In how many regions nothing is listed."""
        return sum(cell.state == "NONE" for _code, _name, cell in self.by_region)


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    The whole table on a day. by_law: the kinds the law lists, each; others: further kinds that
    some listing has. old: listings left out because their check is older than half a year.
    """

    on: date
    regions: tuple[tuple[str, str], ...]
    by_law: tuple[Line, ...]
    others: tuple[Line, ...]
    counted: int
    old: int

    @property
    def none(self) -> int:
        """How many pairs of a kind of the law and a region have nothing."""
        return sum(each.none for each in self.by_law)

    @property
    def pairs(self) -> int:
        """How many such pairs there are."""
        return len(self.by_law) * len(self.regions)


def coverage(*, pack: Pack, now: datetime, sort: str = "") -> Coverage:
    """
    Count the listings that are shown and were checked within half a year. now: local time.

    sort: law (as the law lists the kinds), name, gaps (most first), or the code of a region
    (fewest listings first).
    """
    today = now.date()
    every = listings.every(listings.SERVICE, today=today)
    fresh = [row for row in every if is_current(_day(row["assured_date"]), today=today)]
    names = kind_names(pack, language=get_language() or "en")
    lines, parts = [], kind_parts(pack)
    for row in pack.rows("service_types"):
        counted = parts[row["code"]]
        is_of_law = row["group"].startswith(STATUTORY)
        line = _line(counted, names[row["code"]], is_of_law, fresh, pack, now)
        also = tuple(names[each] for each in counted[1:])
        lines.append(replace(line, parts=also, part_of=names.get(row["part_of"], "")))
    regions = tuple((each.code, each.name) for each in pack.regions)
    lines = _sorted(lines, sort, [code for code, _name in regions])
    return Coverage(
        on=today,
        regions=regions,
        by_law=tuple(each for each in lines if each.is_statutory),
        others=tuple(
            each
            for each in lines
            if not each.is_statutory
            and (each.unsaid or any(cell.state != "NONE" for *_, cell in each.by_region))
        ),
        counted=len(fresh),
        old=len(every) - len(fresh),
    )


HEADS = (
    *("kind", "kind_name", "in_the_law", "region", "region_name", "listings"),
    *("for_some_towns_only", "for_the_whole_state", "free_places", "free_told_by", "free_unknown"),
    "counted_here_too",
)


def rows_of(table: Coverage) -> Iterable[tuple[str | int, ...]]:
    """Yield the table as rows of a file, a kind and region each; `HEADS` are their names."""
    for line in (*table.by_law, *table.others):
        for code, name, cell in line.by_region:
            kind = (line.code, line.name, "yes" if line.is_statutory else "no")
            free = cell.free if cell.told else ""
            counts = (cell.own, cell.some_towns, cell.whole, free, cell.told, cell.untold)
            yield (*kind, code, name, *counts, "; ".join(line.parts))


def _line(
    kinds: tuple[str, ...],
    name: str,
    is_statutory: bool,
    rows: Sequence[Service],
    pack: Pack,
    now: datetime,
) -> Line:
    """Return the line of a kind. kinds: its code, then those of its parts."""
    own = [row for row in rows if any(e["value"] in kinds for e in row.get("attributes", ()))]
    areas = [{e["name"] for e in row.get("service_areas", ())} for row in own]
    whole = [row for row, names in zip(own, areas, strict=True) if pack.name in names]
    cells = []
    for region in pack.regions:
        towns = {each.name for each in pack.towns if each.region == region.code}
        full = [row for row, names in zip(own, areas, strict=True) if region.name in names]
        some = [
            row
            for row, names in zip(own, areas, strict=True)
            if names & towns and region.name not in names and pack.name not in names
        ]
        here = [*full, *some]
        free = [_free(row, now) for row in (*here, *(e for e in whole if e not in full))]
        known = [each for each in free if each is not None]
        counts = len(here), len(some), len(whole), sum(known), len(known), len(free) - len(known)
        cells.append((region.code, region.name, Cell(*counts)))
    return Line(kinds[0], name, is_statutory, tuple(cells), areas.count(set()))


def _free(row: Service, now: datetime) -> int | None:
    """Return how many places are free, if somebody said so lately."""
    for each in row.get("capacities", ()):
        told = timezone.localtime(datetime.fromisoformat(each["updated"]), now.tzinfo)
        if now - told <= FREE_FOR:
            return int(each["available"])
    return None


def _sorted(lines: list[Line], sort: str, regions: list[str]) -> list[Line]:
    if sort == "name":
        return sorted(lines, key=lambda each: each.name.casefold())
    if sort == "gaps":
        return sorted(lines, key=lambda each: (-each.none, each.code))
    if sort in regions:
        nth = regions.index(sort)
        cells = {each.code: each.by_region[nth][2] for each in lines}
        return sorted(lines, key=lambda e: (cells[e.code].own, cells[e.code].whole, e.code))
    return lines


def _day(text: str) -> date:
    return date.fromisoformat(text)
