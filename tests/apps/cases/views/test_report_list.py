"""The page of the Careline's list."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.apps.cases.queries import report_list
from tests.apps.cases.test_reports import from_the_web, saved, screener
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
LIST = "/desk/reports/"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def client():
    carmen = screener("Carmen")
    saved(carmen, channel="HOSPITAL")
    return desk.signed_in(people.account("Carmen"), at=NOW)


def test_a_filter_goes_into_the_address_and_can_be_taken_away(client):
    from_the_web()
    sent = client.post(f"{LIST}?sort=came", {"channel": "WEB", "taker": "NOBODY"})
    html = client.get(sent.headers["Location"]).content.decode()

    assert sent.headers["Location"] == f"{LIST}?channel=WEB&taker=NOBODY&sort=came"
    assert "1 report that you may know of" in html
    assert "How it came: Web form" in html
    assert "Taken by: Nobody yet" in html
    assert "Take it" in html


def test_without_a_filter_what_is_decided_stays_away_and_the_words_are_kind(client):
    luis = people.viewer("Luis", "LIAISON")
    empty = desk.signed_in(people.account("Luis"), at=NOW).get(LIST).content.decode()
    fits = client.get(f"{LIST}?state=ACCEPTED").content.decode()

    assert luis.account
    assert "Nothing waits, and nothing is in work." in empty
    assert "No report of yours fits." in fits
    assert "you may know of" not in empty + fits


@pytest.mark.parametrize(
    "query",
    ["page=99999999999", "page=-1", "sort=;drop", "state=NO", "came_from=2030-99", "show=x"],
)
def test_nonsense_in_the_address_breaks_nothing(client, query):
    assert client.get(f"{LIST}?{query}").status_code == 200


def test_a_search_is_kept_used_by_a_colleague_and_leads_to_this_list(client):
    form = {"page": "reports", "name": "Hospitals", "shared": "on"}
    client.post("/desk/numbers/searches/keep/", form | {"address": "channel=HOSPITAL"})
    screener("Ada")
    ada = desk.signed_in(people.account("Ada"), at=NOW)

    reports, numbers = (ada.get(each).content.decode() for each in (LIST, "/desk/numbers/"))

    assert f'href="{LIST}?channel=HOSPITAL"' in reports
    assert "Reports: Hospitals" in numbers
    assert "Hospitals" not in ada.get("/desk/cases/").content.decode()


def test_a_search_of_a_list_one_may_not_open_is_not_offered(client):
    form = {"page": "reports", "name": "Hospitals", "shared": "on", "address": "channel=HOSPITAL"}
    client.post("/desk/numbers/searches/keep/", form)
    people.account("Cora", "COORDINATOR")
    cora = desk.signed_in(people.account("Cora"), at=NOW)

    assert "Hospitals" not in cora.get("/desk/numbers/").content.decode()


def test_pages_follow_and_keep_the_filters(client, monkeypatch):
    monkeypatch.setattr(report_list, "PAGE", 1)
    from_the_web()

    html = client.get(f"{LIST}?region=").content.decode()
    narrow = client.get(f"{LIST}?channel=WEB").content.decode()

    assert "page=2" in html
    assert "page=2" not in narrow
