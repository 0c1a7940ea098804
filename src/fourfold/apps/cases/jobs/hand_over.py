"""Handing over from the command line: for whoever runs the site, with the agency named."""

from __future__ import annotations

from django.utils import timezone

from fourfold.apps.cases.actions import handing
from fourfold.apps.cases.actions.handing import HandedOver
from fourfold.security.access.viewer import Viewer

JOB = "hand-over"


def hand_over(period: str, *, agency: str) -> HandedOver:
    """Hand over the counting fields of an agency's cases of a year."""
    by = Viewer(account=JOB, agency=agency, at=timezone.now())
    return handing.hand_over(period, by=by)
