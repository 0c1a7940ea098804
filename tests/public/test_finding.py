"""Finding help: what stands near, for whom, and whether it is open; never where a shelter is."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from fourfold.apps.directory.actions import listings
from fourfold.public.pages.finding import is_open
from tests.make import directory, people
from tests.make.people import NOW

HELP, AYUDA = "/find-help/", "/buscar-ayuda/"


@pytest.fixture
def cora(db, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return people.viewer("Cora", "CURATOR", of="COUNCIL")


def page(client, address=HELP, **chosen):
    answer = client.get(address, chosen)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_shelter_is_found_and_its_address_stands_nowhere(cora, client):
    directory.shelter(cora)

    told = page(client)
    assert "Beds for youth" in told
    assert 'href="tel:8005550101"' in told
    assert "Ages 14 to 17" in told
    for secret in (directory.STREET, "Hidden Hollow", directory.ZIP):
        assert secret not in told


def test_the_town_comes_first_then_its_region_then_the_state_then_who_did_not_say(cora, client):
    directory.listed(cora, name="Whole state")
    directory.listed(cora, name="Own town", reach="LISTED", towns=("NORWICH",))
    directory.listed(cora, name="Own region", reach="LISTED", regions=("REGION_3",))
    directory.listed(cora, name="Elsewhere", reach="LISTED", towns=("STAMFORD",))
    directory.listed(cora, name="Unknown area", reach="")

    told = page(client, town="NORWICH")
    names = ("Own town", "Own region", "Whole state", "Unknown area")
    assert [told.index(f"<h3>{each}") for each in names] == sorted(
        told.index(f"<h3>{each}") for each in names
    )
    assert "Elsewhere" not in told
    assert "4 services: Norwich" in told
    assert "not known; call first" in told


def test_kinds_and_languages_narrow_and_say_how_many_are_left(cora, client):
    directory.listed(cora, name="Beds")
    directory.listed(cora, name="Counsel", kinds=("SV05",), languages=("ENGLISH",))

    told = page(client, AYUDA, kind="SV05")
    assert "<h3>Counsel" in told
    assert "<h3>Beds" not in told
    assert "Ayuda legal (1)" in told
    assert "Hablan" in told
    assert "inglés (1)" in told
    assert "español (" not in told


def test_a_withdrawn_listing_is_gone_at_once_and_an_old_one_says_to_call_first(cora, client):
    number = directory.listed(cora, name="Old", on=NOW.date() - timedelta(days=200))
    directory.listed(cora, name="Hidden", on=NOW.date() - timedelta(days=400))

    told = page(client)
    assert "Call before you go" in told
    assert "<h3>Hidden" not in told
    listings.withdraw(number, version=2, why="It closed.", by=cora, at=NOW)
    assert "<h3>Old" not in page(client)


@pytest.mark.parametrize(
    "odd", ["x" * 10_000, "%_*", "\U0001f6cf\ufe0f", "'; DROP TABLE x; --", "\x00", "<script>"]
)
def test_odd_choices_are_dropped_and_never_said_again(cora, client, odd):
    directory.listed(cora)

    told = page(client, town=odd, kind=odd, language=odd, now=odd)
    assert "1 service<" in told
    assert odd[:64] not in told or odd == "<script>"
    assert "DROP" not in told


def test_where_nothing_fits_the_help_lines_stand(cora, client):
    told = page(client, AYUDA, now="1")

    assert "No hay un servicio así en la lista" in told
    assert told.index("1-888-373-7888", told.index('id="found"')) > 0


@pytest.mark.parametrize(
    ("day", "opens", "closes", "at", "open_then"),
    [
        ("MO", "09:00", "17:00", "2026-11-23T09:00", True),
        ("MO", "09:00", "17:00", "2026-11-23T17:00", False),
        ("TU", "09:00", "17:00", "2026-11-23T09:00", False),
        ("MO", "00:00", "00:00", "2026-11-23T02:00", True),
        ("MO", "20:00", "06:00", "2026-11-24T05:59", True),
        ("MO", "20:00", "06:00", "2026-11-24T06:00", False),
        ("MO", "20:00", "06:00", "2026-11-23T05:00", False),
        ("SU", "20:00", "00:00", "2026-11-23T00:00", False),
    ],
)
def test_open_now_knows_the_night_and_midnight(day, opens, closes, at, open_then):
    row = {"schedules": [{"byday": day, "opens_at": opens, "closes_at": closes}]}

    assert is_open(row, datetime.fromisoformat(at)) is open_then
    assert not is_open({}, datetime.fromisoformat(at))
