"""What is written down about made-up youths, and people with two records, for the demonstration."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.cases.actions import merges, people
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case, Person
from fourfold.apps.cases.states.answers import NoValue
from fourfold.apps.cases.states.persons import Channel
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
OURS = slice(34, 38)
"""The youths whose cases this room opens itself: those at the end, away from the other rooms'."""
WISHES = (
    "To stay at my school until the summer. To see my little brother on Sundays.",
    "Not to talk about it again with somebody new. A phone of my own.",
    "She wants to work with animals one day, and to sleep with the light on.",
    "To go back to my aunt. If not, somewhere with a door that locks from the inside.",
    "“Ask me before you call my mother.”",
)
SAFE: tuple[dict[str, Any] | NoValue, ...] = (
    {"channels": [Channel.TEXT.value], "hours": "After school, until 5", "never": ""},
    {
        "channels": [Channel.IN_PERSON.value, Channel.THROUGH_SOMEBODY.value],
        "hours": "At school, through the counselor",
        "never": "Do not call the house: somebody else picks up.",
    },
    {"channels": [Channel.CALL.value], "hours": "Any time", "never": "Leave no message."},
    NoValue.REFUSED,
)


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Leave cases: one person with two records, a pair to decide on and one to ask about."""
    luis, carmen = (staff.viewer(key, before=3 * DAY) for key in ("luis", "carmen"))
    first, second, third, fourth = youths[OURS]
    _case(first, by=luis)
    _case(first, by=luis, given_name=first.given_name.replace("e", "i", 1))
    _case(second, by=luis)
    _case(second, by=carmen, family_name=second.family_name[:-1])
    one, other = _case(third, by=luis), _case(third, by=luis, other_names=["Cami"])
    merges.join(_person(one), other=_person(other), by=staff.viewer("luis", before=2 * DAY))
    _case(fourth, by=carmen)
    merges.find(luis.agency, by=staff.viewer("luis", before=DAY))


def write_down(case: str, *, youth: Youth, by: Viewer, **other: Any) -> None:
    """Write what is known of a youth into their case, and what they want. other: what differs."""
    towns = [row["code"] for row in active_pack().rows("towns") if row["region"]]
    around: dict[str, Any] = {
        "safe_contact": SAFE[youth.nth % len(SAFE)],
        "town": towns[youth.nth * 37 % len(towns)],
        "school": NoValue.UNKNOWN if youth.nth % 3 else "A made-up middle school",
        "guardian": NoValue.REFUSED if youth.lives == "AWAY" else "Their mother",
    }
    facts = youth.facts(today=timezone.localdate(by.at)) | around | other
    version = Person.objects.get(pk=_person(case)).version
    people.change(case, facts=facts, version=version, by=by)
    wishes = WISHES[youth.nth % len(WISHES)]
    people.hear_wishes(case, wishes=wishes, last="", by=by)


def _case(youth: Youth, *, by: Viewer, **other: Any) -> str:
    regions = [row["code"] for row in active_pack().rows("regions")]
    region = regions[youth.nth % len(regions)]
    number = open_case(new_person(agency=by.agency), region=region, by=by)
    write_down(number, youth=youth, by=by, **other)
    return number


def _person(case: str) -> str:
    return Case.objects.get(pk=case).person
