"""Needs and referrals: one in each state, at the made-up service and at one without an account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import answers, facts, links, notes, referrals, services
from fourfold.apps.cases.actions.answers import Answer
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Referral
from fourfold.config.demo.cases.youths import Youth
from fourfold.config.demo.people import SHELTER
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer
from fourfold.security.consent import Sharing, Thing, Yes, record_consent
from fourfold.security.consent_codes import Giver, How, Purpose
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
GROWN, ALONE = 38, 29
"""The youths of this room, by their place in the list: two who are of age."""
TOLD = (
    *("person.given_name", "person.born_on", "person.languages", "case.wishes"),
    *("referral.message", "person.safe_contact"),
)


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Leave one person with referrals in every state, and one who shares nothing."""
    _with_consent(staff, youths[GROWN])
    _without_facts(staff, youths[ALONE])


def _luis(staff: Staff, ago: timedelta) -> Viewer:
    return staff.viewer("luis", before=ago)


def _case(staff: Staff, youth: Youth, *, ago: timedelta) -> tuple[str, str]:
    by = _luis(staff, ago)
    person = new_person(agency=by.agency)
    region = active_pack().regions[youth.nth % len(active_pack().regions)].code
    number = open_case(person, region=region, by=by)
    said = youth.facts(today=timezone.localtime(staff.at).date())
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return number, person


def _need(staff: Staff, case: str, kind: str, words: str, *, ago: timedelta) -> tuple[str, str]:
    """Write down a need; kind: what is looked for among the pack's kinds of help."""
    rows = active_pack().rows("service_types")
    found = (row["code"] for word in KINDS[kind] for row in rows if word in row["name"].lower())
    code, by = next(found), _luis(staff, ago)
    return code, services.note_need(case, kind=code, wish="WANTS", words=words, by=by)


def _sent(
    staff: Staff,
    case: str,
    need: tuple[str, str],
    *,
    ago: timedelta,
    to: str = SHELTER,
    message: str = "",
    sends: bool = True,
) -> str:
    by = _luis(staff, ago)
    made = referrals.draft(
        case,
        kind=need[0],
        need=need[1],
        to_agency=to,
        purpose=Purpose.SERVICES.value,
        tells=bool(message),
        told={"message": message},
        by=by,
    )
    if sends:
        referrals.send(made, case=case, person_said="YES", version=1, by=by)
    return made


def _answer(staff: Staff, number: str, said: Answer, *, ago: timedelta) -> None:
    version = Referral.objects.values_list("version", flat=True).get(pk=number)
    answers.answer(number, said=said, version=version, by=staff.viewer("rosa", before=ago))


def _with_consent(staff: Staff, youth: Youth) -> None:
    """A young woman who shares a few facts: her referrals stand in every state."""
    case, person = _case(staff, youth, ago=24 * DAY)
    at = staff.at - 20 * DAY
    record_consent(
        Sharing(
            person,
            _luis(staff, DAY).agency,
            SHELTER,
            frozenset(Thing("personal", each) for each in TOLD),
            Purpose.SERVICES.value,
        ),
        yes=Yes(
            given_at=at,
            given_by=Giver.PERSON,
            born_on=youth.born_on(today=timezone.localdate(at)) or timezone.localdate(at),
            how=How.SIGNED_PAPER,
            told_services_stay=True,
        ),
        by=staff.accounts["luis"],
        at=at,
    )
    home = _need(staff, case, "home", "A place with a door that locks.", ago=19 * DAY)
    talk = _need(staff, case, "talk", "Somebody to talk to who is not family.", ago=19 * DAY)
    law = _need(staff, case, "law", "Help to clear my record.", ago=18 * DAY)
    taken = _sent(staff, case, talk, ago=17 * DAY, message="She would like to come after school.")
    begins = timezone.localdate(staff.at - 12 * DAY)
    _answer(staff, taken, Answer("ACCEPTED", begins_on=begins), ago=12 * DAY)
    notes.write_note(
        taken,
        words="First talk. She chose the chair by the door. We agreed on Tuesdays.",
        by=staff.viewer("rosa", before=11 * DAY),
    )
    _sent(staff, case, home, ago=2 * DAY, message="She can move any day. Please text first.")
    waits = _sent(staff, case, home, ago=9 * DAY, message="A room of her own, if there is one.")
    _answer(staff, waits, Answer("WAITLISTED", "FULL", "A room in about two weeks."), ago=7 * DAY)
    full = _sent(staff, case, law, ago=8 * DAY)
    _answer(staff, full, Answer("DECLINED", "NOT_OUR_SERVICE"), ago=6 * DAY)
    ended = _sent(staff, case, talk, ago=16 * DAY)
    _answer(staff, ended, Answer("ACCEPTED"), ago=15 * DAY)
    _answer(staff, ended, Answer("DONE", "COMPLETED", "Three talks, as planned."), ago=3 * DAY)


def _without_facts(staff: Staff, youth: Youth) -> None:
    """One who shares nothing: help goes on, by a call; one service answers by a link."""
    case, _person = _case(staff, youth, ago=10 * DAY)
    home = _need(staff, case, "home", "Anywhere but the old neighborhood.", ago=9 * DAY)
    law = _need(staff, case, "law", "To know what I must tell the court.", ago=9 * DAY)
    work = _need(staff, case, "work", "A course that leads to a job.", ago=9 * DAY)
    _sent(staff, case, home, ago=DAY)
    elsewhere = next(each.code for each in active_pack().organizations if each.sector in LEGAL)
    by_link = _sent(staff, case, law, ago=3 * DAY, to=elsewhere)
    links.make_link(by_link, case=case, told_to="Ms. Abbott", by=_luis(staff, 3 * DAY))
    wrong = _sent(staff, case, home, ago=5 * DAY)
    referrals.revoke(wrong, case=case, reason="PERSON_ASKED", by=_luis(staff, 4 * DAY))
    _sent(staff, case, law, ago=DAY, to=elsewhere, sends=False)
    services.move_need(work[1], case=case, then="UNMET", reason="TRAVEL", by=_luis(staff, 2 * DAY))


LEGAL = ("legal aid", "defense")
"""Sectors of the pack to which somebody without an account here belongs."""
KINDS = {
    "home": ("housing", "shelter"),
    "talk": ("mental health", "counseling"),
    "law": ("legal",),
    "work": ("job training", "counseling"),
}
"""Words of the names of kinds of help, the first that a pack has."""
