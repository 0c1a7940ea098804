"""Waves some time apart are compared on what they share, and on nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold.analysis.evaluate.statistics import TooFew, newcombe, wilson
from fourfold.analysis.evaluate.waves import Asked, Fit, Wave, across

AGREE = {"agree": "Agree", "disagree": "Disagree", "not_applicable": "Not applicable"}
POINTS = {str(each): str(each) for each in range(1, 6)}


def wave(name: str, said: dict[str, dict[str, int]], **words: str) -> Wave:
    asked = {
        key: Asked(key, words.get(key, f"Words of {key}"), AGREE if "agree" in counts else POINTS)
        for key, counts in said.items()
    }
    return Wave(name, asked, said)


def agree(yes: int, no: int, beside: int = 0) -> dict[str, int]:
    return {"agree": yes, "disagree": no, "not_applicable": beside}


# The shares that Connecticut printed (46 and 56 percent, then 71 and 81), of made-up counts.
FIRST = wave("2016", {"services": agree(17, 20, 3), "system": agree(18, 14, 5)})
SECOND = wave("2017", {"services": agree(27, 11), "system": agree(26, 6, 6)})


def test_the_printed_shares_come_with_wilsons_and_newcombes_intervals() -> None:
    services, system = across([FIRST, SECOND]).moved

    assert [f"{each.value:.0%}" for each in (*services.stands, *system.stands)] == [
        "46%", "71%", "56%", "81%",
    ]  # fmt: skip
    expected = wilson(17, 37)
    assert (services.stands[0].low, services.stands[0].high) == (expected.low, expected.high)
    step, change = services.steps[0], newcombe(17, 37, 27, 38)
    assert step is not None
    assert (step.change, step.low, step.high) == (change.difference, change.low, change.high)
    assert step.p == change.p
    assert step.adjusted is not None
    assert change.p is not None
    assert step.adjusted >= change.p


def test_not_applicable_is_out_of_the_share_and_beside_it() -> None:
    stand = across([FIRST, SECOND]).moved[0].stands[0]

    assert stand.n == 37
    assert stand.beside == {"Not applicable": 3}


def test_a_changed_wording_is_left_out_unless_somebody_says_it_asks_the_same() -> None:
    changed = wave("2017", dict(SECOND.said), services="Other words")
    alone = across([FIRST, changed])
    said = across([FIRST, changed], same={"services"})

    assert [each.question.name for each in alone.moved] == ["system"]
    assert alone.left_out[0].fit is Fit.REWORDED
    assert alone.left_out[0].wordings == ("Words of services", "Other words")
    assert [each.question.fit for each in said.moved] == [Fit.SAID_SAME, Fit.COMMON]


def test_blanks_around_words_are_no_change() -> None:
    spaced = wave("2017", dict(SECOND.said), services="  Words of\nservices ")

    assert len(across([FIRST, spaced]).moved) == 2


def test_other_answers_are_never_compared_and_what_one_wave_lacks_is_said() -> None:
    other = replace(
        SECOND.questions["services"], answers={"agree": "Agree", "disagree": "Do not agree"}
    )
    changed = replace(SECOND, questions={"services": other, "new": Asked("new", "New", AGREE)})
    found = across([FIRST, changed], same={"services", "system", "new"})

    assert not found.moved
    assert {each.name: each.fit for each in found.left_out} == {
        "services": Fit.OTHER_ANSWERS,
        "system": Fit.NOT_IN_ALL,
        "new": Fit.NOT_IN_ALL,
    }


def test_means_are_told_where_answers_are_numbers() -> None:
    first = wave("a", {"clear": {"1": 5, "2": 5, "3": 5}})
    second = wave("b", {"clear": {"3": 5, "4": 5, "5": 5}})
    (moved,) = across([first, second]).moved

    assert not moved.is_share
    assert [each.value for each in moved.stands] == [2, 4]
    assert moved.steps[0] is not None
    assert moved.steps[0].change == 2
    assert moved.steps[0].low < 2 < moved.steps[0].high
    assert moved.trend is None


def test_a_small_wave_is_hidden_and_no_change_is_told_of_it() -> None:
    small = wave("2018", {"services": agree(5, 4, 1), "system": agree(0, 0)})
    services, system = across([FIRST, SECOND, small]).moved

    assert services.stands[2].is_hidden
    assert services.stands[2].beside == {}
    assert services.steps[1] is None
    assert services.trend is None
    assert (system.stands[2].is_hidden, system.stands[2].n) == (False, 0)


def test_three_waves_have_a_trend() -> None:
    third = wave("2018", {"services": agree(33, 5), "system": agree(30, 4)})
    moved = across([FIRST, SECOND, third]).moved[0]

    assert moved.trend is not None
    assert moved.trend.p < 0.001


def test_answers_that_are_neither_are_said_and_one_wave_is_none() -> None:
    often = {"never": "Never", "often": "Often"}
    one = Wave("a", {"x": Asked("x", "X", often)}, {"x": {"never": 20}})

    assert across([one, replace(one, name="b")]).left_out[0].fit is Fit.NO_MEASURE
    with pytest.raises(TooFew):
        across([one])
