"""What the pack's own contracts take, and what they tell an agency."""

from __future__ import annotations

import csv

import pytest

from fourfold import reference
from fourfold.analysis.check.files.rules.found_in import NOT_COMPARED
from fourfold.documents.contracts import template
from fourfold.reference import Contract

from .asked_of_agencies import CT, changed, checked, told, written

pytestmark = pytest.mark.slow  # each opens a file as a table
each_contract = pytest.mark.parametrize("contract", CT.contracts, ids=lambda each: each.name)


@each_contract
def test_the_filled_template_is_taken_as_it_is(contract: Contract) -> None:
    brought, found = checked(contract, template(contract, filled=True))

    assert brought.must_be_asked == set()
    assert (found.rows, told(found, NOT_COMPARED)) == (1, [])


@each_contract
def test_the_example_as_csv_is_taken_as_it_is(contract: Contract) -> None:
    _, found = checked(contract, written([contract.example()]))

    assert (found.rows, told(found, NOT_COMPARED)) == (1, [])


@pytest.mark.parametrize(
    ("name", "cells", "code"),
    [
        ("dcf_referrals", {"concern": "NONE"}, "CONFIRMED_HAS_DAY NO_KIND_WITHOUT_CONCERN"),
        ("dcf_referrals", {"concern": "CONFIRMED", "kind": ""}, "KIND_IF_CONFIRMED"),
        ("dcf_referrals", {"concern": "CONFIRMED", "substantiated_on": ""}, "CONFIRMED_SAYS_WHEN"),
        ("dcf_referrals", {"substantiated_on": "2017-03-01"}, "REFERRED_BEFORE_CONFIRMED"),
        ("dcf_referrals", {"residence": "AWAY", "was_missing": ""}, "AWAY_SAYS_MISSING"),
        ("dcf_referrals", {"residence": "FOSTER", "in_care": ""}, "PLACED_SAYS_IN_CARE"),
        ("dcf_referrals", {"age": "42"}, "TOO_LARGE"),
        ("hotline_counts", {"until": "2016-12-31"}, "PERIOD_IN_ORDER"),
        ("hotline_counts", {"count": "<3"}, "NOT_A_WHOLE_NUMBER"),
        ("arrests_convictions", {"of_minors": "3"}, "MINORS_AMONG_ALL"),
        ("lodging_attestations", {"employees_trained": ""}, "LODGING_SAYS_ALL"),
        ("provider_counts", {"adults": "54"}, "AGES_ADD_UP"),
        ("provider_counts", {"adults": "", "under_18": "121"}, "AGES_AMONG_ALL"),
        ("provider_counts", {"measure": "TRAINED"}, "PROFESSIONALS_ARE_ADULTS"),
        ("victim_services", {"minors": "3"}, "MINORS_AMONG_ALL"),
        ("victim_services", {"spent": "9000"}, "SPENT_WITHIN_ALLOCATED"),
        ("yearly_law_enforcement", {"b1": "1"}, "OTHERS_DO_NOT"),
        ("yearly_law_enforcement", {"a6": ""}, "LAW_ASKS_FOR_WORDS"),
        ("yearly_law_enforcement", {"a8": "9"}, "FROM_DCF_AMONG_ALL"),
        ("yearly_law_enforcement", {"town": ""}, "POLICE_HAS_TOWN"),
        (
            "yearly_law_enforcement",
            {"kind": "CHIEF_STATES_ATTORNEY"},
            "CHIEF_REPORTS_CONVICTIONS",
        ),
        ("published_figures", {"until": "2016-01-01"}, "PERIOD_IN_ORDER"),
        ("published_figures", {"value": "about 40"}, "WRONG_FORM"),
        ("published_figures", {"indicator": "DCF_REFERALS"}, "NOT_IN_CHOICES"),
        ("published_figures", {"source": ""}, "REQUIRED"),
    ],
)
def test_a_bad_row_is_told_by_the_rule_that_it_breaks(
    name: str, cells: dict[str, str], code: str
) -> None:
    contract = CT.contract(name)
    _, found = checked(contract, written([changed(contract, **cells)]))

    assert told(found, NOT_COMPARED) == code.split()


@pytest.mark.parametrize(
    ("name", "rows", "code"),
    [
        (
            "arrests_convictions",
            [{"count": "3"}, {"step": "CONVICTIONS", "count": "4", "year": "2017"}],
            "CONVICTIONS_AMONG_ARRESTS",
        ),
        ("provider_counts", [{}, {"measure": "SERVED", "adults": "56", "total": "121"}],
         "SERVED_AMONG_SCREENED"),
        ("hotline_counts", [{}, {"measure": "CASES", "count": "191"}], "PARTS_AMONG_SIGNALS"),
        ("hotline_counts", [{}, {"group": "MINORS", "count": "191"}], "GROUPS_AMONG_ALL"),
        ("published_figures", [{}, {}], "REPEATED_KEY REPEATED_VALUE"),
    ],
)  # fmt: skip
def test_rows_that_do_not_fit_together_are_told(
    name: str, rows: list[dict[str, str]], code: str
) -> None:
    contract = CT.contract(name)
    _, found = checked(contract, written([changed(contract, **cells) for cells in rows]))

    assert told(found) == code.split()


def test_convictions_of_a_year_after_its_arrests_are_no_problem() -> None:
    contract = CT.contract("arrests_convictions")
    rows = [{"count": "4"}, {"step": "CONVICTIONS", "count": "4", "year": "2019"}]
    _, found = checked(contract, written([changed(contract, **cells) for cells in rows]))

    assert told(found) == []


@pytest.mark.parametrize("code", ["ct", "zz"])
def test_every_figure_that_a_pack_ships_comes_in_by_the_contract(code: str) -> None:
    pack = reference.load_pack(code)
    path = pack.folder / "figures.csv"
    brought, found = checked(pack.contract("published_figures"), path.read_bytes())

    assert [each.code for each in brought.recognition.doubts if each.must] == []
    assert (found.rows, found.groups) == (len(pack.rows("figures")), ())


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("arrests_convictions", "Año,Ley,Etapa,Cantidad,Menores"),
        ("trainings", "Fecha,Proveedor,Curso,Pueblo,Audiencia,Participantes,Horas,Evaluado"),
        ("victim_services", "Año,Servicio,Personas,Menores,No atendidos,Presupuesto,Gastado"),
    ],
)
def test_headings_in_spanish_are_understood(name: str, headings: str) -> None:
    contract = CT.contract(name)
    lines = list(csv.reader(written([contract.example()]).decode().splitlines()))
    text = "\n".join([headings, ",".join(lines[1])])
    brought, found = checked(contract, text.encode())

    assert [each.field for each in brought.recognition.columns] == lines[0]
    assert told(found) == []
