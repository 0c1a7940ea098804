"""How far raters agree, from a table of codes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.evaluate.raters import agreement, alpha_interval, coded
from fourfold.analysis.evaluate.statistics import BadNumber, Measured, TooFew

pytestmark = pytest.mark.slow
# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability": four observers, twelve units.
PAPER = {
    "a": "1 2 3 3 2 1 4 1 2 . . .",
    "b": "1 2 3 3 2 2 4 1 2 5 . 3",
    "c": ". 3 3 3 2 3 4 2 2 5 1 .",
    "d": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def rows(of: dict[str, str]) -> list[dict[str, str]]:
    columns = {name: said.split() for name, said in of.items()}
    count = len(next(iter(columns.values())))
    return [
        {"unit": f"u{nth}", **{name: said[nth].strip(".") for name, said in columns.items()}}
        for nth in range(count)
    ]


@pytest.mark.parametrize(
    ("measured", "alpha"),
    [(Measured.NOMINAL, 0.743), (Measured.ORDINAL, 0.815), (Measured.INTERVAL, 0.849)],
)
def test_krippendorffs_own_example_comes_out(measured: Measured, alpha: float) -> None:
    table = coded(rows(PAPER), unit="unit", raters=tuple(PAPER), order=())
    found = agreement(table, measured=measured, replicates=200)

    assert found.alpha is not None
    assert found.alpha.alpha == pytest.approx(alpha, abs=0.0005)
    assert found.interval is not None
    assert found.interval[0] < found.alpha.alpha < found.interval[1]
    assert len(found.pairs) == 6
    assert found.apart == ("u1", "u5", "u7")


def test_near_misses_count_only_where_codes_have_an_order() -> None:
    said = {"a": "none some all all none some", "b": "none all all some none some"}
    table = coded(rows(said), unit="unit", raters=("a", "b"), order=("none", "some", "all"))
    plain = agreement(table, replicates=100).pairs[0]
    ordered = agreement(table, measured=Measured.ORDINAL, replicates=100).pairs[0]

    assert plain.weighted is None
    assert plain.kappa is not None
    assert ordered.weighted is not None
    assert ordered.weighted.kappa > plain.kappa.kappa
    assert (plain.n, plain.same) == (6, 4)


def test_full_agreement_is_one_and_one_code_throughout_says_nothing() -> None:
    said = {"a": "x y x y", "b": "x y x y"}
    full = agreement(coded(rows(said), unit="unit", raters=("a", "b"), order=()), replicates=200)
    flat = agreement(
        coded(rows({"a": "x x", "b": "x x"}), unit="unit", raters=("a", "b"), order=())
    )

    assert full.alpha is not None
    assert full.alpha.alpha == 1
    assert flat.alpha is None
    assert flat.why_not
    assert flat.pairs[0].why_not


def test_what_cannot_be_read_is_said_in_words() -> None:
    table = rows({"a": "x y", "b": "x y"})
    for given_, kind, said in (
        ({"raters": ("a",)}, TooFew, "1 raters"),
        ({"raters": ("a", "z")}, BadNumber, "no column z"),
        ({"raters": ("a", "b"), "order": ("x",)}, BadNumber, "does not name: y"),
    ):
        with pytest.raises(kind, match=said):
            coded(table, **{"unit": "unit", "order": (), **given_})
    with pytest.raises(BadNumber, match="stands twice"):
        coded([*table, table[0]], unit="unit", raters=("a", "b"), order=())
    with pytest.raises(TooFew, match="no row"):
        coded([], unit="unit", raters=("a", "b"), order=())
    words = coded(table, unit="unit", raters=("a", "b"), order=())
    with pytest.raises(BadNumber, match="no number"):
        agreement(words, measured=Measured.INTERVAL)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("xyz")), min_size=4, max_size=20))
def test_an_interval_never_runs_backwards(said: list[tuple[str, str]]) -> None:
    found = alpha_interval(list(zip(*said, strict=True)), replicates=20)

    assert found is None or found[0] <= found[1] <= 1
