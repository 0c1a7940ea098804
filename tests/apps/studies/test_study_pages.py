"""Pages of studies: what they show while the machine works, and after."""

import json

import pytest
from django.utils import timezone

from fourfold.apps.studies.actions import studies, working
from fourfold.security.access.viewer import viewer_of
from tests.make import desk, people
from tests.make import studies as make
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def ines():
    return people.account("Ines", "ANALYST")


@pytest.fixture
def oskar():
    return people.account("Oskar", "ANALYST")


def viewer(account):
    return viewer_of(account.id, at=NOW, second_factor=True)


def test_a_page_that_waits_is_told_how_far_the_work_is(ines):
    made = make.asked(make.roll(viewer(ines)), viewer(ines))
    client = desk.signed_in(ines, at=NOW)
    address = f"/desk/studies/{made}/"

    assert client.get(f"{address}progress/").json() == {
        "share": 0,
        "said": "It waits for the machine.",
        "over": False,
    }
    working.take(by="worker", at=NOW)
    assert "It begins." in client.get(address).content.decode()
    studies.stop(made, by=viewer(ines), at=NOW)
    assert client.get(f"{address}progress/").json()["said"] == "It is being stopped."


def test_a_second_person_signs_off_what_they_saw(ines, oskar):
    made = make.asked(make.roll(viewer(ines)), viewer(ines))
    make.work()
    address = f"/desk/studies/{made}/"
    client = desk.signed_in(oskar, at=NOW)
    page = client.get(address)
    seen = page.context["form"]["seen"].value()

    refused = client.post(f"{address}sign/", {"seen": seen, "words": ""})
    assert refused.status_code == 422
    done = client.post(f"{address}sign/", {"seen": seen, "words": make.WORDS})

    assert done.status_code == 302, done.context["form"].errors
    assert "Signed off by Oskar" in client.get(address).content.decode()


def test_the_files_of_a_study_are_what_the_command_reads_and_prints(ines):
    made = make.asked(make.roll(viewer(ines)), viewer(ines))
    client = desk.signed_in(ines, at=NOW)
    assert client.get(f"/desk/studies/{made}.json").status_code == 404
    make.work()

    table = client.get(f"/desk/studies/{made}.csv").content.decode()
    result = json.loads(client.get(f"/desk/studies/{made}.json").content)

    assert sorted(table.splitlines()) == sorted(make.TEXT.splitlines())
    assert {"estimate", "lower", "upper", "method", "model", "warnings", "verdict"} <= set(result)


@pytest.mark.parametrize("address", ["", "progress/", "sign/", "stop/", "again/", "offer/"])
def test_a_study_that_is_not_there_is_not_found(ines, address):
    client = desk.signed_in(ines, at=NOW)
    ask = client.get if address in ("", "progress/") else client.post
    assert ask(f"/desk/studies/NOSUCHTHING/{address}").status_code == 404
