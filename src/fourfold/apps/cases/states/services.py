"""A need's and a referral's life: states, the moves allowed, whose turn it is, and the reasons."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class NeedState(StrEnum):
    """Where a need stands. UNMET is open still: it says why nobody helps with it."""

    OPEN = "OPEN"
    UNMET = "UNMET"
    MET = "MET"
    WITHDRAWN = "WITHDRAWN"


NEED_MOVES: dict[NeedState, tuple[NeedState, ...]] = {
    NeedState.OPEN: (NeedState.UNMET, NeedState.MET, NeedState.WITHDRAWN),
    NeedState.UNMET: (NeedState.OPEN, NeedState.MET, NeedState.WITHDRAWN),
    NeedState.MET: (NeedState.OPEN,),
    NeedState.WITHDRAWN: (NeedState.OPEN,),
}
NEED_OWNERS: dict[NeedState, str] = {
    NeedState.OPEN: "assigned worker",
    NeedState.UNMET: "assigned worker",
    NeedState.MET: "nobody",
    NeedState.WITHDRAWN: "nobody",
}


class Wish(StrEnum):
    """What the person says of a need. Refused and not asked are two answers."""

    WANTS = "WANTS"
    UNSURE = "UNSURE"
    REFUSED = "REFUSED"
    NOT_ASKED = "NOT_ASKED"


class WhyUnmet(StrEnum):
    """Why a need is not met, as a code that can be counted."""

    NONE_NEAR = "NONE_NEAR"
    NO_PLACE_FREE = "NO_PLACE_FREE"
    WAITING_LIST = "WAITING_LIST"
    LANGUAGE = "LANGUAGE"
    AGE = "AGE"
    NOT_ELIGIBLE = "NOT_ELIGIBLE"
    TRAVEL = "TRAVEL"
    COST = "COST"
    NOT_SAFE = "NOT_SAFE"
    PERSON_CHOSE_NOT_TO = "PERSON_CHOSE_NOT_TO"
    OTHER = "OTHER"


class ReferralState(StrEnum):
    """Where a referral stands. Nothing is deleted: revoked is a state."""

    DRAFT = "DRAFT"
    SENT = "SENT"
    WAITLISTED = "WAITLISTED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    DONE = "DONE"
    REVOKED = "REVOKED"


S = ReferralState
MOVES: dict[ReferralState, tuple[ReferralState, ...]] = {
    S.DRAFT: (S.SENT, S.REVOKED),
    S.SENT: (S.ACCEPTED, S.DECLINED, S.WAITLISTED, S.REVOKED),
    S.WAITLISTED: (S.ACCEPTED, S.DECLINED, S.REVOKED),
    S.ACCEPTED: (S.DONE, S.REVOKED),
    S.DECLINED: (),
    S.DONE: (),
    S.REVOKED: (),
}
OWNERS: dict[ReferralState, str] = {
    S.DRAFT: "assigned worker",
    S.SENT: "receiving service",
    S.WAITLISTED: "receiving service",
    S.ACCEPTED: "receiving service",
    S.DECLINED: "assigned worker",
    S.DONE: "nobody",
    S.REVOKED: "nobody",
}
ANSWERS: tuple[ReferralState, ...] = (S.ACCEPTED, S.WAITLISTED, S.DECLINED, S.DONE)
"""What a receiving service may say."""
WITH_THE_SERVICE = frozenset({S.SENT, S.WAITLISTED, S.ACCEPTED})
"""States in which a receiving service sees the referral, and what a consent lets it see."""


class PersonSaid(StrEnum):
    """What the person said to this very referral. A no sends nothing."""

    YES = "YES"
    NOT_ABLE = "NOT_ABLE"


class WhyDeclined(StrEnum):
    """Why a service does not take a person."""

    FULL = "FULL"
    OTHER_AGE = "OTHER_AGE"
    OTHER_PLACE = "OTHER_PLACE"
    NO_SHARED_LANGUAGE = "NO_SHARED_LANGUAGE"
    NOT_OUR_SERVICE = "NOT_OUR_SERVICE"
    NOT_REACHED = "NOT_REACHED"
    PERSON_CHOSE_NOT_TO = "PERSON_CHOSE_NOT_TO"
    OTHER = "OTHER"


class WhyWaitlisted(StrEnum):
    """What a person on a waiting list waits for."""

    FULL = "FULL"
    STAFF = "STAFF"
    PAPERS = "PAPERS"
    OTHER = "OTHER"


class HowDone(StrEnum):
    """How a service ended that had begun."""

    COMPLETED = "COMPLETED"
    PERSON_CHOSE_TO_STOP = "PERSON_CHOSE_TO_STOP"
    LOST_TOUCH = "LOST_TOUCH"
    MOVED = "MOVED"
    WENT_ELSEWHERE = "WENT_ELSEWHERE"
    OTHER = "OTHER"


class WhyRevoked(StrEnum):
    """Why a referral was taken back."""

    PERSON_ASKED = "PERSON_ASKED"
    CONSENT_TAKEN_BACK = "CONSENT_TAKEN_BACK"
    OTHER_SERVICE_FOUND = "OTHER_SERVICE_FOUND"
    NOT_SAFE = "NOT_SAFE"
    MISTAKE = "MISTAKE"
    CASE_CLOSED = "CASE_CLOSED"


REASONS: dict[ReferralState, type[StrEnum] | None] = {
    S.DRAFT: None,
    S.SENT: None,
    S.ACCEPTED: None,
    S.WAITLISTED: WhyWaitlisted,
    S.DECLINED: WhyDeclined,
    S.DONE: HowDone,
    S.REVOKED: WhyRevoked,
}
"""The list a reason comes from when a referral comes into a state; None: there is none to give."""


class LinkEnd(StrEnum):
    """How a one-time link ended."""

    ANSWERED = "ANSWERED"
    REPLACED = "REPLACED"
    REVOKED = "REVOKED"
    TRIES = "TRIES"


def check_move(now: ReferralState, then: ReferralState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A referral")


def check_need_move(now: NeedState, then: NeedState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=NEED_MOVES, what="A need")
