from __future__ import annotations

import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from fourfold.documents import pdf
from fourfold.documents.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.fonts import FontsMissing
from tests.documents.make import a_document, a_paragraph
from tests.documents.sample import NASTY

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")))


@pytest.fixture(scope="module")
def book(sample_pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(sample_pdf))


def root(book: PdfReader) -> Any:
    return book.trailer["/Root"]


def squeezed(text: str) -> str:
    return "".join(text.split())


def links(book: PdfReader) -> list[Any]:
    found = []
    for page in book.pages:
        found += [each.get_object() for each in page.get("/Annots", [])]
    return [each for each in found if each["/Subtype"] == "/Link"]


def tags(book: PdfReader) -> Counter[str]:
    count: Counter[str] = Counter()
    waiting = [root(book)["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting += node
        elif hasattr(node, "get"):
            count[node.get("/S", "")] += 1
            waiting += [node["/K"]] if "/K" in node else []
    return count


def test_the_file_is_tagged_and_declares_pdf_ua(book: PdfReader) -> None:
    assert root(book)["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part>1<" in root(book)["/Metadata"].get_data()


def test_language_and_title_are_for_the_reader(book: PdfReader, sample: Document) -> None:
    assert root(book)["/Lang"] == "en"
    assert root(book)["/ViewerPreferences"]["/DisplayDocTitle"]
    assert book.metadata is not None
    assert book.metadata.title == sample.title


def test_the_only_date_is_the_document_s(book: PdfReader) -> None:
    assert book.metadata is not None
    assert book.metadata["/CreationDate"].startswith("D:20180131")
    assert book.metadata["/ModDate"].startswith("D:20180131")


def test_bookmarks_follow_the_headings(book: PdfReader) -> None:
    top = [each.title for each in book.outline if not isinstance(each, list)]
    below = [each.title for part in book.outline if isinstance(part, list) for each in part[:1]]

    assert top == [
        *("Highlights", "Protection", "Prevention", "Recommendations", "Data appendix"),
    ]
    assert below == ["Who was referred", "What training changed"]


def test_every_number_leads_to_the_page_of_its_row(book: PdfReader) -> None:
    inside = [each for each in links(book) if "/Dest" in each]
    pages = [each.indirect_reference for each in book.pages]
    rows = [n for n, page in enumerate(book.pages) if "F020" in page.extract_text()]

    numbers_of_page_two = [
        each.get_object()["/Dest"].get_object()
        for each in book.pages[1]["/Annots"]  # type: ignore[attr-defined]
        if "/Dest" in each.get_object()
    ]

    assert len(inside) > 40
    assert pages.index(numbers_of_page_two[0][0].indirect_reference) == rows[-1]


def test_outside_links_keep_their_address(book: PdfReader) -> None:
    addresses = {
        each["/A"]["/URI"] for each in links(book) if "/A" in each and "/URI" in each["/A"]
    }

    assert "https://www.cga.ct.gov/" in addresses


def test_tables_figures_headings_and_contents_have_their_tags(book: PdfReader) -> None:
    count = tags(book)

    assert count["/Figure"] == 3
    assert count["/Table"] == 5
    assert count["/TH"] >= 13
    assert count["/Caption"] == 5
    assert count["/H1"] == 5
    assert count["/TOC"] == 2, "contents in two columns"
    assert count["/L"] >= 3


def test_a_table_repeats_its_header_on_every_page(book: PdfReader) -> None:
    pages = [page.extract_text() for page in book.pages]

    appendix = [text for text in pages if "Measure of something" in text]
    assert len(appendix) > 2
    assert all("What it counts" in text for text in appendix)


def test_pages_say_where_one_is_but_not_the_cover(book: PdfReader) -> None:
    last = len(book.pages)

    assert f"Page 2 of {last}" in book.pages[1].extract_text()
    assert "Page 1 of" not in book.pages[0].extract_text()


def test_the_cover_has_the_one_number_and_the_contents(book: PdfReader) -> None:
    cover = book.pages[0].extract_text()

    assert "212" in cover
    assert "Data appendix" in cover


def test_words_that_look_like_markup_are_words(book: PdfReader) -> None:
    text = squeezed("".join(page.extract_text() for page in book.pages))

    assert squeezed(NASTY) in text
    assert "root:" not in text


def test_the_paper_is_letter(book: PdfReader) -> None:
    assert {tuple(page.mediabox[2:]) for page in book.pages} == {(612, 792)}


def test_a_note_stands_in_the_margin_beside_its_paragraph() -> None:
    note = Paragraph(line("A note."), role="note")

    data = pdf.as_data(a_document(note, Paragraph(line("Words.")), note, note))

    assert [each["kind"] for each in data["blocks"]] == ["heading", "note", "paragraph"]
    assert len(data["blocks"][2]["notes"]) == 2


@given(PRINTABLE)
def test_any_words_reach_the_template_unharmed(text: str) -> None:
    data = json.loads(json.dumps(pdf.as_data(a_paragraph(text)), ensure_ascii=False))

    assert data["blocks"][1]["line"][0]["text"] == text


def chapters(count: int) -> list[Block]:
    words = Paragraph(line("Some words."))
    return [
        block
        for number in range(count)
        for block in (Heading(f"Chapter {number}", 1, f"c{number}"), words)
    ]


def test_contents_that_do_not_fit_the_cover_move_to_the_next_page_whole() -> None:
    long = a_document(*chapters(40), title="A title of many words " * 16)

    book = PdfReader(io.BytesIO(pdf.render(long)))

    contents = book.pages[1].extract_text()
    assert "Contents" not in book.pages[0].extract_text()
    assert all(each in contents for each in ("Contents", "Chapter 0", "Chapter 39"))


def test_short_chapters_share_a_page_but_none_begins_at_its_foot() -> None:
    book = PdfReader(io.BytesIO(pdf.render(a_document(*chapters(6)))))

    pages = [page.extract_text() for page in book.pages[1:]]
    assert 2 <= len(pages) <= 4
    assert all(0 < page.count("Chapter") <= 5 for page in pages)


def test_a_long_table_of_few_rows_breaks_between_them_and_stays_on_the_paper() -> None:
    words = "Long words that fill a cell of this table over many lines. " * 12
    rows = tuple(Row((line(str(number)), line(words + f"End {number}."))) for number in range(9))
    table = Table("tall", "A tall table", (Column("No."), Column("What", share=4)), rows)

    book = PdfReader(io.BytesIO(pdf.render(a_document(table))))

    assert pdf.as_data(a_document(table))["blocks"][1]["wide"]
    assert len(book.pages) > 1
    assert all("No." in page.extract_text() for page in book.pages)


def test_small_tables_stay_on_one_page(sample: Document) -> None:
    blocks = pdf.as_data(sample)["blocks"]

    together = {each["id"]: each["together"] for each in blocks if each["kind"] == "table"}
    assert together == {"tab-homes": True, "tab-appendix": False}


def test_a_letter_that_no_font_has_is_named() -> None:
    with pytest.raises(pdf.CannotSet, match=r"no font has .* \(U\+1F600\)"):
        pdf.render(a_paragraph("so \U0001f600"))


def test_a_short_document_goes_on_below_its_title() -> None:
    assert len(PdfReader(io.BytesIO(pdf.render(a_document()))).pages) == 1


def test_missing_fonts_say_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOURFOLD_ASSETS", str(tmp_path))

    with pytest.raises(FontsMissing, match="make run"):
        pdf.render(a_document())


def test_strong_numbers_stay_links() -> None:
    strong = Number("15", "start", strong=True)

    piece = pdf.as_data(a_document(Paragraph((strong,))))["blocks"][1]["line"][0]

    assert piece == {
        "kind": "number",
        "text": "15",
        "to": "start",
        "strong": True,
        "emphasis": False,
    }
