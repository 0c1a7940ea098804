"""How long a session and a proof last. Plain values in, an answer out; the clock is given."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=15)
LONGEST = timedelta(hours=10)
FRESH = timedelta(minutes=5)
WARNING = timedelta(minutes=2)
SKEW = timedelta(seconds=30)
"""
Shorter than NIST SP 800-63B asks for at AAL2 (30 minutes, 12 hours), because a shared desk in an
agency is left more often than a person's own. SKEW: how far the clocks of two servers may differ.
"""


class Ended(StrEnum):
    """Why a session is over."""

    IDLE = "IDLE"
    TOO_LONG = "TOO_LONG"
    CLOCK = "CLOCK"


def why_ended(*, started_at: datetime, seen_at: datetime, at: datetime) -> Ended | None:
    """
    Return why a session is over at a moment, or None while it lasts.

    A clock that was set back ends sessions: else they would live longer than they may.
    """
    if at < seen_at - SKEW or at < started_at - SKEW:
        return Ended.CLOCK
    if at - started_at >= LONGEST:
        return Ended.TOO_LONG
    if at - seen_at >= IDLE:
        return Ended.IDLE
    return None


def is_fresh(proven_at: datetime | None, *, at: datetime) -> bool:
    """Return whether a second factor was proven at most five minutes ago, and not in the future."""
    return proven_at is not None and -SKEW <= at - proven_at <= FRESH


def ends_at(*, started_at: datetime, seen_at: datetime) -> datetime:
    """Return when the session will be over if nothing more is done."""
    return min(started_at + LONGEST, seen_at + IDLE)
