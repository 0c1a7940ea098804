"""Made-up offices that were asked for something they can type into a page."""

from __future__ import annotations

from datetime import date, datetime

from fourfold.apps.submissions.actions import asking, batches, calls, links, respondents
from fourfold.apps.submissions.actions.answering import send_answers
from fourfold.apps.submissions.queries.answering import question_of
from fourfold.apps.submissions.rules.answering import key_of, rows_of
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


def sent(code: str, who: str, *, at: datetime = NOW, **cells: str) -> str:
    """Send an office's answer of one row, as by its link; returns the batch."""
    question = question_of(code, office=who, viewer=HOUSE)
    assert question is not None
    assert question.layout is not None
    typed = rows_of(question.layout, {key_of(0, name): cell for name, cell in cells.items()})
    return send_answers(code, office=who, typed=typed, by="office:made-up", at=at)


def accepted(code: str, who: str, *, at: datetime = NOW, **cells: str) -> str:
    """Send an office's answer and accept it; returns the batch."""
    batch = sent(code, who, at=at, **cells)
    batches.accept(batch, by=HOUSE, at=at)
    return batch


NUMBERS = {"a2": "4", "a7": "1", "a8": "2", "a9": "0", "a1": "A made-up task force."}
ZEROS = dict.fromkeys(("a2", "a7", "a8", "a9"), "0")


def compiled() -> dict[str, str]:
    """Open a call that four offices answer in four ways; returns the batches by office."""
    made = call()
    offices = {
        name: office(name, town=town)
        for name, town in (
            ("ONE_PD", "NORWICH"),
            ("ZERO_PD", "WINDHAM"),
            ("NOTHING_PD", "NORWICH"),
            ("SENT_PD", "WINDHAM"),
            ("MISSING_PD", "WINDHAM"),
        )
    }
    asking.ask(made, respondents=list(offices), by=HOUSE, at=NOW)
    asking.nothing_to_report(made, organization="NOTHING_PD", by=HOUSE, at=NOW)
    return {
        "ONE_PD": accepted(made, "ONE_PD", **NUMBERS),
        "ZERO_PD": accepted(made, "ZERO_PD", **ZEROS),
        "SENT_PD": sent(made, "SENT_PD", **NUMBERS),
    }


SERVICES = "victim_services"
_HEAD = "year,service,people,minors,turned_away,allocated,spent\n"
FILES = {
    "ONE_ORG": f"{_HEAD}2029,SV03,2,1,,8344,346.18\n2029,SV01,5,,0,,\n",
    "TWO_ORG": f"{_HEAD}2029,SV03,0,0,3,100.5,99.95\n",
}


def file_kept(code: str, who: str, content: str, *, at: datetime = NOW) -> str:
    """Keep an office's file; returns the batch, not sent yet."""
    return batches.keep_file(
        code,
        organization=who,
        file_name="made-up.csv",
        content=content.encode(),
        pack=active_pack(),
        by="office:made-up",
        at=at,
    )


def by_line() -> dict[str, str]:
    """Open a call of several rows an office, answered in every way; returns batches by office."""
    made = call("SERVICES-2029", dataset=SERVICES)
    names = ("ONE_ORG", "TWO_ORG", "SENT_ORG", "BACK_ORG", "GIVEN_ORG", "NOTHING_ORG", "SILENT_ORG")
    asking.ask(made, respondents=[office(each) for each in names], by=HOUSE, at=NOW)
    asking.nothing_to_report(made, organization="NOTHING_ORG", by=HOUSE, at=NOW)
    kept = {each: file_kept(made, each, FILES.get(each, FILES["ONE_ORG"])) for each in names[:5]}
    for each in kept.values():
        batches.send(each, by="office:made-up", at=NOW)
    for each in FILES:
        batches.accept(kept[each], by=HOUSE, at=NOW)
    batches.withdraw(kept["BACK_ORG"], by="office:made-up", at=NOW)
    batches.give_back(kept["GIVEN_ORG"], why="A year is missing.", by=HOUSE, at=NOW)
    return kept
