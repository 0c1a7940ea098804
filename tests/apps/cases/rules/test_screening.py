"""The engine: skipped items never count, order is irrelevant, and every path ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold import reference
from fourfold.apps.cases.rules import screening
from fourfold.apps.cases.rules.screening import SAID, Answered, NoSuchAnswer, NoSuchItem
from fourfold.reference.instruments import Asks, Instrument, Item, Kind, NoAnswer

EVERY = [
    each
    for code in ("ct", "zz")
    for each in reference.load_pack(code).instruments
    if each.kind == Kind.ITEMS
]
BY = {(each.code, each.version): each for each in EVERY}
R15, R16 = BY["HMIS_R15", "2024"], BY["HMIS_R16", "2024"]
SCORED = BY["ZZ_SHORT", "1"]


def of(**answers: str) -> dict[str, Answered]:
    return {code: Answered(answer) for code, answer in answers.items()}


def answers_to(item: Item) -> st.SearchStrategy[Answered]:
    nothing = [Answered(each.value) for each in NoAnswer]
    if item.asks == Asks.NUMBER:
        said = [Answered("40")]
    elif item.asks == Asks.WORDS:
        said = [Answered(SAID, "A cousin.")]
    else:
        said = [Answered(each) for each in item.choices]
    return st.sampled_from(nothing + said)


@st.composite
def filled(draw: st.DrawFn) -> tuple[Instrument, dict[str, Answered]]:
    """An instrument with any answers to any items, skipped ones too, in any order."""
    one = draw(st.sampled_from(EVERY))
    items = draw(st.permutations(one.items))
    some = items[: draw(st.integers(0, len(items)))]
    return one, {item.code: draw(answers_to(item)) for item in some}


@given(filled())
def test_what_is_skipped_never_counts(made):
    one, answers = made
    asked = {each.code for each in screening.asked(one, answers=answers)}
    without = {code: each for code, each in answers.items() if code in asked}

    assert screening.counted(one, answers=answers) == without
    assert screening.outcome(one, answers=answers) == screening.outcome(one, answers=without)
    assert screening.in_codes(one, answers=answers) == screening.in_codes(one, answers=without)


@given(filled(), st.randoms(use_true_random=False))
def test_the_order_of_answering_makes_no_difference(made, random):
    one, answers = made
    other = list(answers.items())
    random.shuffle(other)

    assert screening.outcome(one, answers=dict(other)) == screening.outcome(one, answers=answers)
    assert screening.whole(one, answers=dict(other)) == screening.whole(one, answers=answers)


@given(st.data(), st.sampled_from(EVERY))
def test_every_path_ends(data, one):
    answers: dict[str, Answered] = {}
    for _step in range(len(one.items) + 1):
        item = screening.next_item(one, answers=answers)
        if item is None:
            break
        assert item.code not in answers
        answers[item.code] = data.draw(answers_to(item))

    assert screening.next_item(one, answers=answers) is None
    screening.check(one, answers=answers)


@given(filled(), st.data())
def test_points_lie_between_the_two_ends_whatever_the_missing_answers_turn_out_to_be(made, data):
    one, answers = made
    before = screening.outcome(one, answers=answers)
    later = {code: each for code, each in answers.items() if each.says_something}
    for item in one.items:
        if item.code not in later:
            later[item.code] = data.draw(answers_to(item))
    after = screening.outcome(one, answers=later)

    if before.low is None:
        assert after.low is None
        return
    assert before.low <= after.low <= after.high <= before.high
    if before.band:
        assert after.band == before.band


@given(filled())
def test_what_is_whole_answers_every_item_asked_and_no_other(made):
    one, answers = made

    assert [*screening.whole(one, answers=answers)] == [
        each.code for each in screening.asked(one, answers=answers)
    ]


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, ["R15_EVER"]),
        ({"R15_EVER": "NO"}, ["R15_EVER"]),
        ({"R15_EVER": "REFUSED"}, ["R15_EVER"]),
        ({"R15_EVER": "YES"}, ["R15_EVER", "R15_EVER_3M", "R15_TIMES", "R15_MADE"]),
        (
            {"R15_EVER": "YES", "R15_MADE": "YES"},
            ["R15_EVER", "R15_EVER_3M", "R15_TIMES", "R15_MADE", "R15_MADE_3M"],
        ),
        ({"R15_EVER": "NO", "R15_MADE": "YES"}, ["R15_EVER"]),
    ],
)
def test_r15_asks_on_only_after_a_yes(answers, asked):
    found = screening.asked(R15, answers=of(**answers))

    assert [each.code for each in found] == asked


def test_r16_asks_on_after_either_yes_and_writes_the_federal_codes():
    answers = of(R16_AFRAID="UNKNOWN", R16_PROMISED="YES", R16_FORCED="REFUSED")

    assert screening.in_codes(R16, answers=answers) == {
        "R16_AFRAID": "8",
        "R16_PROMISED": "1",
        "R16_FORCED": "9",
        "R16_3M": "99",
    }
    assert screening.in_codes(R16, answers=of(R16_AFRAID="NO", R16_PROMISED="NO")) == {
        "R16_AFRAID": "0",
        "R16_PROMISED": "0",
        "R16_FORCED": "",
        "R16_3M": "",
    }


@pytest.mark.parametrize(
    ("answers", "low", "high", "band"),
    [
        ({}, 0, 4, ""),
        ({"A": "NO", "D": "YES"}, 0, 0, "Low"),
        ({"A": "NO", "D": "NO"}, 2, 2, "Middle"),
        ({"A": "YES", "C": "OTHER", "D": "NO"}, 4, 4, "High"),
        ({"A": "UNKNOWN", "D": "NO"}, 2, 4, ""),
        ({"A": "NO", "C": "OTHER", "D": "YES"}, 0, 0, "Low"),
    ],
)
def test_a_score_says_how_much_the_missing_answers_matter(answers, low, high, band):
    found = screening.outcome(SCORED, answers=of(**answers))

    assert (found.low, found.high, found.band) == (low, high, band)
    assert found.is_open is (band == "")


def test_the_questions_of_the_slides_have_no_score_and_keep_their_guidance():
    one = BY["CT_GTAQ", "slides"]

    assert len(one.items) == 10
    assert len(one.guidance) == 6
    assert screening.outcome(one, answers=of(SQ02="YES")).low is None
    assert one.items[1].text == "Are you being made to do things at work you don't want to do?"


@pytest.mark.parametrize(
    ("answers", "refusal"),
    [
        ({"NO_SUCH": "YES"}, NoSuchItem),
        ({"A": "MAYBE"}, NoSuchAnswer),
        ({"A": ""}, NoSuchAnswer),
        ({"B": "many"}, NoSuchAnswer),
        ({"B": "-1"}, NoSuchAnswer),
        ({"E": SAID}, NoSuchAnswer),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(answers, refusal):
    with pytest.raises(refusal):
        screening.check(SCORED, answers=of(**answers))


@pytest.mark.parametrize("answer", [each.value for each in NoAnswer])
def test_every_item_takes_unknown_refused_and_not_asked(answer):
    for one in EVERY:
        screening.check(one, answers={each.code: Answered(answer) for each in one.items})
