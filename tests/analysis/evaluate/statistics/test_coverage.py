"""Intervals hold what they promise when the truth is known, and the plain ones do not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from fourfold.analysis.evaluate.statistics import (
    NOBODY,
    Comparison,
    by_event,
    combined,
    partly_paired,
    welch,
)

from .made import pairs, summary

pytestmark = pytest.mark.slow
TIMES, CHANGE = 400, 0.5
# 95 percent of 400, give or take three standard errors.
HOLDS = (0.917, 0.983)


def held(make: Callable[[np.random.Generator], list[Comparison]]) -> list[float]:
    """Return how often each of the comparisons' intervals held the true change."""
    rng = np.random.default_rng(20300131)
    found = [[each.low <= CHANGE <= each.high for each in make(rng)] for _ in range(TIMES)]
    return [float(share) for share in np.mean(found, axis=0)]


def test_events_with_a_mood_of_their_own_fool_welch_and_not_the_event_test() -> None:
    def trained(rng: np.random.Generator) -> list[Comparison]:
        # Fourteen uneven events; half asked only before, half only after, as in two campaigns.
        events = []
        for place in range(14):
            wave, people = place % 2, rng.integers(5, 40)
            answers = rng.normal(CHANGE * wave + rng.normal(0, 0.5), 1, people)
            events.append((NOBODY, summary(answers)) if wave else (summary(answers), NOBODY))
        ours = by_event(events).comparison
        before = [each[0] for each in events if each[0].n]
        after = [each[1] for each in events if each[1].n]
        return [ours, welch(combined(*before), combined(*after))]

    by_events, plain = held(trained)

    assert HOLDS[0] <= by_events <= HOLDS[1]
    assert plain < 0.7


def test_partly_linked_people_of_uneven_waves_are_told_right() -> None:
    def asked(rng: np.random.Generator) -> list[Comparison]:
        both = rng.multivariate_normal([0, CHANGE], [[1, 1], [1, 4]], 12)
        alone = rng.normal(0, 1, 8), rng.normal(CHANGE, 2, 15)
        linked = pairs(both[:, 0], both[:, 1])
        return [
            partly_paired(summary(alone[0]), summary(alone[1]), linked),
            welch(
                summary(np.append(alone[0], both[:, 0])), summary(np.append(alone[1], both[:, 1]))
            ),
        ]

    partly, unlinked = held(asked)

    assert HOLDS[0] <= partly <= HOLDS[1]
    assert unlinked > partly  # too wide, never too narrow
