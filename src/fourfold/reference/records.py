"""What a pack's rows mean: towns, districts, organizations … as values that never change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fourfold.reference.rows import Row

OTHERS = ("es",)
"""Languages beside the first in which a pack may say its help lines."""


@dataclass(frozen=True, slots=True)
class Town:
    """
    A town. Codes point into the other files of the pack.

    area_office, lat, lon, population_2020 and population_acs are None or blank where unknown.
    lat and lon: degrees of a point inside the town. population_acs: five-year estimate 2018-2022.
    """

    code: str
    name: str
    county: str
    planning_region: str
    region: str
    area_office: str
    lat: float | None
    lon: float | None
    population_2020: int | None
    population_acs: int | None
    geoid: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A region of the child welfare agency."""

    code: str
    name: str
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DistrictName:
    """A name of a judicial district, from a day until a day (end excluded; None is open)."""

    code: str
    name: str
    from_: date | None
    until: date | None
    court_sittings: tuple[str, ...]
    quality: str
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TownDistrict:
    """A town's judicial district, from a day until a day (end excluded; None is open)."""

    town: str
    district: str
    from_: date | None
    until: date | None
    quality: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """An agency, program or group. four_p: the first is where it is shown."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    sector: str
    role: str
    four_p: tuple[str, ...]
    phones: tuple[str, ...]
    websites: tuple[str, ...]
    services: tuple[str, ...]
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouncilSeat:
    """
    A seat of the council, or a member whose seat is not sourced.

    kind: STATUTORY or MEMBER_<year>. seat: the law's words; blank for a member without a seat.
    organization: a code, or blank. in_reports: years of the annual reports that name it.
    """

    code: str
    kind: str
    seat: str
    organization: str
    organization_name: str
    appointed_by: str
    in_reports: tuple[int, ...]
    note: str
    source: tuple[str, ...]

    @property
    def is_statutory(self) -> bool:
        """True if the law names the seat."""
        return self.kind == "STATUTORY"


@dataclass(frozen=True, slots=True)
class Statute:
    """A section or act. citation, title and offense_class are blank where not sourced."""

    code: str
    citation: str
    kind: str
    title: str
    offense_class: str
    what_it_does: str
    effective: str
    amended_by: str
    status: str
    four_p: tuple[str, ...]
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation. opposed_by and abstained: codes of organizations."""

    code: str
    year: int
    category: str
    number_in_category: int
    text: str
    opposed_by: tuple[str, ...]
    abstained: tuple[str, ...]
    sections: tuple[str, ...]
    statutes: tuple[str, ...]
    four_p: tuple[str, ...]
    later_status: str
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts come from. location: a web address, or words."""

    code: str
    title: str
    location: str
    reliability: str
    license: str
    note: str


@dataclass(frozen=True, slots=True)
class HelpLine:
    """
    One way to reach help.

    kind: emergency, phone, text or chat. value: what is dialed, texted or opened.
    display: as people read it. hours, languages, note: blank where not sourced.
    said: language to the words that differ there, such as {"es": {"label": …}}.
    """

    code: str
    label: str
    kind: str
    value: str
    display: str
    hours: str
    languages: str
    note: str
    source: tuple[str, ...]
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def words(self, name: str, *, language: str) -> str:
        """Return a field in a language; as the pack says it first where it has no other."""
        return self.said.get(language, {}).get(name) or str(getattr(self, name))

    @property
    def href(self) -> str:
        """Return the address of a link: tel:, sms: or https."""
        if self.kind == "chat":
            return self.value
        return f"{'sms' if self.kind == 'text' else 'tel'}:{self.value}"


def town(row: Row) -> Town:
    """Read a row of towns.csv. :raises ValueError: when a number is no number."""
    return Town(
        code=row["code"],
        name=row["name"],
        county=row["county"],
        planning_region=row["planning_region"],
        region=row["region"],
        area_office=row["area_office"],
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        population_2020=_whole(row["population_2020"]),
        population_acs=_whole(row["population_acs_2018_2022"]),
        geoid=row["geoid_2022"] or row["geoid_2020"],
        source=row.parts("source"),
    )


def region(row: Row) -> Region:
    """Read a row of regions.csv."""
    return Region(row["code"], row["name"], row["note"], row.parts("source"))


def district_name(row: Row) -> DistrictName:
    """Read a row of districts.csv. :raises ValueError: when a day is no day."""
    return DistrictName(
        code=row["code"],
        name=row["name"],
        from_=_day(row["from"]),
        until=_day(row["until"]),
        court_sittings=row.parts("court_sittings"),
        quality=row["quality"],
        note=row["note"],
        source=row.parts("source"),
    )


def town_district(row: Row) -> TownDistrict:
    """Read a row of town_districts.csv. :raises ValueError: when a day is no day."""
    return TownDistrict(
        town=row["town"],
        district=row["district"],
        from_=_day(row["from"]),
        until=_day(row["until"]),
        quality=row["quality"],
        source=row.parts("source"),
    )


def organization(row: Row) -> Organization:
    """Read a row of organizations.csv."""
    return Organization(
        code=row["code"],
        name=row["name"],
        aliases=row.parts("aliases"),
        kind=row["kind"],
        sector=row["sector"],
        role=row["role"],
        four_p=row.parts("four_p"),
        phones=row.parts("phones"),
        websites=row.parts("websites"),
        services=row.parts("services"),
        note=row["note"],
        source=row.parts("source"),
    )


def council_seat(row: Row) -> CouncilSeat:
    """Read a row of council_seats.csv. :raises ValueError: when a year is no year."""
    return CouncilSeat(
        code=row["code"],
        kind=row["kind"],
        seat=row["seat"],
        organization=row["organization"],
        organization_name=row["organization_name"],
        appointed_by=row["appointed_by"],
        in_reports=tuple(int(year) for year in row.parts("in_reports")),
        note=row["note"],
        source=row.parts("source"),
    )


def statute(row: Row) -> Statute:
    """Read a row of statutes.csv."""
    return Statute(
        code=row["code"],
        citation=row["citation"],
        kind=row["kind"],
        title=row["title"],
        offense_class=row["offense_class"],
        what_it_does=row["what_it_does"],
        effective=row["effective"],
        amended_by=row["amended_by"],
        status=row["status"],
        four_p=row.parts("four_p"),
        note=row["note"],
        source=row.parts("source"),
    )


def recommendation(row: Row) -> Recommendation:
    """Read a row of recommendations.csv. :raises ValueError: when a number is no number."""
    return Recommendation(
        code=row["code"],
        year=int(row["year"]),
        category=row["category"],
        number_in_category=int(row["number_in_category"]),
        text=row["text"],
        opposed_by=row.parts("opposed_by"),
        abstained=row.parts("abstained"),
        sections=row.parts("sections"),
        statutes=row.parts("statutes"),
        four_p=row.parts("four_p"),
        later_status=row["later_status"],
        note=row["note"],
        source=row.parts("source"),
    )


def source(row: Row) -> Source:
    """Read a row of sources.csv."""
    return Source(
        code=row["code"],
        title=row["title"],
        location=row["location"],
        reliability=row["reliability"],
        license=row["license"],
        note=row["note"],
    )


def help_line(entry: dict[str, Any]) -> HelpLine:
    """Read one entry of `help` in pack.yaml. :raises KeyError: when a field is missing."""
    return HelpLine(
        code=entry["code"],
        label=entry["label"],
        kind=entry["kind"],
        value=str(entry["value"]),
        display=str(entry["display"]),
        hours=entry.get("hours", ""),
        languages=entry.get("languages", ""),
        note=entry.get("note", ""),
        source=tuple(entry["source"]),
        said={language: dict(entry[language]) for language in OTHERS if language in entry},
    )


def _whole(text: str) -> int | None:
    return int(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
