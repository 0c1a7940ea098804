"""
Answer links: made for an office that was asked, shown once, used as often as needed, ended at once.

LinkError
├── NotAsked       this office was not asked in this call, or the call is closed
├── OnePersonARow  the dataset is about people one by one: no link, no form, ever
├── NotMailed      there is no mailbox, or the mail server did not take it
└── LinkUseless    it opens nothing: unknown, over, ended. One answer for all
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import AnswerLink, Asked, DataCall, digest_of_key
from fourfold.apps.submissions.queries import links as queries
from fourfold.apps.submissions.queries.links import WayIn
from fourfold.apps.submissions.rules.answering import can_be_typed
from fourfold.apps.submissions.rules.links import mail_words, works_until
from fourfold.apps.submissions.states import LinkEnd
from fourfold.reference import UnknownName, active_pack
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

BYTES = 32
Leads = Callable[[str], str]
"""Gives the address of a key."""


class LinkError(ValueError):
    """Nothing was done; the message says what to do."""


class NotAsked(LinkError):
    """There is nothing for this office to answer."""


class OnePersonARow(LinkError):
    """Rows about people come from people who sign in."""


class NotMailed(LinkError):
    """The mail did not go; its link was ended again."""


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
    DataCall.objects.select_for_update().filter(code=call).first()
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


def mail(call: str, *, respondent: str, leads: Leads, by: access.Who, at: datetime) -> None:
    """
    Make a link and mail it to the office's own mailbox; the one before it ends.

    leads: gives the address of a key. :raises NotAsked, OnePersonARow:
    :raises NotMailed: then the new link is ended too.
    """
    asked = _asked(call, respondent, by=by)
    if not asked.respondent.mail:
        raise NotMailed(f"No mailbox is known of {asked.respondent.name}. Send a letter.")
    made = make(call, respondent=respondent, by=by, at=at)
    subject, body = mail_words(
        office=asked.respondent.name,
        title=asked.call.title or asked.call.code,
        address=leads(made.token),
        until_on=made.until_on,
    )
    try:
        send_mail(subject, body, None, [asked.respondent.mail])
    except OSError as problem:  # what a mail server refuses is one, too
        revoke(call, respondent=respondent, by=by, at=at)
        raise NotMailed(f"The mail to {asked.respondent.name} did not go. Try later.") from problem


def mail_again(mailbox: str, *, leads: Leads, by: Viewer) -> int:
    """
    Mail new links to a mailbox that asks for them: for each open call that asks an office of it.

    by: nobody, at this moment. Returns how many went; whoever asked is not told.
    """
    found = Asked.objects.select_related("call", "respondent").filter(
        respondent__mail__iexact=mailbox.strip(),
        respondent__is_active=True,
        respondent__agency="",
        call__closed_at=None,
    )
    went = 0
    today = timezone.localdate(by.at)
    for each in found.order_by("call__code", "respondent__code") if mailbox.strip() else ():
        until = works_until(each.due_on or each.call.due_on)
        if until is not None and until < today:
            continue
        office = each.respondent.code
        with suppress(LinkError):
            name = f"office:{office}"[:80]
            mail(each.call.code, respondent=office, leads=leads, by=name, at=by.at)
            went += 1
    return went


@transaction.atomic
def revoke(call: str, *, respondent: str, by: access.Who, at: datetime) -> None:
    """End an office's link at once; without one, nothing is to end. :raises NotAsked:."""
    DataCall.objects.select_for_update().filter(code=call).first()
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
    """Return what an office was asked in an open call. :raises NotAsked:."""
    if not access.is_council(by):
        raise NotAsked("Only the Council makes and ends links.")
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
