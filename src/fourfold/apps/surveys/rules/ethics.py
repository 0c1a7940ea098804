"""Whether a study may be opened after its review, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from fourfold.apps.surveys.rules.errors import BadStudy


class Decision(StrEnum):
    """What a review decided. EXEMPT: it needs no approval, as whoever reviews says."""

    APPROVED = "APPROVED"
    EXEMPT = "EXEMPT"
    CHANGES = "CHANGES"
    REFUSED = "REFUSED"


class NotReviewed(BadStudy):
    """A wave cannot be opened, as its study's review stands."""


MOST_YEARS = 10
GOES = (Decision.APPROVED, Decision.EXEMPT)


def check_reviewed(*, asks_youth: bool, newest: Decision | None) -> None:
    """Raise NotReviewed unless a study may be opened. newest: its newest review, None for none."""
    if newest in GOES:
        return
    if newest is not None:
        said = "refused it" if newest is Decision.REFUSED else "asked for changes"
        raise NotReviewed(
            f"The newest review {said}. Note the decision that lets it go before you open it."
        )
    if asks_youth:
        raise NotReviewed(
            "This survey asks people under 18, and no review is noted. Write down who reviewed it, "
            "on which day, the reference and the decision, under Review and repeating."
        )


def next_due(opened: Iterable[date], years: int | None) -> date | None:
    """Return when the next wave is due: years after the newest was opened; None if it is not."""
    days = sorted(opened)
    if years is None or not days:
        return None
    last = days[-1]
    try:
        return last.replace(year=last.year + years)
    except ValueError:  # a leap day
        return last.replace(year=last.year + years, day=28)
