"""A needs assessment on paper: every number leads to its row, and nothing is left unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.documents import docx, html, pdf
from fourfold.documents.needs import Evidence, Finding, Report, compose

FOUND = (
    Finding(
        "GAP",
        "protection",
        "Few beds for boys",
        (
            Evidence(
                "ITEM", "“Is there a bed?” “no” (Made-up study)", "57% of 42 answers", "", True
            ),
            Evidence("DOCUMENT", "A made-up report", "no bed for a boy", "page 3", False),
        ),
    ),
    Finding("STRENGTH", "partnership", "One line for calls", ()),
)


def report(*found: Finding, is_settled: bool = True) -> Report:
    return Report("A made-up assessment", 2030, is_settled, date(2030, 5, 1), found)


def told(made: Report) -> str:
    return " ".join(html.page(compose(made, author="A made-up council")).split())


def test_a_number_stands_in_the_finding_and_leads_to_its_evidence() -> None:
    said = told(report(*FOUND))

    assert 'href="#E1"' in said
    assert "57% of 42 answers" in said
    assert "“no bed for a boy”" in said
    assert "A made-up report, page 3" in said


def test_a_figure_that_changed_is_said_in_the_table_and_at_the_top() -> None:
    said = told(report(*FOUND))

    assert "57% of 42 answers (changed at its source since)" in said
    assert "1 of the figures below changed" in said


def test_a_draft_says_so_and_a_p_without_findings_too() -> None:
    said = told(report(is_settled=False))

    assert "This is a draft." in said
    assert said.count("Nothing was found here.") == 4
    assert "No evidence was tied" in said
    assert "This is a draft." not in told(report(*FOUND))


@pytest.mark.slow
def test_it_is_written_as_pdf_and_docx_the_same_each_time() -> None:
    document = compose(report(*FOUND), author="A made-up council")

    assert pdf.render(document) == pdf.render(document)
    assert docx.render(document)[:2] == b"PK"
