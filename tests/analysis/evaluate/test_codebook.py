"""A codebook says what columns mean, or what is wrong with it."""

from __future__ import annotations

from typing import Any

import pytest

from fourfold.analysis.evaluate.codebook import BrokenCodebook, codebook_of

from .made import codebook, document


def test_a_codebook_gives_its_constructs_items_and_rules() -> None:
    book = codebook()
    knowledge, beliefs = book.constructs

    assert [each.code for each in book.items] == ["K1", "K2", "K3", "B1", "B2"]
    assert (knowledge.needed, knowledge.ends) == (2, (1, 5))
    assert beliefs.items[1].reversed
    assert book.waves["before"] == ("before", "pre", "1")


def test_a_share_of_eighty_percent_of_twelve_items_is_ten() -> None:
    given = document()
    given["constructs"][0] |= {
        "answered": 0.8,
        "items": [{"code": f"K{n}", "text": "Made-up"} for n in range(12)],
    }

    assert codebook_of(given).constructs[0].needed == 10


def test_a_sum_has_ends_of_all_items_together() -> None:
    given = document()
    given["constructs"][0] |= {"score": "sum"}

    assert codebook_of(given).constructs[0].ends == (3, 15)


def _change(path: str, value: Any) -> dict[str, Any]:
    given = document()
    at: Any = given
    *way, last = path.split(".")
    for step in way:
        at = at[int(step)] if step.isdigit() else at[step]
    at[int(last) if last.isdigit() else last] = value
    return given


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("waves", {"before": ["pre"], "after": ["post"]}, "Two waves are needed"),
        ("waves.1", {"code": "after"}, "no cells that mean it"),
        ("waves.1.cells", ["PRE "], "'pre' stands twice"),
        ("constructs", [], "Write 1 to 20"),
        ("constructs.0.better", "up", "'up' cannot be understood. Write higher or lower."),
        ("constructs.0.scale", {"low": 5, "high": 1}, "no ends that can be used"),
        ("constructs.0.scale", {"low": 1, "high": 5.5}, "no ends that can be used"),
        ("constructs.0.items", [], "Write 1 to 60"),
        ("constructs.0.items.0", "K1", "This is no item"),
        ("constructs.0.items.1.code", "K1", "'K1' stands twice"),
        ("constructs.0.items.1.reversed", "yes", "neither true nor false"),
        ("constructs.0.items.1.weight", 2, "'weight' is not known here"),
        ("constructs.0.answered", 1.5, "not between 0 and 1"),
        ("constructs.0.answered", "half", "not between 0 and 1"),
        ("constructs.0.labels", [{"at": 2, "label": "Low"}], "Let the first start at 1"),
        (
            "constructs.0.labels",
            [{"at": 1, "label": "Low"}, {"at": 4, "label": "High"}, {"at": 3, "label": "Middle"}],
            "“Middle” at 3 does not come after “High” at 4",
        ),
        ("constructs.0.printed", [{"score": 1, "label": "?"}], ""),
        ("constructs.0.printed", [{"score": 1, "label": False}], "It is missing"),
        ("constructs.0.printed", "5.5 High", "This is no list of labels"),
        ("constructs.0.labels", ["Low"], "Write lines such as {at: 1, label: Low}"),
        ("constructs.0.order", [False, "True"], "in quotation marks"),
        ("constructs.0.order", "low to high", "This is no list of words"),
        ("constructs.0.code", "", "It is missing"),
        ("no_answer", ["99"], "no list of names and words"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(
    path: str, value: Any, said: str
) -> None:
    given = _change(path, value)
    if not said:
        assert codebook_of(given).constructs
        return
    with pytest.raises(BrokenCodebook) as caught:
        codebook_of(given, name="book.yaml")
    assert said in str(caught.value)
    assert all(each.startswith("book.yaml: ") for each in caught.value.problems)


@pytest.mark.parametrize("nothing", [None, [], "x", {}, 7])
def test_a_file_that_is_no_codebook_says_so(nothing: Any) -> None:
    with pytest.raises(BrokenCodebook):
        codebook_of(nothing)


def test_all_problems_are_told_at_once() -> None:
    given = _change("constructs.0.better", "up")
    given["constructs"][1]["scale"] = {}
    with pytest.raises(BrokenCodebook) as caught:
        codebook_of(given)

    assert len(caught.value.problems) == 2
