"""The pages of services: who sends, what a service sees of it, and the page of a one-time link."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.cases.actions import links, referrals
from fourfold.apps.cases.forms.link import LANGUAGES
from fourfold.apps.cases.forms.services import ANSWERS, OF_STATE
from fourfold.apps.cases.models import Need, ProviderNote, Referral
from fourfold.security import consent
from fourfold.security.consent import Thing
from fourfold.security.consent.singles import singles
from fourfold.security.consent_codes import HowEnded
from fourfold.security.models import Account, AuditEvent, Disclosure
from tests.make import desk
from tests.make.people import NOW
from tests.make.services import ELSEWHERE, MESSAGE, NAME, Referred, referred

pytestmark = pytest.mark.django_db
PLACE = Thing("place", "person.town")


@pytest.fixture
def here(monkeypatch) -> Referred:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return referred()


def page(viewer) -> Client:
    client = desk.signed_in(Account.objects.get(id=viewer.account), at=NOW)
    client.raise_request_exception = True
    return client


def test_a_worker_notes_a_need_refers_and_sends(here):
    client, top = page(here.worker), f"/desk/cases/{here.case}/services/"
    assert client.get(top).status_code == 200

    note = {"kind": "SV05", "wish": "WANTS", "words": "To know my rights", "once": "k1"}
    answer = client.post(f"{top}note/", note, follow=True)
    need = Need.objects.get()
    assert "Connecticut Legal Services" in answer.content.decode()
    assert "which ages it takes" in answer.content.decode()

    form = {
        "kind": "SV05",
        "to_agency": ELSEWHERE,
        "purpose": "LEGAL_HELP",
        "tells": "no",
        "once": "k2",
    }
    answer = client.post(f"{top}refer/?need={need.id}", form, follow=True)
    sent = Referral.objects.get()
    assert "No fact: only that a person will call" in answer.content.decode()
    deed = f"{top}referrals/{sent.id}/send/"
    assert client.post(deed, {"person_said": "YES", "version": 1}).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.need, sent.by_link) == ("SENT", need.id, True)
    case = client.get(f"/desk/cases/{here.case}/").content.decode()
    assert "Waits for an answer" in case
    assert "No service has begun yet" in case


def test_a_town_to_measure_from_stands_in_no_address(here):
    client, top = page(here.worker), f"/desk/cases/{here.case}/services/"
    client.post(f"{top}note/", {"kind": "SV05", "wish": "WANTS"})
    address = f"{top}needs/{Need.objects.get().id}/"

    answer = client.post(address, {"town": "HARTFORD"})
    assert "not known" in answer.content.decode()
    assert "HARTFORD" not in answer.request["QUERY_STRING"]


def test_an_unmet_need_without_a_reason_is_asked_again(here):
    client, top = page(here.worker), f"/desk/cases/{here.case}/services/"
    client.post(f"{top}note/", {"kind": "SV05", "wish": "WANTS"})
    address = f"{top}needs/{Need.objects.get().id}/unmet/"

    assert "Why is it not met?" in client.post(address, {}).content.decode()
    client.post(address, {"reason": "TRAVEL"})
    assert Need.objects.get().state == "UNMET"


def test_a_provider_sees_only_what_the_consent_names_and_each_look_is_written_down(here):
    here.consent(NAME, MESSAGE, PLACE)
    number = here.sent(tells=True)
    client = page(here.rosa)

    assert "Maya" not in client.get("/desk/referrals/").content.decode()
    shown = client.get(f"/desk/referrals/{number}/").content.decode()
    assert "Maya" in shown
    assert "She asks for somebody to talk to." in shown
    assert "Torres" not in shown
    assert "HARTFORD" not in shown
    told = Disclosure.objects.get()
    assert told.what == "personal:person.given_name personal:referral.message"

    asked = {"value": "person:town", "purpose": "TO_GIVE_A_SERVICE"}
    covered = client.post(f"/desk/referrals/{number}/show/", asked).content.decode()
    assert "HARTFORD" in covered.upper()
    assert any("place:person.town" in each.what for each in Disclosure.objects.all())
    assert client.get(f"/desk/cases/{here.case}/", follow=True).status_code == 404


def test_a_consent_taken_back_is_gone_at_the_next_click(here):
    given = here.consent()
    number = here.sent(tells=True)
    client = page(here.rosa)
    assert "Maya" in client.get(f"/desk/referrals/{number}/").content.decode()

    consent.revoke(given.id, how=HowEnded.SPOKEN, by=here.worker.account, at=NOW)
    after = client.get(f"/desk/referrals/{number}/").content.decode()
    assert "Maya" not in after
    assert "No fact is told." in after
    assert client.get(f"/desk/cases/{here.case}/").status_code == 404


def test_the_second_of_two_answers_is_told_and_loses_nothing(here):
    number = here.sent()
    rosa, nina = page(here.rosa), page(here.nina)
    form = {"then": "ACCEPTED", "version": 2}
    assert rosa.post(f"/desk/referrals/{number}/answer/", form).status_code == 302

    late = {"then": "DECLINED", "reason": "DECLINED:FULL", "words": "Sorry", "version": 2}
    said = nina.post(f"/desk/referrals/{number}/answer/", late).content.decode()
    assert "Rosa answered this at" in said
    assert "accepted" in said
    assert Referral.objects.get().state == "ACCEPTED"


def test_a_provider_keeps_a_note_that_no_page_shows_to_anybody_else(here):
    number = here.sent()
    here.answer(number, "ACCEPTED")
    rosa = page(here.rosa)
    rosa.post(f"/desk/referrals/{number}/notes/", {"words": "qzcanary in confidence"})

    assert ProviderNote.objects.count() == 1
    assert "qzcanary" in rosa.get(f"/desk/referrals/{number}/notes/").content.decode()
    for viewer in (here.nina, here.worker):
        client = page(viewer)
        client.raise_request_exception = False
        for address in (
            f"/desk/referrals/{number}/notes/",
            f"/desk/referrals/{number}/",
            f"/desk/cases/{here.case}/",
            f"/desk/cases/{here.case}/services/referrals/{number}/",
        ):
            assert "qzcanary" not in client.get(address).content.decode()
    assert "qzcanary" not in str([each.facts for each in AuditEvent.objects.all()])


def link(here: Referred, **changes) -> tuple[str, links.NewLink]:
    number = here.sent(to=ELSEWHERE, **changes)
    made = links.make_link(number, case=here.case, told_to="Ms. Abbott", by=here.worker)
    return number, made


def test_a_link_shows_nothing_before_its_code_and_takes_one_answer(here):
    here.consent(NAME, MESSAGE, PLACE, to=ELSEWHERE)
    number, made = link(here, tells=True)
    client, address = Client(enforce_csrf_checks=True), f"/answer/{made.token}/"

    first = client.get(address)
    unknown = client.get("/answer/never-was/")
    assert first.content == unknown.content
    assert "Maya" not in first.content.decode()
    assert first.headers["Cache-Control"] == "no-store"
    assert not first.cookies

    told = client.post(address, {"code": made.code})
    said = told.content.decode()
    assert "Maya" in said
    assert "Torres" not in said
    assert not told.cookies
    assert "<title>Contact</title>" in said
    disclosed = Disclosure.objects.get()
    assert (disclosed.to_agency, disclosed.told_name) == (ELSEWHERE, "Ms. Abbott")

    given = re.search(r'name="given" value="([^"]+)"', said)[1]
    thanks = client.post(address, {"given": given, "then": "ACCEPTED"})
    assert "Thank you" in thanks.content.decode()
    assert Referral.objects.get(pk=number).state == "ACCEPTED"
    again = client.post(address, {"given": given, "then": "ACCEPTED"})
    assert "Thank you" in again.content.decode()
    changed = {"given": given, "then": "ACCEPTED", "words": "Call me first."}
    assert client.post(address, changed).status_code == 410
    assert "Maya" not in client.post(address, {"code": made.code}).content.decode()


def test_the_page_of_a_link_speaks_spanish_where_its_address_does(here):
    here.consent(NAME, MESSAGE, PLACE, to=ELSEWHERE)
    number, made = link(here, tells=True)
    client, address = Client(headers={"accept-language": "en"}), f"/answer/{made.token}/es/"

    first = client.get(address)
    assert first.content == client.get("/answer/never-was/es/").content
    assert '<html lang="es"' in first.content.decode()
    assert "Escriba su código" in first.content.decode()
    wrong = client.post(address, {"code": "0"}).content.decode()
    assert "Este no es el código" in wrong

    said = client.post(address, {"code": made.code}).content.decode()
    assert "Lo que el servicio debe saber" in said
    assert "<title>Contacto</title>" in said
    given = re.search(r'name="given" value="([^"]+)"', said)[1]
    unclear = client.post(address, {"given": given, "then": "DECLINED"}).content.decode()
    assert "Elija por qué" in unclear
    late = {"given": given, "then": "ACCEPTED", "begins_on_month": "2", "begins_on_day": "31"}
    assert "Este día no existe" in client.post(address, late).content.decode()
    thanks = client.post(address, {"given": given, "then": "ACCEPTED"})
    assert "Gracias" in thanks.content.decode()
    assert not thanks.cookies
    assert Referral.objects.get(pk=number).state == "ACCEPTED"


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=list(LANGUAGES))
def test_both_languages_of_the_link_say_the_same_things(words):
    assert set(words.answers) == set(ANSWERS)
    assert {state: set(found) for state, found in words.reasons.items()} == {
        state: set(found) for state, found in OF_STATE.items() if state in ANSWERS
    }
    assert words.asks.count("{}") == 1
    assert not words.facts or set(words.facts) == {each.field for each in singles()}


def test_a_link_of_a_referral_without_facts_tells_none(here):
    here.consent(to=ELSEWHERE)
    _number, made = link(here)

    said = Client().post(f"/answer/{made.token}/", {"code": made.code}).content.decode()
    assert "No fact is told." in said
    assert "Maya" not in said
    assert not Disclosure.objects.exists()


def test_a_link_that_was_taken_back_or_guessed_at_opens_nothing(here):
    here.consent(to=ELSEWHERE)
    number, made = link(here, tells=True)
    referrals.revoke(number, case=here.case, reason="NOT_SAFE", by=here.worker)

    for code in (made.code, "00000000"):
        answer = Client().post(f"/answer/{made.token}/", {"code": code})
        assert answer.status_code == 422
        assert "Maya" not in answer.content.decode()


def test_a_reason_of_another_answer_is_asked_again(here):
    number = here.sent()
    form = {"then": "DECLINED", "reason": "WAITLISTED:FULL", "version": 2}

    said = page(here.rosa).post(f"/desk/referrals/{number}/answer/", form).content.decode()
    assert "This reason belongs to another answer" in said
    assert Referral.objects.get().state == "SENT"


def test_what_waits_stands_on_my_day_of_both_sides(here):
    number = here.sent()
    assert "A referral waits for an answer" in page(here.rosa).get("/desk/").content.decode()

    Referral.objects.filter(pk=number).update(answer_by_at=NOW)
    assert "has not answered in time" in page(here.worker).get("/desk/").content.decode()
    assert "waits for an answer" not in page(here.rosa).get("/desk/").content.decode()


def test_a_list_of_cases_tells_a_provider_nothing_outside_of_the_accounting(here):
    here.consent()
    here.sent(tells=True)
    client = page(here.rosa)

    for address in ("/desk/", "/desk/cases/", "/desk/numbers/"):
        said = client.get(address).content.decode()
        assert here.case not in said
        assert "Maya" not in said
