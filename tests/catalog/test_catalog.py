from dataclasses import MISSING, fields, replace
from datetime import date

import pytest

from fourfold.analysis.tables.figures import ADDED
from fourfold.catalog import put_documents, put_tables, queries
from fourfold.catalog.models import PublishedDocument, PublishedTable
from fourfold.catalog.shapes import ClearedDocument, Lineage, Origin, TableCard
from tests.make import river
from tests.make.river import NOW

pytestmark = pytest.mark.django_db

REPORT = ClearedDocument(
    code="annual-report-2030",
    kind="ANNUAL_REPORT",
    year=2030,
    title="Report",
    summary="Words.",
    language="en",
    issued_on=date(2030, 12, 31),
    made_from="a" * 64,
    files={"pdf": b"%PDF", "docx": b"PK"},
)


def some_table():
    river.publish()
    return queries.table(queries.cards()[0].code)


def test_a_table_comes_back_as_it_went_in():
    table = some_table()

    put_tables.put(replace(table, cautions=("New words.",)), at=NOW)
    again = queries.table(table.card.code)

    assert again.figures == table.figures
    assert again.indicator == table.indicator
    assert again.cautions == ("New words.",)
    assert again.version == table.version + 1


def test_an_older_version_stays_and_only_one_is_current():
    table = some_table()

    put_tables.put(replace(table, cautions=("New words.",)), at=NOW)

    versions = PublishedTable.objects.filter(code=table.card.code)
    assert versions.count() == 2
    assert versions.filter(is_current=True).count() == 1


def test_the_same_table_again_is_no_new_version():
    table = some_table()

    assert put_tables.put(table, at=NOW) is False


def test_the_stamp_changes_with_the_catalog_and_not_without():
    table = some_table()
    before = queries.stamp()
    put_tables.put(table, at=NOW)
    assert queries.stamp() == before

    put_tables.put(replace(table, cautions=("New words.",)), at=NOW)

    assert queries.stamp() != before


def test_the_stamp_changes_when_what_was_said_before_comes_back():
    table = some_table()
    stamps = {queries.stamp()}

    for cautions in (("New words.",), table.cautions):
        put_tables.put(replace(table, cautions=cautions), at=NOW)
        stamps.add(queries.stamp())

    assert len(stamps) == 3


def test_a_table_kept_before_a_field_came_is_still_shown():
    table = some_table()
    kept = PublishedTable.objects.get(code=table.card.code, is_current=True)
    for column in ADDED:
        kept.content["indicator"].pop(column, None)
    kept.save()

    assert queries.table(table.card.code) == table
    assert table.figures[0].code in queries.figures()


# What the first tables were published with. These lists never change.
FIRST = {
    TableCard: "code name headline subtitle four_p unit newest newest_period order",
    Lineage: "release run method software origins",
    Origin: "figure organization file_name line sha256",
}


@pytest.mark.parametrize("kind", FIRST, ids=lambda kind: kind.__name__)
def test_a_field_that_comes_later_has_a_default_and_none_goes(kind):
    needed = {
        each.name
        for each in fields(kind)
        if each.default is MISSING and each.default_factory is MISSING
    }

    assert needed == set(FIRST[kind].split())


@pytest.mark.parametrize(
    "change", [{"title": "Other"}, {"summary": "Other."}, {"issued_on": date(2031, 1, 1)}]
)
def test_a_document_with_the_same_files_and_other_words_is_a_new_version(change):
    put_documents.put(REPORT, at=NOW)

    assert put_documents.put(replace(REPORT, **change), at=NOW) is True

    assert [each.version for each in queries.documents()] == [2]


def test_a_document_made_anew_that_says_the_same_is_not_made_a_third_time():
    put_documents.put(REPORT, at=NOW)

    assert put_documents.put(replace(REPORT, made_from="b" * 64), at=NOW) is False

    assert queries.document_made_from(REPORT.code) == "b" * 64


def test_a_document_is_handed_out_byte_for_byte():
    put_documents.put(REPORT, at=NOW)

    assert queries.document_file("annual-report-2030", "pdf").content == b"%PDF"
    assert queries.document_file("annual-report-2030", "body") is None
    assert queries.documents()[0].files == {"docx": 2, "pdf": 4}


def test_a_changed_document_is_a_new_version_and_the_old_one_stays():
    put_documents.put(REPORT, at=NOW)
    assert put_documents.put(REPORT, at=NOW) is False

    put_documents.put(replace(REPORT, files={"pdf": b"%PDF-2"}), at=NOW)

    assert [each.version for each in queries.documents()] == [2]
    assert PublishedDocument.objects.count() == 2


def test_what_is_not_published_is_not_found():
    assert queries.table("NOTHING") is None
    assert queries.document_file("nothing", "pdf") is None
    assert queries.document_made_from("nothing") == ""
    assert queries.cards() == queries.documents() == []
