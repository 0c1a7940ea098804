"""What a report printed of a scale, and what cannot be."""

from __future__ import annotations

from typing import Any

from fourfold.analysis.evaluate.codebook import Construct, codebook_of
from fourfold.analysis.evaluate.scales import looks_like_sum, slips

from .made import document


def comfort(**more: Any) -> Construct:
    given = document()
    given["constructs"][0] |= {"scale": {"low": 1, "high": 10}, **more}
    return codebook_of(given).constructs[0]


ORDER = ["Uncomfortable", "A Little Uncomfortable", "Comfortable", "Very Comfortable"]


def printed(*pairs: tuple[float, str]) -> list[dict[str, Any]]:
    return [{"score": score, "label": words} for score, words in pairs]


def test_a_better_word_for_a_lower_score_is_found() -> None:
    shown = printed(
        (3.7, "Uncomfortable"),
        (4.8, "A Little Uncomfortable"),
        (5.5, "Comfortable"),
        (5.6, "A Little Uncomfortable"),
        (5.7, "A Little Uncomfortable"),
        (7.2, "Very Comfortable"),
    )
    (slip,) = slips(comfort(order=ORDER, printed=shown))

    assert slip.why == (
        "5.5 is called “Comfortable” and the higher score 5.6 is called “A Little Uncomfortable”."
    )


def test_two_words_for_one_score_are_found() -> None:
    shown = printed((5.5, "Comfortable"), (5.5, "A Little Uncomfortable"))

    assert slips(comfort(order=ORDER, printed=shown))[0].why == (
        "5.5 is called both “A Little Uncomfortable” and “Comfortable”."
    )


def test_labels_in_order_are_no_slip() -> None:
    shown = printed((3.7, "Uncomfortable"), (5.5, "Comfortable"), (5.6, "Comfortable"))

    assert slips(comfort(order=ORDER, printed=shown)) == ()


def test_a_maximum_of_the_sum_beside_means_is_found() -> None:
    (slip,) = slips(comfort(maximum=30))

    assert "The maximum 30 is that of a sum of 3 items" in slip.why
    assert slips(comfort(maximum=10)) == ()


def test_a_maximum_of_the_mean_beside_sums_is_found() -> None:
    (slip,) = slips(comfort(maximum=10, score="sum"))

    assert slip.fix == "Print the maximum 30, or divide the sums by 3."


def test_a_maximum_that_fits_neither_is_found() -> None:
    assert "neither" in slips(comfort(maximum=42))[0].why


def test_a_mean_above_the_scale_may_be_a_sum() -> None:
    assert looks_like_sum(25.2, comfort())
    assert not looks_like_sum(7.2, comfort())
    assert not looks_like_sum(31, comfort())
