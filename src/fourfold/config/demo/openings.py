"""Emergency openings of the demonstration: two wait for review, one was reviewed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.config.demo.people import Place
from fourfold.security import audit
from fourfold.security.access import glass
from fourfold.security.events import Event
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from fourfold.security.models import GlassBreak
from fourfold.security.models.glass import GLASS_HOURS
from fourfold.security.notices import NoticeKind, notify

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

CASE = "cases.case"
"""Case records come later; until then these numbers lead nowhere."""

OPENINGS = (
    (
        "carmen",
        timedelta(hours=14),
        glass.GlassReason.MISSING_NOW,
        "A hospital called at night about a girl who may be ours. Her worker did not answer.",
    ),
    (
        "luis",
        timedelta(days=2, hours=3),
        glass.GlassReason.WORKER_AWAY,
        "A foster mother needed the allergy list before a doctor's visit; the worker is on leave.",
    ),
    (
        "carmen",
        timedelta(days=6, hours=1),
        glass.GlassReason.IN_DANGER_NOW,
        "Police stood before the door and asked whether a child lives there.",
    ),
)
REVIEWED = 2
REVIEW = "I spoke with the officer and with her supervisor. It could not wait until morning."


def fill_openings(staff: Staff, where: dict[Place, str]) -> None:
    """Leave openings on the list, with their notices and lines in the log."""
    agency = where[Place.FAMILIES]
    for nth, (key, ago, reason, words) in enumerate(OPENINGS):
        at = staff.at - ago
        made = GlassBreak.objects.create(
            account=staff.accounts[key],
            agency=agency,
            record_kind=CASE,
            record=new_id(),
            person=new_person(agency=agency),
            reason=reason.value,
            words=words,
            begun_at=at,
            until_at=at + GLASS_HOURS,
            closed_at=at + timedelta(minutes=35) if nth == 1 else None,
        )
        subject = f"{CASE}:{made.record}"
        facts = {"reason": reason.value, "opening": made.id}
        by = staff.accounts[key]
        audit.record(Event.GLASS_BROKEN, by=by, subject=subject, at=at, facts=facts)
        for minutes in (1, 4):
            later = at + timedelta(minutes=minutes)
            audit.record(Event.RECORD_READ, by=by, subject=subject, at=later)
        if nth == REVIEWED:
            reviewer = staff.viewer("paul", before=timedelta(days=5))
            glass.review(made.id, outcome="JUSTIFIED", words=REVIEW, by=reviewer)
        else:
            officers = [staff.accounts["paul"], staff.accounts["priya"]]
            notify(officers, NoticeKind.GLASS_BROKEN, subject=f"glass:{made.id}", at=at)
