"""A made-up mix of the pack's working group, with gaps."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.council.actions import groups
from fourfold.apps.council.queries.groups import names, organizations
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

S, P, R = Background.SURVIVOR, Background.PRACTITIONER, Background.RESEARCHER
PLACES = (
    *((S, FourP.PREVENTION), (S, FourP.PROTECTION), (S, FourP.PROTECTION)),
    *((P, FourP.PREVENTION), (P, FourP.PROTECTION), (P, FourP.PROTECTION), (P, FourP.PROSECUTION)),
    *((P, FourP.PROSECUTION), (P, FourP.PARTNERSHIP), (R, FourP.PREVENTION), (R, FourP.PROTECTION)),
)


def fill_groups(staff: Staff) -> None:
    """Fill places of the first working group; the prosecution has no survivor and no researcher."""
    sam = staff.viewer("sam")
    known, senders = names(viewer=sam), organizations(viewer=sam)
    if not known or not senders:
        return
    since = timezone.localdate(staff.at - timedelta(days=120))
    for nth, (background, four_p) in enumerate(PLACES):
        sender = "" if background is S else senders[nth % len(senders)][0]
        place = groups.Place(known[0], background, four_p, since, sender)
        groups.fill(place, once=f"demo:place:{nth}", by=sam, at=staff.at - timedelta(days=119))
