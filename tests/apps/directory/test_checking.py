"""Organizations are asked by mail, answer once with one click, and what they say is kept."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from fourfold.apps.directory.actions import checking, listings
from fourfold.apps.directory.models import CheckAsked, Listing
from fourfold.apps.directory.queries.checking import said_changed
from fourfold.apps.directory.rules import NotWhole
from fourfold.security import outbox
from tests.make import directory
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
OLD = timedelta(days=200)
SITE = "https://made-up.example/"


@pytest.fixture
def asked(cora, monkeypatch):
    """A listing nobody checked for long, and the link that was mailed about it."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    number = directory.listed(cora, on=(NOW - OLD).date(), email="desk@made-up.example")
    assert checking.ask_due(SITE, by="job", at=NOW) == 1
    outbox.send(at=NOW)
    (sent,) = mail.outbox
    assert sent.to == ["desk@made-up.example"]
    return number, re.search(r"https://made-up\.example(/\S+)", sent.body)[1]


def test_one_click_makes_a_listing_checked_today_and_the_link_works_once(asked, cora):
    number, link = asked
    seen = Client().get(link)
    assert seen.status_code == 200
    assert Listing.objects.get(pk=number).assured_on == (NOW - OLD).date()
    version = directory.version(number)
    assert b"Thank you" in Client().post(link, {"said": "HOLDS", "version": version}).content

    assert Listing.objects.get(pk=number).assured_on == NOW.date()
    assert Client().post(link, {"said": "HOLDS", "version": version}).status_code == 404
    assert Client().get(link).status_code == 404


def test_what_changed_is_kept_for_a_curator_until_they_changed_it(asked, cora):
    number, link = asked
    empty = Client().post(link, {"said": "CHANGED", "words": " ", "version": 2})
    assert empty.status_code == 422
    Client().post(link, {"said": "CHANGED", "words": "We open at 8 now.", "version": 2})

    assert Listing.objects.get(pk=number).assured_on == (NOW - OLD).date()
    assert [each[:3] for each in said_changed(viewer=cora)] == [
        (number, "Beds for youth", "We open at 8 now.")
    ]
    later = NOW + timedelta(hours=1)
    listings.check(number, on=NOW.date(), version=2, how="A call", by=cora, at=later)
    assert said_changed(viewer=cora) == []


def test_an_answer_to_an_older_page_is_not_taken(asked, cora):
    number, link = asked
    listings.change(number, said=directory.said(cost="New"), version=2, why="x", by=cora, at=NOW)
    answer = Client().post(link, {"said": "HOLDS", "version": 2})

    assert answer.status_code == 422
    assert CheckAsked.objects.get().answer == ""


@pytest.mark.parametrize("broken", ["", "x", "x.y", "é", "A" * 300])
def test_a_link_that_was_not_mailed_opens_nothing(asked, broken):
    assert Client().get(f"/listing-check/{broken or 'x'}/").status_code == 404


def test_a_link_ends_after_its_days_and_when_its_listing_is_withdrawn(asked, cora, monkeypatch):
    number, link = asked
    monkeypatch.setattr(timezone, "now", lambda: NOW + checking.WORKS)
    assert Client().get(link).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    listings.withdraw(number, version=2, why="It closed", by=cora, at=NOW)
    assert Client().get(link).status_code == 404


def test_nobody_is_asked_twice_in_two_weeks_or_without_a_mailbox(asked, cora):
    number, _link = asked
    assert checking.ask_due(SITE, by="job", at=NOW + timedelta(days=13)) == 0
    with pytest.raises(NotWhole, match="14 days"):
        checking.ask(number, site=SITE, by=cora, at=NOW)
    silent = directory.listed(cora)
    with pytest.raises(NotWhole, match="mailbox"):
        checking.ask(silent, site=SITE, by=cora, at=NOW)
    assert checking.ask_due(SITE, by="job", at=NOW + timedelta(days=15)) == 1


def test_the_page_says_all_of_it_in_spanish_too(asked):
    spanish = (
        Client().get(asked[1].replace("/listing-check/", "/revisar-servicio/")).content.decode()
    )

    assert "¿Sigue siendo correcto?" in spanish
    assert "Is this still right" not in spanish
