"""The case page: who sees what on it, and how it reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fourfold.apps.cases.models import Case, CaseLine, Person
from fourfold.security.access import glass, relations
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def made():
    luis = people.viewer("Luis", "LIAISON")
    number = cases.case(
        luis, summary="Came through a school.", given_name="Marisol", street="9 Elm Street"
    )
    cases.set_on(number, wishes="To keep going to school.")
    return luis, number


def page(who, number, query=""):
    client = desk.signed_in(people.account(who), at=NOW)
    return client.get(f"/desk/cases/{number}/{query}")


def test_the_worker_reads_wishes_facts_and_story(made):
    _luis, number = made
    html = page("Luis", number).content.decode()

    assert html.index("To keep going to school.") < html.index("Marisol<span")
    assert "Luis opened the case" in html
    assert "Came through a school." in html
    assert "Today" in html


def test_a_value_that_could_bring_harm_is_masked_and_shown_with_a_purpose(made):
    _luis, number = made
    person = Case.objects.get(pk=number).person
    client = desk.signed_in(people.account("Luis"), at=NOW)
    before = client.get(f"/desk/cases/{number}/").content.decode()
    name = f"person:{person}:street"

    after = client.post(f"/desk/cases/{number}/show/", {"value": name, "purpose": "TO_KEEP_SAFE"})

    assert "9 Elm Street" not in before
    assert name in before
    assert "9 Elm Street" in after.content.decode()


@pytest.mark.parametrize("value", ["", "person", "person:x:street", "case::street", "once:1:id"])
def test_a_value_that_is_not_there_is_not_found(made, value):
    _luis, number = made
    client = desk.signed_in(people.account("Luis"), at=NOW)

    answer = client.post(f"/desk/cases/{number}/show/", {"value": value, "purpose": "TO_KEEP_SAFE"})

    assert answer.status_code == 404


def test_a_value_of_another_case_is_not_shown(made):
    luis, number = made
    other = cases.case(luis, street="Secret Lane")
    person = Case.objects.get(pk=other).person
    client = desk.signed_in(people.account("Luis"), at=NOW)

    answer = client.post(
        f"/desk/cases/{number}/show/",
        {"value": f"person:{person}:street", "purpose": "TO_KEEP_SAFE"},
    )

    assert answer.status_code == 404


def test_without_a_purpose_nothing_is_shown(made):
    _luis, number = made
    person = Case.objects.get(pk=number).person
    client = desk.signed_in(people.account("Luis"), at=NOW)

    answer = client.post(f"/desk/cases/{number}/show/", {"value": f"person:{person}:street"})

    assert "9 Elm Street" not in answer.content.decode()
    assert "choose what you need this for" in answer.content.decode()


def test_a_colleague_without_a_relation_finds_nothing(made):
    _luis, number = made
    people.account("Carmen", "CARELINE")

    assert page("Carmen", number).status_code == 404


def test_under_an_emergency_opening_the_page_wears_a_banner(made):
    _luis, number = made
    carmen = people.viewer("Carmen", "CARELINE")
    glass.break_glass(
        Case, number, reason="MISSING_NOW", words="A hospital called about her.", by=carmen
    )

    assert "opened it in an emergency" in page("Carmen", number).content.decode()


def test_the_story_is_grouped_by_day_and_filtered(made):
    luis, number = made
    found = Case.objects.get(pk=number)
    for days, step in ((1, "WISHES_HEARD"), (40, "CASE_CHANGED")):
        CaseLine.objects.create(
            case=found,
            agency=found.agency,
            person=found.person,
            at=NOW - timedelta(days=days),
            step=step,
            by=luis.account,
            words="She said so." if days == 1 else None,
        )

    whole = page("Luis", number).content.decode()
    person = page("Luis", number, "?story=person").content.decode()
    first = page("Luis", number, "?order=first").content.decode()

    assert "Yesterday" in whole
    assert "She said so." in whole
    assert "opened the case" not in person
    first = first[first.index('id="story"') :]
    assert first.index("what the case is about") < first.index("heard what the person wants")


def test_facts_are_said_in_words(made):
    luis, _number = made
    number = cases.case(luis, born_on=date(2012, 3, 4), languages=["SPANISH", "ENGLISH"])
    assert Person.objects.filter(pk=Case.objects.get(pk=number).person).exists()

    html = page("Luis", number).content.decode()

    assert "March 4, 2012" in html
    assert "Spanish, English" in html


def test_the_owner_of_no_role_ends_at_once(made):
    luis, number = made
    found = Case.objects.get(pk=number)
    held = relations.held_on  # a liaison is the worker, and supervises nothing here
    with pytest.raises(relations.MayNotGive):
        held(found, viewer=luis)


def test_an_emergency_opening_leads_to_the_page_of_the_case(made):
    _luis, number = made
    client = desk.signed_in(people.account("Carmen", "CARELINE"), at=NOW)
    typed = {"record": number, "reason": "MISSING_NOW", "words": "A hospital called about her now."}

    answer = client.post("/desk/emergency/", typed)

    assert answer.headers["Location"] == f"/desk/cases/{number}/"


@pytest.mark.parametrize("typed", [str.lower, lambda number: f" {number[:4]} {number[4:]} "])
def test_the_number_of_a_case_leads_to_it_who_may_know_of_it(made, typed):
    luis, number = made
    client = desk.signed_in(people.Account.objects.get(id=luis.account), at=NOW)

    assert client.post("/desk/go/", {"to": typed(number)}).url == f"/desk/cases/{number}/"


def test_the_number_of_anothers_case_is_answered_like_one_that_nobody_has(made):
    _luis, number = made
    client = desk.signed_in(people.account("Cora", "CARELINE"), at=NOW)

    hidden, unknown = (
        client.post("/desk/go/", {"to": each}).content.decode().split("<main")[1]
        for each in (number, "0" * 16)
    )

    assert "No page or record" in hidden
    assert hidden == unknown
