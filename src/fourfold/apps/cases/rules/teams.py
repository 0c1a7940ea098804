"""
Which multidisciplinary team a case belongs to: its town's, and else its judicial district's, on
the day of the report. Districts move by law, so the day decides, and what moved later is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum

from fourfold.reference import NotKnownThen, Pack, UnknownName, district_of


class Ground(StrEnum):
    """Why these teams are named, or why none is."""

    TOWN = "TOWN"
    DISTRICT = "DISTRICT"
    NO_TOWN = "NO_TOWN"
    NO_DISTRICT = "NO_DISTRICT"
    NO_TEAM = "NO_TEAM"


@dataclass(frozen=True, slots=True)
class Belongs:
    """Where a case belongs. district: code, or blank. teams: codes; more than one is chosen from.

    moved_to: the town's district today, where it is another one than on the day; else blank.
    """

    on: date
    ground: Ground
    district: str = ""
    teams: tuple[str, ...] = ()
    moved_to: str = ""


def belongs(town: str, *, on: date, today: date, pack: Pack) -> Belongs:
    """
    Return where a case of a town belongs, by the day of its report; nothing is guessed.

    town: code or name of the pack; blank or unknown gives NO_TOWN. on: day of the report.
    """
    try:
        code = pack.town(town).code if town else ""
    except UnknownName:
        code = ""
    if not code:
        return Belongs(on, Ground.NO_TOWN)
    district, now = _district(code, on, pack), _district(code, today, pack)
    moved_to = now if now != district else ""
    for ground, column, value in (
        (Ground.TOWN, "towns", code),
        (Ground.DISTRICT, "districts", district),
    ):
        teams = tuple(
            row["code"] for row in pack.rows("teams") if value and value in row[column].split(";")
        )
        if teams:
            return Belongs(on, ground, district, teams, moved_to)
    ground = Ground.NO_TEAM if district else Ground.NO_DISTRICT
    return Belongs(on, ground, district, (), moved_to)


def _district(town: str, on: date, pack: Pack) -> str:
    try:
        return district_of(town, on=on, pack=pack)
    except NotKnownThen:
        return ""


def teams_of(pack: Pack) -> dict[str, str]:
    """Return the names of a pack's teams, by code."""
    return {row["code"]: row["name"] for row in pack.rows("teams")}


def lacking(held: set[str], *, pack: Pack) -> list[str]:
    """Return the codes of disciplines that a team needs by law and that hold no seat in it."""
    return [
        row["code"]
        for row in pack.rows("team_disciplines")
        if row["needed"] == "YES" and row["code"] not in held
    ]


AGES = ((6, "AGE_0_6"), (12, "AGE_7_12"), (18, "AGE_13_18"))
"""Age groups of the accrediting body's public figures: at most this many years."""


def half_year(year: int, half: int) -> tuple[datetime, datetime]:
    """Return the moments a half-year begins and ends, UTC: January to June is 1, the rest is 2."""
    begins = datetime(year, 1 if half == 1 else 7, 1, tzinfo=UTC)
    ends = datetime(year, 7, 1, tzinfo=UTC) if half == 1 else datetime(year + 1, 1, 1, tzinfo=UTC)
    return begins, ends


def age_group(born_on: date | None, *, on: date) -> str:
    """Return the group of somebody's age on a day; UNKNOWN without a day of birth, or before it."""
    if born_on is None or born_on > on:
        return "UNKNOWN"
    years = on.year - born_on.year - ((on.month, on.day) < (born_on.month, born_on.day))
    return next((name for most, name in AGES if years <= most), "OVER_18")


def race_group(races: Collection[str]) -> str:
    """Return one group for a person who may have named several; UNKNOWN if nobody knows."""
    named = sorted(set(races))
    return named[0] if len(named) == 1 else "MULTI_RACIAL" if named else "UNKNOWN"
