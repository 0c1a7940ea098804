"""A compilation adds up what was accepted, and keeps zero, nothing and no answer apart."""

from __future__ import annotations

import csv
import dataclasses
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Chart, Document, Table
from fourfold.documents.compilation import Standing, as_csv, compilation, compilation_rows
from fourfold.documents.compilation.shapes import NOT_PUBLIC, Sum, total
from fourfold.documents.outline import plain, tables
from fourfold.documents.proof import check

from .made_up import an_answer, collected

WHOLE = compilation(collected())


def cells(document: Document, row_id: str) -> list[str]:
    """Return the cells of the row with an id, as words."""
    found = [row for table in tables(document) for row in table.rows if row.id == row_id]
    assert len(found) == 1
    return [plain(each) for each in found[0].cells]


def test_a_total_adds_up_accepted_numbers_only() -> None:
    answers = [
        an_answer(1),
        an_answer(2),
        an_answer(3, Standing.SENT),
        an_answer(4, Standing.NOTHING),
        an_answer(5, Standing.MISSING),
    ]

    assert total("a2", answers) == Sum(3, 2)
    assert total("a2", answers[2:]) == Sum(None, 0)


@pytest.mark.parametrize(
    ("standing", "shown", "number"),
    [
        (Standing.ACCEPTED, "Answered", "0"),
        (Standing.NOTHING, "Nothing to report", "–"),
        (Standing.MISSING, "No answer", "–"),
        (Standing.WAITED_FOR, "Not yet due", "–"),
        (Standing.SENT, "Sent, not yet accepted", "–"),
        (Standing.EXCUSED, "Let off", "–"),
    ],
)
def test_zero_nothing_and_no_answer_are_three_things(
    standing: Standing, shown: str, number: str
) -> None:
    made = compilation(collected(an_answer(0, standing), an_answer(1)))

    assert cells(made, "office-PD000")[1:3] == [shown, number]


def test_an_answer_after_its_day_is_late_and_still_counts() -> None:
    made = compilation(collected(an_answer(1, came_on=date(2018, 10, 2)), an_answer(2)))

    assert cells(made, "office-PD001")[1:3] == ["Answered, late", "1"]
    assert cells(made, "total-a2")[2] == "3"


def test_every_number_of_an_office_names_its_batch_and_row() -> None:
    assert cells(WHOLE, "office-PD002")[-1] == "batch 022a9c1b, row 2"


def test_a_batch_without_a_row_is_named_alone() -> None:
    assert an_answer(2, row=0).origin == "batch 022a9c1b"
    assert an_answer(2, Standing.NOTHING).origin == ""


def test_who_is_not_asked_an_item_is_not_waited_for_in_it() -> None:
    assert cells(WHOLE, "total-a2")[3] == "30 of 38"
    assert cells(WHOLE, "total-b1")[2:] == ["1", "1 of 1"]


def test_what_offices_wrote_stands_under_its_item_with_their_name() -> None:
    page = html.page(WHOLE)

    assert "<strong>Made-up Chief State’s Attorney. </strong>One conviction" in page
    assert "No office wrote anything here." in page


def test_offices_that_wrote_the_same_stand_together() -> None:
    page = html.page(compilation(collected(an_answer(0), an_answer(1))))

    both = ", ".join(an_answer(at).name for at in (0, 1))
    assert f"<strong>{both}. </strong>Two hours a year." in page


def test_who_has_not_answered_is_named_and_why_one_was_let_off() -> None:
    page = html.page(WHOLE)

    assert "No answer: 3 offices" in page
    assert "founded in September" in page


def test_when_all_have_answered_it_says_so() -> None:
    assert "every office has answered" in html.page(compilation(collected(an_answer(1))))


def test_a_district_without_a_number_is_not_drawn_as_zero() -> None:
    made = compilation(collected(*map(an_answer, range(5)), an_answer(5, Standing.MISSING)))
    chart = next(each for each in made.blocks if isinstance(each, Chart))

    assert {point.label for point in chart.points}.isdisjoint({"Windham"})
    assert "1 district without any number: not drawn, and not 0." in chart.reading


def test_one_district_is_compared_with_nothing() -> None:
    made = compilation(collected(an_answer(1)))

    assert not [each for each in made.blocks if isinstance(each, Chart)]


def test_every_page_says_that_it_is_not_for_the_public() -> None:
    assert NOT_PUBLIC in WHOLE.running_title
    assert NOT_PUBLIC in html.page(WHOLE)


def test_nobody_asked_is_a_document_too() -> None:

    made = compilation(dataclasses.replace(collected(), answers=()))

    check(made)
    assert cells(made, "total-a2")[2] == "no number"


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(st.sampled_from(list(Standing)), st.integers(0, 9)),
        max_size=12,
    )
)
def test_totals_of_offices_and_districts_are_the_statewide_total(
    given_: list[tuple[Standing, int]],
) -> None:
    made = compilation(
        collected(
            *(
                an_answer(at, standing, counts={"a2": count})
                for at, (standing, count) in enumerate(given_)
            ),
            an_answer(20, Standing.ACCEPTED, counts={"a2": 1}),
        )
    )
    check(made)
    wanted = 1 + sum(count for standing, count in given_ if standing is Standing.ACCEPTED)
    sums = [cells(made, "total-a2")[2]]
    sums += [str(_sum(table, 2)) for table in tables(made) if table.id == "t-districts"]

    assert set(sums) == {str(wanted)}


def _sum(table: Table, column: int) -> int:
    shown = [plain(row.cells[column]) for row in table.rows]
    return sum(int(each) for each in shown if each.isdecimal())


def test_as_csv_a_number_that_is_not_there_is_empty() -> None:
    text = as_csv(compilation_rows(collected(an_answer(0), an_answer(1, Standing.NOTHING))))
    rows = [each for each in csv.DictReader(io.StringIO(text)) if each["item"] == "a2"]

    assert [(each["value"], each["standing"]) for each in rows] == [
        ("0", "ACCEPTED"),
        ("", "NOTHING"),
    ]
    assert rows[0]["batch"] == "002a9c1bffee4d10"


@pytest.mark.slow
def test_it_is_a_tagged_pdf_and_a_word_file_that_are_the_same_twice() -> None:
    made = pdf.render(WHOLE)

    assert b"StructTreeRoot" in made
    assert pdf.render(WHOLE) == made
    assert docx.render(WHOLE) == docx.render(WHOLE)
    assert re.match(rb"PK", docx.render(WHOLE))
