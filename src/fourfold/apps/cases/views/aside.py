"""Sealing onto the disk what the database does not take, and fetching it from there later."""

from __future__ import annotations

import logging
from datetime import datetime

from fourfold.apps.cases.access.receipts import digest_of, reporter
from fourfold.apps.cases.actions import reporters
from fourfold.apps.cases.rules.waiting import Waiting, pack
from fourfold.security.custody import spool

log = logging.getLogger(__name__)


def put_aside(waiting: Waiting, *, why: Exception) -> None:
    """
    Seal a report, or words added to one, onto the disk; the machine's log says that, and no more.

    :raises NotKept: if the disk does not take it either.
    """
    spool.put(pack(waiting), name=digest_of(waiting.receipt, waiting.words))
    log.error("The database did not take a report (%s); it waits sealed.", type(why).__name__)


def fetch(*, at: datetime) -> None:
    """Bring in what waits, now that the database takes reports again; never a trouble itself."""
    try:
        if spool.waiting():
            reporters.take_in(by=reporter(at=at))
    except Exception as problem:  # the report that was just saved must be answered
        log.warning("What waits on the disk was not brought in: %s", type(problem).__name__)
