"""Samples drawn from counts behave like samples drawn from people."""

from __future__ import annotations

import math
from collections import Counter
from fractions import Fraction

import numpy as np
import pytest

from fourfold.analysis.evaluate.engine.events import Event
from fourfold.analysis.evaluate.engine.resampling import drawn, drawn_by_event, interval
from fourfold.analysis.evaluate.engine.tallies import Tallies, Tally

F = Fraction


def unlinked(before: dict[int, int], after: dict[int, int]) -> Tallies:
    waves = (
        Tally({F(value): n for value, n in before.items()}),
        Tally({F(value): n for value, n in after.items()}),
    )
    return Tallies(waves)


def test_the_spread_of_samples_is_the_standard_error() -> None:
    tallies = unlinked({1: 30, 3: 70}, {2: 50, 5: 50})
    found = drawn(tallies, 20_000, (1,))
    one, two = (wave.summary() for wave in tallies.waves)
    expected = math.sqrt(one.variance * 0.99 / 100 + two.variance * 0.99 / 100)

    assert found is not None
    assert found.std() == pytest.approx(expected, rel=0.03)
    assert found.mean() == pytest.approx(two.mean - one.mean, abs=0.01)


def test_pairs_are_drawn_as_pairs() -> None:
    tallies = unlinked({1: 50, 5: 50}, {2: 50, 6: 50})
    tallies.pairs = {(F(1), F(2)): 50, (F(5), F(6)): 50}
    found = drawn(tallies, 500, (1,))

    assert found is not None
    assert found.std() == pytest.approx(0, abs=1e-9)
    assert found.mean() == pytest.approx(1)


def test_a_wave_without_people_has_no_samples() -> None:
    assert drawn(unlinked({1: 3}, {}), 100, (1,)) is None
    assert interval(None, level=0.95) is None


def test_the_same_seed_gives_the_same_samples() -> None:
    tallies = unlinked({1: 30, 3: 70}, {2: 50, 5: 50})

    assert np.array_equal(drawn(tallies, 100, (7, 1)), drawn(tallies, 100, (7, 1)))
    assert not np.array_equal(drawn(tallies, 100, (7, 1)), drawn(tallies, 100, (7, 2)))


def event(name: str, n: tuple[int, int], means: tuple[float, float]) -> Event:
    totals = (n[0] * means[0], n[1] * means[1])
    return Event(name, n, totals, totals)


def test_events_that_differ_widen_the_interval() -> None:
    alike = [event(f"E{n}", (20, 20), (2, 3)) for n in range(10)]
    apart = [event(f"E{n}", (20, 20), (2, 1 + n % 2 * 4)) for n in range(10)]
    narrow, wide = (
        interval(drawn_by_event([events], 2_000, (1,))[0], level=0.95) for events in (alike, apart)
    )

    assert narrow == pytest.approx((1, 1))
    assert wide is not None
    assert wide[0] < 0.2
    assert wide[1] > 1.8


def test_too_many_empty_draws_give_no_interval() -> None:
    events = [event("E1", (20, 0), (2, 0)), event("E2", (0, 20), (0, 3))]
    (found,) = drawn_by_event([events], 1_000, (1,))

    assert np.isnan(found).mean() == pytest.approx(0.5, abs=0.1)
    assert interval(found, level=0.95) is None


@pytest.mark.slow
def test_an_interval_covers_the_truth_about_as_often_as_it_says() -> None:
    draw, covered = np.random.default_rng(4), 0
    for seed in range(100):
        before, after = draw.integers(1, 5, 60).tolist(), draw.integers(2, 6, 60).tolist()
        found = interval(drawn(unlinked(Counter(before), Counter(after)), 300, (seed,)), level=0.95)
        assert found is not None
        covered += found[0] <= 1 <= found[1]

    assert 88 <= covered <= 99
