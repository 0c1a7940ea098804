"""Writing facts of a person: three answers, the history, and nobody overwritten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from fourfold.apps.cases.actions import people, records
from fourfold.apps.cases.actions.facts import Fact
from fourfold.apps.cases.models import CaseLine, PersonEntry
from fourfold.apps.cases.rules.people import BornInFuture, BornLongAgo, NoSuchFact
from fourfold.apps.cases.states.answers import NoValue
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from tests.apps.cases.made import case_of, person_of
from tests.make.people import NOW, viewer

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("fact", "value", "reason"),
    [
        ("Maria", "Maria", None),
        ("", None, None),
        (None, None, None),
        (NoValue.NOT_ASKED, None, None),
        (NoValue.REFUSED, None, "REFUSED"),
        (NoValue.UNKNOWN, None, "UNKNOWN"),
        ("Unknown", "Unknown", None),
    ],
    ids=str,
)
def test_no_answer_is_taken_for_another(fact: Fact, value: str | None, reason: str | None) -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis)

    people.change(case.id, facts={"given_name": fact}, version=1, by=luis)

    person = person_of(case)
    assert person.given_name == value
    assert (person.unanswered or {}).get("given_name") == reason


def test_who_entered_which_field_when_is_kept_without_the_value() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis)

    changed = people.change(
        case.id, facts={"given_name": "Ana", "born_on": date(2010, 1, 2)}, version=1, by=luis
    )

    assert changed == ["given_name", "born_on"]
    assert set(PersonEntry.objects.values_list("field", "by", "at", "via")) == {
        ("given_name", luis.account, NOW, case.id),
        ("born_on", luis.account, NOW, case.id),
    }
    line = CaseLine.objects.get(step="PERSON_CHANGED")
    assert line.facts == {"fields": 2, "first": "given_name"}


def test_what_stays_the_same_is_no_change() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, given_name="Ana", languages=["es"], gender=NoValue.REFUSED)

    said: dict[str, Any] = {"given_name": "Ana", "languages": ["es"], "gender": NoValue.REFUSED}

    assert people.change(case.id, facts=said, version=2, by=luis) == []
    assert person_of(case).version == 2


def test_what_a_colleague_wrote_meanwhile_is_not_overwritten() -> None:
    luis, eva = viewer("Luis", "LIAISON"), viewer("Eva", "LIAISON")
    case = case_of(luis)
    relations.assign(case, eva.account, by=luis, kind="SUPERVISOR")  # type: ignore[arg-type]
    people.change(case.id, facts={"given_name": "Ana"}, version=1, by=eva)

    with pytest.raises(records.ChangedMeanwhile) as told:
        people.change(case.id, facts={"given_name": "Anna"}, version=1, by=luis)

    assert told.value.by == eva.account
    assert person_of(case).given_name == "Ana"


@pytest.mark.parametrize(
    ("born_on", "sure", "problem"),
    [
        (date(2030, 1, 8), False, BornInFuture),
        (date(2030, 1, 8), True, BornInFuture),
        (date(1900, 1, 1), False, BornLongAgo),
        (date(1900, 1, 1), True, None),
        (date(2030, 1, 7), False, None),
        (date(1931, 1, 1), False, None),
    ],
)
def test_a_date_of_birth_is_questioned(
    born_on: date, sure: bool, problem: type[Exception] | None
) -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis)

    if problem is None:
        people.change(case.id, facts={"born_on": born_on}, version=1, by=luis, sure=sure)
        assert person_of(case).born_on == born_on
    else:
        with pytest.raises(problem):
            people.change(case.id, facts={"born_on": born_on}, version=1, by=luis, sure=sure)
        assert person_of(case).born_on is None


def test_a_person_has_no_other_facts() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis)

    with pytest.raises(NoSuchFact):
        people.change(case.id, facts={"marks": "x"}, version=1, by=luis)


@pytest.mark.parametrize("role", ["CARELINE", "LIAISON", "COORDINATOR", "TEAM", "PROVIDER"])
def test_whoever_has_no_relation_writes_nothing(role: str) -> None:
    case = case_of(viewer("Luis", "LIAISON"))

    with pytest.raises(NotKnown):
        people.change(case.id, facts={"given_name": "Ana"}, version=1, by=viewer("Eva", role))


def test_the_wishes_of_the_person_are_heard_once_and_not_overwritten() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis)
    people.hear_wishes(case.id, wishes="To stay in my school", last="", by=luis)

    case.refresh_from_db()
    assert case.wishes == "To stay in my school"
    with pytest.raises(records.ChangedMeanwhile):
        people.hear_wishes(case.id, wishes="", last="", by=luis)
