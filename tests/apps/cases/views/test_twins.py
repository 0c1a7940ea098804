"""Pairs that may be one person: the list, deciding, and undoing, each on its page."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.utils import timezone

from fourfold.apps.cases.models import Case, Merge, Pair, PersonEntry
from fourfold.security.access.viewer import Viewer
from tests.apps.cases.made import case_of, person_of
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db(transaction=True)

MAY = date(2014, 5, 4)


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def pair(luis: Viewer) -> Pair:
    case_of(luis, given_name="Ana", family_name="Soto", born_on=MAY, street="9 Elm Street")
    case_of(luis, given_name="Anna", family_name="Soto", born_on=MAY, phone="203 555 0100")
    call_command("duplicates", "find")
    return Pair.objects.get()


def test_the_list_says_what_agrees_and_names_nobody(pair: Pair) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    html = client.get("/desk/duplicates/").content.decode()

    assert "sounds alike" in html
    assert "Compare and decide" in html
    assert "Soto" not in html


def test_the_list_says_when_records_were_compared_last_and_never_promises(luis: Viewer) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    before = client.get("/desk/duplicates/").content.decode()
    call_command("duplicates", "find")

    after = client.get("/desk/duplicates/").content.decode()

    assert "Records have not been compared yet." in before
    assert "Records were compared last" in after
    assert timezone.localtime(NOW).isoformat() in after
    assert "every night" not in before + after


def test_whoever_keeps_one_case_sees_whom_to_ask(luis: Viewer) -> None:
    eva = people.viewer("Eva", "LIAISON")
    case_of(luis, given_name="Ana", family_name="Soto", born_on=MAY)
    case_of(eva, given_name="Anna", family_name="Soto", born_on=MAY)
    call_command("duplicates", "find")

    html = desk.signed_in(people.account("Luis"), at=NOW).get("/desk/duplicates/").content.decode()

    assert "The other record is with Eva" in html
    assert "Compare and decide" not in html


def test_both_records_stand_side_by_side_with_places_masked(pair: Pair) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    html = client.get(f"/desk/duplicates/{pair.id}/").content.decode()

    assert "Anna" in html
    assert "Luis, Jan 7, 2030" in html
    assert "9 Elm Street" not in html


def test_the_same_person_is_shown_as_one_and_set_apart_again(pair: Pair) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    client.post(
        f"/desk/duplicates/{pair.id}/",
        {"decision": "SAME", "of_given_name": "OTHER"},
    )
    merge = Merge.objects.get()
    case = Case.objects.get(person=merge.record_id)
    shown = client.get(f"/desk/cases/{case.id}/").content.decode()
    apart = f"/desk/cases/{case.id}/person/apart/{merge.id}/"

    assert merge.choices == {"given_name": "OTHER"}
    assert "Also known as" in shown
    assert apart in shown
    assert "Are they two persons after all?" in client.get(apart).content.decode()

    client.post(apart)

    assert "Also known as" not in client.get(f"/desk/cases/{case.id}/").content.decode()
    assert person_of(case).family_name == "Soto"
    assert "No pair waits for you." in client.get("/desk/duplicates/").content.decode()


def test_a_masked_value_of_the_other_record_is_shown_on_the_case_page_when_asked(
    pair: Pair,
) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    client.post(f"/desk/duplicates/{pair.id}/", {"decision": "SAME"})
    other = PersonEntry.objects.get(field="street").record_id
    case = Case.objects.exclude(person=other).get()
    name = f"person:{other}:street"
    before = client.get(f"/desk/cases/{case.id}/").content.decode()
    typed = {"value": name, "purpose": "TO_KEEP_SAFE"}
    after = client.post(f"/desk/cases/{case.id}/show/", typed).content.decode()

    assert f'value="{name}"' in before
    assert "9 Elm Street" not in before
    assert "9 Elm Street" in after


def test_an_answer_is_chosen_from_the_three(pair: Pair) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)

    answer = client.post(f"/desk/duplicates/{pair.id}/", {"decision": "MAYBE"}, follow=True)

    assert "choose one of the three" in answer.content.decode()
    assert Pair.objects.get().decision == ""


def test_the_second_to_decide_is_told_who_was_first(pair: Pair) -> None:
    client = desk.signed_in(people.account("Luis"), at=NOW)
    client.post(f"/desk/duplicates/{pair.id}/", {"decision": "TWO"})

    answer = client.post(f"/desk/duplicates/{pair.id}/", {"decision": "SAME"}, follow=True)

    assert "Luis decided this at" in answer.content.decode()
    assert not Merge.objects.exists()


@pytest.mark.parametrize("role", ["CARELINE", "LIAISON", "COORDINATOR", "TEAM", "PROVIDER"])
def test_whoever_keeps_neither_case_finds_no_pair(pair: Pair, role: str) -> None:
    client = desk.signed_in(people.account("Eva", role), at=NOW)

    assert client.get(f"/desk/duplicates/{pair.id}/").status_code == 404
    assert client.post(f"/desk/duplicates/{pair.id}/", {"decision": "TWO"}).status_code == 404
