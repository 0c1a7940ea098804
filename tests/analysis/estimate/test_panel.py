"""The panel, its verdict, and what may be said."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from fourfold.analysis.estimate import Histories, Method, Result, Verdict, estimate, sentence
from fourfold.analysis.estimate.said import rounded

from .made import published

ASKED = """
import sys
import fourfold.analysis.estimate, fourfold.cli
print(sorted({"numpy", "scipy", "narwhals"} & set(sys.modules)))
"""


@pytest.fixture(scope="module")
def uk() -> Result:
    return estimate(published("uk_2013_5list"), bootstrap=200)


def alike(seed: int, total: int = 3000, dependent: float = 0.0) -> Histories:
    """Lists that are independent, or of which the second follows the first."""
    random = np.random.default_rng(seed)
    on = random.random((total, 4)) < [0.3, 0.25, 0.35, 0.2]
    follows = on[:, 0] & (random.random(total) < dependent)
    on[:, 1] |= follows
    counts = np.bincount(on @ [1, 2, 4, 8], minlength=16)
    return Histories(("A", "B", "C", "D"), (0, *counts[1:].tolist()))


@pytest.mark.slow
def test_no_page_that_imports_the_bench_loads_numpy() -> None:
    told = subprocess.run([sys.executable, "-c", ASKED], capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[]"


@pytest.mark.slow
def test_the_uk_panel_is_unstable_and_says_why(uk: Result) -> None:
    totals = {each.method: round(each.estimate or 0) for each in uk.estimates}

    assert totals[Method.STEPWISE] == 11313
    assert totals[Method.BIC] == 25311
    assert uk.verdict is Verdict.UNSTABLE
    assert uk.estimate is None
    said = " ".join(uk.reasons)
    assert "bic (25,311) lies outside the interval of stepwise" in said  # rule (a)
    assert "stepwise goes from 11,313 to 26,442 with LA and PFNCA merged" in said  # rule (b)
    assert "The best model by BIC has 21% of the weight" in said  # rule (c)
    assert uk.warnings == ("Lists without anybody in common: GP × LA.",)
    assert len(uk.changes) == 2 * (5 + 10)


@pytest.mark.slow
def test_the_sentence_never_drops_the_uncertainty(uk: Result) -> None:
    english, spanish = sentence(uk), sentence(uk, "es")

    assert english.startswith("At least 2,744 people are known, each on one or more of 5 lists.")
    assert "depending on the method" in english
    assert "según el método" in spanish
    assert "11,313" not in english
    assert "the number of" not in english


@pytest.mark.slow
def test_lists_that_fit_a_model_are_stable_and_the_truth_is_within() -> None:
    result = estimate(alike(2), bootstrap=300)

    assert result.verdict is Verdict.STABLE, result.reasons
    assert result.lower is not None
    assert result.upper is not None
    assert result.lower < 3000 < result.upper
    assert result.estimate == result.estimates[0].estimate
    assert "between" in sentence(result)
    assert "leans low" in sentence(result)


@pytest.mark.slow
def test_dependence_is_found_and_told() -> None:
    result = estimate(alike(4, dependent=0.6), "stepwise", bootstrap=0)

    assert "A × B" in result.model
    against = [each for each in result.assumptions if each.holds is False]
    assert any("More in common than by chance: A × B" in each.data_say for each in against)


def test_two_lists_are_never_stable() -> None:
    result = estimate(Histories(("A", "B"), (0, 50, 40, 10)))

    assert [each.method for each in result.estimates] == [Method.CHAPMAN]
    assert result.verdict is Verdict.UNSTABLE
    assert any("Two lists" in each for each in result.warnings)


@pytest.mark.parametrize(
    ("table", "why"),
    [
        (Histories(("A", "B", "C"), (0, 40, 30, 0, 20, 0, 0, 0)), "The lists never overlap"),
        (Histories(("A",), (0, 40), ("B",)), "Only A has people on it"),
        (Histories((), (0,), ("A", "B")), "Nobody is on any list."),
    ],
)
def test_what_cannot_be_estimated_says_so_and_gives_no_number(table: Histories, why: str) -> None:
    result = estimate(table)

    assert result.verdict is Verdict.CANNOT
    assert why in result.reasons[0]
    assert (result.estimate, result.lower, result.upper) == (None, None, None)
    assert "cannot be estimated" in sentence(result)
    assert "no se puede estimar" in sentence(result, "es")


def test_weak_tables_are_warned_of() -> None:
    weak = Histories(("A", "B", "C"), (0, 10, 9, 0, 3, 1, 0, 0), ("D",))

    said = " ".join(estimate(weak, "stepwise", bootstrap=0).warnings)

    for part in ("Nobody is on D", "Only 23 people", "C (4)", "Only 1 people", "in common: A × B"):
        assert part in said


def test_a_list_fed_by_another_is_named() -> None:
    fed = Histories(("A", "B", "C"), (0, 40, 0, 30, 25, 9, 0, 6))

    said = " ".join(estimate(fed, "stepwise", bootstrap=0).warnings)

    assert "Everybody on B is on A too" in said


@pytest.mark.slow
def test_the_record_for_programs_is_plain_json(uk: Result) -> None:
    record = json.loads(json.dumps(uk.to_dict(), allow_nan=False))

    for each in (record, *record["methods"]):
        assert {"estimate", "lower", "upper", "method", "model", "warnings"} <= set(each)
    assert record["verdict"] == "unstable"
    assert (record["seed"], record["replicates"], record["known"]) == (1, 200, 2744)
    assert record["methods"][1]["models_tried"] == 6212


@pytest.mark.parametrize(
    ("value", "down", "up"),
    [(9403, 9400, 9500), (100, 100, 100), (57.2, 57, 58), (25311, 25000, 26000)],
)
def test_limits_are_rounded_outward(value: float, down: int, up: int) -> None:
    assert (rounded(value, up=False), rounded(value, up=True)) == (down, up)


@pytest.mark.slow
@pytest.mark.parametrize("method", ["stepwise", "bic", "average", "dga"])
def test_names_and_their_order_change_nothing(method: str) -> None:
    five = published("uk_2013_5list")
    turned = Histories(
        five.lists[::-1],
        tuple(five.counts[int(f"{cell:05b}"[::-1], 2)] for cell in range(32)),
    )

    there, back = (estimate(each, method, bootstrap=0).estimate for each in (five, turned))

    assert there == pytest.approx(back, rel=1e-9)


def test_the_package_gives_every_name_it_promises() -> None:
    import fourfold.analysis.estimate as bench

    for name in bench.__all__:
        assert not isinstance(getattr(bench, name), type(sys)), name
    with pytest.raises(AttributeError):
        _ = bench.no_such_name  # type: ignore[attr-defined]


@pytest.mark.slow
def test_seven_lists_go_downhill_and_so_do_they_with_one_left_out() -> None:
    random = np.random.default_rng(8)
    on = random.random((3000, 7)) < np.linspace(0.04, 0.12, 7)
    counts = np.bincount(on @ (1 << np.arange(7)), minlength=128)
    table = Histories(tuple("ABCDEFG"), (0, *counts[1:].tolist()))

    result = estimate(table, "bic", bootstrap=100)

    assert result.estimates[0].more["every_model"] is False
    assert result.estimates[0].more["models_tried"] < 500
    assert len(result.changes) == 7 + 21
    assert result.lower is not None
    assert result.upper is not None
    assert result.lower < (result.estimate or 0) < result.upper
