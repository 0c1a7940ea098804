"""The schedule of a year's meetings: by when it is filed, and whether it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.apps.council import access
from fourfold.apps.council.rules.meetings import (
    ScheduleClock,
    Stands,
    schedule_of,
    schedule_stands,
)
from fourfold.reference import active_pack

SOON = timedelta(days=31)
"""A schedule is asked for this long before its day."""


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """A year's schedule. id, filed_on, proof: as written down, blank where nothing was."""

    year: int
    clock: ScheduleClock
    due_on: date
    stands: Stands
    id: str
    filed_on: date | None
    proof: str


def schedules(*, viewer: access.Who, today: date) -> tuple[ScheduleLine, ...]:
    """Return this year's schedule, and the next year's once it is asked for or filed."""
    clock = schedule_of(active_pack().rows("meeting_schedules"))
    if clock is None or not access.reads(viewer):
        return ()
    held = {each.year: each for each in access.schedules(viewer)}
    years = [today.year]
    if today.year + 1 in held or today >= clock.due_on(today.year + 1) - SOON:
        years.append(today.year + 1)
    found = []
    for year in years:
        row, due = held.get(year), clock.due_on(year)
        filed_on = row.filed_on if row else None
        stands = schedule_stands(due, filed_on=filed_on, today=today)
        told = (row.id, filed_on, row.proof) if row else ("", None, "")
        found.append(ScheduleLine(year, clock, due, stands, *told))
    return tuple(found)


def to_file(*, viewer: access.Who, today: date) -> tuple[ScheduleLine, ...]:
    """Return the schedules that staff have to file now: from a month before their day on."""
    if not access.works(viewer):
        return ()
    return tuple(
        each
        for each in schedules(viewer=viewer, today=today)
        if each.filed_on is None and today >= each.due_on - SOON
    )
