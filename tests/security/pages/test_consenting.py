"""The pages of consent: who may open them, and what they do."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.db import transaction
from pypdf import PdfReader

from fourfold import reference
from fourfold.security import consent as room
from fourfold.security.consent import Sharing, Thing, Yes, record_consent
from fourfold.security.consent.form import LANGUAGES
from fourfold.security.consent.singles import singles
from fourfold.security.consent_codes import KIND_OF, Form, Giver, How
from fourfold.security.keys import new_person
from fourfold.security.models import Agency, AuditEvent, Consent, Relation, RelationKind
from tests.make import people
from tests.make.people import NOW

HOUSE = "ORG002"


@pytest.fixture(autouse=True)
def _connecticut(monkeypatch):
    monkeypatch.setattr(reference, "active_pack", lambda: reference.load_pack("ct"))


@pytest.fixture
def person():
    return new_person(agency="ORG001")


@pytest.fixture
def worker(person):
    made = people.account("Wanda", "LIAISON", of="ORG001")
    related(made, person)
    return made


def related(account, person, kind=RelationKind.ASSIGNED, *, until=None):
    return Relation.objects.create(
        kind=kind,
        record_kind="desk.record",
        record=person,
        person=person,
        account=account.id,
        from_at=NOW,
        until_at=until,
        given_by="setup",
    )


@pytest.fixture
def given(person):
    yes = Yes(
        given_at=NOW,
        given_by=Giver.YOUTH_AND_GUARDIAN,
        born_on=NOW.date().replace(year=NOW.year - 15),
        how=How.SIGNED_PAPER,
        told_services_stay=True,
        guardian_name="Gwen Made-Up",
    )
    things = frozenset({Thing("health"), Thing("personal", "person.phone")})
    sharing = Sharing(person, "ORG001", HOUSE, things, "HOUSING")
    terms = room.terms_of(reference.load_pack("ct"))
    return record_consent(sharing, yes=yes, by="setup", at=NOW, terms=terms)


FACT = "personal:person.phone"
TYPED = {
    "told_services_stay": "on",
    "to_agency": HOUSE,
    "classes": ["personal", "health"],
    "purpose": "HOUSING",
    "born_on_month": "5",
    "born_on_day": "1",
    "born_on_year": "2000",
    "given_by": "PERSON",
    "assent": "GIVEN",
    "given_on_month": str(NOW.month),
    "given_on_day": str(NOW.day),
    "given_on_year": str(NOW.year),
    "how": "SIGNED_PAPER",
    "language": "en",
}


def test_who_works_with_a_person_records_what_they_said(of, worker, person):
    answer = of(worker).post(f"/desk/consent/ask/{person}/", TYPED, follow=True)

    made = Consent.objects.get()
    assert answer.redirect_chain[-1][0] == f"/desk/consent/{made.id}/"
    assert "Holds" in answer.content.decode()
    assert (made.person, made.to_agency, made.recorded_by) == (person, HOUSE, worker.id)
    assert made.until_at - made.from_at == timedelta(days=30)


def test_single_facts_are_shared_without_the_rest_of_their_kind(of, worker, person):
    typed = TYPED | {"classes": ["health"], "facts": [FACT, "place:person.town"]}

    html = of(worker).post(f"/desk/consent/ask/{person}/", typed, follow=True).content.decode()

    named = set(Consent.objects.get().scopes.values_list("field_class", "field"))
    assert named == {("health", ""), ("personal", "person.phone"), ("place", "person.town")}
    assert "Only this: Telephone" in html
    assert "Only this: Town" in html


def test_an_agency_of_this_house_can_be_told_though_no_pack_lists_it(of, worker, person):
    Agency.objects.create(code="SHORE_HOUSE", bound_by_vawa=True)
    Agency.objects.create(code="OLD_HOUSE", bound_by_vawa=True, is_active=False)
    client = of(worker)

    page = client.get(f"/desk/consent/ask/{person}/").content.decode()
    assert "Shore House" in page
    assert "Old House" not in page

    client.post(f"/desk/consent/ask/{person}/", TYPED | {"to_agency": "SHORE_HOUSE"})
    assert Consent.objects.get().to_agency == "SHORE_HOUSE"


@pytest.mark.parametrize("words", LANGUAGES.values(), ids=list(LANGUAGES))
def test_every_fact_that_can_be_named_has_words_on_paper(words):
    assert {thing.field for thing in singles()} == set(words.facts)
    assert all(thing.field_class in KIND_OF for thing in singles())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"told_services_stay": ""}, "no consent counts"),
        ({"assent": "REFUSED"}, "The person said no"),
        ({"classes": ["health", "sud"]}, "a form of their own"),
        ({"classes": [], "facts": []}, "Choose what may be told"),
        ({"facts": ["personal:person.phone"]}, "chosen as a whole"),
        ({"facts": ["personal:person.secret"]}, "Select a valid choice"),
        ({"classes": [], "facts": ["sud:referral.sud_note", FACT]}, "a form of their own"),
        ({"how": "SPOKEN_WITNESSED", "witness_name": "Will"}, "must be signed"),
        ({"born_on_year": "2015"}, "a guardian says yes as well"),
        (
            {"born_on_year": "2015", "given_by": "YOUTH_AND_GUARDIAN", "guardian_accused": "on"},
            "may not give consent",
        ),
        ({"given_on_year": "2031"}, "still to come"),
        ({"to_agency": "ORG001"}, "Select a valid choice"),
    ],
)
def test_what_may_not_be_recorded_says_why_and_keeps_what_was_typed(
    of, worker, person, change, told
):
    typed = {key: value for key, value in (TYPED | change).items() if value}

    html = of(worker).post(f"/desk/consent/ask/{person}/", typed).content.decode()

    assert told in html
    assert 'value="2000"' in html or 'value="2015"' in html
    assert not Consent.objects.exists()


def test_a_page_of_a_consent_says_what_and_not_whose_name_is_in_its_title(of, worker, given):
    html = of(worker).get(f"/desk/consent/{given.id}/").content.decode()

    assert "To find a safe place to live" in html
    assert "Only this: Telephone" in html
    assert "Gwen Made-Up" in html
    assert "Gwen" not in html.split("<title>")[1].split("</title>")[0]


def test_each_look_at_a_consent_leaves_a_line_and_without_it_nothing_is_shown(
    of, worker, given, monkeypatch
):
    client = of(worker)
    client.get(f"/desk/consent/{given.id}/")

    line = AuditEvent.objects.get(event="CONSENT_SEEN")
    assert (line.by, line.subject) == (worker.id, f"person:{given.person}")

    def full_disk(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr("fourfold.security.audit.record", full_disk)
    client.raise_request_exception = False
    answer = client.get(f"/desk/consent/{given.id}/")

    assert answer.status_code >= 500
    assert "Gwen" not in answer.content.decode()


def test_stopping_holds_at_once(of, worker, given):
    client = of(worker)

    html = client.post(f"/desk/consent/{given.id}/stop/", {"how": "SPOKEN"}, follow=True)

    assert "Stopped" in html.content.decode()
    given.refresh_from_db()
    assert (given.revoked_by, given.revoked_how) == (worker.id, "SPOKEN")
    again = client.post(f"/desk/consent/{given.id}/stop/", {"how": "SPOKEN"}, follow=True)
    assert "taken back before" in again.content.decode()


STRANGERS = {
    "a colleague without a relation": lambda p: people.account("Cora", "LIAISON", of="ORG001"),
    "a worker of another agency": lambda p: people.account("Otto", "LIAISON", of="ORG003"),
    "an agency administrator": lambda p: people.account("Ada", "AGENCY_ADMIN", of="ORG001"),
    "an operator": lambda p: people.account("Opal", "OPERATOR", of="ORG001"),
}


@pytest.mark.parametrize("who", STRANGERS)
def test_a_consent_that_is_not_yours_does_not_exist(of, person, given, who):
    client = of(STRANGERS[who](person))

    for path in (
        f"/desk/consent/{given.id}/",
        f"/desk/consent/{given.id}/stop/",
        f"/desk/consent/{given.id}/en.pdf",
        f"/desk/consent/ask/{person}/",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("kind", [RelationKind.CONFLICT, RelationKind.ASSIGNED])
def test_a_conflict_or_an_ended_relation_closes_the_page(of, person, given, kind):
    cora = people.account("Cora", "LIAISON", of="ORG001")
    if kind == RelationKind.CONFLICT:
        related(cora, person)
        related(cora, person, kind)
    else:
        related(cora, person, until=NOW)

    assert of(cora).get(f"/desk/consent/{given.id}/").status_code == 404


def test_the_privacy_officer_sees_but_records_and_stops_nothing(of, person, given):
    client = of(people.account("Pia", "PRIVACY", of="ORG001"))

    assert client.get(f"/desk/consent/{given.id}/").status_code == 200
    assert client.get(f"/desk/consent/{given.id}/stop/").status_code == 404
    assert client.get(f"/desk/consent/ask/{person}/").status_code == 404


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "es"])
def test_the_filled_form_names_organizations_and_nobody_else(of, worker, given, language):
    answer = of(worker).get(f"/desk/consent/{given.id}/{language}.pdf")

    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert answer["Content-Type"] == "application/pdf"
    assert "Connecticut Department of Children and Families" in text
    assert "Gwen" not in text


@pytest.mark.slow
def test_every_blank_form_on_the_list_opens(of, worker):
    client = of(worker)
    html = client.get("/desk/consent/forms/").content.decode()
    links = [part.split('"')[0] for part in html.split('href="')[1:] if ".pdf" in part[:80]]

    assert len(links) == 8
    assert {client.get(link).status_code for link in links} == {200}
    assert client.get("/desk/consent/forms/fr/GENERAL.pdf").status_code == 404
    assert client.get("/desk/consent/forms/en/EVERYTHING.pdf").status_code == 404


def test_the_privacy_officer_sees_that_a_guardian_said_yes_and_not_who(of, given):
    officer = people.account("Pia", "PRIVACY", of="ORG001")

    html = of(officer).get(f"/desk/consent/{given.id}/").content.decode()

    assert "To find a safe place to live" in html
    assert "Gwen" not in html


def test_what_was_told_of_a_person_stands_with_its_ground_and_each_look_leaves_a_line(
    of, worker, given, person
):
    with transaction.atomic():
        room.disclose(
            room.Release(
                person=person,
                from_agency="ORG001",
                to_agency=HOUSE,
                things=frozenset({Thing("health")}),
                purpose="HOUSING",
                form=Form.PAGE,
            ),
            by=worker.id,
            at=NOW,
        )

    html = of(worker).get(f"/desk/consent/told/{person}/").content.decode()

    assert f"/desk/consent/{given.id}/" in html
    assert "To find a safe place to live" in html
    assert AuditEvent.objects.get(event="ACCOUNTING_SEEN").subject == f"person:{person}"


def test_who_does_not_work_with_a_person_is_not_told_what_was_told(of, person):
    stranger = people.account("Otto", "LIAISON", of="ORG001")

    assert of(stranger).get(f"/desk/consent/told/{person}/").status_code == 404
    assert not AuditEvent.objects.filter(event="ACCOUNTING_SEEN").exists()


def test_an_emergency_opening_lets_nobody_record_a_consent(of, person):
    opener = people.account("Otto", "LIAISON", of="ORG001")
    related(opener, person, RelationKind.BREAK_GLASS, until=NOW + timedelta(hours=2))

    assert of(opener).post(f"/desk/consent/ask/{person}/", TYPED).status_code == 404
    assert not Consent.objects.exists()
