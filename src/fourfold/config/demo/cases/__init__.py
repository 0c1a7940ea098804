"""The demonstration of the case desk, one module a room, filled in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fourfold.config.demo.cases import (
    casefile,
    consult,
    intake,
    law,
    lists,
    missing,
    people,
    services,
    teams,
)
from fourfold.config.demo.cases.youths import YOUTHS

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

ROOMS = (
    # one line a room
    intake.fill,
    consult.fill,
    missing.fill,
    teams.fill,
    casefile.fill,
    people.fill,
    law.fill,
    services.fill,
    lists.fill,
)
"""What each room leaves; a later one builds on what the earlier ones left."""


def fill_cases(staff: Staff) -> None:
    """
    Leave reports, cases and what hangs on them, through the desk's own actions.

    Outside a transaction: each opening of a record is a line in the log of its own.
    """
    for fill in ROOMS:
        fill(staff, YOUTHS)
