"""Keeping a search, and who finds it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.apps.cases.actions import saved
from fourfold.apps.cases.queries.saved import searches
from fourfold.security.models import AuditEvent
from tests.make import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


def keep(by, name="Open", *, shared=False, address="state=OPEN&words=Maria"):
    return saved.save(address, page="cases", name=name, shared=shared, by=by)


def test_a_search_is_kept_without_the_words_that_were_typed(luis):
    keep(luis)

    (found,) = searches("cases", viewer=luis)
    assert (found.name, found.address) == ("Open", "state=OPEN")


@pytest.mark.parametrize(
    ("who", "roles", "of", "shared", "finds"),
    [
        ("Luis", (), people.DCF, False, True),
        ("Carmen", ("CARELINE",), people.DCF, False, False),
        ("Carmen", ("CARELINE",), people.DCF, True, True),
        ("Rosa", ("PROVIDER",), people.PROVIDER, True, False),
    ],
)
def test_who_finds_a_search(luis, who, roles, of, shared, finds):
    keep(luis, shared=shared)
    other = luis if who == "Luis" else people.viewer(who, *roles, of=of)

    assert bool(searches("cases", viewer=other)) is finds


def test_each_list_has_searches_of_its_own_and_names_of_its_own(luis):
    keep(luis, "Open")
    saved.save("late=LATE&taker=MINE&sort=-came", page="reports", name="Open", shared=True, by=luis)

    (of_cases,), (of_reports,) = (searches(page, viewer=luis) for page in ("cases", "reports"))
    assert of_cases.address == "state=OPEN"
    assert of_reports.address == "late=LATE&taker=MINE&sort=-came"


def test_a_name_is_needed_and_taken_once(luis):
    keep(luis)

    with pytest.raises(saved.NoName):
        keep(luis, "  ")
    with pytest.raises(saved.NameTaken):
        keep(luis)
    assert len(searches("cases", viewer=luis)) == 1


def test_there_is_an_end_to_how_many(luis, monkeypatch):
    monkeypatch.setattr(saved, "MOST", 2)
    keep(luis, "a")
    keep(luis, "b")

    with pytest.raises(saved.TooManySaved):
        keep(luis, "c")


def test_only_its_owner_takes_a_search_away(luis):
    kept = keep(luis, shared=True)
    colleague = replace(luis, account="SOMEBODYELSE0000")

    with pytest.raises(saved.NotYours):
        saved.remove(kept, by=colleague)
    saved.remove(kept, by=luis)

    assert searches("cases", viewer=luis) == []


def test_keeping_and_taking_away_are_lines_in_the_log_without_the_name(luis):
    saved.remove(keep(luis, "Maria’s case"), by=luis)

    lines = AuditEvent.objects.filter(event__startswith="SEARCH_")
    assert [each.event for each in lines.order_by("id")] == ["SEARCH_SAVED", "SEARCH_REMOVED"]
    assert "Maria" not in repr(list(lines.values()))
