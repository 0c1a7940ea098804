"""Facts that the law asks for and what bodies decided, for the demonstration's youths."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.cases.actions import law
from fourfold.apps.cases.states.law import Decision, TakeBack
from fourfold.config.demo.cases.youths import Youth

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

TOLD: tuple[dict[str, str], ...] = (
    {"RECRUITS": "yes", "COMMERCIAL_SEX_ACT": "yes", "IN_THE_US": "yes", "THREATS": "yes"},
    {"SOLICITS": "yes", "COMMERCIAL_SEX_ACT": "yes", "FEE": "no", "IN_THE_US": "yes"},
    {"HARBORS": "yes", "IN_THE_US": "yes", "MANIPULATION": "yes"},
    {"OBTAINS": "yes", "LABOR_OR_SERVICES": "yes", "WITHHELD_WAGES": "yes", "FEE": "no"},
    {"ADVERTISES": "no", "COMPELS_OR_INDUCES": "no", "LABOR_OR_SERVICES": "no"},
    {},
)
"""What is told of one youth after another, made up; what is not in it nobody knows."""


def fill(staff: Staff, cases: Iterable[tuple[Youth, str, str]]) -> None:
    """
    State facts of these cases, and keep a few decisions.

    cases: each youth with the number of their case and the key of the one who works on it.
    """
    for youth, case, key in cases:
        by = staff.viewer(key, before=timedelta(hours=6))
        today = timezone.localdate(staff.at)
        happened_on = today - timedelta(days=20 + 3 * youth.nth)
        told = TOLD[youth.nth % len(TOLD)] | _age(youth)
        if not told:
            continue
        law.state_facts(case, facts=told, happened_on=happened_on, by=by)
        if youth.nth % 6 == 0:
            _decide(staff, case, key, happened_on=happened_on)


def _age(youth: Youth) -> dict[str, str]:
    if youth.age is None:
        return {}
    return {
        "UNDER_18": "yes" if youth.age < 18 else "no",
        "UNDER_15": "yes" if youth.age < 15 else "no",
    }


SAID = (
    ("ORG001", "CT_DMST", Decision.CANNOT_SAY, 3, "Nobody had spoken with them alone yet."),
    ("ORG001", "CT_DMST", Decision.MET, 12, "Told in the forensic interview."),
    ("ORG059", "CGS_53A_192A", Decision.NOT_MET, 18, ""),
    ("ORG059", "CGS_53A_192A", Decision.MET, 15, ""),
)
"""Who decided what, after how many days, why. The agency changes its mind; the court differs."""


def _decide(staff: Staff, case: str, key: str, *, happened_on: date) -> None:
    """Keep what bodies decided; the last was written into the wrong case and is taken back."""
    by = staff.viewer(key, before=timedelta(hours=4))
    for body, definition, decision, days, reasons in SAID:
        made = law.decide(
            case,
            body=body,
            definition=definition,
            decision=decision,
            counts_on=happened_on,
            decided_on=happened_on + timedelta(days=days),
            reasons=reasons,
            by=by,
        )
    law.take_back(made, case=case, why=TakeBack.WRONG_CASE, by=by)
