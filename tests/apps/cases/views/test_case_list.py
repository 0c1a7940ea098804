"""The page of the list."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.apps.cases.queries import case_list
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def client():
    luis = people.viewer("Luis", "LIAISON")
    cases.case(luis, given_name="Marisol", region="REGION_3")
    cases.set_on(cases.case(luis, given_name="Ana", region="REGION_1"), concern="CONFIRMED")
    return desk.signed_in(people.account("Luis"), at=NOW)


def test_the_list_shows_ones_cases_and_says_how_many(client):
    html = client.get("/desk/cases/").content.decode()

    assert "Marisol" in html
    assert "2 cases that you may know of" in html


def test_a_filter_goes_into_the_address_and_can_be_taken_away(client):
    sent = client.post("/desk/cases/?sort=opened", {"concern": "CONFIRMED"})
    html = client.get(sent.headers["Location"]).content.decode()

    assert sent.headers["Location"] == "/desk/cases/?concern=CONFIRMED&sort=opened"
    assert "Ana" in html
    assert "Marisol" not in html
    assert "Level of concern: Confirmed" in html


@pytest.mark.parametrize(
    "query", ["page=99999999999", "page=-1", "sort=;drop", "region=NOWHERE", "opened_from=2030-99"]
)
def test_nonsense_in_the_address_breaks_nothing(client, query):
    assert client.get(f"/desk/cases/?{query}").status_code == 200


def test_an_empty_list_says_something_kind(client):
    people.viewer("Carmen", "CARELINE")
    html = desk.signed_in(people.account("Carmen"), at=NOW).get("/desk/cases/").content.decode()

    assert "No case is yours yet." in html
    assert "you may know of" not in html


def test_many_are_not_counted_to_the_end(client, monkeypatch):
    monkeypatch.setattr(case_list, "MOST", 1)

    assert "More than 1 cases" in client.get("/desk/cases/").content.decode()
