"""Other programs read cleared listings under the addresses of HSDS 3."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.directory.actions import listings
from fourfold.apps.directory.rules.hsds import problems
from fourfold.reference.hsds import term_id
from tests.make import directory, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
AT = "/hsds/v3/"


@pytest.fixture
def cora(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


def read(path, **headers):
    answer = Client().get(AT + path, headers=headers)
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def test_every_list_and_every_object_keeps_the_rules_of_the_format(cora):
    directory.shelter(cora)
    directory.listed(cora)
    told = {
        "services": "service",
        "organizations": "organization",
        "service_at_locations": "service_at_location",
        "taxonomies": "taxonomy",
        "taxonomy_terms": "taxonomy_term",
    }
    for path, kind in told.items():
        page = read(f"{path}?per_page=100")
        assert page["total_items"] == len(page["contents"]) > 0
        for each in page["contents"]:
            assert problems(kind, row=each) == []
            assert read(f"{path}/{each['id']}") == each
    assert read("")["version"].startswith("3.")


def test_pages_of_a_list_hold_everything_once(cora):
    for nth in range(5):
        directory.listed(cora, name=f"Made-up {nth}")
    pages = [read(f"services?per_page=2&page={nth}") for nth in (1, 2, 3, 4)]

    assert sum(len(each["contents"]) for each in pages) == 5
    assert len({row["id"] for each in pages for row in each["contents"]}) == 5
    assert [each["last_page"] for each in pages] == [False, False, True, True]
    assert pages[3]["empty"]


def test_modified_after_gives_what_changed_since_and_a_kind_of_help_narrows(cora):
    old = directory.listed(cora)
    new = directory.listed(cora, kinds=("SV23",))
    later = NOW + timedelta(days=1)
    listings.note_capacity(new, unit="places", free=1, version=2, by=cora, at=later)

    since = read(f"services?modified_after={NOW.isoformat()}")["contents"]
    assert [each["id"] for each in since] == [new]
    shelter = read(f"services?taxonomy_term_id={term_id('SV26')}")["contents"]
    assert [each["id"] for each in shelter] == [old]


@pytest.mark.parametrize(
    "query",
    [
        *("page=0", "page=x", "per_page=-1", "page=99999999999999", "modified_after=soon"),
        *("modified_after=2029-99-99", "modified_after=2029-02-31T00:00", "taxonomy_term_id=x"),
        "modified_after=0001-01-01T00:00:00%2B14:00",
        "modified_after=9999-12-31T23:59:59-14:00",
    ],
)
def test_a_parameter_that_means_nothing_is_told_in_one_sentence(db, query):
    answer = Client().get(f"{AT}services?{query}")

    assert answer.status_code == 400
    assert json.loads(answer.content)["error"]


def test_no_answer_tells_a_confidential_address_or_a_draft_and_a_withdrawn_one_is_gone(cora):
    number = directory.shelter(cora)
    listings.add(
        directory.organization("Draft house"), said=directory.said(name="A draft"), by=cora, at=NOW
    )
    every = ("services", "organizations", "service_at_locations", f"services/{number}")
    told = "".join(json.dumps(read(path)) for path in every)
    mark = Client().get(f"{AT}services").headers["ETag"]

    assert directory.STREET not in told
    assert directory.ZIP not in told
    assert "Draft house" not in told
    assert Client().get(f"{AT}services", headers={"if-none-match": mark}).status_code == 304
    listings.withdraw(number, version=3, why="It closed.", by=cora, at=NOW)
    assert Client().get(f"{AT}services/{number}").status_code == 404
    answer = Client().get(f"{AT}services", headers={"if-none-match": mark})
    assert json.loads(answer.content)["total_items"] == 0
