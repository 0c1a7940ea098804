"""Where a recommendation stands, how a seat voted, and what became of it later."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves


class Category(StrEnum):
    """The two headings of the Council's recommendations."""

    POLICY_CONCEPT = "POLICY_CONCEPT"
    FURTHER_RESEARCH = "FURTHER_RESEARCH"


class Stage(StrEnum):
    """Where a recommendation stands."""

    DRAFT = "DRAFT"
    COMMENT = "COMMENT"
    VOTE = "VOTE"
    APPROVED = "APPROVED"
    NOT_APPROVED = "NOT_APPROVED"
    WITHDRAWN = "WITHDRAWN"


class Way(StrEnum):
    """How a vote is held."""

    MEETING = "MEETING"
    MAIL = "MAIL"


class Choice(StrEnum):
    """What somebody who votes says."""

    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"


class Stand(StrEnum):
    """
    Where a seat stands in a vote. ABSENT: no vote came. RECUSED: a conflict was declared.

    UNKNOWN: nobody was ever entered, so not even a vacancy is known.
    """

    FOR = "FOR"
    AGAINST = "AGAINST"
    ABSTAIN = "ABSTAIN"
    ABSENT = "ABSENT"
    RECUSED = "RECUSED"
    VACANT = "VACANT"
    UNKNOWN = "UNKNOWN"


class Outcome(StrEnum):
    """How a vote ended. NO_QUORUM: too few seats voted, and nothing is decided."""

    APPROVED = "APPROVED"
    NOT_APPROVED = "NOT_APPROVED"
    NO_QUORUM = "NO_QUORUM"


class MailOf(StrEnum):
    """What a mail about a vote is."""

    INVITE = "INVITE"
    REMIND = "REMIND"
    RESULT = "RESULT"


class Reach(StrEnum):
    """Whether a mail reaches who speaks for a seat, or why none goes."""

    MAIL = "MAIL"
    NO_ACCOUNT = "NO_ACCOUNT"
    NO_MAILBOX = "NO_MAILBOX"
    RECUSED = "RECUSED"
    VACANT = "VACANT"
    UNKNOWN = "UNKNOWN"


class Fate(StrEnum):
    """What became of a recommendation later."""

    BILL = "BILL"
    PUBLIC_ACT = "PUBLIC_ACT"
    SECTION = "SECTION"
    DONE = "DONE"
    REFUSED = "REFUSED"
    SUPERSEDED = "SUPERSEDED"


MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.DRAFT: (Stage.COMMENT, Stage.WITHDRAWN),
    Stage.COMMENT: (Stage.VOTE, Stage.DRAFT, Stage.WITHDRAWN),
    Stage.VOTE: (Stage.APPROVED, Stage.NOT_APPROVED, Stage.COMMENT),
    Stage.APPROVED: (),
    Stage.NOT_APPROVED: (),
    Stage.WITHDRAWN: (),
}

OWNERS: dict[Stage, str] = {
    Stage.DRAFT: "council",
    Stage.COMMENT: "council",
    Stage.VOTE: "council",
    Stage.APPROVED: "nobody",
    Stage.NOT_APPROVED: "nobody",
    Stage.WITHDRAWN: "nobody",
}
DECIDED = (Stage.APPROVED.value, Stage.NOT_APPROVED.value)


def check_move(now: Stage, then: Stage) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A recommendation")
