"""Made-up assessments of four laws: three reviewed, one of them twice, and one that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.apps.council.actions.laws import Assessed, assess, review
from fourfold.apps.council.states.laws import Adequacy
from fourfold.reference import Pack

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

ASSESSED = (
    (
        "CGS_53A_192A",
        Assessed(
            Adequacy.NOT_ADEQUATE,
            "Made up for this demonstration: no conviction is printed for its first ten years.",
            "Convictions in a year",
            "Made-up: nobody counts charges apart from arrests",
        ),
    ),
    (
        "CGS_53A_192A",
        Assessed(
            Adequacy.PARTLY,
            "Made up for this demonstration: two convictions are printed since the forum of March "
            "2016. Counts of charges are still missing.",
            "Convictions in a year",
            "Made-up: no count of charges",
        ),
    ),
    (
        "CGS_53A_83",
        Assessed(
            Adequacy.NOT_ADEQUATE,
            "Made up for this demonstration: the source prints no arrest and no conviction since "
            "the change of 2013, and does not say why.",
            "Arrests and convictions in a year",
            "Made-up: buyers are not followed from arrest to sentence",
        ),
    ),
    (
        "CGS_54_234A",
        Assessed(
            Adequacy.NOT_KNOWN,
            "Made up for this demonstration: nobody counts how many places post the notice.",
            "Places that post the notice, by kind",
            "Made-up: no count yet",
        ),
    ),
    (
        "CGS_51_286H",
        Assessed(
            Adequacy.PARTLY,
            "Made up for this demonstration: the first reports came late, and some chiefs of "
            "police sent none.",
            "Reports received by their day",
        ),
    ),
)
DAY = timedelta(days=1)


def fill_laws(staff: Staff, pack: Pack) -> None:
    """Write the assessments; all but the last are reviewed by a member."""
    if pack.code != "ct":
        return
    sam, max_ = staff.viewer("sam"), staff.viewer("max")
    for nth, (law, told) in enumerate(ASSESSED):
        at = staff.at - (50 - 10 * nth) * DAY
        made = assess(law, told=told, once=f"demo:law:{nth}", by=sam, at=at)
        if nth < len(ASSESSED) - 1:
            review(made, version=1, by=max_, at=at + 2 * DAY)
