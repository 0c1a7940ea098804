"""
Answer links: made for an office that was asked, shown once, used as often as needed, ended at once.

LinkError
├── NotAsked       this office was not asked in this call, or the call is closed
├── OnePersonARow  the dataset is about people one by one: no link, no form, ever
└── LinkUseless    it opens nothing: unknown, over, ended. One answer for all
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import AnswerLink, Asked, DataCall, digest_of_key
from fourfold.apps.submissions.queries import links as queries
from fourfold.apps.submissions.queries.links import WayIn
from fourfold.apps.submissions.rules.answering import can_be_typed
from fourfold.apps.submissions.states import LinkEnd
from fourfold.reference import UnknownName, active_pack
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

BYTES = 32


class LinkError(ValueError):
    """Nothing was done; the message says what to do."""


class NotAsked(LinkError):
    """There is nothing for this office to answer."""


class OnePersonARow(LinkError):
    """Rows about people come from people who sign in."""


class LinkUseless(LinkError):
    """The link opens nothing."""

    def __init__(self) -> None:
        super().__init__(
            "This link opens nothing: it is mistyped, over, or was replaced by a newer one. "
            "Ask the Council for a new one."
        )


@dataclass(frozen=True, slots=True)
class NewLink:
    """
    What is shown once.

    token: 52 small letters and digits from 2 to 7. until_on: the last day it works, None: as long
    as the call is open.
    """

    id: str
    token: str
    until_on: date | None


@transaction.atomic
def make(call: str, *, respondent: str, by: access.Who, at: datetime) -> NewLink:
    """
    Make a link for an office that was asked; the one before it ends.

    call, respondent: their codes. by: somebody of the Council, or the house.
    :raises NotAsked, OnePersonARow:.
    """
    asked = _asked(call, respondent, by=by)
    try:
        fits = can_be_typed(active_pack().contract(asked.call.dataset))
    except UnknownName:
        fits = False
    if not fits:
        raise OnePersonARow(
            f"{call} asks for rows that no page can take. They are brought as a file, by somebody "
            "who signs in."
        )
    name = access.name_of(by)
    _end(asked, LinkEnd.REPLACED, name=name, at=at)
    token = b32encode(secrets.token_bytes(BYTES)).decode().rstrip("=").lower()
    made = AnswerLink.objects.create(
        call=asked.call,
        respondent=asked.respondent,
        digest=digest_of_key(token),
        made_at=at,
        made_by=name,
    )
    audit.record(
        Event.ANSWER_LINK_MADE,
        by=name,
        subject=f"call:{call}",
        at=at,
        facts={"office": respondent, "link": made.id},
    )
    return NewLink(made.id, token, made.last_day())


@transaction.atomic
def revoke(call: str, *, respondent: str, by: access.Who, at: datetime) -> None:
    """End an office's link at once; without one, nothing is to end. :raises NotAsked:."""
    asked = _asked(call, respondent, by=by)
    name = access.name_of(by)
    if not _end(asked, LinkEnd.REVOKED, name=name, at=at):
        return
    audit.record(
        Event.ANSWER_LINK_ENDED,
        by=name,
        subject=f"call:{call}",
        at=at,
        facts={"office": respondent},
    )


@transaction.atomic
def enter(token: str, *, by: Viewer) -> WayIn:
    """
    Let an office in by its link. The first time on each day is a line in the log.

    by: nobody, at this moment. :raises LinkUseless: one answer for whatever is the matter.
    """
    found = queries.way_in(token, viewer=by)
    if found is None:
        raise LinkUseless
    link = AnswerLink.objects.select_for_update().get(pk=found.link)
    today = timezone.localdate(by.at)
    if link.used_at is None or timezone.localdate(link.used_at) < today:
        link.used_at = by.at
        link.save(update_fields=["used_at"])
        audit.record(
            Event.ANSWER_LINK_OPENED,
            by=found.name,
            subject=f"call:{found.call}",
            at=by.at,
            facts={"office": found.office},
        )
    return found


def _asked(call: str, respondent: str, *, by: access.Who) -> Asked:
    """Lock a call and return what an office was asked in it. :raises NotAsked:."""
    if not access.is_council(by):
        raise NotAsked("Only the Council makes and ends links.")
    DataCall.objects.select_for_update().filter(code=call).first()
    found = (
        Asked.objects.select_related("call", "respondent")
        .filter(
            call__code=call,
            call__closed_at=None,
            respondent__code=respondent,
            respondent__is_active=True,
        )
        .first()
    )
    if found is None:
        raise NotAsked(f"{respondent} is not asked in {call}, or the call is closed.")
    return found


def _end(asked: Asked, how: LinkEnd, *, name: str, at: datetime) -> int:
    live = AnswerLink.objects.filter(
        call=asked.call_id, respondent=asked.respondent_id, ended_at=None
    )
    return live.update(ended_at=at, ended_by=name, ended_how=how.value)
