"""A data contract on paper and as a spreadsheet says the same as the contract itself."""

from __future__ import annotations

import io
import re
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from fourfold import reference
from fourfold.documents import html, pdf
from fourfold.documents.contracts import printed, template
from fourfold.reference import Contract

CT = reference.load_pack("ct")
each_contract = pytest.mark.parametrize("contract", CT.contracts, ids=lambda each: each.name)


@each_contract
def test_a_template_has_one_column_for_each_field_and_no_formula(contract: Contract) -> None:
    book = load_workbook(io.BytesIO(template(contract, filled=True)))
    data = book["Data"]

    assert [cell.value for cell in data[1]] == [each.name for each in contract.fields]
    assert data.max_row == 2
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= set("snd")


@each_contract
def test_an_example_is_what_the_contract_gives_as_such(contract: Contract) -> None:
    book = load_workbook(io.BytesIO(template(contract, filled=True)))
    shown = [str(cell.value or cell.value == 0 and "0" or "")[:10] for cell in book["Data"][2]]

    assert shown == [each[:10] for each in contract.example().values()]


def test_a_drop_down_offers_every_code_of_the_pack() -> None:
    book = load_workbook(io.BytesIO(template(CT.contract("trainings"))))
    rules = {
        str(rule.sqref): rule.formula1 for rule in book["Data"].data_validations.dataValidation
    }
    towns = next(column for column in book["Codes"].columns if column[0].value == "town")

    assert [cell.value for cell in towns[1:] if cell.value] == [each.code for each in CT.towns]
    assert len(rules) == 5
    assert any(formula.endswith("$170") for formula in rules.values())


def test_the_same_contract_gives_the_same_bytes() -> None:
    contract = CT.contract("dcf_referrals")

    assert template(contract) == template(contract)
    assert template(contract) != template(contract, filled=True)


def test_no_part_of_a_template_bears_the_day_it_was_made() -> None:
    contract = CT.contract("trainings")
    with ZipFile(io.BytesIO(template(contract))) as opened:
        days = {part.date_time for part in opened.infolist()}
        facts = opened.read("docProps/core.xml").decode()

    assert days == {(2026, 11, 22, 0, 0, 0)}
    assert re.findall(r">(20[^<]*)<", facts) == ["2026-11-22T00:00:00Z"] * 2


@each_contract
def test_the_printed_contract_names_every_column_and_every_rule(contract: Contract) -> None:
    page = html.page(printed(contract, author="The Council"))

    for field in contract.fields:
        assert f">{field.name}<" in page
    for rule in contract.rules:
        assert f">{rule.code}<" in page


def test_the_printed_contract_about_people_says_so_first() -> None:
    page = html.page(printed(CT.contract("dcf_referrals"), author="The Council"))

    assert page.index("People stand behind these rows") < page.index("agency_number")


@pytest.mark.slow
def test_a_contract_is_a_tagged_pdf() -> None:
    made = pdf.render(printed(CT.contract("hotline_counts"), author="The Council"))

    assert made.startswith(b"%PDF")
    assert b"StructTreeRoot" in made
