"""The studio's rules: texts, order, what became of a figure, states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.rules.studio import (
    Bound,
    Watch,
    codes,
    is_late,
    moved,
    parse,
    placed,
    typed_numbers,
    watch,
    write,
)
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.studio import (
    FORM_MOVES,
    MOVES,
    FormState,
    StudioState,
    check_form_move,
    check_move,
)
from tests.make.people import NOW

SIGNS = st.lists(
    st.sampled_from(
        [
            "**",
            "*",
            "{F12}",
            "[a](https://x.y)",
            "- ",
            "1. ",
            "> ",
            "\n",
            "\n\n",
            "word ",
            "\\",
            "5",
        ]
    ),
    max_size=14,
).map("".join)
DAY = NOW.date()


# ------------------------------------------------------------------ rules, without a database
@given(SIGNS | st.text(max_size=60))
def test_a_text_read_and_written_again_reads_the_same(text: str) -> None:
    again = write(parse(text))

    assert parse(again) == parse(text)
    assert codes(again) == codes(text)


@given(st.lists(st.text(min_size=1, max_size=3), unique=True, max_size=8), st.data())
def test_moving_a_block_keeps_every_block(order: list[str], data) -> None:
    block = data.draw(st.sampled_from(order)) if order else "none"
    by = data.draw(st.integers(-9, 9))

    assert sorted(moved(order, block, by=by)) == sorted(order)
    assert sorted(placed(order, "new", after=block)) == sorted({*order, "new"})


def test_numbers_typed_by_hand_are_pointed_out_and_years_and_laws_are_not() -> None:
    text = "In 2016, 15 people, $346.18 and 46% of {F1} under P.A. 16-71 and § 46a-170, 12,957."

    assert typed_numbers(text) == ("15", "$346.18", "46%", "12,957")


@pytest.mark.parametrize(
    ("bound", "expected"),
    [
        (Bound("5", "5"), Watch.SAME),
        (Bound("5", "6"), Watch.CHANGED),
        (Bound("5", ""), Watch.WITHDRAWN),
        (Bound("5", "6", "why", "6"), Watch.KEPT),
        (Bound("5", "", "why", ""), Watch.KEPT),
        (Bound("5", "7", "why", "6"), Watch.CHANGED),
        (Bound("5", "", "why", "6"), Watch.WITHDRAWN),
    ],
)
def test_a_figure_is_watched_as_the_table_says(bound: Bound, expected: Watch) -> None:
    assert watch(bound) is expected


@pytest.mark.parametrize("now", StudioState)
@pytest.mark.parametrize("then", StudioState)
def test_a_report_moves_only_as_its_table_says(now: StudioState, then: StudioState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


@pytest.mark.parametrize("now", FormState)
@pytest.mark.parametrize("then", FormState)
def test_a_form_moves_only_as_its_table_says(now: FormState, then: FormState) -> None:
    if then in FORM_MOVES[now]:
        check_form_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_form_move(now, then)


@pytest.mark.parametrize(
    ("state", "sent", "late"),
    [
        (FormState.DRAFT, None, True),
        (FormState.RETURNED, 0, True),
        (FormState.SENT, 0, False),
        (FormState.SENT, 1, True),
        (FormState.TAKEN, 1, True),
    ],
)
def test_a_form_is_late_after_its_day(state: FormState, sent: int | None, late: bool) -> None:
    due = DAY.replace(day=10)
    sent_on = None if sent is None else due.replace(day=10 + sent)

    assert is_late(state, due_on=due, sent_on=sent_on, today=due.replace(day=11)) is late
    assert is_late(FormState.DRAFT, due_on=due, sent_on=None, today=due) is False
