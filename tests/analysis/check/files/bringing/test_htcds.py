"""The standard's own form and the file of one case are read as its contract asks."""

from __future__ import annotations

import csv
import io

from fourfold.analysis.check.files.recognition import FileKind
from fourfold.reference import FieldType
from fourfold.reference.htcds_contract import htcds_cases
from tests.make.bad_files.asked import STAYS
from tests.reference.test_htcds_contract import FORM

from .brought import bring

CASES = htcds_cases()


def table(headings: list[str], row: list[str]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, row])
    return text.getvalue().encode()


def test_the_official_form_is_read_without_a_question() -> None:
    brought = bring(table([f"victim/{each}" for each in FORM], ["x"] * len(FORM)), CASES)

    assert brought.must_be_asked == set()
    assert all(each.field for each in brought.recognition.columns)


def test_the_choices_of_a_question_are_joined() -> None:
    field = next(each for each in CASES.fields if each.type is FieldType.LIST)
    codes = list(field.choices)[:3]
    brought = bring(
        table([f"victim/{field.name}/{code}" for code in codes], ["1", "0", "1"]), CASES
    )
    with brought.plain.source.open() as stream:
        row = stream.read().decode().splitlines()[1]

    assert brought.plain.columns == (field.name,)
    assert row == f"2,{codes[0]};{codes[2]}"


def test_one_case_is_one_row() -> None:
    content = (
        b"field,nth,value\r\nprs_Gender,1,Feminine\r\norg_Name,1,Made up\r\norg_Name,2,More\r\n"
    )
    brought = bring(content, CASES)
    with brought.plain.source.open() as stream:
        text = stream.read().decode()

    assert brought.recognition.kind is FileKind.HTCDS_CASE
    assert text == "row,prs_Gender,org_Name\n1,Feminine,Made up\n"
    assert brought.codes == {"SEVERAL_IN_CASE"}


def test_one_case_where_another_table_is_asked_for_is_told() -> None:
    brought = bring(b"field,value\r\nprs_Gender,Feminine\r\n", STAYS)

    assert brought.codes == {"CASE_ELSEWHERE"}
