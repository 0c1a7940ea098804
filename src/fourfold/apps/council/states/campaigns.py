"""Where a campaign stands, and what its before and after say."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class CampaignState(StrEnum):
    """Where a campaign stands."""

    PLANNED = "PLANNED"
    RUNNING = "RUNNING"
    ENDED = "ENDED"
    DROPPED = "DROPPED"


class Says(StrEnum):
    """What a before and an after say. UNCLEAR: no change is among what is likely."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"
    UNCLEAR = "UNCLEAR"
    TOO_FEW = "TOO_FEW"


MOVES: dict[CampaignState, tuple[CampaignState, ...]] = {
    CampaignState.PLANNED: (CampaignState.RUNNING, CampaignState.DROPPED),
    CampaignState.RUNNING: (CampaignState.ENDED, CampaignState.DROPPED),
    CampaignState.ENDED: (CampaignState.RUNNING,),
    CampaignState.DROPPED: (CampaignState.PLANNED,),
}
OWNERS: dict[CampaignState, str] = dict.fromkeys(CampaignState, "council")


def check_move(now: CampaignState, then: CampaignState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A campaign")
