"""Telling others of overdue duties, every few minutes."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.cases.actions import duties
from fourfold.security.access.viewer import Viewer

JOB = "job-clocks"
"""What the audit calls this job."""


def escalate(*, at: datetime) -> str:
    """Tell others of every overdue duty once, and say how many; nothing is done twice."""
    found = duties.escalate(by=Viewer(account=JOB, agency="", at=at))
    words = f"Overdue duties of which others were told: {found.told}."
    if found.nobody:
        words += (
            f" {found.nobody} with nobody to tell: give an account of that agency the role the "
            "pack's clocks.csv names."
        )
    return words
