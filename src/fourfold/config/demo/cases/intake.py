"""Reports of the demonstration: in the queue, in work, accepted and not, and one half typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.access.receipts import reporter
from fourfold.apps.cases.actions import drafts, reporters, reports
from fourfold.apps.cases.models import Report
from fourfold.apps.cases.states.reports import WhyNot
from fourfold.apps.cases.states.steps import Step
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access.policy import Discipline
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from fourfold.security.models import TeamMember

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RECEIPT = "2468135724681357"
"""The receipt of the report whose reporter came back, for whoever tries the page."""

NEIGHBOR = {
    "narrative": (
        "There is a girl in the apartment above me, maybe 14. She came about two weeks ago. "
        "Different men come at night, a few minutes apart. I never see her leave for school. "
        "Yesterday on the stairs she asked me what street this is."
    ),
    "child_name": "She calls herself Kiki. Short, dark braids, a yellow jacket",
    "child_age": "about 14",
    "happened_when": "Most nights, from about ten",
    "suspect": "A man with a white van picks her up. People call him Dre.",
    "reporter_kind": "NEIGHBOR",
    "mandated": "NO",
    "reporter_contact": "Please do not come to my door. I will look here again.",
}
COUSIN = {
    "narrative": (
        "Mi prima tiene 15 años. Trabaja en un restaurante todos los días y duerme allí. El dueño "
        "tiene sus papeles y dice que todavía le debe el viaje. Hoy le quitó el teléfono. Tengo "
        "miedo de lo que le haga esta noche."
    ),
    "danger": "YES",
    "child_name": "Itzel",
    "child_age": "15",
    "child_now": "En el restaurante, arriba hay un cuarto",
    "reporter_kind": "FAMILY",
    "mandated": "NO",
}
CAME_BACK = {
    "narrative": (
        "A girl in my class says an older boyfriend pays for her nails and phone, and that she has "
        "to be nice to his friends. She laughs about it, but she cries in the bathroom."
    ),
    "reporter_kind": "FRIEND",
    "mandated": "NO",
}


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Give Carmen a seat in the queue, and leave reports in every state."""
    TeamMember.objects.create(
        team=CARELINE,
        account_id=staff.accounts["carmen"],
        discipline=Discipline.CHILD_WELFARE.value,
        from_at=staff.at - 380 * DAY,
        given_by="demo",
    )
    _accepted(staff, youths[0], youths[1])
    _not_accepted(staff)
    _in_work(staff, youths[2])
    _came_back(staff)
    _from_the_web(staff, NEIGHBOR | _in_a_town(4), ago=3 * HOUR, receipt="1357246813572468")
    _from_the_web(staff, COUSIN, ago=HOUR * 0.7, receipt="8642753186427531")
    _draft(staff)


def _in_a_town(nth: int) -> dict[str, object]:
    """Return a town of the pack and its region, far apart from one nth to the next."""
    towns = [row for row in active_pack().rows("towns") if row["region"]]
    town = towns[nth * 37 % len(towns)]
    return {"town": town["code"], "region": town["region"]}


def _by_telephone(staff: Staff, told: Mapping[str, object], *, ago: timedelta) -> Report:
    carmen = staff.viewer("carmen", before=ago)
    person = new_person(agency=carmen.agency)
    return Report.objects.get(pk=reports.save(told, person=person, once=new_id(), by=carmen))


def _named(youth: Youth, staff: Staff) -> dict[str, object]:
    """Return how a reporter who knows a youth names them."""
    return {
        "child_given_name": youth.given_name,
        "child_family_name": youth.family_name,
        "child_born_on": youth.born_on(today=timezone.localdate(staff.at)),
    }


def _accepted(staff: Staff, first: Youth, second: Youth) -> None:
    """A hospital and another state reported; both led to a case."""
    hospital = _by_telephone(
        staff,
        _named(first, staff)
        | _in_a_town(1)
        | {
            "narrative": (
                "She was brought in at four in the morning by a man who said he is her uncle and "
                "did not know her birthday. She has bruises on both arms and no phone. When he "
                "stepped out she asked the nurse not to let him back in."
            ),
            "channel": "HOSPITAL",
            "danger": "NO",
            "reporter_kind": "HEALTH",
            "mandated": "YES",
            "reporter_name": "Nurse Abigail Thorne",
            "reporter_job": "Emergency room",
            "injuries": "Bruises on both arms, dehydrated. Seen by the doctor on duty.",
            "suspect": "The man who brought her; gave the name Ray. Gray pickup.",
            "done_so_far": "Security sent the man away. She sleeps in room 4.",
            "child_now": "Emergency room, room 4",
        },
        ago=9 * DAY,
    )
    reports.made(
        hospital.id,
        which=Step.WRITTEN_REPORT_MADE,
        by=staff.viewer("carmen", before=8 * DAY),
    )
    hospital.refresh_from_db()
    reports.accept(
        hospital.id,
        version=hospital.version,
        by=staff.viewer("carmen", before=9 * DAY - 30 * HOUR),
    )
    other_state = _by_telephone(
        staff,
        _named(second, staff)
        | _in_a_town(2)
        | {
            "narrative": (
                "The hotline of the state next door calls. A girl from here was found in a motel "
                "raid there and wants to go home. They hold her until somebody says where to."
            ),
            "channel": "OTHER_STATE",
            "call_type": "CONCERN",
            "danger": "NO",
            "reporter_kind": "HOTLINE",
            "mandated": "UNKNOWN",
        },
        ago=4 * DAY,
    )
    by = staff.viewer("carmen", before=4 * DAY - HOUR)
    reports.accept(other_state.id, version=other_state.version, by=by)


def _not_accepted(staff: Staff) -> None:
    """A caller asked for information only."""
    asked = _by_telephone(
        staff,
        {
            "narrative": "A college student writes a paper and asks how many calls we get a year.",
            "call_type": "INFORMATION_ONLY",
            "danger": "NO",
            "reporter_kind": "OTHER",
            "mandated": "NO",
        },
        ago=30 * HOUR,
    )
    reports.not_accept(
        asked.id,
        why=WhyNot.NO_CONCERN,
        words="Told where the published figures are.",
        version=asked.version,
        by=staff.viewer("carmen", before=29 * HOUR),
    )


def _in_work(staff: Staff, youth: Youth) -> None:
    """A teacher called this morning; her written report is still to come."""
    _by_telephone(
        staff,
        _named(youth, staff)
        | _in_a_town(3)
        | {
            "narrative": (
                "She has missed eleven days since September. Today she came with two phones and a "
                "new purse and fell asleep in class. When I asked, she said she works for a friend "
                "at parties and that he would be angry if she stopped."
            ),
            "danger": "UNKNOWN",
            "reporter_kind": "SCHOOL",
            "mandated": "YES",
            "reporter_name": "Miriam Castellane",
            "reporter_job": "Teacher, eighth grade",
            "child_school": "The middle school on Harbor Street",
            "guardians": "Her grandmother; works nights",
            "before": "A broken wrist in spring, said to be a fall.",
        },
        ago=5 * HOUR,
    )


def _from_the_web(
    staff: Staff, told: Mapping[str, object], *, ago: timedelta, receipt: str
) -> Report:
    by = replace(reporter(at=staff.at - ago), agency=staff.viewer("carmen").agency)
    person = new_person(agency=by.agency)
    reporters.receive(told, receipt=receipt, person=person, by=by)
    return Report.objects.filter(channel="WEB").latest("received_at")


def _came_back(staff: Staff) -> None:
    """A classmate wrote without a name, was answered, and wrote again."""
    report = _from_the_web(staff, CAME_BACK, ago=26 * HOUR, receipt=RECEIPT)
    reports.take(report.id, by=staff.viewer("carmen", before=25 * HOUR))
    reporters.answer(
        report.id,
        words=(
            "Thank you for looking out for her. You do not have to find out more or talk to him. "
            "If you know it: which school is it, and what is she called there?"
        ),
        by=staff.viewer("carmen", before=24 * HOUR),
    )
    came = replace(reporter(at=staff.at - 2 * HOUR), agency=report.agency)
    reporters.add(
        RECEIPT,
        words="The one with the blue doors. Everybody calls her Xime.",
        once=new_id(),
        by=came,
    )


def _draft(staff: Staff) -> None:
    """A call broke off while Carmen was typing."""
    by = staff.viewer("carmen", before=timedelta(minutes=50))
    drafts.keep(
        new_id(),
        kind="REPORT",
        told={"narrative": "Caller whispers, a girl, she is in a car and does not know where. She"},
        person=new_person(agency=by.agency),
        by=by,
    )
