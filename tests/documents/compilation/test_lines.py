"""Rows are told as runs, numbers as they are, and a sum that nobody gave is a dash."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.documents import docx, html
from fourfold.documents.compilation import ByLine, Cut, Line, Measure, Part, compilation_by_line
from fourfold.documents.compilation.lines import plain, ranges, rows_in_words, shown
from fourfold.documents.proof import check

from .made_up import collected


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ((2,), "row 2"),
        ((2, 3), "rows 2–3"),
        ((2, 3, 4, 9), "rows 2–4, 9"),
        ((9, 2), "rows 2, 9"),
        (tuple(range(2, 100, 2)), "rows 2, 4, 6 and 46 more"),
    ],
)
def test_rows_are_told_as_runs(rows: tuple[int, ...], said: str) -> None:
    assert rows_in_words(rows, most=3) == said


@given(st.sets(st.integers(1, 500), min_size=1))
def test_runs_hold_every_row_once(rows: set[int]) -> None:
    told = [row for first, last in ranges(rows) for row in range(first, last + 1)]
    assert told == sorted(rows)


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (None, "people", "–"),
        (Decimal("0E-10"), "people", "0"),
        (Decimal("1200"), "people", "1,200"),
        (Decimal("2.5000000000"), "hours", "2.5"),
        (Decimal("8444.5"), "US dollars", "8,444.50"),
        (Decimal("8344"), "US dollars", "8,344"),
        (Decimal("-0.5"), "US dollars", "-0.50"),
    ],
)
def test_a_number_is_written_as_it_is(value: Decimal | None, unit: str, said: str) -> None:
    assert shown(value, measure=Measure("x", "X", unit)) == said


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=10))
def test_a_number_in_a_file_is_the_very_number(value: Decimal) -> None:
    assert Decimal(plain(value)) == value


def made(*, apart: bool = False) -> ByLine:
    part = Part("PD001", "Made-up PD", "022a9c1b77", (2, 3), {"people": Decimal(3)})
    columns = (("year", "Year"), ("service", "Service"), ("step", "Step"))
    line = Line(("2018", "SV01", ""), ("2018", "Shelter", "Not said"), (part,))
    return ByLine(
        offices=collected(),
        measures=(Measure("people", "People served", "people"),),
        cuts=(Cut("year+service+step", columns, (line,)),),
        row="One service, one year.",
        apart=apart,
    )


def test_the_document_leads_from_a_sum_to_its_batch_and_rows() -> None:
    document = compilation_by_line(made())
    page = html.page(document)

    check(document)
    assert "batch 022a9c1b, rows 2–3" in page
    assert "By year, service and step" in page
    assert "A line may be part of another" in page
    assert "No row is part of another." in html.page(compilation_by_line(made(apart=True)))
    assert docx.render(document)
