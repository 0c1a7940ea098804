from dataclasses import replace
from datetime import date

import pytest

from fourfold.catalog import put_documents, put_tables, queries
from fourfold.catalog.models import PublishedDocument, PublishedTable
from fourfold.catalog.shapes import ClearedDocument
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
