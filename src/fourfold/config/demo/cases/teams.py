"""A review team of the demonstration: a year of monthly meetings, and the cases it looked at."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.cases.actions import meetings, reviews, teams
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.actions.people import change
from fourfold.apps.cases.models import Case
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access import relations, seats
from fourfold.security.keys import new_person
from fourfold.security.models import RelationKind

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
MEMBERS = (("tomas", "LAW_ENFORCEMENT"), ("maya", "MEDICAL"), ("vera", "ADVOCATE"))
BEGAN = 360
"""Days ago that the team's year began."""
CASES = 5
STAGES = (
    {"interview": "PLANNED", "advocacy": "UNDER_WAY", "investigation": "UNDER_WAY"},
    {"interview": "DONE", "medical": "PLANNED", "advocacy": "DONE", "charges": "NOT_REFERRED"},
    {"interview": "DONE", "medical": "DONE", "mental_health": "PLANNED", "charges": "UNDER_REVIEW"},
    {"interview": "DONE", "medical": "DONE", "mental_health": "DONE", "charges": "FILED"},
)
"""What is done at a case's first, second, third and later reviews."""
TOLD = "She asks that nobody calls at home. Her aunt knows and is on her side."


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Leave a coordinator and members, twelve meetings held, one to come, and reviewed cases."""
    team = active_pack().rows("teams")[2]["code"]
    _seat(staff, team)
    cases = [_case(staff, youth, team, nth=nth) for nth, youth in enumerate(youths[-CASES:])]
    looked = dict.fromkeys(cases, 0)
    for month in range(12):
        ago = timedelta(days=345 - month * 30)
        tabled = [cases[(month + nth) % CASES] for nth in range(1 + month % 2)]
        if month == 5:
            _called_off(staff, team, ago)
        else:
            _held(staff, team, ago, tabled, looked)
    _to_come(staff, team, cases[:3])


def _seat(staff: Staff, team: str) -> None:
    """Let two people bring the coordinator, who then gives the seats of the others."""
    ada = staff.viewer("ada", before=BEGAN * DAY)
    asked = seats.propose_seat(staff.accounts["dana"], team, by=ada)
    seats.agree_to_seat(asked, by=staff.viewer("paul", before=(BEGAN - 1) * DAY))
    dana = staff.viewer("dana", before=(BEGAN - 2) * DAY)
    for key, discipline in MEMBERS:
        relations.give_seat(team, staff.accounts[key], discipline, by=dana)


def _case(staff: Staff, youth: Youth, team: str, *, nth: int) -> str:
    carmen = staff.viewer("carmen", before=(BEGAN - 5) * DAY)
    number = open_case(
        new_person(agency=carmen.agency),
        region=active_pack().town(_town(team)).region,
        by=carmen,
        summary="Came through a school social worker. A team looks at it each month.",
    )
    today = timezone.localdate(staff.at)
    facts = youth.facts(today=today) | {"town": _town(team)}
    change(number, facts=facts, version=1, by=carmen, sure=True)
    found = Case.objects.get(pk=number)
    kind = RelationKind.SUPERVISOR
    relations.assign(found, staff.accounts["luis"], by=carmen, kind=kind)
    luis = staff.viewer("luis", before=(BEGAN - 6) * DAY)
    teams.bring(number, team=team, district=team, by=luis)
    return number


def _town(team: str) -> str:
    pack = active_pack()
    served = next(row["districts"] for row in pack.rows("teams") if row["code"] == team)
    return next(each.town for each in pack.town_districts if each.district == served)


def _at_half_past_nine(staff: Staff, ago: timedelta) -> datetime:
    local = timezone.localtime(staff.at - ago)
    return local.replace(hour=9, minute=30, second=0, microsecond=0)


def _held(
    staff: Staff, team: str, ago: timedelta, tabled: list[str], looked: dict[str, int]
) -> None:
    before, during = staff.viewer("dana", before=ago + 7 * DAY), staff.viewer("dana", before=ago)
    starts_at = _at_half_past_nine(staff, ago + DAY)
    meeting = meetings.plan(team, starts_at=starts_at, place="", by=before)
    for case in tabled:
        review = reviews.put_on_agenda(case, meeting=meeting, by=before)
        stage = STAGES[min(looked[case], len(STAGES) - 1)]
        day = timezone.localtime(starts_at).date()
        done = {name: day - 5 * DAY for name, code in stage.items() if code == "DONE"}
        noted = reviews.Noted(stage, done, day + 60 * DAY)
        version = Case.objects.get(pk=case).version
        reviews.note(review, case=case, noted=noted, by=during, version=version)
        looked[case] += 1
        if looked[case] == 2:
            _results(staff, case, review, ago)
    who = [staff.accounts[key] for key, _discipline in MEMBERS] + [staff.accounts["dana"]]
    came = dict.fromkeys(who, "CAME")
    meetings.hold(meeting, came=came, version=1, by=during)


def _results(staff: Staff, case: str, review: str, ago: timedelta) -> None:
    carmen = staff.viewer("carmen", before=ago - DAY)
    codes = {"interview_result": "TOLD_IN_PART", "medical_result": "CARE_GOES_ON"}
    version = Case.objects.get(pk=case).version
    came = reviews.Came(codes, told=TOLD)
    reviews.note_results(review, case=case, came=came, by=carmen, version=version)
    due_on = timezone.localdate(staff.at) + 4 * DAY
    to_do = reviews.ToDo("SAFETY_PLAN", "ADVOCATE", staff.accounts["vera"], due_on)
    reviews.agree(review, case=case, to_do=to_do, by=staff.viewer("dana", before=ago - DAY))


def _called_off(staff: Staff, team: str, ago: timedelta) -> None:
    before = staff.viewer("dana", before=ago + 7 * DAY)
    starts_at = _at_half_past_nine(staff, ago)
    meeting = meetings.plan(team, starts_at=starts_at, place="VIDEO", by=before)
    meetings.call_off(meeting, version=1, by=staff.viewer("dana", before=ago + DAY))


def _to_come(staff: Staff, team: str, cases: list[str]) -> None:
    dana = staff.viewer("dana", before=timedelta(hours=20))
    starts_at = _at_half_past_nine(staff, -3 * DAY)
    meeting = meetings.plan(team, starts_at=starts_at, place="VIDEO", by=dana)
    for case in cases:
        reviews.put_on_agenda(case, meeting=meeting, by=dana)
