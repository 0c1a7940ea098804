"""A contract becomes a form, what is typed becomes a file's rows, a problem finds its field."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.apps.submissions.rules import answering
from fourfold.apps.submissions.rules.answering import (
    NotTyped,
    Office,
    Period,
    Typed,
    can_be_typed,
    key_of,
    layout_of,
    outcome_of,
    rows_of,
    typed_of,
)
from fourfold.reference import Contract, Severity

PACKS = {code: reference.load_pack(code) for code in ("ct", "zz")}
CONTRACTS = [each for pack in PACKS.values() for each in pack.contracts]
TYPED = [each for each in CONTRACTS if can_be_typed(each)]
YEARLY = PACKS["ct"].contract("yearly_law_enforcement")
PROVIDERS = PACKS["ct"].contract("provider_counts")
POLICE = Office("MADE_UP_PD", "Made-up Police Department", "POLICE", town="NORWICH")
CHIEF = Office("MADE_UP_CHIEF", "Made-up Chief", "CHIEF_STATES_ATTORNEY")
PERIOD = Period(2026, date(2026, 1, 1), date(2027, 1, 1))


def names(fields: tuple[reference.ContractField, ...]) -> list[str]:
    return [each.name for each in fields]


@pytest.mark.parametrize("contract", TYPED, ids=lambda each: each.name)
def test_every_field_of_a_form_is_known_or_asked_once_or_asked_in_a_row(contract: Contract) -> None:
    found = layout_of(contract, office=CHIEF, period=PERIOD)

    once = [*found.known, *names(found.shared), *names(found.asked)]
    assert sorted(once) == sorted(each.name for each in contract.fields)


def test_counts_can_be_typed_and_rows_about_a_person_never() -> None:
    people = PACKS["ct"].contract("dcf_referrals")

    assert all(can_be_typed(each) for each in CONTRACTS if each.about is reference.About.COUNTS)
    with pytest.raises(NotTyped, match="Bring it as a file"):
        layout_of(people, office=POLICE, period=PERIOD)


@pytest.mark.parametrize(
    ("office", "asked"),
    [
        (POLICE, "a1 a2 a3 a4 a5 a6 a7 a8 a9"),
        (
            Office("SA", "Made-up Attorney", "STATES_ATTORNEY", district="WINDHAM"),
            "a1 a2 a3 a4 a5 a6 a7 a8 a9",
        ),
        (CHIEF, "a1 a2 a3 a4 a5 a6 a7 a8 a9 b1 b2"),
    ],
)
def test_an_office_is_asked_the_items_of_the_law_that_are_its_own(
    office: Office, asked: str
) -> None:
    found = layout_of(YEARLY, office=office, period=PERIOD)

    assert found.one_row
    assert names(found.asked) == asked.split()


def test_only_the_chief_must_fill_in_the_convictions() -> None:
    chief = layout_of(YEARLY, office=CHIEF, period=PERIOD)

    assert chief.needed("b1")
    assert not layout_of(YEARLY, office=POLICE, period=PERIOD).needed("b1")


def test_nobody_types_what_is_known_of_their_office() -> None:
    found = layout_of(YEARLY, office=POLICE, period=PERIOD)

    assert dict(found.known) == {
        "year": "2026",
        "office": "Made-up Police Department",
        "kind": "POLICE",
        "town": "NORWICH",
    }


def test_a_police_department_whose_town_nobody_noted_is_asked_for_it() -> None:
    found = layout_of(YEARLY, office=Office("PD", "Made-up", "POLICE"), period=PERIOD)

    assert "town" in names(found.asked)
    assert found.needed("town")


def test_a_code_the_contract_does_not_know_is_asked_for_and_not_sent() -> None:
    found = layout_of(PROVIDERS, office=Office("NOBODY", "Made-up", "PROVIDER"), period=PERIOD)

    assert "provider" in names(found.asked)


def test_the_days_of_a_period_are_asked_once_and_begin_with_the_call_s() -> None:
    hotline = PACKS["ct"].contract("hotline_counts")

    found = layout_of(hotline, office=POLICE, period=PERIOD)

    assert names(found.shared) == ["from", "until"]
    assert found.begins == {"from": "2026-01-01", "until": "2026-12-31"}


def test_a_row_nobody_typed_in_is_none_and_a_zero_is_an_answer() -> None:
    found = layout_of(PROVIDERS, office=Office("ORG001", "Made-up", "PROVIDER"), period=PERIOD)

    typed = rows_of(found, {"0-program": "", "2-total": "0", "4-total": "7", "4-out": "1"})

    assert typed.places == (2,)
    assert typed.rows[0]["total"] == "0"
    assert typed.rows[0]["provider"] == "ORG001"


def test_an_answer_of_one_row_is_a_row_even_if_nothing_was_typed() -> None:
    typed = rows_of(layout_of(YEARLY, office=POLICE, period=PERIOD), {})

    assert len(typed.rows) == 1
    assert typed.rows[0]["a2"] == ""


WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)


@given(st.dictionaries(st.sampled_from(["a1", "a2", "a7", "a6"]), WORDS))
def test_what_was_typed_comes_back_as_it_was(cells: dict[str, str]) -> None:
    found = layout_of(YEARLY, office=POLICE, period=PERIOD)
    typed = {key_of(0, name): value for name, value in cells.items()}

    again = typed_of(found, rows_of(found, typed).rows)

    assert {name: value for name, value in again.items() if value} == {
        name: value for name, value in typed.items() if value
    }


def _group(code: str, column: str, row: int, severity: Severity = Severity.ERROR) -> Group:
    place = Problem(row=row, column=column)
    return Group(code, severity, column, column, "It is empty.", "Fill it in.", 1, (place,))


@pytest.mark.parametrize(
    ("code", "column", "row", "key"),
    [
        ("REQUIRED", "a2", 2, "0-a2"),
        ("FROM_DCF_AMONG_ALL", "", 2, "0-a8"),
        ("POLICE_HAS_TOWN", "town", 2, "0-a1"),
        ("CHIEF_REPORTS_CONVICTIONS", "b1", 0, "0-b1"),
    ],
)
def test_a_problem_is_told_beside_its_field(code: str, column: str, row: int, key: str) -> None:
    layout = layout_of(YEARLY, office=CHIEF, period=PERIOD)

    found = outcome_of(layout, rows_of(layout, {}), Checked(1, (_group(code, column, row),)))

    assert [each.key for each in found.errors] == [key]
    assert found.errors[0].words == "It is empty. Fill it in."


def test_a_problem_of_the_third_row_typed_leads_to_where_it_was_typed() -> None:
    layout = layout_of(PROVIDERS, office=Office("ORG001", "Made-up", "PROVIDER"), period=PERIOD)
    typed = Typed(({}, {}, {}), places=(0, 3, 5))

    found = outcome_of(layout, typed, Checked(3, (_group("REQUIRED", "total", 4),)))

    assert [each.key for each in found.errors] == ["5-total"]


def test_problems_beyond_the_examples_are_counted() -> None:
    layout = layout_of(YEARLY, office=POLICE, period=PERIOD)
    many = Group("REQUIRED", Severity.ERROR, "a2", "a2", "Empty.", "Fill.", 9, (Problem(2, "a2"),))

    assert outcome_of(layout, rows_of(layout, {}), Checked(9, (many,))).hidden == 8


def test_a_rule_is_told_beside_the_field_where_it_helps() -> None:
    layout = layout_of(YEARLY, office=POLICE, period=PERIOD)

    beside = {each.name: answering.rules_beside(layout, each.name) for each in layout.asked}

    assert [rule.code for rule in beside["a8"]] == ["FROM_DCF_AMONG_ALL"]
    assert beside["a2"] == ()


@pytest.mark.parametrize(
    ("code", "column", "told"),
    [
        ("OFFICE_REPORTED_BEFORE", "office", 0),
        ("NOT_COMPARED", "a2", 0),
        ("LAW_ASKS_FOR_WORDS", "a1", 1),
        ("FROM_DCF_AMONG_ALL", "", 1),
    ],
)
def test_a_warning_about_what_nobody_typed_is_not_put_to_them(
    code: str, column: str, told: int
) -> None:
    layout = layout_of(YEARLY, office=POLICE, period=PERIOD)
    group = _group(code, column, 2, Severity.WARNING)

    found = outcome_of(layout, rows_of(layout, {}), Checked(1, (group,)))

    assert len(found.warnings) == told


def test_an_error_about_what_nobody_typed_is_told_all_the_same() -> None:
    layout = layout_of(YEARLY, office=POLICE, period=PERIOD)
    group = _group("NOT_IN_CHOICES", "office", 2, Severity.ERROR)

    assert len(outcome_of(layout, rows_of(layout, {}), Checked(1, (group,))).errors) == 1


def test_what_the_law_asks_for_in_words_is_wanted_and_not_forced() -> None:
    layout = layout_of(YEARLY, office=POLICE, period=PERIOD)

    assert layout.wanted("a1")
    assert not layout.needed("a1")
