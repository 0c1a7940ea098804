"""Made-up offices that were asked for something they can type into a page."""

from __future__ import annotations

from datetime import date, datetime

from fourfold.apps.submissions.actions import asking, calls, links, respondents
from fourfold.apps.submissions.rules.grounds import points_to_people
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from fourfold.reference import active_pack
from tests.make import grounds
from tests.make.people import NOW

CALL, YEARLY, HOUSE = "LAW-2029", "yearly_law_enforcement", "first-run:staff"
DUE = date(2030, 2, 1)


def office(code: str = "MADE_UP_PD", *, agency: str = "", town: str = "NORWICH") -> str:
    """Put a made-up police department on the list; returns its code."""
    name = f"Made-up {code.replace('_', ' ').title()}"
    made = Office(name, RespondentKind.POLICE, town=town, agency=agency, code=code)
    return respondents.add(made, by=HOUSE, at=NOW)


def call(code: str = CALL, *, dataset: str = YEARLY, year: int = 2029, at: datetime = NOW) -> str:
    """Open a call for a year; returns its code."""
    calls.open_call(
        code,
        dataset=dataset,
        year=year,
        title="Made-up yearly report",
        from_on=date(year, 1, 1),
        until_on=date(year + 1, 1, 1),
        due_on=DUE,
        by=HOUSE,
        at=at,
    )
    return code


def asked(code: str = CALL, *, dataset: str = YEARLY, agency: str = "") -> tuple[str, str]:
    """Open a call that asks a made-up office; returns both codes."""
    made, who = call(code, dataset=dataset), office(agency=agency)
    if points_to_people(active_pack().contract(dataset)):
        grounds.give(who, dataset)
    asking.ask(made, respondents=[who], by=HOUSE, at=NOW)
    return made, who


def key(code: str, who: str, *, at: datetime = NOW) -> str:
    """Return the key of an office's new link."""
    return links.make(code, respondent=who, by=HOUSE, at=at).token
