"""The look-up's page: what it tells, what it never says, and whom one may ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.cases.models import Case
from fourfold.security.models import Notice
from tests.apps.cases.made import case_of
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    luis = people.viewer("Luis", "LIAISON")
    return case_of(
        luis,
        given_name="Marisol",
        family_name="Quiñones Vega",
        born_on=date(2014, 3, 2),
        school="North High",
    )


@pytest.fixture
def carmen() -> Client:
    return desk.signed_in(people.account("Carmen", "CARELINE"), at=NOW)


def looked(client: Client, **typed: Any) -> str:
    return client.post("/desk/look-up/", typed).content.decode()


def test_a_hit_says_what_agrees_and_whom_to_ask_and_nothing_else(
    case: Case, carmen: Client
) -> None:
    html = looked(carmen, given="Marysol", born_year="2014")

    assert "1 person may be the one" in html
    assert "sounds alike" in html
    assert "the same year" in html
    assert "1 open case, 0 ended" in html
    assert "Luis works with this person." in html
    for secret in ("Marisol", "Quiñones", "Vega", "North High", "March", case.id):
        assert secret not in html


def test_no_hit_says_what_to_do_next(case: Case, carmen: Client) -> None:
    assert "Nobody is known by this" in looked(carmen, given="Xaver", family="Nobody")


def test_one_thing_alone_is_asked_about_again(case: Case, carmen: Client) -> None:
    html = looked(carmen, given="Marisol")

    assert "at least two things" in html
    assert 'value="Marisol"' in html


def test_the_worker_of_a_hit_is_told_that_somebody_asks(case: Case, carmen: Client) -> None:
    looked(carmen, given="Marisol", family="Vega")

    answer = carmen.post("/desk/look-up/ask/", {"person": case.person}, follow=True)

    assert "They were told that you ask" in answer.content.decode()
    assert Notice.objects.filter(subject=f"cases.case:{case.id}").count() == 1


def test_nobody_asks_without_a_hit(case: Case, carmen: Client) -> None:
    answer = carmen.post("/desk/look-up/ask/", {"person": case.person})

    assert answer.status_code == 404


def test_many_look_ups_in_an_hour_are_too_many(
    case: Case, carmen: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fourfold.apps.cases.queries.people.AN_HOUR", 1)
    looked(carmen, given="Marisol", family="Vega")

    html = looked(carmen, given="Marisol", family="Vega")

    assert "a report is taken at any time" in html
    assert "may be the one" not in html
