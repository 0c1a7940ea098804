"""Where an annual report of the studio stands, and where a member's activity form does."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class StudioState(StrEnum):
    """Where a report stands. APPROVED: its data is frozen. FILED: with the clerks."""

    DRAFT = "DRAFT"
    APPROVED = "APPROVED"
    PUBLISHED = "PUBLISHED"
    FILED = "FILED"


class FormState(StrEnum):
    """Where an activity form stands. DRAFT: asked, not answered yet."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    TAKEN = "TAKEN"
    RETURNED = "RETURNED"


class Step(StrEnum):
    """What was done to a block; each can be taken back."""

    ADDED = "ADDED"
    CHANGED = "CHANGED"
    MOVED = "MOVED"
    REMOVED = "REMOVED"


class Begin(StrEnum):
    """What a report begins from."""

    EMPTY = "EMPTY"
    PACK = "PACK"
    LAST = "LAST"


MOVES: dict[StudioState, tuple[StudioState, ...]] = {
    StudioState.DRAFT: (StudioState.APPROVED,),
    StudioState.APPROVED: (StudioState.PUBLISHED, StudioState.DRAFT),
    StudioState.PUBLISHED: (StudioState.FILED,),
    StudioState.FILED: (),
}
OWNERS: dict[StudioState, str] = {
    StudioState.DRAFT: "council",
    StudioState.APPROVED: "council",
    StudioState.PUBLISHED: "council",
    StudioState.FILED: "nobody",
}
FORM_MOVES: dict[FormState, tuple[FormState, ...]] = {
    FormState.DRAFT: (FormState.SENT,),
    FormState.SENT: (FormState.TAKEN, FormState.RETURNED),
    FormState.RETURNED: (FormState.SENT,),
    FormState.TAKEN: (FormState.RETURNED,),
}


def check_move(now: StudioState, then: StudioState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="An annual report")


def check_form_move(now: FormState, then: FormState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=FORM_MOVES, what="An activity form")
