"""Eight made-up consultations, of organizations, groups and survivors as a category."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions.consultations import Consulted, log
from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

MADE_UP = "Made up for this demonstration: "
ENTRIES = (
    (Asked.ORGANIZATION, "ORG036", FourP.PROTECTION, "Benefits for adults", Way.LETTER, ""),
    (Asked.ORGANIZATION, "ORG034", FourP.PROSECUTION, "Labor inspections", Way.MEETING, "a"),
    (Asked.ORGANIZATION, "ORG008", FourP.PREVENTION, "Lessons in schools", Way.MEETING, "b"),
    (Asked.ORGANIZATION, "ORG045", FourP.PROTECTION, "Clearing old records", Way.HEARING, ""),
    (Asked.GROUP, "Hotel managers", FourP.PREVENTION, "The notice in lodgings", Way.SURVEY, "c"),
    (Asked.GROUP, "Truck stop owners", FourP.PREVENTION, "The notice", Way.LETTER, ""),
    (Asked.SURVIVORS, "", FourP.PARTNERSHIP, "How the Council asks", Way.FOCUS_GROUP, "d"),
    (Asked.SURVIVORS, "", FourP.PROTECTION, "Shelter rules", Way.FOCUS_GROUP, ""),
)
CHANGED = {
    "a": "one meeting a quarter with inspectors is planned.",
    "b": "a lesson was added to the plan.",
    "c": "the notice is printed larger.",
    "d": "questions are sent a week before.",
}
DAY = timedelta(days=1)


def fill_consultations(staff: Staff, pack: Pack) -> None:
    """Enter the consultations that the pack's organizations allow."""
    known = {each.code for each in pack.organizations}
    sam = staff.viewer("sam")
    for nth, (asked, who, four_p, topic, way, changed) in enumerate(ENTRIES):
        is_organization = asked is Asked.ORGANIZATION
        if is_organization and who not in known:
            continue
        told = Consulted(
            asked,
            four_p,
            topic,
            timezone.localdate(staff.at - (20 + 15 * nth) * DAY),
            way,
            organization=who if is_organization else "",
            who="" if is_organization else who,
            said=f"{MADE_UP}they told what works and what does not.",
            document=f"Made-up notes, folder {nth + 1}",
            changed=MADE_UP + CHANGED[changed] if changed else "",
        )
        log(told, once=f"demo:consultation:{nth}", by=sam, at=staff.at - 10 * DAY)
