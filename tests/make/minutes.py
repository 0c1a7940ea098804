"""Made-up minutes of made-up meetings."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fourfold.apps.council.actions import attendance
from fourfold.apps.council.actions import minutes_issue as going
from fourfold.apps.council.queries import minutes as queries
from fourfold.apps.council.states.attendance import Mark
from tests.make import council
from tests.make.council import BY
from tests.make.people import NOW

DAY = timedelta(days=1)
THEN = NOW - 30 * DAY


def held(once: str = "held", *, starts: datetime = THEN) -> str:
    """Hold a meeting with two topics; returns its id."""
    made = council.meeting(once, starts=starts)
    council.topic(made, "First", once=f"{once}-1")
    council.topic(made, "Second", once=f"{once}-2")
    council.post(made, at=starts - 3 * DAY)
    return made


def page(of: str) -> queries.MinutesPage:
    """Return the minutes of a meeting as staff write them."""
    found = queries.minutes_page(of, viewer=BY)
    if found is None:
        raise AssertionError("Nobody began the minutes.")
    return found


def step(what: Any, of: str, **told: Any) -> None:
    """Take a step with minutes as they stand."""
    now = page(of)
    what(now.id, version=now.version, by=BY, at=NOW, **told)


def approved(of: str, *, how: str = "Without objection.") -> None:
    """Let a later meeting approve minutes."""
    step(going.approve, of, meeting=held("later", starts=NOW - 2 * DAY), how=how)


def attended() -> str:
    """Hold a meeting that two seats came to, one of them named in public; returns its id."""
    made = held()
    council.sits("SEAT01", "Mary Madeup", is_public=True, from_on=THEN.date())
    council.sits("SEAT02", "Sam Secret", from_on=THEN.date())
    for seat, minute in (("SEAT01", 0), ("SEAT02", 5)):
        moment = THEN + timedelta(minutes=minute)
        how = {"what": Mark.ROOM, "moment": moment, "once": seat, "by": BY, "at": moment}
        attendance.mark(made, seat=seat, **how)
    return made
