"""Youths who are missing or came back, with duties in time, late and overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import duties, facts, missing
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.states.missing import Heard, Question
from fourfold.apps.cases.states.screenings import WhyNot
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
AWAY = (6, 13, 25)
"""The youths of this room, by their place in the list: three who live away."""


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Leave one youth who is missing now, one who came back, and one who left again."""
    now, back, again = (youths[nth] for nth in AWAY)
    _missing_now(staff, _case(staff, now, ago=12 * DAY))
    _came_back(staff, _case(staff, back, ago=40 * DAY))
    _left_again(staff, _case(staff, again, ago=90 * DAY))
    duties.escalate(by=Viewer(account="job-clocks", agency="", at=staff.at - HOUR))


def _luis(staff: Staff, ago: timedelta) -> Viewer:
    return staff.viewer("luis", before=ago)


def _case(staff: Staff, youth: Youth, *, ago: timedelta) -> str:
    by = _luis(staff, ago)
    regions = active_pack().regions
    person = new_person(agency=by.agency)
    number = open_case(person, region=regions[youth.nth % len(regions)].code, by=by)
    said = youth.facts(today=timezone.localtime(staff.at).date())
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return number


def _gone(staff: Staff, case: str, *, ago: timedelta, seen: timedelta | None, **told: str) -> str:
    """Write down that somebody is missing, as known some time ago, at that moment."""
    by = _luis(staff, ago)
    last = by.at - seen if seen is not None else None
    return missing.report_missing(case, known_at=by.at, missing_at=last, by=by, **told)


def _missing_now(staff: Staff, case: str) -> None:
    """Police were told in time; NCMEC was not, and that is overdue."""
    gone = _gone(
        staff,
        case,
        ago=27 * HOUR,
        seen=3 * HOUR,
        missing_from="The house of her foster family, 18 Made-up Lane",
        last_seen="At the bus stop after school, gray hooded sweater, a purple backpack. She had "
        "told a friend that somebody would pick her up.",
    )
    by = _luis(staff, 25 * HOUR)
    missing.police_told(gone, case=case, told_at=by.at, number="26-48213", by=by)


def _came_back(staff: Staff, case: str) -> None:
    """Back after four days; NCMEC was told late; what they told; why there was no screening."""
    left = 20 * DAY
    gone = _gone(staff, case, ago=left, seen=None, missing_from="Her mother's home")
    for tell, after, number in (
        (missing.police_told, 1 * HOUR, "26-47120"),
        (missing.ncmec_told, 33 * HOUR, "NCMEC-1483002"),
    ):
        by = _luis(staff, left - after)
        tell(gone, case=case, told_at=by.at, number=number, by=by)
    by = _luis(staff, left - 4 * DAY)
    missing.returned(
        gone, case=case, returned_at=by.at, found_where="A cousin brought her home", by=by
    )
    by = _luis(staff, left - 5 * DAY)
    missing.hear(
        gone,
        case=case,
        answers={
            Question.WHY_LEFT: (Heard.TOLD, "“Everybody was shouting. I just wanted to sleep.”"),
            Question.WHILE_AWAY: (Heard.REFUSED, ""),
            Question.WITH_WHOM: (Heard.TOLD, "Somebody older she knows from online, “D”."),
            Question.WHAT_HELPS: (Heard.TOLD, "“A phone, and somebody to text at night.”"),
        },
        version=Case.objects.get(pk=case).version,
        by=by,
    )
    missing.not_screened(
        gone,
        case=case,
        why=WhyNot.NOT_READY,
        words="She asked for a week. Ask again after the visit to the aunt.",
        by=_luis(staff, left - 6 * DAY),
    )


def _left_again(staff: Staff, case: str) -> None:
    """Once a mistake, once for a night; gone again since this morning."""
    first = _gone(staff, case, ago=70 * DAY, seen=9 * HOUR)
    missing.mistaken(
        first,
        case=case,
        words="She was at practice and her telephone was off; the coach says so too.",
        by=_luis(staff, 70 * DAY - 2 * HOUR),
    )
    second = _gone(staff, case, ago=30 * DAY, seen=6 * HOUR)
    by = _luis(staff, 30 * DAY - HOUR)
    missing.police_told(second, case=case, told_at=by.at, number="26-46001", by=by)
    by = _luis(staff, 30 * DAY - 14 * HOUR)
    missing.returned(second, case=case, returned_at=by.at, by=by)
    _gone(staff, case, ago=5 * HOUR, seen=8 * HOUR, missing_from="Her group home")
