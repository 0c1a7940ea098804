"""A release's life: state, the moves allowed, and whose turn it is."""

from __future__ import annotations

from enum import StrEnum


class ReleaseState(StrEnum):
    """Where a release stands."""

    PROPOSED = "PROPOSED"
    AGREED = "AGREED"
    PUBLISHED = "PUBLISHED"
    REFUSED = "REFUSED"


MOVES: dict[ReleaseState, tuple[ReleaseState, ...]] = {
    ReleaseState.PROPOSED: (ReleaseState.AGREED, ReleaseState.REFUSED),
    ReleaseState.AGREED: (ReleaseState.PUBLISHED, ReleaseState.REFUSED),
    ReleaseState.PUBLISHED: (),
    ReleaseState.REFUSED: (),
}

OWNERS: dict[ReleaseState, str] = {
    ReleaseState.PROPOSED: "privacy",
    ReleaseState.AGREED: "analyst",
    ReleaseState.PUBLISHED: "nobody",
    ReleaseState.REFUSED: "analyst",
}


class MoveNotAllowed(ValueError):
    """The state does not allow this step."""


def check_move(now: ReleaseState, then: ReleaseState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    if then not in MOVES[now]:
        allowed = ", ".join(MOVES[now]) or "nothing"
        raise MoveNotAllowed(
            f"A release that is {now.lower()} cannot become {then.lower()}. "
            f"From here it can become: {allowed.lower()}."
        )
