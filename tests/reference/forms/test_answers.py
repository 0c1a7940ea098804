"""What an answer asks next, and what is not taken, as ODK's rules say."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.reference import load_pack
from fourfold.reference.forms import (
    Why,
    code_book,
    labels_of,
    pack_form,
    redcap_dictionary,
    standing,
)
from tests.reference.forms.making import SURVEY, asking, read

TODAY = date(2026, 11, 22)


def why(form, told: dict[str, str]) -> list[tuple[str, Why]]:
    return [(each.name, each.why) for each in standing(form, told, today=TODAY).refusals]


def test_a_question_is_asked_only_if_its_condition_holds() -> None:
    form, _problems = read(SURVEY)
    assert form is not None

    assert "hours" not in standing(form, {"works": "no", "hours": "9"}, today=TODAY).values
    assert standing(form, {"works": "yes", "hours": "9"}, today=TODAY).values["hours"] == "9"


@pytest.mark.parametrize(
    ("kind", "typed", "refused"),
    [
        ("integer", "12", None),
        ("integer", "-3", None),
        ("integer", "1.5", Why.NOT_WHOLE),
        ("integer", "twelve", Why.NOT_WHOLE),
        ("integer", "9" * 30, Why.NOT_WHOLE),
        ("decimal", "1.5", None),
        ("decimal", "1e5", Why.NOT_A_NUMBER),
        ("decimal", "NaN", Why.NOT_A_NUMBER),
        ("date", "2026-02-28", None),
        ("date", "2026-02-30", Why.NOT_A_DAY),
        ("date", "28.2.2026", Why.NOT_A_DAY),
        ("range", "10", None),
        ("range", "11", Why.OUTSIDE),
        ("select_one yes_no", "yes", None),
        ("select_one yes_no", "perhaps", Why.NOT_A_CHOICE),
        ("select_multiple yes_no", "no yes", None),
        ("select_multiple yes_no", "no maybe", Why.NOT_A_CHOICE),
        ("acknowledge", "OK", None),
        ("acknowledge", "on", Why.NOT_A_CHOICE),
        ("text", "x" * 5_000, None),
        ("text", "x" * 5_001, Why.TOO_LONG),
    ],
)
def test_an_answer_of_the_wrong_shape_is_refused_with_its_reason(
    kind: str, typed: str, refused: Why | None
) -> None:
    assert why(asking([kind, "a"]), {"a": typed}) == ([("a", refused)] if refused else [])


def test_what_is_needed_is_needed_only_where_it_is_asked() -> None:
    form = asking(["text", "a"], ["text", "b", "${a} != ''", None, "yes"])

    assert why(form, {}) == []
    assert why(form, {"a": "x"}) == [("b", Why.NEEDED)]


def test_a_need_can_depend_on_another_answer() -> None:
    form = asking(["text", "a"], ["text", "b", None, None, "${a} = 'x'"])

    assert why(form, {"a": "y"}) == []
    assert why(form, {"a": "x"}) == [("b", Why.NEEDED)]


def test_a_rule_of_the_form_is_asked_of_what_was_answered() -> None:
    form = asking(["date", "born", None, ". <= today()"], ["integer", "n", None, ". mod 2 = 0"])

    assert why(form, {}) == []
    assert why(form, {"born": "2026-11-23", "n": "3"}) == [("born", Why.RULE), ("n", Why.RULE)]
    assert why(form, {"born": "2026-11-22", "n": "4"}) == []


def test_days_can_be_taken_from_each_other() -> None:
    form = asking(
        ["date", "a"],
        ["calculate", "days", None, None, None, "today() - ${a}"],
        ["text", "why", "${days} > 30"],
    )

    assert standing(form, {"a": "2026-11-12"}, today=TODAY).values["days"] == "10"
    assert "why" in standing(form, {"a": "2026-10-01"}, today=TODAY).asked


def test_what_is_worked_out_may_stand_before_what_it_needs() -> None:
    form = asking(
        ["calculate", "twice", None, None, None, "${sum} * 2"],
        ["calculate", "sum", None, None, None, "${a} + ${b}"],
        ["integer", "a"],
        ["integer", "b"],
    )

    assert standing(form, {"a": "1", "b": "2"}, today=TODAY).values["twice"] == "6"
    assert standing(form, {"a": "1"}, today=TODAY).values["twice"] == ""


def test_a_filter_leaves_only_the_choices_that_fit() -> None:
    choices = [
        ["list_name", "name", "label", "state"],
        ["s", "zz", "Zamara", None],
        ["s", "yy", "Yonder", None],
        ["t", "port", "Port", "zz"],
        ["t", "hill", "Hill", "yy"],
    ]
    form = asking(
        ["select_one s", "where"],
        ["select_one t", "town", None, None, None, None, "state = ${where}"],
        choices=choices,
    )

    assert why(form, {"where": "zz", "town": "port"}) == []
    assert why(form, {"where": "zz", "town": "hill"}) == [("town", Why.NOT_A_CHOICE)]


def test_choices_are_kept_once_each_in_the_order_of_the_list() -> None:
    form = asking(["select_multiple yes_no", "a"])

    assert standing(form, {"a": "no  yes no"}, today=TODAY).values["a"] == "yes no"


def test_names_that_the_form_does_not_know_are_left_out() -> None:
    assert "x" not in standing(asking(["text", "a"]), {"x": "1"}, today=TODAY).values


def test_a_code_book_has_a_row_a_choice_and_redcap_its_eighteen_columns() -> None:
    form = pack_form(load_pack("ct"), "training_survey").form
    english = form.language("en")

    book = list(code_book(form, english))
    redcap = list(redcap_dictionary(form, english))

    assert ("k1", "knowledge", "ONE") in {row[:3] for row in book}
    assert {len(row) for row in redcap} == {18}
    assert redcap[1][3:6] == (
        "radio",
        "What is your field of work?",
        (
            "child_welfare, Child welfare | education, Education | law_enforcement, Law enforcement"
            " | service_provider, Service provider | other, Another field"
        ),
    )
    assert labels_of(form, form.by_name["k1"], "2", form.language("es")).startswith("2 Un poco")


def test_a_pattern_made_of_an_answer_that_could_run_too_long_fits_nothing() -> None:
    form = asking(["text", "a"], ["text", "b", None, "regex(., ${a})"])

    assert why(form, {"a": "(x+)+", "b": "xx"}) == [("b", Why.RULE)]
    assert why(form, {"a": "x+", "b": "xx"}) == []
