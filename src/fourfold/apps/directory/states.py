"""A listing on its way to everyone and out of sight again, and how old its last check is."""

from __future__ import annotations

from enum import StrEnum


class ListingState(StrEnum):
    """DRAFT: nobody else sees it. LISTED: cleared for everyone. WITHDRAWN: taken out, kept here."""

    DRAFT = "DRAFT"
    LISTED = "LISTED"
    WITHDRAWN = "WITHDRAWN"


MOVES: dict[ListingState, tuple[ListingState, ...]] = {
    ListingState.DRAFT: (ListingState.LISTED, ListingState.WITHDRAWN),
    ListingState.LISTED: (ListingState.WITHDRAWN,),
    ListingState.WITHDRAWN: (ListingState.DRAFT,),
}
"""Whatever comes back is a draft again: somebody checks it before everyone sees it."""


OWNERS: dict[ListingState, str] = {
    ListingState.DRAFT: "a curator checks it with its organization",
    ListingState.LISTED: "a curator asks again before it is too old",
    ListingState.WITHDRAWN: "nobody, unless it comes back",
}
"""Whose turn it is."""


class Applied(StrEnum):
    """
    Where an application to be listed stands.

    RECEIVED: nobody has looked. VETTING: a curator looks. ASKED: the organization was asked
    something. WITHDRAWN: it does not want to be listed any more.
    """

    RECEIVED = "RECEIVED"
    VETTING = "VETTING"
    ASKED = "ASKED"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    WITHDRAWN = "WITHDRAWN"


A = Applied
APPLIED_MOVES: dict[Applied, tuple[Applied, ...]] = {
    A.RECEIVED: (A.VETTING, A.WITHDRAWN),
    A.VETTING: (A.ASKED, A.ACCEPTED, A.DECLINED, A.WITHDRAWN),
    A.ASKED: (A.VETTING, A.ACCEPTED, A.DECLINED, A.WITHDRAWN),
    A.ACCEPTED: (),
    A.DECLINED: (),
    A.WITHDRAWN: (),
}


class Looked(StrEnum):
    """What a curator found of one item of the checklist."""

    YES = "YES"
    NO = "NO"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class Way(StrEnum):
    """How it is safe to reach somebody."""

    EMAIL = "EMAIL"
    CALL = "CALL"
    TEXT = "TEXT"


class MoveNotAllowed(ValueError):
    """The table has no such move."""


def check_move(now: ListingState, to: ListingState) -> None:
    """:raises MoveNotAllowed: if the table has no such move."""
    if to not in MOVES[now]:
        raise MoveNotAllowed(
            f"A listing that is {now.value.lower()} cannot become {to.value.lower()}. "
            "Reload the page to see where it stands."
        )


class Freshness(StrEnum):
    """How a listing stands by its last check."""

    NEVER = "NEVER"
    CHECKED = "CHECKED"
    FADED = "FADED"
    HIDDEN = "HIDDEN"


class Reach(StrEnum):
    """Where people can be served. STATE: everywhere. LISTED: the towns and regions named."""

    UNKNOWN = ""
    STATE = "STATE"
    LISTED = "LISTED"


class Answer(StrEnum):
    """What an organization says of its listing. CHANGED: a curator looks at it."""

    HOLDS = "HOLDS"
    CHANGED = "CHANGED"


class CodeKind(StrEnum):
    """What a code of a listing is."""

    SERVICE_TYPE = "SERVICE_TYPE"
    LANGUAGE = "LANGUAGE"
    TOWN = "TOWN"
    REGION = "REGION"


def check_applied(now: Applied, to: Applied) -> None:
    """:raises MoveNotAllowed: if the table has no such move."""
    if to not in APPLIED_MOVES[now]:
        raise MoveNotAllowed(
            f"An application that is {now.value.lower()} cannot become {to.value.lower()}."
        )
