from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import (
    Bullets,
    Column,
    Document,
    Heading,
    KeyFigure,
    KeyFigures,
    Link,
    Number,
    Paragraph,
    Row,
    Table,
    line,
)
from fourfold.documents.proof import BrokenDocument, check
from tests.documents.make import a_chart, a_document, a_paragraph, a_point, a_table

BROKEN = a_document(
    a_table("twice", "F001"),
    a_table("twice", "F001"),
    Paragraph(line("It was ", Number("212", "F018"), " and ", Link("votes", "#votes"))),
    Table("short", "A table", (Column("A"), Column("B")), (Row((line("only one"),)),)),
)


def problems(document: Document) -> str:
    with pytest.raises(BrokenDocument) as caught:
        check(document)
    return "\n".join(caught.value.problems)


def test_a_whole_document_passes(sample: Document) -> None:
    check(sample)


@pytest.mark.parametrize("write", [html.body, html.page, pdf.render, docx.render])
def test_every_writer_refuses_a_broken_document(write: Callable[[Document], object]) -> None:
    with pytest.raises(BrokenDocument):
        write(BROKEN)


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(BrokenDocument) as caught:
        check(BROKEN)

    assert len(caught.value.problems) == 5
    assert str(caught.value).startswith("'A report' has 5 problems:\n- ")


def test_an_id_that_stands_twice_is_told_once() -> None:
    assert problems(BROKEN).count("'twice' stands 2 times") == 1
    assert problems(BROKEN).count("'F001' stands 2 times") == 1


def test_a_number_that_leads_nowhere_names_its_place() -> None:
    found = problems(BROKEN)

    assert "In the paragraph that begins 'It was 212 and votes'" in found
    assert "the number '212' leads to figure 'F018'" in found


def test_a_link_that_leads_nowhere_is_told() -> None:
    assert "the link 'votes' leads to '#votes'" in problems(BROKEN)


def test_a_row_with_a_cell_missing_is_told() -> None:
    assert "'short', row 1 has 1 cells, and the table has 2 columns" in problems(BROKEN)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///etc/passwd", "", "a b"])
def test_a_link_to_anything_but_an_address_is_refused(address: str) -> None:
    assert "Links begin with" in problems(a_document(Paragraph((Link("click", address),))))


@pytest.mark.parametrize("id_", ["", "9a", "a b", 'a"b', "ä"])
def test_an_id_that_no_format_can_link_to_is_refused(id_: str) -> None:
    assert "cannot be linked to" in problems(a_document(Heading("A", 2, id_)))


def test_numbers_in_lists_tables_charts_and_key_figures_are_followed() -> None:
    lost = line(Number("5", "LOST"))
    chart = replace(a_chart(a_point("A", "1")), points=(replace(a_point("A", "1"), figure="LOST"),))

    found = problems(
        a_document(
            Bullets((lost,)),
            Table("cells", "A table", (Column("A"),), (Row((lost,)),)),
            KeyFigures((KeyFigure("5", "people", "LOST"),)),
            chart,
        )
    )

    assert found.count("'LOST'") == 4


def test_the_cover_s_number_is_followed() -> None:
    document = replace(a_document(), keyfigure=KeyFigure("5", "people", "LOST"))

    assert "In the cover: the number '5'" in problems(document)


def test_a_skipped_level_of_headings_is_told() -> None:
    assert "has level 3 below level 1" in problems(a_document(Heading("Deep", 3, "deep")))


def test_a_character_that_no_printer_has_is_told_with_its_place() -> None:
    assert "U+0000" in problems(a_paragraph("before\x00after"))
    assert "after 'before'" in problems(a_paragraph("before\x00after"))


def test_a_chart_without_alt_text_or_points_is_told() -> None:
    found = problems(a_document(replace(a_chart(), alt=" ")))

    assert "has no alt text" in found
    assert "has no points" in found


def test_a_third_series_before_and_after_is_told() -> None:
    points = (a_point("A", "1", series=each) for each in ("before", "after", "later"))

    assert "more than two series" in problems(a_document(a_chart(*points, kind="BEFORE_AFTER")))


def test_a_fifth_p_is_told() -> None:
    heading = Heading("Policy", 2, "policy", four_p="policy")

    assert "'policy' is none of the four Ps" in problems(a_document(heading))


def test_a_document_without_title_is_told() -> None:
    assert "has no title" in problems(a_document(title=" "))
