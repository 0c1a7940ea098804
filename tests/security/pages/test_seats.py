"""The pages of seats: proposed on a person's page, decided on the page of role changes."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.security.models import SeatProposal, TeamMember
from tests.make import desk
from tests.make.people import NOW, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def of(person):
    return desk.signed_in(person, at=NOW)


def test_a_coordinator_is_proposed_and_agreed_to_on_the_pages():
    ada, paul = account("Ada", "AGENCY_ADMIN"), account("Paul", "PRIVACY")
    dana = account("Dana", "COORDINATOR")
    form = of(ada).get(f"/desk/people/{dana.id}/seat/").content.decode()
    page = of(ada).post(f"/desk/people/{dana.id}/seat/", {"team": "NEW_HAVEN"}, follow=True)
    number = SeatProposal.objects.get().id
    waits = of(paul).get("/desk/").content.decode()
    asked = of(paul).get(f"/desk/seats/{number}/").content.decode()
    refused = of(ada).get(f"/desk/seats/{number}/").content.decode()

    of(paul).post(f"/desk/seats/{number}/", {"answer": "agree"})

    assert "New Haven MDT" in form
    assert "Careline" not in form
    assert "waits for a second person" in page.content.decode().lower()
    assert f"/desk/seats/{number}/" in waits
    assert "gives seats on it to others" in asked
    assert "You proposed it" in refused
    seat = TeamMember.objects.get(account=dana)
    held = of(ada).get(f"/desk/people/{dana.id}/").content.decode()
    assert f"/desk/people/{dana.id}/seat/{seat.id}/end/" in held

    ended = of(ada).post(f"/desk/people/{dana.id}/seat/{seat.id}/end/", follow=True)

    assert "It opens nothing from now on" in ended.content.decode()
    assert of(ada).get(f"/desk/people/{dana.id}/seat/{seat.id}/end/").status_code == 404


def test_a_refusal_is_shown_beside_what_was_chosen():
    ada, tomas = account("Ada", "AGENCY_ADMIN"), account("Tomas", "TEAM")

    page = of(ada).post(f"/desk/people/{tomas.id}/seat/", {"team": "NEW_HAVEN"}).content.decode()
    other = of(ada).post(f"/desk/people/{tomas.id}/seat/", {"team": "CARELINE"}).content.decode()

    assert "needs a role first" in page
    assert not SeatProposal.objects.exists()
    assert "not one of the available choices" in other


def test_refusing_is_told_and_an_odd_answer_decides_nothing():
    ada, paul = account("Ada", "AGENCY_ADMIN"), account("Paul", "PRIVACY")
    dana = account("Dana", "COORDINATOR")
    of(ada).post(f"/desk/people/{dana.id}/seat/", {"team": "NEW_HAVEN"})
    address = f"/desk/seats/{SeatProposal.objects.get().id}/"

    of(paul).post(address, {"answer": "perhaps"})
    still = SeatProposal.objects.get().state
    said = of(paul).post(address, {"answer": "refuse"}, follow=True).content.decode()
    again = of(paul).post(address, {"answer": "agree"}, follow=True).content.decode()

    assert still == "PROPOSED"
    assert "You refused" in said
    assert "decided already" in again
    assert of(paul).get("/desk/seats/0000000000000000/").status_code == 404
