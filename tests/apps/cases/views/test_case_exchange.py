"""A case file goes out and comes in again with every field."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from fourfold.apps.cases.models import Case, Imported, Person
from fourfold.apps.cases.rules import exchange
from fourfold.reference import htcds
from fourfold.security.edges import sheets
from fourfold.security.models import AuditEvent
from tests.make import cases, desk, people
from tests.make.people import NOW
from tests.reference.test_htcds import ANY

pytestmark = pytest.mark.django_db
TOWNS = {"WINDHAM": "Windham"}
WHOLE = {(name, 1): "" for name in htcds.standard().fields}


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def number():
    return cases.case(people.viewer("Luis", "LIAISON"))


@pytest.fixture
def client(number):
    return desk.signed_in(people.account("Luis"), at=NOW)


def bring_in(client, number, text):
    address = f"/desk/cases/{number}/bring-in/"
    html = client.get(address).content.decode()
    hidden = dict(re.findall(r'name="(version|once)" value="(\w+)"', html))
    file = SimpleUploadedFile("file.csv", text.encode(), content_type="text/csv")
    return client.post(address, hidden | {"file": file})


def taken(client, number):
    sent = {"form": "HTCDS", "purpose": "TO_GIVE_A_SERVICE"}
    answer = client.post(f"/desk/cases/{number}/take-along/", sent)
    return htcds.read(answer.content.decode(), cell=sheets.unescape)


def one_of_each():
    """Return a value for every field of the standard."""
    kept = htcds.standard()
    by_type = {"date": "2016-02-29", "number": "3", "geolocation": "41.71", "boolean": "true"}
    found = {}
    for name, field in kept.fields.items():
        value = by_type.get(field.type, f"=Words of {name}; +1")
        if field.code_list:
            codes = kept.code_lists[field.code_list]
            value = "; ".join(codes) if field.type == "select_many" else codes[-1]
        found[name, 1] = "+18605550142" if field.pattern else value
    return found


def test_the_whole_list_goes_in_and_out_unchanged(client, number):
    facts = one_of_each() | {("hte_City", 2): "Elsewhere"}

    answer = bring_in(client, number, htcds.write(facts))

    assert answer.status_code == 302
    assert taken(client, number) == facts


def test_what_we_have_fields_for_is_written_down(client, number):
    bring_in(
        client,
        number,
        "field,value\nFirst name,Ana\nprs_Birthdate,2012-03-04\nprs_Gender,Feminine\n",
    )

    person = Person.objects.get(pk=Case.objects.get(pk=number).person)
    assert (person.given_name, str(person.born_on), person.gender) == (
        "Ana",
        "2012-03-04",
        "FEMININE",
    )


def test_what_was_learned_here_since_goes_out(client, number):
    bring_in(client, number, "field,value\nFirst name,Ana\nprs_Salutation,Ms\n")
    cases_person = Case.objects.get(pk=number).person
    found = Person.objects.get(pk=cases_person)
    found.given_name = "Anna"
    found.save(update_fields=["given_name"])

    facts = taken(client, number)

    assert facts["prs_FirstName", 1] == "Anna"
    assert facts["prs_Salutation", 1] == "Ms"
    assert facts["cas_Status", 1] == "Active"


def test_an_unknown_code_is_refused_and_nothing_is_kept(client, number):
    html = bring_in(client, number, "field,value\nprs_Gender,Femminine\n").content.decode()

    assert "Row 2, prs_Gender" in html
    assert "Did you mean Feminine?" in html
    assert not Imported.objects.exists()


def test_a_file_that_is_no_csv_is_refused(client, number):
    file = SimpleUploadedFile("file.csv", b"%PDF-1.4 nothing", content_type="text/csv")
    answer = client.post(f"/desk/cases/{number}/bring-in/", {"version": "1", "file": file})

    assert answer.status_code == 200
    assert not Imported.objects.exists()


def test_taking_it_along_is_a_line_in_the_audit_for_each_record(client, number):
    bring_in(client, number, "field,value\nFirst name,Ana\n")
    taken(client, number)

    assert AuditEvent.objects.filter(event="RECORD_EXPORTED").count() == 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY)
def test_what_nobody_changed_goes_out_as_it_came_in(facts):
    person = exchange.to_person(facts, towns=TOWNS)
    case = exchange.of_case("OPEN", "")

    assert exchange.merged(facts, person, case, towns=TOWNS) == facts
