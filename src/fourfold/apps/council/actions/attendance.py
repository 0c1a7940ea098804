"""Attendance is written down mark by mark, and a wrong mark is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import AttendanceMark, Meeting
from fourfold.apps.council.queries.seats import seat as seat_line
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.attendance import check_mark
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.meetings import MeetingState
from fourfold.security import audit
from fourfold.security.events import Event

EARLY = timedelta(hours=1)
LATE = timedelta(hours=6)
"""How long before it begins and after its planned end somebody may come or leave."""


@transaction.atomic
def mark(
    meeting: str,
    *,
    seat: str,
    what: Mark,
    moment: datetime,
    once: str,
    by: access.Who,
    at: datetime,
    by_designee: bool = False,
) -> str:
    """
    Write down that a seat came, left or was excused; the same `once` is the same mark.

    moment: when that was, not after now; a press long after the meeting names its time.
    :raises NoSuchPaper: :raises NotWhole: what cannot be.
    """
    held = _meeting(meeting, by=by)
    known = access.marks(by).filter(once=once).first()
    if known is not None:
        return known.id
    line = seat_line(seat, viewer=by, on=timezone.localdate(held.starts_at))
    if line.is_vacant:
        raise NotWhole("Nobody is entered for this seat that day. Enter who sits first.")
    if by_designee and not line.designee:
        raise NotWhole("This seat has no designee that day.")
    if moment > at:
        raise NotWhole("This time is still to come. Mark it then.")
    if what is not Mark.EXCUSED and moment < held.starts_at - EARLY:
        raise NotWhole("That is more than an hour before the meeting begins. Correct the time.")
    if what is not Mark.EXCUSED and moment > held.ends_at + LATE:
        raise NotWhole("The meeting is over. Say when it was, under “At another time”.")
    rows = access.marks(by).filter(meeting=held, seat=seat, taken_back_at=None)
    stand = tuple((each.moment, Mark(each.mark)) for each in rows.order_by("moment", "made_at"))
    check_mark(stand, mark=what, at=moment)
    made = AttendanceMark.objects.create(
        meeting=held,
        seat=seat,
        mark=what.value,
        by_designee=by_designee,
        moment=moment,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(held.id, what.value.lower(), seat=seat, by=by, at=at)
    return made.id


@transaction.atomic
def take_back(meeting: str, *, seat: str, by: access.Who, at: datetime) -> None:
    """Take the seat's last mark back; it stays in the history. :raises NoSuchPaper:."""
    held = _meeting(meeting, by=by)
    rows = access.marks(by).filter(meeting=held, seat=seat, taken_back_at=None)
    last = rows.order_by("moment", "made_at").last()
    if last is None:
        raise NoSuchPaper("There is no mark of this seat.")
    last.taken_back_at, last.taken_back_by = at, access.name_of(by)
    last.save(update_fields=["taken_back_at", "taken_back_by"])
    _record(held.id, "taken_back", seat=seat, by=by, at=at)


def _meeting(meeting: str, *, by: access.Who) -> Meeting:
    """Return a meeting that takes place, kept from everybody else until this is written."""
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.state != MeetingState.POSTED.value:
        raise NotWhole("Attendance is taken of a meeting that was posted and not called off.")
    return held


def _record(meeting: str, what: str, *, seat: str, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.ATTENDANCE_MARKED,
        by=access.name_of(by),
        subject=f"meeting:{meeting}",
        at=at,
        facts={"what": what, "seat": seat},
    )
