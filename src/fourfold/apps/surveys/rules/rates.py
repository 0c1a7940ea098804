"""
How many of the organizations that were drawn answered.

The rate is the minimum response rate RR1 of the American Association for Public Opinion Research
(Standard Definitions): answers over all that were drawn, those left out that are known not to
belong to whom the survey asks. Who declined, whom no mail reached and who said nothing all stay
below the line.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fourfold.apps.surveys.rules.invitations import InvitedState
from fourfold.apps.surveys.rules.sampling import Split, Stratum, stratum_of

S = InvitedState
DEFINITION = (
    "AAPOR, Standard Definitions, RR1: answered / (all that were drawn - known not to belong)"
)


@dataclass(frozen=True, slots=True)
class Rate:
    """
    One stratum. listed: on the list, drawn or not. waiting: drawn, and nothing is known yet.

    rate: in percent; None if nobody was drawn who belongs.
    """

    stratum: Stratum
    listed: int
    drawn: int
    answered: int
    declined: int
    undeliverable: int
    ineligible: int
    waiting: int
    rate: float | None


def rates(rows: Iterable[tuple[str, str, InvitedState]], split: Split) -> tuple[Rate, ...]:
    """Return each stratum's rate, by its name. rows: sector, region and where each one stands."""
    found: defaultdict[Stratum, Counter[InvitedState]] = defaultdict(Counter)
    for sector, region, state in rows:
        found[stratum_of(sector, region, split)][state] += 1
    return tuple(_rate(stratum, found[stratum]) for stratum in sorted(found))


def whole(rows: Iterable[tuple[str, str, InvitedState]]) -> Rate:
    """Return the rate of all together."""
    return _rate(("", ""), Counter(state for _sector, _region, state in rows))


def weighted(strata: Iterable[Rate]) -> float | None:
    """
    Return the rate of all, in percent, each stratum weighted by listed over drawn.

    Where strata were drawn with different chances, this is the rate to report (the same source).
    None if nobody was drawn who belongs.
    """
    parts = [(each, each.listed / each.drawn) for each in strata if each.drawn]
    below = sum(weight * (each.drawn - each.ineligible) for each, weight in parts)
    return 100 * sum(weight * each.answered for each, weight in parts) / below if below else None


def _rate(stratum: Stratum, counts: Counter[InvitedState]) -> Rate:
    drawn = sum(counts.values()) - counts[S.LISTED]
    below = drawn - counts[S.INELIGIBLE]
    return Rate(
        stratum,
        listed=sum(counts.values()),
        drawn=drawn,
        answered=counts[S.ANSWERED],
        declined=counts[S.DECLINED],
        undeliverable=counts[S.UNDELIVERABLE],
        ineligible=counts[S.INELIGIBLE],
        waiting=counts[S.DRAWN] + counts[S.INVITED],
        rate=100 * counts[S.ANSWERED] / below if below else None,
    )
