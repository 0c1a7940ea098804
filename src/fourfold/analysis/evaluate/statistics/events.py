"""
Whether the mean changed, when people of one training event answer alike.

Ninety-seven events of twenty people are not 1,940 independent answers. Here the event is the unit:
a robust standard error from each event's counts and means, with degrees of freedom that say how
little a few uneven events can prove.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.analysis.evaluate.statistics.comparing import Comparison, Method, compared
from fourfold.analysis.evaluate.statistics.summaries import (
    ROUNDING,
    Summary,
    TooFew,
    apart_variance,
    combined,
)

FRAGILE_BELOW = 4.0


@dataclass(frozen=True, slots=True)
class EventComparison:
    """
    A comparison whose unit is the event.

    comparison: df is the Bell-McCaffrey (Satterthwaite) one. events: how many have answers.
    events_both: how many have answers in both waves. design_effect: its variance against that of
    the same answers taken as independent; above 1 the events matter. icc: the share of the spread
    that lies between events of one wave (analysis of variance; may be below zero, which reads as
    none); None when no event of a wave has two answers, or there is no spread.
    """

    comparison: Comparison
    events: int
    events_both: int
    design_effect: float
    icc: float | None

    @property
    def fragile(self) -> bool:
        """True below 4 degrees of freedom, where p is not to be trusted (Tipton 2015)."""
        return self.comparison.df < FRAGILE_BELOW


def by_event(events: Sequence[tuple[Summary, Summary]], *, level: float = 0.95) -> EventComparison:
    """
    Compare two waves, before and after, whose answers come in events.

    events: one (before, after) an event, in any order; NOBODY where an event has no answers of a
    wave. Right as well when the same people answered twice, if nobody attended two events. Linked
    answers are worth more in by_event_paired.
    The standard error is CR2: each event's sum of deviations, made larger for the part it has in
    the mean. Its df follow from answers taken as independent and equally spread.
    :raises TooFew: when a wave has answers in fewer than two events.
    :raises NoSpread: when the events do not differ at all.
    Source: Bell and McCaffrey, "Bias reduction in standard errors for linear regression with
    multi-stage samples", Survey Methodology 28, 2002; Pustejovsky and Tipton, Journal of Business
    and Economic Statistics 36, 2018. The sums in closed form are ours; the tests compare them with
    the papers' matrices.
    """
    answered = [each for each in events if each[0].n or each[1].n]
    waves = [each[0] for each in answered], [each[1] for each in answered]
    before, after = combined(*waves[0]), combined(*waves[1])
    _check_events(waves[0], "before")
    _check_events(waves[1], "after")
    variance, df = _robust([(-1, waves[0], before), (1, waves[1], after)])
    alone = apart_variance(before, after)
    return EventComparison(
        comparison=compared(
            Method.BY_EVENT,
            ns=(before.n, after.n, 0),
            difference=after.mean - before.mean,
            variance=0.0 if variance <= ROUNDING * alone else variance,
            df=df,
            level=level,
        ),
        events=len(answered),
        events_both=sum(1 for each in answered if each[0].n and each[1].n),
        design_effect=variance / alone,
        icc=intraclass(*waves),
    )


def by_event_paired(changes: Sequence[Summary], *, level: float = 0.95) -> EventComparison:
    """
    Compare two waves in which everybody is linked, by each person's change, event by event.

    changes: one summary of the changes an event. Otherwise as by_event.
    """
    answered = [each for each in changes if each.n]
    whole = combined(*answered)
    _check_events(answered, "in pairs")
    variance, df = _robust([(1, answered, whole)])
    alone = whole.variance / whole.n
    return EventComparison(
        comparison=compared(
            Method.BY_EVENT,
            ns=(whole.n, whole.n, whole.n),
            difference=whole.mean,
            variance=0.0 if variance <= ROUNDING * alone else variance,
            df=df,
            level=level,
        ),
        events=len(answered),
        events_both=len(answered),
        design_effect=variance / alone,
        icc=intraclass(answered),
    )


def intraclass(*waves: Sequence[Summary]) -> float | None:
    """
    Return the intraclass correlation of events, pooled over waves with a mean of their own.

    Source: Donner and Koval, "The estimation of intraclass correlation in the analysis of family
    data", Biometrics 36, 1980: the analysis of variance estimator, events of unequal size.
    """
    between = within = weight = 0.0
    free_between = free_within = 0
    for wave in waves:
        groups = [each for each in wave if each.n]
        if not groups:
            continue
        whole = combined(*groups)
        between += math.fsum(each.n * (each.mean - whole.mean) ** 2 for each in groups)
        within += math.fsum((each.n - 1) * each.variance for each in groups if each.n > 1)
        weight += whole.n - sum(each.n**2 for each in groups) / whole.n
        free_between += len(groups) - 1
        free_within += whole.n - len(groups)
    if not free_between or not free_within:
        return None
    size = weight / free_between
    above, below = between / free_between, within / free_within
    spread = above + (size - 1) * below
    return (above - below) / spread if spread > 0 else None


def _robust(waves: list[tuple[int, list[Summary], Summary]]) -> tuple[float, float]:
    """Return the CR2 variance and its degrees of freedom; each wave: sign, events, the whole."""
    count = len(waves[0][1])
    scores, own = [0.0] * count, [0.0] * count
    parts: list[tuple[int, list[float]]] = []
    for sign, groups, whole in waves:
        part = []
        for place, each in enumerate(groups):
            share = each.n / whole.n
            raised = 1 / (whole.n * math.sqrt(1 - share)) if each.n else 0.0
            deviation = each.n * (each.mean - whole.mean) if each.n else 0.0
            scores[place] += sign * deviation * raised
            own[place] += each.n * raised**2
            part.append(each.n * raised)
        parts.append((whole.n, part))
    trace = math.fsum(own) - math.fsum(_dot(part, part) / n for n, part in parts)
    squares = (
        _dot(own, own)
        - 2 * math.fsum(_dot(own, [x * x for x in part]) / n for n, part in parts)
        + math.fsum(_dot(a, b) ** 2 / (n * m) for n, a in parts for m, b in parts)
    )
    return _dot(scores, scores), trace**2 / squares


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return math.fsum(x * y for x, y in zip(first, second, strict=True))


def _check_events(wave: Sequence[Summary], where: str) -> None:
    answered = sum(1 for each in wave if each.n)
    if answered < 2:
        raise TooFew(
            f"{answered} events have answers {where}: at least two are needed to see how events "
            "differ. Compare without events, and say so."
        )
