"""A year of cases: opened, written, looked in on, closed, opened again, handed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import ending, facts, following, moving, people, working
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case
from fourfold.apps.cases.states.cases import CaseOutcome, EndedBecause
from fourfold.apps.cases.states.follow_ups import FollowUpKind, FollowUpResult
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import Thing
from fourfold.security.consent_codes import Purpose
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
OURS = tuple(nth for nth in range(8, 34) if nth not in (13, 25))
"""The youths of this room, by their place in the list."""

ABOUT = (
    "A school counselor called: a new phone, an older partner nobody has met, and tired mornings.",
    "Found by police at a motel with two adults. They say they are cousins. They are not.",
    "A clinic noticed the same injury three times, and somebody else always drives.",
    "A foster parent found messages: money for pictures, and then threats to show them.",
    "Ran from home twice this spring, and came back with somebody's name on the wrist.",
    "Works nights in a kitchen to pay back what the journey cost. The owner keeps the papers.",
)
WISHES = (
    "To finish this school year with my class.",
    "Not to go back to that house. A room where nobody comes in at night.",
    "To see my sister. To have my own phone again.",
    "Not to talk to police. To talk to the nurse, who is kind.",
)
ENDINGS = (
    (EndedBecause.GOALS_MET, "Counseling ended as planned. There is a summer job and a bus pass."),
    (EndedBecause.SAFE_WITH_FAMILY, "Lives with an aunt now. The school and the aunt will call."),
    (EndedBecause.PERSON_DECLINED, "Wants no more visits for now. Has our number and may call."),
    (EndedBecause.NOT_TRAFFICKED, "Looked into with care: a quarrel at home, and no exploitation."),
    (EndedBecause.LOST_CONTACT, "Three letters and a visit without an answer. The door is open."),
)


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Leave cases over a year, the oldest first."""
    regions = [row["code"] for row in active_pack().rows("regions")]
    for turn, nth in enumerate(OURS):
        ago = (350 - turn * 14) * DAY + turn % 5 * HOUR
        number = _open(staff, youths[nth], region=regions[nth % len(regions)], ago=ago)
        _work(staff, number, turn=turn, ago=ago)
        if turn % 5 < 2 and ago > 60 * DAY:
            _end(staff, number, turn=turn, ago=ago - 45 * DAY)
        if turn == 1:
            _again(staff, number, ago=20 * DAY)
        if turn == 4:
            _elsewhere(staff, number, ago=100 * DAY)


def _who(staff: Staff, turn: int, ago: timedelta) -> Viewer:
    return staff.viewer("luis" if turn % 2 else "carmen", before=ago)


def _open(staff: Staff, youth: Youth, *, region: str, ago: timedelta) -> str:
    by = _who(staff, OURS.index(youth.nth), ago)
    person = new_person(agency=by.agency)
    about = ABOUT[youth.nth % len(ABOUT)]
    number = open_case(person, region=region, by=by, summary=about)
    said = youth.facts(today=timezone.localdate(by.at))
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return number


def _work(staff: Staff, number: str, *, turn: int, ago: timedelta) -> None:
    """Hear what the person wants, ask a supervisor, plan to look in and do it."""
    heard = _who(staff, turn, ago - 3 * HOUR)
    people.hear_wishes(number, wishes=WISHES[turn % len(WISHES)], last="", by=heard)
    luis = staff.accounts["luis"]
    working.call_supervisor(number, account=luis, by=_who(staff, turn, ago - 5 * HOUR))
    planned = _who(staff, turn, ago - 2 * DAY)
    kind = list(FollowUpKind)[turn % len(FollowUpKind)]
    due_on = timezone.localdate(planned.at + 12 * DAY)
    made = following.plan(number, kind=kind, due_on=due_on, by=planned)
    if ago > 20 * DAY:
        result = list(FollowUpResult)[turn % 3]
        note = "A short talk at the door, and the question when we come again." if turn % 2 else ""
        by = _who(staff, turn, ago - 14 * DAY)
        following.finish(made, case=number, result=result, note=note, by=by)


def _end(staff: Staff, number: str, *, turn: int, ago: timedelta) -> None:
    because, words = ENDINGS[turn % len(ENDINGS)]
    outcome = CaseOutcome.CLOSED
    if because is EndedBecause.NOT_TRAFFICKED:
        outcome = CaseOutcome.UNFOUNDED
    ending.close(
        number,
        outcome=outcome,
        because=because,
        words=words,
        version=_version(number),
        by=_who(staff, turn, ago),
    )


def _again(staff: Staff, number: str, *, ago: timedelta) -> None:
    words = "A call to the line at night, and the wish to see the same worker."
    ending.reopen(
        number, words=words, version=_version(number), by=staff.viewer("luis", before=ago)
    )


def _elsewhere(staff: Staff, number: str, *, ago: timedelta) -> None:
    handed = moving.Handed(
        things=frozenset({Thing("personal"), Thing("internal")}),
        purpose=Purpose.SERVICES.value,
        to_name="Child services of another state",
        exception="MANDATED_REPORT",
    )
    words = "The family lives there now. Their line took the report."
    by = staff.viewer("carmen", before=ago)
    moving.transfer(number, handed=handed, words=words, version=_version(number), by=by)


def _version(number: str) -> int:
    return Case.objects.values_list("version", flat=True).get(pk=number)
