"""A team's meeting, a review of one case there, and what each discipline did: states and codes."""

from __future__ import annotations

from enum import StrEnum

from fourfold.reference import moves
from fourfold.reference.moves import MoveNotAllowed as MoveNotAllowed


class MeetingState(StrEnum):
    """Where a meeting of a team stands."""

    PLANNED = "PLANNED"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


MOVES: dict[MeetingState, tuple[MeetingState, ...]] = {
    MeetingState.PLANNED: (MeetingState.HELD, MeetingState.CANCELLED),
    MeetingState.HELD: (),
    MeetingState.CANCELLED: (),
}

OWNERS: dict[MeetingState, str] = {
    MeetingState.PLANNED: "team coordinator",
    MeetingState.HELD: "nobody",
    MeetingState.CANCELLED: "nobody",
}


def check_move(now: MeetingState, then: MeetingState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=MOVES, what="A meeting")


class ReviewState(StrEnum):
    """Where the review of one case stands. PUT_OFF: it waits for another meeting."""

    ON_AGENDA = "ON_AGENDA"
    REVIEWED = "REVIEWED"
    PUT_OFF = "PUT_OFF"


REVIEW_MOVES: dict[ReviewState, tuple[ReviewState, ...]] = {
    ReviewState.ON_AGENDA: (ReviewState.REVIEWED, ReviewState.PUT_OFF),
    ReviewState.REVIEWED: (ReviewState.REVIEWED,),
    ReviewState.PUT_OFF: (),
}
"""What was noted of a reviewed case may be mended, which is a step of its own in the story."""


class ActionState(StrEnum):
    """Where something that a team agreed to do stands."""

    OPEN = "OPEN"
    DONE = "DONE"
    DROPPED = "DROPPED"


ACTION_MOVES: dict[ActionState, tuple[ActionState, ...]] = {
    ActionState.OPEN: (ActionState.DONE, ActionState.DROPPED),
    ActionState.DONE: (),
    ActionState.DROPPED: (),
}


def check_review_move(now: ReviewState, then: ReviewState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=REVIEW_MOVES, what="A review")


def check_action_move(now: ActionState, then: ActionState) -> None:
    """Raise MoveNotAllowed unless the table has this move."""
    moves.check_move(now, then, moves=ACTION_MOVES, what="An agreed action")


class Work(StrEnum):
    """Whether a discipline did its part: never why, nor what came of it."""

    NOT_NEEDED = "NOT_NEEDED"
    PLANNED = "PLANNED"
    UNDER_WAY = "UNDER_WAY"
    DONE = "DONE"
    NOT_DONE = "NOT_DONE"
    UNKNOWN = "UNKNOWN"


class Charges(StrEnum):
    """How far a prosecution is. It names nobody."""

    NOT_REFERRED = "NOT_REFERRED"
    UNDER_REVIEW = "UNDER_REVIEW"
    FILED = "FILED"
    NOT_FILED = "NOT_FILED"
    ENDED = "ENDED"
    UNKNOWN = "UNKNOWN"


TRACKS: dict[str, type[StrEnum]] = {
    "interview": Work,
    "medical": Work,
    "mental_health": Work,
    "advocacy": Work,
    "investigation": Work,
    "charges": Charges,
}
"""What a review asks of each case, in order; each with a day. Blank: it was not spoken of."""


class Interview(StrEnum):
    """What a forensic interview brought. Telling is never a condition of help."""

    TOLD = "TOLD"
    TOLD_IN_PART = "TOLD_IN_PART"
    DID_NOT_TELL = "DID_NOT_TELL"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


class Care(StrEnum):
    """What came of medical or mental health care."""

    NOTHING_NEEDED = "NOTHING_NEEDED"
    CARE_GOES_ON = "CARE_GOES_ON"
    CARE_ENDED = "CARE_ENDED"
    WAITS_FOR_A_PLACE = "WAITS_FOR_A_PLACE"
    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"


class Court(StrEnum):
    """How a prosecution ended."""

    GUILTY_AS_CHARGED = "GUILTY_AS_CHARGED"
    GUILTY_OF_LESS = "GUILTY_OF_LESS"
    NOT_GUILTY = "NOT_GUILTY"
    DISMISSED = "DISMISSED"
    MOVED_TO_ANOTHER_COURT = "MOVED_TO_ANOTHER_COURT"
    UNKNOWN = "UNKNOWN"


RESULTS: dict[str, type[StrEnum]] = {
    "interview_result": Interview,
    "medical_result": Care,
    "mental_health_result": Care,
    "court_result": Court,
}
"""What came of it, sealed, each of its own class: whoever keeps the case writes it down."""


class Came(StrEnum):
    """Whether a member was at a meeting."""

    CAME = "CAME"
    EXCUSED = "EXCUSED"
    DID_NOT_COME = "DID_NOT_COME"


class What(StrEnum):
    """What a team may agree to do. Codes only: words about a person stand elsewhere."""

    FORENSIC_INTERVIEW = "FORENSIC_INTERVIEW"
    MEDICAL_VISIT = "MEDICAL_VISIT"
    MENTAL_HEALTH_VISIT = "MENTAL_HEALTH_VISIT"
    ADVOCATE_TO_CALL = "ADVOCATE_TO_CALL"
    SAFETY_PLAN = "SAFETY_PLAN"
    SAFE_PLACE = "SAFE_PLACE"
    SCHOOL = "SCHOOL"
    FAMILY_MEETING = "FAMILY_MEETING"
    INVESTIGATION_STEP = "INVESTIGATION_STEP"
    CHARGING_DECISION = "CHARGING_DECISION"
    COURT_PREPARATION = "COURT_PREPARATION"
    ASK_THE_PERSON = "ASK_THE_PERSON"
    OTHER = "OTHER"
