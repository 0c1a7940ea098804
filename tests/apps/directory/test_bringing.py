"""Listings come as a spreadsheet or an HSDS package; nothing is half done."""

import io
import json
from zipfile import ZipFile

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fourfold.apps.directory.actions import bringing
from fourfold.apps.directory.jobs import packages
from fourfold.apps.directory.models import Listing, Organization
from fourfold.apps.directory.queries import desk
from fourfold.apps.directory.queries.said import names
from fourfold.apps.directory.rules import NotYours
from fourfold.apps.directory.rules.bringing import Names, as_text, read_listings
from tests.make import directory
from tests.make.people import NOW

HERE = Names(
    kinds={"shelter": "SV26", "sv26": "SV26", "mental health": "SV23", "sv23": "SV23"},
    regions={"southwest": "REGION_1", "region_1": "REGION_1"},
    towns={"andover": "ANDOVER", "norwich": "NORWICH"},
    state=("state", "statewide"),
)
LIST = """Organization,Service,Kinds of help,Phone,Hours,Languages,From age,Area served
Made-up House,Beds,Shelter; SV26,,Mo-Fr 09:00-17:00; Sa 10:00-12:00,Spanish;eng,14,Andover;Southwest
Made-up House,Talks,Mental health,,,,,Statewide
"""


def read(text, name="list.csv"):
    return read_listings(name, text.encode() if isinstance(text, str) else text, names=HERE)


def test_a_spreadsheet_is_read_by_its_headings_and_comes_back_the_same():
    found = read(LIST)
    beds, talks = (each.said for each in found.rows)

    assert found.problems == ()
    assert (beds.kinds, beds.languages, beds.from_age) == (("SV26",), ("ENGLISH", "SPANISH"), 14)
    assert beds.hours == "Mo-Fr 09:00-17:00\nSa 10:00-12:00"
    assert (beds.reach, beds.regions, beds.towns) == ("LISTED", ("REGION_1",), ("ANDOVER",))
    assert (talks.reach, talks.from_age) == ("STATE", None)
    assert read(as_text(found.rows)).rows == found.rows


def test_every_problem_is_told_at_once_by_its_line_with_the_nearest_known_word():
    found = read(
        "Organization,Service,Kinds of help,Hours,Area served,From age\n"
        ",Beds,Sheltr,whenever,Norwhich,old\n"
        "Made-up,Beds,Shelter,,,\nMade-up,BEDS,Shelter,,,\n"
    )
    by_line = {line: why for line, why, _fix in found.problems}

    assert found.rows == ()
    for told in ("whose", "'shelter'", "'norwich'", "whenever", "no age"):
        assert told in by_line[2]
    assert by_line[4] == "It says the same service as line 3."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.json", b"{"),
        ("a.json", b"[" * 100_000),
        ("a.json", b"[1, 2]"),
        ("a.json", b"\xff\xfe"),
        ("a.json", b'[{"name": 5, "schedules": "x", "attributes": [3], "organization": []}]'),
        ("a.zip", b"PK nothing"),
        ("a.csv", b""),
        ("a.csv", b"Organization,Service\nA,B\n"),
        ("a.xlsx", b"PK nothing"),
    ],
)
def test_a_file_that_is_no_list_is_told_in_words(name, content):
    found = read(content, name)

    assert found.rows == ()
    assert found.problems


@given(
    st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    st.sampled_from(("json", "zip")),
)
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_no_content_breaks_the_reader(content, ending):
    found = read(content, f"x.{ending}")

    assert bool(found.rows) != bool(found.problems)


@pytest.mark.django_db
def test_what_was_exported_is_brought_back_the_same_in_both_forms_without_any_address(
    cora, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    number = directory.shelter(cora, cost="Free", reach="LISTED", towns=("ANDOVER",))
    said = desk.listing(number, viewer=cora, today=NOW.date()).said
    here = names(viewer=cora)
    for name, content in (("a.json", packages.as_json()), ("a.zip", packages.as_zip())):
        found = read_listings(name, content, names=here)
        assert found.problems == ()
        assert [each.said for each in found.rows] == [said]
        assert found.unread == ("places and their addresses",)


@pytest.mark.django_db
def test_an_unknown_taxonomy_of_a_package_is_told_and_nothing_is_added(cora):
    service = {
        "id": "x",
        "name": "Beds",
        "status": "active",
        "organization": {"name": "Made-up"},
        "attributes": [{"taxonomy_term": {"name": "Mental helth"}}],
    }
    found = read(json.dumps([service]), "a.json")

    assert (
        found.problems[0][1]
        == "There is no kind of help 'Mental helth'. The nearest is 'mental health'."
    )


@pytest.mark.django_db
def test_brought_listings_are_drafts_and_a_second_time_changes_nothing(cora, tara):
    rows = read(LIST).rows
    first = bringing.bring(rows, by=cora, at=NOW)
    again = bringing.bring(rows, by=cora, at=NOW)

    assert (first.new, first.known, again.new, again.known) == (2, 0, 0, 2)
    assert set(Listing.objects.values_list("state", flat=True)) == {"DRAFT"}
    assert Organization.objects.get().name == "Made-up House"
    with pytest.raises(NotYours):
        bringing.bring(rows, by=tara, at=NOW)


@pytest.mark.django_db
def test_the_page_shows_what_it_read_before_it_keeps_it(curating):
    told = LIST.replace("Shelter; ", "")
    seen = curating.post("/desk/directory/bring/", {"pasted": told})
    assert b"2 listings are in it" in seen.content
    assert not Listing.objects.exists()
    text = seen.context["text"]
    curating.post("/desk/directory/bring/", {"pasted": text, "keep": "1"})
    assert Listing.objects.count() == 2

    wrong = curating.post("/desk/directory/bring/", {"pasted": LIST})
    assert wrong.status_code == 422
    assert b"There is no kind of help" in wrong.content


def test_a_huge_table_in_a_small_package_is_refused():
    out = io.BytesIO()
    with ZipFile(out, "w", 8) as archive:
        archive.writestr("services.csv", b"0" * 21_000_000)
    assert "too large" in read(out.getvalue(), "a.zip").problems[0][1]
