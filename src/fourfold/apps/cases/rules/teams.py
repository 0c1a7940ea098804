"""
Which multidisciplinary team a case belongs to: its town's, and else its judicial district's, on
the day of the report. Districts move by law, so the day decides, and what moved later is shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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
