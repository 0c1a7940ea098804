"""Good files in odd clothes end in the same plain rows."""

from __future__ import annotations

import pytest

from fourfold import reference
from fourfold.analysis.check.files.bringing import sheets
from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.recognition import FileKind
from fourfold.analysis.check.files.rules import check_file
from fourfold.documents.contracts import sheets as ours
from fourfold.documents.contracts import template
from fourfold.reference.contracts import Contract, Severity
from tests.make.bad_files.asked import ROWS, STAYS, text
from tests.make.bad_files.books import TABLE, cell, number, sheet, xlsx
from tests.make.bad_files.good import OTHER_ORDERS, SAME

from .brought import bring, rows_of


@pytest.mark.parametrize("name", SAME)
def test_the_same_rows_come_out(name: str) -> None:
    make, answers = SAME[name]
    brought = bring(make(), answers=answers)
    errors = [each.code for each in brought.plain.problems if each.severity is Severity.ERROR]

    assert brought.must_be_asked == set()
    assert errors == []
    assert [row[1:] for row in rows_of(brought.plain)] == ROWS


@pytest.mark.parametrize("order", OTHER_ORDERS)
def test_days_stay_as_written_with_their_order(order: str) -> None:
    make, answers = OTHER_ORDERS[order]
    brought = bring(make(), answers=answers)

    assert brought.plain.dates is DateOrder(order)
    assert [row[3:] for row in rows_of(brought.plain)] == [row[2:] for row in ROWS]


@pytest.mark.parametrize(
    "contract", reference.load_pack("ct").contracts, ids=lambda each: each.name
)
def test_the_contracts_own_example_is_read_without_a_question(contract: Contract) -> None:
    brought = bring(template(contract, filled=True), contract)

    assert brought.recognition.kind is FileKind.WORKBOOK
    assert brought.recognition.sheet == ours.DATA
    assert brought.asked == brought.codes == set()
    assert brought.plain.columns == tuple(each.name for each in contract.fields)


def test_the_templates_sheets_have_the_names_that_are_skipped() -> None:
    assert sheets.TEMPLATE_DATA == ours.DATA
    assert {ours.CODES, ours.HELP} == sheets.TEMPLATE_OTHERS


def test_numbers_of_a_workbook_and_typed_ones_are_read_alike() -> None:
    held = xlsx(
        sheet(TABLE, F2=number("F2", "1.234"), F3=cell(5, 3, "12,50"), B3=cell(1, 3, "5/28/2017"))
    )
    brought = bring(held)

    assert brought.asked == set()
    assert [row[6] for row in rows_of(brought.plain)] == ["1,234", "12,50", "0"]
    assert check_file(brought.plain, STAYS).groups == ()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["plain", "UTF-16", "XLSX with days", "ODS", "a survey tool"])
def test_the_rules_find_nothing_wrong_with_them(name: str) -> None:
    make, answers = SAME[name]

    assert check_file(bring(make(), answers=answers).plain, STAYS).can_be_sent


@pytest.mark.slow
def test_a_file_read_where_it_lies_has_the_rows_of_its_copy() -> None:
    there = check_file(bring(text().encode()).plain, STAYS)
    copied = check_file(bring(text().encode("utf-16")).plain, STAYS)

    assert there == copied
