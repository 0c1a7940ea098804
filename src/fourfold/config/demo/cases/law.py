"""Youths of whom the law is asked: facts known and not known, and bodies that differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.actions import facts, law
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.config.demo.cases.youths import Youth
from fourfold.reference import active_pack
from fourfold.security.keys import new_person

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OPENED = 45 * DAY
"""How long ago the cases of this room were opened."""

TOLD: dict[int, dict[str, str]] = {
    4: {"RECRUITS": "yes", "THREATS": "yes", "COMMERCIAL_SEX_ACT": "yes", "IN_THE_US": "yes"},
    9: {"HARBORS": "yes", "MANIPULATION": "yes", "IN_THE_US": "yes"},
    14: {"SOLICITS": "yes", "COMMERCIAL_SEX_ACT": "yes", "IN_THE_US": "yes"},
    20: {"OBTAINS": "yes", "WITHHELD_WAGES": "yes", "LABOR_OR_SERVICES": "yes"},
}
"""By the youth's place in the list, what is known; of all else nobody knows. All made up."""

SAID = (
    ("CHILD_PROTECTION", Decision.CANNOT_SAY, 3, "Nobody had spoken with them alone yet."),
    ("CHILD_PROTECTION", Decision.MET, 12, "Told in the forensic interview."),
    ("STATE_CRIME", Decision.NOT_MET, 18, ""),
    ("STATE_CRIME", Decision.MET, 15, ""),
)
"""Who decided what, after how many days, why. The agency changes its mind; the court differs."""


def fill(staff: Staff, youths: Sequence[Youth]) -> None:
    """Open cases, state facts, and keep what bodies decided of the first."""
    for nth, known in TOLD.items():
        youth = youths[nth]
        case = _case(staff, youth)
        happened_on = timezone.localdate(staff.at - OPENED) - timedelta(days=nth)
        by = staff.viewer("luis", before=OPENED - 2 * DAY)
        law.state_facts(case, facts=_told(youth, known), happened_on=happened_on, by=by)
        if nth == min(TOLD):
            _decide(staff, case, happened_on=happened_on)


def _case(staff: Staff, youth: Youth) -> str:
    by = staff.viewer("luis", before=OPENED)
    regions = active_pack().regions
    person = new_person(agency=by.agency)
    number = open_case(person, region=regions[youth.nth % len(regions)].code, by=by)
    said = youth.facts(today=timezone.localdate(staff.at))
    with transaction.atomic():
        facts.write(facts.begin(person, by=by), said, by=by, via=number)
    return number


def _told(youth: Youth, known: dict[str, str]) -> dict[str, str]:
    """Return what this state's definitions ask for of what is known, with the age."""
    if youth.age is not None:
        known = known | {"UNDER_18": "yes" if youth.age < 18 else "no"}
    asked = {each.code for each in active_pack().law_facts}
    return {code: truth for code, truth in known.items() if code in asked}


def _decide(staff: Staff, case: str, *, happened_on: date) -> None:
    """Keep what bodies decided; the last was written into the wrong case and is taken back."""
    pack, made = active_pack(), ""
    by = staff.viewer("luis", before=20 * DAY)
    for scope, decision, days, reasons in SAID:
        bodies = [row for row in pack.rows("deciding_bodies") if row["scope"] == scope]
        definitions = [each for each in pack.definitions if each.scope == scope]
        if not bodies or not definitions:
            continue  # another state may have none of this kind
        made = law.decide(
            case,
            body=bodies[0]["organization"],
            definition=definitions[0].code,
            decision=decision,
            counts_on=happened_on,
            decided_on=happened_on + timedelta(days=days),
            reasons=reasons,
            by=by,
        )
    if made:
        law.take_back(made, case=case, why=TakeBack.WRONG_CASE, by=by)
