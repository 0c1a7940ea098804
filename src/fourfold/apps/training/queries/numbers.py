"""The numbers of training: a year's, each year's, by town, and the published ones beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from fourfold.analysis.tables import Value, read_figures
from fourfold.apps.training import access
from fourfold.apps.training.models import Certificate
from fourfold.apps.training.queries.sessions import SessionLine, sessions
from fourfold.apps.training.queries.surveys import evaluated
from fourfold.apps.training.rules import numbers
from fourfold.apps.training.rules.courses import courses
from fourfold.apps.training.rules.numbers import Count, Held
from fourfold.apps.training.states import Sector, Stage
from fourfold.documents.words import period_words
from fourfold.reference import active_pack
from fourfold.reference.records import Town
from fourfold.reference.records import town as town_of
from fourfold.security.access.viewer import Viewer

BEFORE_LIVE = (*(Stage.JOINED, Stage.COURSE_DAY_1, Stage.COURSE_DAY_2, Stage.CLASSROOM_TEACH_BACK),)
"""Stages of those who still have their live teach-back to do."""
AUDIENCES: dict[Sector, str] = {
    Sector.CHILD_WELFARE: "CHILD_WELFARE",
    Sector.EDUCATION: "EDUCATION",
    Sector.LAW_ENFORCEMENT: "LAW_ENFORCEMENT",
    Sector.SERVICE_PROVIDER: "SERVICES",
    Sector.HEALTH: "HEALTH",
    Sector.EMERGENCY_MEDICAL: "HEALTH",
    Sector.LODGING: "LODGING",
    Sector.YOUTH: "YOUTH",
    Sector.COMMUNITY: "PUBLIC",
    Sector.FOSTER_PARENTS: "OTHER",
    Sector.SEVERAL: "OTHER",
}
"""Field of work to the code of the data contract `trainings`."""
Cell = str | int | date
COLUMNS = (
    *("held_on", "provider", "course", "town", "audience", "attended", "hours", "evaluated"),
)


@dataclass(frozen=True, slots=True)
class YearNumbers:
    """A year: all, by course, by field of work, by month (1 to 12), certificates issued."""

    all: Count
    by_course: dict[str, Count]
    by_sector: dict[str, Count]
    by_month: dict[int, Count]
    certificates: int


@dataclass(frozen=True, slots=True)
class Published:
    """A published figure of training, and our own count of the same kind; None: we count none."""

    title: str
    group: str
    period: str
    value: str
    is_at_least: bool
    sources: tuple[str, ...]
    ours: int | None


@dataclass(frozen=True, slots=True)
class TownNumbers:
    """One town: people at sessions there, and for each 1,000 residents (ACS 2018-2022)."""

    town: Town
    sessions: int
    people: Value
    rate: Value | None


def years(*, viewer: Viewer, on: date) -> dict[int, Count]:
    """Return the counts of each year with a session that was held, the newest first."""
    if not access.leads(viewer):
        return {}
    found: dict[int, list[Held]] = {}
    for line, held in _held(viewer, on):
        found.setdefault(timezone.localdate(line.starts_at).year, []).append(held)
    return {year: numbers.total(found[year]) for year in sorted(found, reverse=True)}


def year(number: int, *, viewer: Viewer, on: date) -> YearNumbers:
    """Return the numbers of a year, as far as it has gone."""
    lines = list(_of_year(number, viewer, on))
    found = [held for _line, held in lines]
    months: dict[int, list[Held]] = {each: [] for each in range(1, 13)}
    for line, held in lines:
        months[timezone.localdate(line.starts_at).month].append(held)
    issued = Certificate.objects.filter(
        attendance__session__in=[line.id for line, _held in lines], revoked_at=None
    )
    return YearNumbers(
        numbers.total(found),
        numbers.by(found, lambda each: each.course),
        numbers.by(found, lambda each: each.sector.value),
        {month: numbers.total(some) for month, some in months.items()},
        issued.count(),
    )


def published(*, viewer: Viewer, on: date) -> list[Published]:
    """Return the pack's figures of training as printed, with our own count of all time beside."""
    if not access.leads(viewer):
        return []
    ours = numbers.as_published(held for _line, held in _held(viewer, on))
    stages = [Stage(each) for each in access.trainers(viewer).values_list("stage", flat=True)]
    ours["TRAINERS"] = stages.count(Stage.TEACHES)
    ours["TRAINERS_TO_FINISH"] = sum(each in BEFORE_LIVE for each in stages)
    pack = active_pack()
    titles = {row["code"]: row["name"] for row in pack.rows("indicators")}
    names = {row["code"]: row["title"] for row in pack.rows("sources")}
    return [
        Published(
            titles.get(row["indicator"], row["indicator"]),
            "" if row["group"] == "all" else row["group"],
            period_words(read_figures([row])[0]),
            row["value"],
            row["bound"] == "AT_LEAST",
            tuple(names.get(each, each) for each in row.parts("source")),
            ours[row["indicator"]] if row["group"] == "all" else None,
        )
        for row in pack.rows("figures")
        if row["indicator"] in ours
    ]


def coverage(*, viewer: Viewer, on: date, sector: str = "") -> list[TownNumbers]:
    """Return every town, the most people for its residents first. sector: "" for all."""
    if not access.leads(viewer):
        return []
    held = [each for _line, each in _held(viewer, on) if sector in ("", each.sector.value)]
    counts = numbers.by(held, lambda each: each.town)
    towns = [town_of(row) for row in active_pack().rows("towns")]
    people = numbers.shown({each.code: counts.get(each.code, Count()).people for each in towns})
    found = [
        TownNumbers(
            each,
            counts.get(each.code, Count()).sessions,
            people[each.code],
            numbers.per_thousand(people[each.code], each.population_acs),
        )
        for each in towns
    ]
    return sorted(found, key=_order)


def rows_to_send(number: int, *, viewer: Viewer, on: date) -> Iterator[tuple[Cell, ...]]:
    """
    Yield the sessions of a year as the data contract `trainings` asks for them, headings first.

    So they answer its data call, and its figures. Whether a session was evaluated is blank where it
    is tied to no survey here.
    """
    yield COLUMNS
    yield from rows_between(date(number, 1, 1), end=date(number + 1, 1, 1), viewer=viewer, on=on)


def rows_between(first: date, *, end: date, viewer: Viewer, on: date) -> Iterator[tuple[Cell, ...]]:
    """Yield such rows, without headings, of the days from `first` to before `end`."""
    held_on = [(timezone.localdate(line.starts_at), line, held) for line, held in _held(viewer, on)]
    lines = [(line, held) for day, line, held in held_on if first <= day < end]
    said = evaluated({line.id: line.occasion for line, _held in lines}, viewer=viewer)
    for line, held in lines:
        hours = Decimal(line.minutes) / 60
        yield (
            timezone.localdate(line.starts_at),
            viewer.agency,
            line.course,
            line.town,
            AUDIENCES[held.sector],
            held.people,
            f"{hours.quantize(Decimal('0.01')).normalize():f}",
            said[line.id],
        )


def held_until(*, viewer: Viewer, on: date) -> list[tuple[SessionLine, Held]]:
    """Return the sessions held until a day, the first first, for the training office."""
    return list(_held(viewer, on))


def _of_year(number: int, viewer: Viewer, on: date) -> Iterator[tuple[SessionLine, Held]]:
    for line, held in _held(viewer, on):
        if timezone.localdate(line.starts_at).year == number:
            yield line, held


def _held(viewer: Viewer, on: date) -> Iterator[tuple[SessionLine, Held]]:
    """Yield the sessions held before a day, or on it, that the training office may see."""
    if not access.leads(viewer):
        return
    kinds = {each.code: each.kind for each in courses().values()}
    for line in sessions(viewer=viewer):
        if line.off_at is None and timezone.localdate(line.starts_at) <= on:
            kind = kinds.get(line.course, "")
            yield line, Held(line.course, kind, Sector(line.sector), line.town, line.people)


def _order(each: TownNumbers) -> tuple[bool, Decimal, str]:
    """Order by rate, the highest first; hidden ones after, by name, so that order tells nothing."""
    rate = each.rate if isinstance(each.rate, Decimal) else Decimal(-1)
    return (each.sessions == 0, -rate, each.town.name)
