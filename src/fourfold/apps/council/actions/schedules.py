"""That the schedule of a year's meetings was filed is written down, and taken back if wrong."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import ScheduleFiled
from fourfold.apps.council.queries.schedules import schedules
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def write_filed(
    year: int, *, filed_on: date, proof: str, once: str, by: access.Who, at: datetime
) -> str:
    """
    Write down when the schedule of a year was filed; the same `once` is the same. Returns its id.

    :raises NotWhole: what cannot be, or is written down already.
    """
    access.check_works(by)
    known = ScheduleFiled.objects.filter(once=once).first()
    if known is not None:
        return known.id
    today = timezone.localdate(at)
    asked = {each.year: each for each in schedules(viewer=by, today=today)}
    if year not in asked:
        raise NotWhole("No schedule of this year is asked for now.")
    if filed_on > today:
        raise NotWhole("The day is still to come. Write it down once it was filed.")
    if filed_on.year < year - 1:
        raise NotWhole(f"That is more than a year before {year}. Correct the day.")
    if not proof.strip():
        raise NotWhole("Say where it can be read that it was filed.")
    if asked[year].filed_on is not None:
        raise NotWhole("It is written down already. Take that back first if it is wrong.")
    made = ScheduleFiled.objects.create(
        year=year,
        filed_on=filed_on,
        proof=proof.strip()[:200],
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(made, "schedule_filed", by=by, at=at)
    return made.id


@transaction.atomic
def take_back(schedule: str, *, by: access.Who, at: datetime) -> None:
    """Take back what was written down by mistake; it stays. :raises NoSuchPaper:."""
    access.check_works(by)
    held = access.schedules(by).select_for_update().filter(id=schedule).first()
    if held is None:
        raise NoSuchPaper("There is no such entry.")
    held.taken_back_at, held.taken_back_by = at, access.name_of(by)
    held.save(update_fields=["taken_back_at", "taken_back_by"])
    _record(held, "schedule_taken_back", by=by, at=at)


def _record(held: ScheduleFiled, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MEETING_CHANGED,
        by=access.name_of(by),
        subject=f"schedule:{held.id}",
        at=at,
        facts={"what": what, "year": held.year},
    )
