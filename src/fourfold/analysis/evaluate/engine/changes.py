"""Which test the answers allow, and what it came to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from fourfold.analysis.evaluate.codebook import Better, Construct
from fourfold.analysis.evaluate.engine.asked import Asked
from fourfold.analysis.evaluate.engine.events import Event
from fourfold.analysis.evaluate.engine.results import Change, Verdict, Wave
from fourfold.analysis.evaluate.engine.tallies import Tallies
from fourfold.analysis.evaluate.statistics import (
    Adjusted,
    CannotCompare,
    Comparison,
    Effect,
    Summary,
    by_event,
    by_event_paired,
    hedges_g,
    paired,
    partly_paired,
    welch,
)

POWER = 0.8
"""The chance to find a difference that is there, 4 in 5, as is usual."""


def change_of(
    tallies: Tallies,
    construct: Construct,
    asked: Asked,
    *,
    events: Sequence[Event] = (),
    changes: Sequence[Summary] = (),
    interval: tuple[float, float] | None = None,
) -> Change:
    """
    Compare the two waves of a group. p is not adjusted yet: see `adjusted`.

    changes: each event's changes, where everybody is known in both waves.
    """
    before, after = (wave.summary() for wave in tallies.waves)
    test, why_not = _test(tallies, asked, events, changes)
    first, second = (
        Wave(summary, tally.unscored, construct.label(summary.mean) if summary.n else "")
        for summary, tally in zip((before, after), tallies.waves, strict=True)
    )
    moved = after.mean - before.mean
    up = construct.better is Better.HIGHER
    return Change(
        first,
        second,
        test=test,
        why_not=why_not,
        adjusted=None,
        verdict=Verdict.NOT_TESTED,
        is_better=None if not moved or math.isnan(moved) else (moved > 0) is up,
        effect=_effect(before, after, asked),
        interval=interval,
    )


def adjusted(change: Change, p: Adjusted, *, level: float) -> Change:
    """Return the change with its adjusted p, and what that makes of it."""
    if p.adjusted is None:
        return change
    if p.adjusted >= 1 - level or change.is_better is None:
        verdict = Verdict.NOT_SHOWN
    else:
        verdict = Verdict.BETTER if change.is_better else Verdict.WORSE
    return replace(change, adjusted=p.adjusted, verdict=verdict)


def _test(
    tallies: Tallies, asked: Asked, events: Sequence[Event], changes: Sequence[Summary]
) -> tuple[Comparison | None, str]:
    try:
        if changes:
            return by_event_paired(changes, level=asked.level).comparison, ""
        if asked.event:
            return by_event([each.summaries for each in events], level=asked.level).comparison, ""
        pairs = tallies.linked()
        if pairs.n < 2:
            before, after = (wave.summary() for wave in tallies.waves)
            return welch(before, after, level=asked.level), ""
        first, second = (wave.summary() for wave in tallies.unlinked())
        if first.n or second.n:
            return partly_paired(first, second, pairs, level=asked.level), ""
        each = pairs.differences
        return paired(each.n, each.mean, each.variance, level=asked.level), ""
    except CannotCompare as problem:
        return None, str(problem)


def _effect(before: Summary, after: Summary, asked: Asked) -> Effect | None:
    try:
        return hedges_g(before, after, level=asked.level)
    except CannotCompare:
        return None


def least_difference(change: Change, asked: Asked) -> float | None:
    """
    Return the true difference, in points, that a test as sure as this one finds 4 times in 5.

    None where there is no test. It follows from the standard error alone, never from the
    difference that was found. Source: Bloom, "Minimum detectable effects", Evaluation Review 19,
    1995.
    """
    from scipy.special import stdtrit  # noqa: PLC0415 - slow to import; pages must not pay for it

    if change.test is None:
        return None
    df = change.test.df
    sure = float(stdtrit(df, (1 + asked.level) / 2)) + float(stdtrit(df, POWER))
    return sure * change.test.se
