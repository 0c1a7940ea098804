"""
Tokens for an agency's programs: made once, shown once, ended at once.

TokenError
├── NotYours       no such office, steward or token in the agency of whoever asks
└── TokenUseless   it opens nothing: unknown, over, ended, its steward is none. One answer for all
"""

from __future__ import annotations

import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from fourfold.apps.submissions.models import AgencyToken, Respondent
from fourfold.apps.submissions.queries import tokens as queries
from fourfold.security import audit, keys
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, viewer_of
from fourfold.security.events import Event

STEWARD = "STEWARD"
BEGINS = "fourfold_"
"""So that a secret that lies where it should not is recognized, by people and by scanners."""
MOST_DAYS = 366
TOLD_EVERY = timedelta(hours=1)
"""A token that comes again within this time leaves no other line in the log."""


class TokenError(ValueError):
    """Nothing was done; the message says what to do."""


class NotYours(TokenError):
    """There is no such thing in this agency."""


class TokenUseless(TokenError):
    """The token opens nothing."""

    def __init__(self) -> None:
        super().__init__(
            "This token opens nothing: it is unknown, over or ended, or its data steward no "
            "longer is one. Ask your agency's administrator for a new one."
        )


@dataclass(frozen=True, slots=True)
class NewToken:
    """What is shown once."""

    id: str
    secret: str


@dataclass(frozen=True, slots=True)
class Program:
    """A program that came in. office: the one it answers for. viewer: what its steward may do."""

    token: str
    office: str
    viewer: Viewer


@transaction.atomic
def make(office: str, *, name: str, steward: str, days: int, by: Viewer) -> NewToken:
    """
    Make a token for a program of an office, in the name of one of the agency's data stewards.

    days: how long it works, 1 to 366.
    :raises NotYours: unless office and steward are of the agency that `by` manages.
    """
    if office not in dict(queries.offices(viewer=by)):
        raise NotYours(f"Your agency answers for no office of the code {office!r}.")
    if steward not in dict(queries.stewards(viewer=by)):
        raise NotYours("Choose somebody who is a data steward of your agency now.")
    if not 1 <= days <= MOST_DAYS:
        raise TokenError(f"A token works for 1 to {MOST_DAYS} days, not {days}.")
    secret = BEGINS + secrets.token_urlsafe(32)
    made = AgencyToken.objects.create(
        respondent=Respondent.objects.get(code=office),
        name=name.strip(),
        digest=_digest(secret),
        steward=steward,
        made_at=by.at,
        made_by=by.account,
        until_at=by.at + timedelta(days=days),
    )
    audit.record(
        Event.PROGRAM_ADMITTED,
        by=by.account,
        subject=f"token:{made.id}",
        at=by.at,
        facts={"office": office, "days": days, "steward": steward},
    )
    return NewToken(made.id, secret)


@transaction.atomic
def end(token: str, *, by: Viewer) -> None:
    """End a token at once; ending it twice is ending it once. :raises NotYours:."""
    found = queries.own(viewer=by).select_for_update(of=("self",)).filter(id=token).first()
    if found is None:
        raise NotYours("Your agency has no such token.")
    if found.ended_at is not None:
        return
    found.ended_at, found.ended_by = by.at, by.account
    found.save(update_fields=["ended_at", "ended_by"])
    audit.record(Event.PROGRAM_ENDED, by=by.account, subject=f"token:{token}", at=by.at)


@transaction.atomic
def enter(secret: str, *, by: Viewer) -> Program:
    """
    Let a program in by its token, with what a steward may do and nothing else.

    by: nobody, at this moment. The first time in an hour is a line in the log.
    :raises TokenUseless: one answer for whatever is the matter with it.
    """
    found = (
        AgencyToken.objects.select_for_update(of=("self",))
        .select_related("respondent")
        .filter(digest=_digest(secret), ended_at=None, until_at__gt=by.at)
        .first()
    )
    if found is None or not found.respondent.is_active:
        raise TokenUseless
    steward = viewer_of(found.steward, at=by.at, second_factor=True)
    if STEWARD not in steward.roles or steward.agency != found.respondent.agency:
        raise TokenUseless
    if found.used_at is None or found.used_at <= by.at - TOLD_EVERY:
        found.used_at = by.at
        found.save(update_fields=["used_at"])
        audit.record(Event.PROGRAM_CAME, by=steward.account, subject=f"token:{found.id}", at=by.at)
    alone = Viewer(
        account=steward.account,
        agency=steward.agency,
        at=by.at,
        roles=frozenset({STEWARD}),
        second_factor=True,
    )
    if not alone.may(Permission.BATCH_SEND):
        raise TokenUseless
    return Program(found.id, found.respondent.code, alone)


def _digest(secret: str) -> str:
    return hmac.digest(keys.ring().address, f"token:{secret}".encode(), "sha256").hex()
