"""Votes, on a new database: two people of one seat at once, and a close while a vote comes."""

from __future__ import annotations

import json
import sys

from fourfold.apps.council.actions import motions, votes
from fourfold.apps.council.models import RecommendationVote, VoteEntry
from fourfold.apps.council.states.votes import Choice, Stage
from tests.make import council, people
from tests.make.people import NOW
from tests.make.races import together

TIMES = 5


def one_seat() -> dict[str, int]:
    """Let holder and designee of one seat vote at the same instant."""
    holder, other = (people.viewer(name, "MEMBER") for name in ("Holder", "Designee"))
    term = council.sits("SEAT01", "Made-up Holder", account=holder.account)
    council.sits("SEAT01", "Made-up Designee", account=other.account, designee_of=term)
    broken = 0
    for nth in range(TIMES):
        vote = council.open_vote(council.recommendation(f"seat-{nth}", stage=Stage.COMMENT))
        outcomes = together(
            lambda vote=vote: votes.cast(vote, choice=Choice.FOR, by=holder, at=NOW),
            lambda vote=vote: votes.cast(vote, choice=Choice.AGAINST, by=other, at=NOW),
        )
        broken += 2 - outcomes.get("done", 0)
    return {"broken": broken, "kept": VoteEntry.objects.count()}


def closing() -> dict[str, int]:
    """Close votes at the instant in which a vote is cast; what was taken is in the result."""
    VoteEntry.objects.all().delete()
    for nth in range(TIMES):
        code = council.recommendation(f"close-{nth}", stage=Stage.COMMENT)
        motion, vote = council.vote_on_motion(code, once=f"close-{nth}", seats=2)
        rest = {"choice": Choice.ABSTAIN, "by": council.BY, "at": NOW}
        motions.cast_rest(motion, **rest)
        cast = {"choice": Choice.FOR, "seat_code": "SEAT01", "by": council.BY, "at": NOW}
        together(
            lambda vote=vote, cast=cast: votes.cast(vote, **cast),
            lambda motion=motion: motions.decide(motion, by=council.BY, at=NOW),
        )
    told = {
        each.id: sum(line["stand"] == "FOR" for line in each.result)
        for each in RecommendationVote.objects.filter(way="MEETING")
    }
    taken = VoteEntry.objects.filter(choice="FOR")
    kept = {each: taken.filter(vote=each).count() for each in told}
    return {"closed": len(told), "taken but not counted": sum(told[e] != kept[e] for e in told)}


def main() -> None:
    json.dump({"one seat": one_seat(), "closing": closing()}, sys.stdout)
