"""Bringing in the reports that wait on the disk."""

from __future__ import annotations

import logging

from django.utils import timezone

from fourfold.apps.cases.access.receipts import reporter
from fourfold.apps.cases.actions.reporters import TakenIn
from fourfold.apps.cases.actions.reporters import take_in as bring_in
from fourfold.security.custody import spool

log = logging.getLogger(__name__)


def take_in() -> TakenIn:
    """Bring in what waits on the disk; says how many came in and how many still wait."""
    return bring_in(by=reporter(at=timezone.now()))


def at_start() -> None:
    """Bring in what waits when the site starts; trouble with it stops nothing."""
    try:
        if spool.waiting():
            found = take_in()
            log.warning("Reports from the disk: %s came in, %s wait.", found.done, found.left)
    except Exception as problem:  # the site must start, whatever lies in the folder
        log.error("Reports wait on the disk: %s", type(problem).__name__)
