"""What printed reports recommend, from the pack; and made-up ones of this year at every stage."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from fourfold.apps.council.actions import conflicts, recommendations, votes
from fourfold.apps.council.actions.recommendations import Said
from fourfold.apps.council.queries.seats import seats
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Category, Stage
from fourfold.config.demo.motions import fill_motions

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
POLICY, RESEARCH = Category.POLICY_CONCEPT, Category.FURTHER_RESEARCH
OURS = (
    (POLICY, "prevention", "Made-up: pay for the training of night clerks in small motels"),
    (POLICY, "protection", "Made-up: give shelters three years of money instead of one"),
    (POLICY, "prosecution", "Made-up: tell the Council each year why charges were dropped"),
    (RESEARCH, "prevention", "Made-up: find out whom school lessons do not reach"),
    (RESEARCH, "partnership", "Made-up: look at how labor inspectors and police share a case"),
)


def fill_recommendations(staff: Staff) -> None:
    """Take over what the pack prints; draft, discuss, vote on and settle five of our own."""
    sam, at = staff.viewer("sam"), staff.at
    recommendations.take_over(by=sam, at=at - 50 * DAY)
    if all(each.is_vacant for each in seats(viewer=sam, on=timezone.localdate(at))):
        return  # nobody to vote
    year = timezone.localdate(at).year
    codes = [
        recommendations.draft(
            Said(text, category, (four_p,)),
            year=year,
            once=f"demo:recommendation:{nth}",
            by=sam,
            at=at - 45 * DAY,
        )
        for nth, (category, four_p, text) in enumerate(OURS)
    ]
    how: dict[str, Any] = {"by": sam, "at": at - 40 * DAY}
    for code in codes[:4]:
        recommendations.move(code, to=Stage.COMMENT, version=1, **how)
    said = "Made-up: say from which year, so that motels can plan."
    recommendations.comment(
        codes[3], text=said, once="demo:comment", by=staff.viewer("max"), at=at - 9 * DAY
    )
    matter = conflicts.Declared(
        "Money for shelters",
        "Made up: my sister works for a shelter that applies.",
        timezone.localdate(at) - 41 * DAY,
        about=ConflictAbout.RECOMMENDATION,
        ref=codes[1],
    )
    conflicts.declare(matter, once="demo:conflict", by=staff.viewer("max"), at=at - 41 * DAY)
    fill_motions(staff, codes[:2])
    votes.open_vote(codes[2], closes_at=at + 6 * DAY, by=sam, at=at - DAY)
