"""A made-up year of meetings: held, called off, coming with its agenda posted, and a group's."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.council.actions import attendance, meetings
from fourfold.apps.council.actions import schedules as filing
from fourfold.apps.council.actions.meetings import Planned, Topic
from fourfold.apps.council.queries import schedules
from fourfold.apps.council.queries.seats import seats
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.meetings import MeetingKind, PostKind
from fourfold.apps.council.states.reports import FourP
from fourfold.config.demo.minutes import fill_materials

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY, TWO_HOURS = timedelta(days=1), timedelta(hours=2)
PLACE = "Made-up hearing room 2"
FORMER, OFF, COMING = (-330, -270, -210, -150, -90, -27), -60, 9
TOPICS = (
    Topic("What the data calls brought", 20, presenter="Sam Otero", four_p=FourP.PARTNERSHIP),
    Topic("Training for hotels and motels", 25, four_p=FourP.PREVENTION),
    Topic("Recommendations of this year", 40, four_p=FourP.PROSECUTION),
    Topic("Services for boys and young men", 25, four_p=FourP.PROTECTION),
)


def fill_meetings(staff: Staff) -> None:
    """Plan, post and file the meetings of a year around today."""
    _scheduled(staff)
    held = []
    for nth, away in enumerate(FORMER):
        made, starts = _meeting(staff, away)
        held.append((made, starts))
        # One agenda was posted too late, and the last minutes are still to be filed.
        _post(staff, made, starts - (timedelta(hours=5) if nth == 3 else 3 * DAY))
        if nth < len(FORMER) - 1:
            _filed(staff, made, PostKind.VOTES, starts + DAY)
            _filed(staff, made, PostKind.MINUTES, starts + 6 * DAY)
    for one, began in held[-2:]:
        _attended(staff, one, began)
        fill_materials(staff, one, began)
    made, starts = _meeting(staff, OFF, kind=MeetingKind.SPECIAL)
    _post(staff, made, starts - 4 * DAY)
    how: dict[str, Any] = {"by": staff.viewer("sam"), "at": starts - 2 * DAY}
    meetings.call_off(made, why="Too few members can come. The next one is on the list.", **how)
    made, starts = _meeting(staff, COMING)
    _post(staff, made, staff.at - timedelta(hours=3))
    # A topic that came after the agenda was posted: the page says so.
    late = Topic("A letter from the made-up innkeepers", 10, presenter="Alma Reyes")
    meetings.add_item(made, topic=late, once="demo:late", by=staff.viewer("sam"), at=staff.at)
    _meeting(staff, 23, kind=MeetingKind.WORKING_GROUP, group="Project Working Group")
    _meeting(staff, 69)


def _scheduled(staff: Staff) -> None:
    """Write down that this year's schedule was filed, as far as one is asked for."""
    sam, today = staff.viewer("sam"), timezone.localdate(staff.at)
    for each in schedules.schedules(viewer=sam, today=today)[:1]:
        told = {
            "filed_on": min(each.due_on - 11 * DAY, today),
            "proof": "Made-up receipt, folder 4",
        }
        filing.write_filed(each.year, **told, once="demo:schedule", by=sam, at=staff.at)  # type: ignore[arg-type]


def _meeting(
    staff: Staff, away: int, *, kind: MeetingKind = MeetingKind.REGULAR, group: str = ""
) -> tuple[str, datetime]:
    day = timezone.localdate(staff.at) + away * DAY
    day += (7 - day.weekday()) * DAY if day.weekday() > 4 else timedelta()
    starts = timezone.make_aware(datetime.combine(day, time(10)))
    at = min(staff.at, starts) - 20 * DAY
    how: dict[str, Any] = {"by": staff.viewer("sam"), "at": at}
    planned = Planned(kind, starts, starts + TWO_HOURS, PLACE, group=group)
    made = meetings.plan_meeting(planned, once=f"demo:meeting:{away}", **how)
    for nth, topic in enumerate(TOPICS[: 2 if group else 4]):
        meetings.add_item(made, topic=topic, once=f"demo:topic:{away}:{nth}", **how)
    return made, starts


def _post(staff: Staff, meeting: str, at: datetime) -> None:
    version = 1 + len(TOPICS)
    how: dict[str, Any] = {"by": staff.viewer("sam"), "at": at}
    meetings.post(meeting, what=PostKind.AGENDA, version=version, **how)


def _attended(staff: Staff, meeting: str, starts: datetime) -> None:
    """Some come, some by video, one is excused; late in the meeting many leave, and some return."""
    held = seats(viewer=staff.viewer("sam"), on=timezone.localdate(starts))
    filled = [each.code for each in held if not each.is_vacant]
    came = filled[: len(filled) * 2 // 3]

    def mark(seat: str, what: Mark, minute: int) -> None:
        moment = starts + timedelta(minutes=minute)
        how: dict[str, Any] = {"by": staff.viewer("sam"), "at": moment}
        once = f"demo:{meeting}:{seat}:{minute}"
        attendance.mark(meeting, seat=seat, what=what, moment=moment, once=once, **how)

    for seat in filled[len(came) : len(came) + 1]:
        mark(seat, Mark.EXCUSED, 0)
    for nth, seat in enumerate(came):
        mark(seat, Mark.REMOTE if nth % 4 == 3 else Mark.ROOM, nth % 5)
    for seat in came[:6]:
        mark(seat, Mark.LEFT, 80)
    for seat in came[:4]:
        mark(seat, Mark.ROOM, 95)


def _filed(staff: Staff, meeting: str, what: PostKind, at: datetime) -> None:
    meetings.write_filed(meeting, what=what, filed_at=at, by=staff.viewer("sam"), at=at)
