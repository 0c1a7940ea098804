"""Finding help: what stands near, for whom, and whether it is open; never where a shelter is."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from fourfold.apps.directory.actions import listings, places
from fourfold.public.pages import near
from fourfold.public.pages.finding import is_open
from fourfold.reference import active_pack
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
    assert '<h3 lang="en">Counsel' in told
    assert ">Beds" not in told
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

    assert "Ningún servicio de la lista coincide" in told
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


# ---------------------------------------------------------------- by words
def asked(client, words, address=HELP, **chosen):
    answer = client.post(address, {"words": words} | chosen)
    assert answer.status_code == 200
    return answer


def test_words_find_and_the_page_says_why_and_keeps_them_in_the_field(cora, client):
    directory.listed(cora, name="Quiet rooms")
    directory.listed(cora, name="Counsel", kinds=("SV05",))

    told = asked(client, "lugar para dormr", AYUDA).content.decode()
    assert '<h3 lang="en">Quiet rooms' in told
    assert ">Counsel" not in told
    assert "Usted escribió “dormr”. Buscamos “dormir”." in told
    assert "“lugar para dormir” es un tipo de ayuda que dan" in told
    assert 'value="lugar para dormr"' in told


def test_a_town_among_the_words_is_the_town(cora, client):
    directory.listed(cora, name="Here", reach="LISTED", towns=("NORWICH",))
    directory.listed(cora, name="Elsewhere", reach="LISTED", towns=("STAMFORD",))

    for words in ("bed in norwich", "Norwich"):
        told = asked(client, words).content.decode()
        assert "1 service: Norwich" in told
        assert "<h3>Here" in told


def test_where_no_word_fits_kinds_of_help_and_lines_are_suggested(cora, client):
    directory.listed(cora, kinds=("SV05",))

    told = asked(client, "xylophone").content.decode()
    assert '<button class="usa-button" type="submit" name="kind" value="SV05"' in told
    assert "Legal assistance (1)" in told
    assert "one or two words" in asked(client, "I need help").content.decode()


@pytest.mark.parametrize(
    "odd",
    ["x" * 10_000, "%_*", "\U0001f6cf\ufe0f", "'; DROP TABLE x; --", "\x00", "<script>", "NEAR("],
)
def test_odd_words_are_a_search_like_any_other(cora, client, odd):
    directory.listed(cora)

    told = asked(client, odd).content.decode()
    assert "<script>" not in told
    assert "x" * 201 not in told


def test_words_stand_in_no_address_log_cookie_or_memory(cora, client, caplog):
    directory.listed(cora, name="Quiet rooms")
    typed = "zanzibarquiet"

    with caplog.at_level("INFO"):
        answer = asked(client, f"{typed} rooms", town="NORWICH")
        by_address = client.get(HELP, {"words": f"{typed} rooms", "q": typed})

    assert typed in answer.content.decode()
    assert typed not in by_address.content.decode()
    assert typed not in caplog.text
    assert not answer.cookies
    assert answer["Cache-Control"] == "no-store"
    assert 'method="post"' in answer.content.decode()
    for model in apps.get_models():
        for row in model._default_manager.values_list()[:500]:
            assert typed not in str(row)


# ---------------------------------------------------------------- near
@pytest.mark.parametrize(
    ("typed", "town"),
    [
        ("Norwich", "NORWICH"),
        ("norwhich", "NORWICH"),
        ("06360", "NORWICH"),
        ("06360-1234", "NORWICH"),
        ("  new LONDON ", "NEW_LONDON"),
    ],
)
def test_a_town_or_zip_code_is_understood_as_people_type_it(typed, town):
    assert near.near(typed, pack=active_pack()) == near.Near(town)


@pytest.mark.parametrize(
    ("typed", "state"),
    [("02903", "Rhode Island"), ("01002", "Massachusetts"), ("06390", "New York")],
)
def test_a_zip_code_of_a_neighboring_state_gets_that_states_line(cora, client, typed, state):
    directory.listed(cora)

    told = asked(client, "", near=typed).content.decode()
    assert f"{typed} is a ZIP code of {state}." in told
    assert told.count("<h3>Beds for youth") == 1


@pytest.mark.parametrize("typed", ["99999", "0636", "Atlantis", "06360 or so?"[:4], "<b>"])
def test_a_place_that_nobody_knows_is_said_and_hides_nothing(cora, client, typed):
    directory.listed(cora)

    told = asked(client, "", near=typed).content.decode()
    assert "is no town or ZIP code" in told or typed == "<b>"
    assert "<h3>Beds for youth" in told
    assert "<b>" not in told


def test_the_nearest_open_place_comes_first_and_a_hidden_one_has_no_distance(cora, client):
    told_at = {"GROTON": "Near", "STAMFORD": "Far", "NORWICH": "Here"}
    for town, name in told_at.items():
        made = listings.add(
            directory.organization(name), said=directory.said(name=name), by=cora, at=NOW
        )
        at = places.PlaceSaid(
            is_confidential=False, street="1 Made-up Street", town=town, postal_code="00901"
        )
        places.set_place(made, place=at, version=1, by=cora, at=NOW)
        listings.check(made, on=NOW.date(), version=2, how="A call.", by=cora, at=NOW)
    directory.shelter(cora, name="Hidden")

    told = asked(client, "", near="06360").content.decode()
    names = ("Here", "Near", "Far", "Hidden")
    assert [told.index(f"<h3>{each}") for each in names] == sorted(
        told.index(f"<h3>{each}") for each in names
    )
    assert "in Norwich" in told
    assert "about 13 miles from town to town" in told
    assert "mile" not in told[told.index("<h3>Hidden") :]


def test_an_age_leaves_out_only_who_says_other_ages(cora, client):
    directory.listed(cora, name="Youth", from_age=14, until_age=18)
    directory.listed(cora, name="Adults", from_age=18, until_age=None)
    directory.listed(cora, name="Untold", from_age=None, until_age=None)

    assert [
        name
        for name in ("Youth", "Adults", "Untold")
        if f"<h3>{name}" in asked(client, "", age="17").content.decode()
    ] == ["Youth", "Untold"]
    assert "3 services" in asked(client, "", age="old").content.decode()
    assert "3 services" in page(client, age="17")


# ---------------------------------------------------------------- a page of its own, and a card
def test_a_service_has_a_page_of_its_own_with_how_many_are_free_and_how_old_that_is(cora, client):
    number = directory.shelter(cora)
    early = NOW - timedelta(days=3)
    listings.note_capacity(number, unit="beds", free=2, version=3, by=cora, at=early)

    for address, words in (
        (HELP, ("Beds: 2 free", "told 3 days ago", "Last checked with them on Jan. 7, 2030")),
        (AYUDA, ("Beds: 2 libres", "dicho hace 3 días", "el 7 de enero de 2030")),
    ):
        told = page(client, f"{address}{number}/")
        assert all(each in told for each in (*words, ">Beds for youth</h1>"))
        assert f"{address}{number}/" in page(client, address)
        assert "Beds" not in told[told.index("<title>") : told.index("</title>")]
        assert directory.STREET not in told


@pytest.mark.parametrize("address", [f"{HELP}{{}}/card/", f"{AYUDA}{{}}/tarjeta/"])
def test_a_card_has_numbers_and_letters_and_no_name(cora, client, address):
    number = directory.listed(cora, name="Beds for youth tonight")

    told = page(client, address.format(number))
    printed = told[told.index('<div class="ff-card">') : told.index("</main>")]
    assert "BYT" in printed
    assert "800-555-0101" in printed
    assert "1-888-373-7888" in printed
    for giveaway in ("Beds", "BeFree", "Harbor", "rafficking", "Trata", "http", "DCF"):
        assert giveaway not in printed
    title = told[told.index("<title>") + 7 : told.index("</title>")]
    assert title in {"Contacts", "Contactos"}


def test_a_withdrawn_or_old_service_has_no_page_and_no_card(cora, client):
    gone = directory.listed(cora, name="Gone")
    listings.withdraw(gone, version=2, why="It closed.", by=cora, at=NOW)
    old = directory.listed(cora, name="Old", on=NOW.date() - timedelta(days=400))

    for number in (gone, old, "no-such-thing", "\x00"):
        for address in (f"{HELP}{number}/", f"{HELP}{number}/card/", f"{AYUDA}{number}/tarjeta/"):
            assert client.get(address).status_code == 404


def test_on_a_spanish_page_kinds_are_spanish_and_a_listings_own_words_say_they_are_english(
    cora, client
):
    number = directory.listed(cora, kinds=("SV10", "SV36"), description="Quiet rooms.", cost="Free")

    for told in (page(client, AYUDA), page(client, f"{AYUDA}{number}/")):
        assert "Compensación para víctimas; Línea de ayuda por teléfono" in told
        assert '<p lang="en">Quiet rooms.</p>' in told
        assert '<dd lang="en">Free</dd>' in told
        assert ' lang="en">Beds for youth</h' in told
    assert ' lang="en"' not in page(client)[page(client).index("<main") :].partition("</main>")[0]
    assert "<h3" in asked(client, "compensación", AYUDA).content.decode()


def test_housing_finds_what_the_pack_says_is_a_part_of_it_with_words_and_without(cora, client):
    directory.listed(cora, name="Beds for a while", kinds=("SV26",))
    directory.listed(cora, name="Counsel", kinds=("SV05",))

    for told in (
        page(client, kind="SV03"),
        client.post(HELP, {"words": "beds", "kind": "SV03"}).content.decode(),
    ):
        assert "Beds for a while" in told
        assert "Counsel" not in told
        assert "Housing (1)" in told
