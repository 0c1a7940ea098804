"""A contract's form shows what is asked, keeps what was typed and says what the check said."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold import reference
from fourfold.apps.submissions.forms.answers import AnswerForm, rows_for
from fourfold.apps.submissions.rules.answering import (
    MOST_ROWS,
    Office,
    Outcome,
    Period,
    Said,
    can_be_typed,
    layout_of,
)
from fourfold.reference import Contract, Severity

CONTRACTS = [
    each
    for code in ("ct", "zz")
    for each in reference.load_pack(code).contracts
    if can_be_typed(each)
]
POLICE = Office("MADE_UP_PD", "Made-up Police Department", "POLICE", town="NORWICH")
PERIOD = Period(2026, date(2026, 1, 1), date(2027, 1, 1))
YEARLY = next(each for each in CONTRACTS if each.name == "yearly_law_enforcement")


def form_of(contract: Contract, **more: object) -> AnswerForm:
    layout = layout_of(contract, office=POLICE, period=PERIOD)
    return AnswerForm(layout=layout, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda each: each.name)
def test_every_contract_that_can_be_typed_makes_a_form(contract: Contract) -> None:
    form = form_of(contract, rows=3)

    rows = list(form.form_rows())
    shown = [*form.shared, *rows[0].fields]
    assert len(rows) == (1 if form.layout.one_row else 3)
    for each in shown:
        assert each.bound.label == each.asked.title
        assert each.bound.help_text == each.asked.description
        assert str(each.bound)


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda each: each.name)
def test_a_field_with_choices_offers_them_all(contract: Contract) -> None:
    for each in next(iter(form_of(contract).form_rows())).fields:
        if each.asked.choices:
            offered = [code for code, _ in each.bound.field.widget.choices]
            assert offered == ["", *each.asked.choices]


def test_words_that_may_be_long_get_room() -> None:
    fields = {each.asked.name: each for each in next(iter(form_of(YEARLY).form_rows())).fields}

    assert fields["a1"].is_long
    assert fields["a2"].is_number
    assert not fields["a2"].is_long


def test_what_stood_there_a_year_before_is_shown_beside_the_field() -> None:
    form = form_of(YEARLY, before={"0-a2": "4"})

    fields = {each.asked.name: each.last for each in next(iter(form.form_rows())).fields}
    assert fields["a2"] == "4"
    assert fields["a7"] == ""


def test_what_the_check_says_stands_at_its_field_and_what_was_typed_stays() -> None:
    form = form_of(YEARLY, data={"0-a2": "four", "0-a1": " A task force "})

    form.tell(Outcome(errors=(Said("0-a2", "Type a whole number.", Severity.ERROR),), hidden=2))

    assert form.errors["0-a2"] == ["Type a whole number."]
    assert form.non_field_errors() == ["And 2 more places."]
    assert form["0-a2"].value() == "four"
    assert form.typed()["0-a1"] == "A task force"


def test_a_problem_of_no_field_is_told_for_the_whole() -> None:
    form = form_of(YEARLY, data={})

    form.tell(Outcome(errors=(Said("", "The year is not the call's.", Severity.ERROR),)))

    assert form.non_field_errors() == ["The year is not the call's."]


@pytest.mark.parametrize(
    ("typed", "more", "rows"),
    [
        ({}, False, 3),
        ({"0-total": "1"}, False, 3),
        ({"4-total": "1"}, False, 6),
        ({"4-total": "1"}, True, 8),
        ({"all-from": "2026-01-01"}, False, 3),
        ({"59-total": "1"}, True, MOST_ROWS),
    ],
)
def test_a_form_has_a_few_rows_to_spare(typed: dict[str, str], more: bool, rows: int) -> None:
    assert rows_for(typed, more=more) == rows
