from __future__ import annotations

import re
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as reader

from fourfold.documents import html
from fourfold.documents.blocks import Bullets, Document, Heading, Link, Paragraph, Text, line
from tests.documents.make import a_document, a_paragraph
from tests.documents.sample import NASTY

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")))


@given(PRINTABLE)
def test_any_words_come_back_unharmed(text: str) -> None:
    root = reader.fromstring(html.body(a_paragraph(text)))

    assert root.findtext("p", "") == text


def test_words_that_look_like_markup_are_words(sample_page: str) -> None:
    root = reader.fromstring(sample_page)

    assert NASTY in root.text_content()
    assert not root.findall(".//script")


def test_nothing_comes_from_outside_and_no_style_is_inline(sample_page: str) -> None:
    assert " style=" not in sample_page
    assert not re.search(r"(src|@import|url\((?!#))", sample_page)
    assert not reader.fromstring(sample_page).xpath("//link|//img|//iframe")


def test_a_fragment_starts_at_the_second_level_of_headings(sample: Document) -> None:
    root = reader.fromstring(html.body(sample))

    assert root.tag == "div"
    assert not root.findall(".//h1")
    assert root.findtext(".//h2[@id='highlights']") == "Highlights"
    assert root.find(".//h4[@id='where']") is not None


def test_every_link_inside_leads_to_an_id_that_stands_once(sample_page: str) -> None:
    root = reader.fromstring(sample_page)
    ids = root.xpath("//@id")

    assert len(ids) == len(set(ids))
    assert {each[1:] for each in root.xpath("//a/@href") if each.startswith("#")} <= set(ids)


def test_a_number_leads_to_its_row(sample_page: str) -> None:
    root = reader.fromstring(sample_page)

    number = root.xpath("//p[@class='lead']/a[@class='num']")[0]
    assert (number.text, number.get("href")) == ("212", "#F020")
    assert root.get_element_by_id("F020").tag == "tr"


def test_tables_have_captions_and_headers_for_columns_and_rows(sample_page: str) -> None:
    for table in reader.fromstring(sample_page).iter("table"):
        assert table.findtext("caption")
        assert {each.get("scope") for each in table.xpath("thead//th")} == {"col"}
        assert all(row.xpath("th[@scope='row']") for row in table.xpath("tbody/tr"))


def test_tables_can_be_scrolled_by_keyboard_and_say_what_they_are(sample_page: str) -> None:
    for scroll in reader.fromstring(sample_page).find_class("table-scroll"):
        assert scroll.get("tabindex") == "0"
        assert scroll.get("role") == "region"
        assert scroll.get("aria-label") == scroll.findtext("table/caption")


def test_a_figure_has_its_number_its_finding_and_the_same_figures_as_a_table(
    sample_page: str,
) -> None:
    figure = reader.fromstring(sample_page).get_element_by_id("fig-race")

    title = figure.find_class("caption-title")[0].text_content()
    assert title == "Figure 1. Two of five children referred were Hispanic or Latino"
    assert len(figure.xpath(".//*[name()='svg'][@role='img']")) == 2, "wide and narrow"
    assert figure.findtext("details/summary") == "The same figures as a table"
    assert figure.find("details//table") is not None


def test_only_the_number_of_a_key_figure_is_large(sample_page: str) -> None:
    root = reader.fromstring(sample_page)

    lead = root.xpath("//ul[@class='key-figures']//span[@class='key-lead']")
    assert [each.text for each in lead] == ["over "]
    assert lead[0].getparent().text_content() == "over 12,900"


def test_a_list_starts_where_it_is_told() -> None:
    body = html.body(a_document(Bullets((line("four"),), start=4), Bullets((line("dot"),))))

    assert '<ol start="4"><li>four</li></ol>' in body
    assert "<ul><li>dot</li></ul>" in body


def test_strong_words_emphasis_and_outside_links() -> None:
    pieces = (
        Text("a", strong=True),
        Text("b", emphasis=True),
        Link("c", "https://example.org/?a&b"),
    )

    body = html.body(a_document(Paragraph(pieces)))

    assert "<strong>a</strong><em>b</em>" in body
    assert '<a href="https://example.org/?a&amp;b">c</a>' in body


def test_the_page_says_its_language_and_title(sample_page: str) -> None:
    root = reader.fromstring(sample_page)

    assert root.get("lang") == "en"
    assert root.findtext(".//title") == root.findtext(".//h1")


def test_contents_follow_the_headings(sample: Document) -> None:
    root = reader.fromstring(html.contents(sample))

    assert [each.text for each in root.xpath("ol/li/a")] == [
        *("Highlights", "Protection", "Prevention", "Recommendations", "Data appendix"),
    ]
    inner = root.xpath("ol/li/ol/li/a")
    assert [each.text for each in inner] == [
        *("Who was referred", "How referrals grew", "What training changed"),
    ]


def test_contents_close_what_they_open() -> None:
    levels = (2, 3, 1, 2, 3, 2, 1)
    headings = (Heading(f"H{n}", level, f"h{n}") for n, level in enumerate(levels))  # type: ignore[arg-type]

    written = html.contents(a_document(*headings), deepest=3)

    assert written.count("<ol>") == written.count("</ol>") == 5
    assert written.count("<li>") == written.count("</li>") == 8


def test_a_spanish_document_gets_spanish_words() -> None:
    page = html.page(a_document(language="es"))

    assert "Contenido" in page
    assert "31 de enero de 2018" in page


def test_loading_the_module_loads_no_slow_library() -> None:
    code = (
        "import sys, fourfold.documents.html;"
        "print([m for m in ('vl_convert', 'typst', 'docx', 'django') if m in sys.modules])"
    )

    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)

    assert loaded.stdout.strip() == "[]", loaded.stderr


def test_a_folded_chapter_is_closed_and_the_next_one_is_not() -> None:
    document = a_document(
        Heading("First", 1, "first"),
        Heading("Second", 1, "second"),
        Heading("Its part", 2, "part"),
        Heading("Third", 1, "third"),
    )

    written = " ".join(html.body(document, folded=("second",)).split())

    assert written.count("<details") == written.count("</details>") == 1
    assert '<summary><h2 id="second">Second</h2></summary> <h3 id="part">' in written
    assert '</details> <h2 id="third">' in written
