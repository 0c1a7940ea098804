from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fourfold.documents import docx
from fourfold.documents.blocks import Document, Heading
from tests.documents.make import a_document, a_paragraph
from tests.documents.sample import NASTY

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")))


def part(file: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(file)) as packed:
        return etree.fromstring(packed.read(name))


@pytest.fixture(scope="module")
def body(sample_docx: bytes) -> etree._Element:
    return part(sample_docx, "word/document.xml")


def styled(body: etree._Element, style: str) -> list[str]:
    return [
        "".join(each.itertext(f"{W}t"))
        for each in body.iter(f"{W}p")
        if each.find(f"{W}pPr/{W}pStyle") is not None
        and each.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == style
    ]


def test_headings_lists_and_captions_have_word_s_own_styles(body: etree._Element) -> None:
    assert styled(body, "Heading1")[:2] == ["Highlights", "Protection"]
    assert styled(body, "Heading3") == ["Where they lived"]
    assert styled(body, "ListBullet")[0] == "Reports rose in 4 of 6 regions."
    assert styled(body, "Caption")[0].startswith("Figure 1. Two of five")


def test_every_style_that_is_used_is_there(sample_docx: bytes, body: etree._Element) -> None:
    known = {each.get(f"{W}styleId") for each in part(sample_docx, "word/styles.xml")}

    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {each.get(f"{W}val") for each in body.iter(f"{W}{tag}")} <= known


def test_every_link_inside_leads_to_a_bookmark(body: etree._Element) -> None:
    anchors = {each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")} - {None}
    names = [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")]

    assert "F020" in anchors
    assert anchors <= set(names)
    assert len(names) == len(set(names))


def test_ids_that_word_would_take_for_the_same_get_two_names() -> None:
    file = docx.render(a_document(Heading("A", 2, "a-b"), Heading("B", 2, "A.B")))

    names = [
        each.get(f"{W}name") for each in part(file, "word/document.xml").iter(f"{W}bookmarkStart")
    ]
    assert names == ["start", "a_b", "A_B_2"]


def test_tables_repeat_their_header_and_no_row_breaks(body: etree._Element) -> None:
    tables = [
        each for each in body.iter(f"{W}tbl") if each.find(f"{W}tblPr/{W}tblStyle") is not None
    ]

    assert len(tables) == 5
    for table in tables:
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))


def test_the_appendix_has_all_its_rows(body: etree._Element) -> None:
    assert len(list(list(body.iter(f"{W}tbl"))[-1].iter(f"{W}tr"))) == 121


def test_pictures_have_words_for_those_who_cannot_see_them(body: etree._Element) -> None:
    words = [each.get("descr") for each in body.iter("{*}docPr")]

    assert len(words) == 3
    assert all(words)


def test_numbered_lists_start_where_they_are_told(sample_docx: bytes) -> None:
    starts = part(sample_docx, "word/numbering.xml").iter(f"{W}startOverride")

    assert [each.get(f"{W}val") for each in starts] == ["1", "4"]


def test_the_file_says_its_language_title_and_date(sample_docx: bytes, sample: Document) -> None:
    facts = part(sample_docx, "docProps/core.xml")

    assert facts.findtext("{*}title") == sample.title
    assert facts.findtext("{*}created") == "2018-01-31T00:00:00Z"
    assert facts.findtext("{*}modified") == "2018-01-31T00:00:00Z"
    language = part(sample_docx, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert language.get(f"{W}val") == "en-US"


def test_the_paper_is_letter_and_pages_are_numbered(
    sample_docx: bytes, body: etree._Element
) -> None:
    size = body.find(f".//{W}pgSz")
    fields = [
        each.get(f"{W}instr")
        for name in zipfile.ZipFile(io.BytesIO(sample_docx)).namelist()
        if name.startswith("word/footer")
        for each in part(sample_docx, name).iter(f"{W}fldSimple")
    ]

    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    assert fields == [" PAGE ", " NUMPAGES "]


def test_entries_are_sorted_and_dated_the_day_of_issue(sample_docx: bytes) -> None:
    entries = zipfile.ZipFile(io.BytesIO(sample_docx)).infolist()

    assert entries[0].filename == "[Content_Types].xml"
    names = [each.filename for each in entries[1:]]
    assert names == sorted(names)
    assert {each.date_time for each in entries} == {(2018, 1, 31, 0, 0, 0)}


def test_words_that_look_like_markup_are_words(body: etree._Element) -> None:
    assert NASTY in "".join(body.itertext(f"{W}t"))


@given(PRINTABLE)
def test_any_words_come_back_unharmed(text: str) -> None:
    body = part(docx.render(a_paragraph(text)), "word/document.xml")

    assert styled(body, "Normal") == [text]


def test_a_line_break_in_words_stays_a_line_break() -> None:
    body = part(docx.render(a_paragraph("one\ntwo")), "word/document.xml")

    assert len(list(body.iter(f"{W}br"))) == 1
