"""What a campaign's before and after say. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.analysis.evaluate.engine import LEAST_SHOWN
from fourfold.analysis.evaluate.statistics import ShareDifference, newcombe
from fourfold.apps.council.rules import NotWhole
from fourfold.apps.council.states.campaigns import Says


@dataclass(frozen=True, slots=True)
class Compared:
    """A before and an after. found: None where too few answered to compare. see says."""

    says: Says
    found: ShareDifference | None


def compared(before_yes: int, before_n: int, after_yes: int, after_n: int) -> Compared:
    """
    Compare two shares of different people, with Newcombe's interval at 95 percent.

    Below 10 answers on either side nothing is compared. That a share changed says nothing of why.
    """
    if min(before_n, after_n) < LEAST_SHOWN:
        return Compared(Says.TOO_FEW, None)
    found = newcombe(before_yes, before_n, after_yes, after_n)
    if found.low > 0:
        return Compared(Says.HIGHER, found)
    return Compared(Says.LOWER if found.high < 0 else Says.UNCLEAR, found)


def check_counts(before_yes: int, before_n: int, after_yes: int, after_n: int) -> None:
    """Raise NotWhole unless each yes is one of those who answered."""
    for when, yes, n in (("before", before_yes, before_n), ("after", after_yes, after_n)):
        if n < 1 or yes < 0 or yes > n:
            raise NotWhole(
                f"{yes} of {n} {when} cannot be. Give how many said yes, and how many answered."
            )
