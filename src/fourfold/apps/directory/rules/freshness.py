"""When a listing fades and when it goes from view: days since somebody last checked it."""

from __future__ import annotations

from datetime import date, timedelta

from fourfold.apps.directory.states import Freshness, ListingState
from fourfold.catalog.checked import CURRENT_FOR, is_current

ASK_AFTER = CURRENT_FOR.days
"""Days after which a listing is asked about again and shown as faded."""
HIDE_AFTER = 365
"""Days after which nobody outside sees it. Not confirmed."""


def freshness(assured_on: date | None, *, today: date) -> Freshness:
    """Tell how a listing stands by its last check; None: it was never checked."""
    if assured_on is None:
        return Freshness.NEVER
    age = (today - assured_on).days
    if age > HIDE_AFTER:
        return Freshness.HIDDEN
    return Freshness.CHECKED if is_current(assured_on, today=today) else Freshness.FADED


def shown_until(assured_on: date) -> date:
    """Return the last day on which everyone sees a listing that was checked on a day."""
    return assured_on + timedelta(days=HIDE_AFTER)


def is_public(state: ListingState, assured_on: date | None, *, today: date) -> bool:
    """Tell whether everyone sees a listing: cleared, and checked recently enough."""
    return state is ListingState.LISTED and freshness(assured_on, today=today) in (
        Freshness.CHECKED,
        Freshness.FADED,
    )
