"""
Answer links: made for an office that was asked, shown once, used as often as needed, ended at once.

LinkError
├── NotAsked       this office was not asked in this call, or the call is closed
├── OnePersonARow  the dataset is about people one by one: no link, no form, ever
├── NotMailed      there is no mailbox
└── LinkUseless    it opens nothing: unknown, over, ended. One answer for all
"""

from __future__ import annotations

import secrets
from base64 import b32encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import (
    AnswerLink,
    Asked,
    DataCall,
    digest_of_key,
    digest_of_mailbox,
)
from fourfold.apps.submissions.queries import links as queries
from fourfold.apps.submissions.queries.links import WayIn
from fourfold.apps.submissions.rules.answering import can_be_typed
from fourfold.apps.submissions.rules.links import mail_words, title_in_mail, works_until
from fourfold.apps.submissions.states import LinkEnd
from fourfold.reference import UnknownName, active_pack
from fourfold.security import audit, outbox
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import MailState
from fourfold.security.outbox import Mail

BYTES = 32
MAIL, ASKED = "ANSWER_LINK", "LINK_ASKED"
"""What the outbox calls a link on its way, and the word of a mailbox that asks for one."""
OFFICE = "office"
"""Who asks for a link anew, before anybody knows which office it is."""
Leads = Callable[[str], str]
"""Gives the address of a key."""


class LinkError(ValueError):
    """Nothing was done; the message says what to do."""


class NotAsked(LinkError):
    """There is nothing for this office to answer."""


class OnePersonARow(LinkError):
    """Rows about people come from people who sign in."""


class NotMailed(LinkError):
    """There is no mailbox to mail to."""


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
    asked = _asked(call, respondent, by=access.who(by, at=at))
    _check_typed(asked.call)
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
def mail(call: str, *, respondent: str, site: str, by: access.Who, at: datetime) -> None:
    """
    Leave a link to be mailed to an office's own mailbox; it is made when its turn comes.

    site: the root address of this site, for the mail. One that waits already is enough.
    :raises NotAsked, OnePersonARow: :raises NotMailed: if no mailbox is known.
    """
    DataCall.objects.select_for_update().filter(code=call).first()
    asked = _asked(call, respondent, by=access.who(by, at=at))
    _check_typed(asked.call)
    if not asked.respondent.mail:
        raise NotMailed(f"No mailbox is known of {asked.respondent.name}. Send a letter.")
    stands = outbox.standing(MAIL, about=[asked.id]).get(asked.id)
    if stands is not None and stands.state is MailState.WAITING:
        return
    name = access.name_of(by)
    outbox.put(MAIL, about=asked.id, site=site, by=name, at=at)
    facts = {"office": respondent}
    audit.record(Event.ANSWER_LINK_TO_MAIL, by=name, subject=f"call:{call}", at=at, facts=facts)


def mail_of(asked: str, *, leads: Leads, by: str, at: datetime) -> Mail | None:
    """
    Make the link whose turn to be mailed has come, and its words, in the outbox's transaction.

    None: nothing is to answer any more. leads: gives the address of a key.
    """
    found = Asked.objects.select_related("call", "respondent").filter(pk=asked).first()
    if found is None or not found.respondent.mail:
        return None
    try:
        made = make(found.call.code, respondent=found.respondent.code, by=by, at=at)
    except LinkError:
        return None
    subject, body = mail_words(
        office=found.respondent.name,
        title=title_in_mail(
            found.call.title,
            dataset=found.call.dataset,
            from_on=found.call.from_on,
            until_on=found.call.until_on,
            year=found.call.year,
        ),
        address=leads(made.token),
        until_on=made.until_on,
    )
    return Mail(found.respondent.mail, subject, body)


def mail_failed(asked: str, *, by: str, at: datetime) -> None:
    """End the link that a mail would have brought: it reached nobody."""
    found = Asked.objects.select_related("call", "respondent").filter(pk=asked).first()
    if found is not None and found.call.closed_at is None:
        _revoke(found, name=by, at=at)  # also if who asked for the mail has lost the role since


@transaction.atomic
def ask_again(mailbox: str, *, site: str, by: Viewer) -> None:
    """
    Leave word that a mailbox asks for new links. by: nobody, at this moment.

    The same is done for every mailbox, known or not; only its keyed digest is kept.
    """
    left = outbox.put(ASKED, about=digest_of_mailbox(mailbox), site=site, by=OFFICE, at=by.at)
    audit.record(Event.ANSWER_LINK_ASKED, by=OFFICE, subject=f"mail:{left}", at=by.at)


def mail_again(digest: str, *, site: str, by: str, at: datetime) -> None:
    """
    Leave links to be mailed to a mailbox that asked: for each open call that asks an office of it.

    digest: `digest_of_mailbox`. Offices whose people sign in get none.
    """
    found = Asked.objects.select_related("call", "respondent").filter(
        respondent__is_active=True, respondent__agency="", call__closed_at=None
    )
    today = timezone.localdate(at)
    for each in found.exclude(respondent__mail="").order_by("call__code", "respondent__code"):
        until = works_until(each.due_on or each.call.due_on)
        is_over = until is not None and until < today
        if is_over or not compare_digest(digest_of_mailbox(each.respondent.mail), digest):
            continue
        with suppress(LinkError):
            office = each.respondent.code
            name = f"{by}:{office}"[:80]
            mail(each.call.code, respondent=office, site=site, by=name, at=at)


@transaction.atomic
def revoke(call: str, *, respondent: str, by: access.Who, at: datetime) -> None:
    """End an office's link at once; without one, nothing is to end. :raises NotAsked:."""
    DataCall.objects.select_for_update().filter(code=call).first()
    asked = _asked(call, respondent, by=access.who(by, at=at))
    _revoke(asked, name=access.name_of(by), at=at)


@transaction.atomic
def _revoke(asked: Asked, *, name: str, at: datetime) -> None:
    if _end(asked, LinkEnd.REVOKED, name=name, at=at):
        audit.record(
            Event.ANSWER_LINK_ENDED,
            by=name,
            subject=f"call:{asked.call.code}",
            at=at,
            facts={"office": asked.respondent.code},
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


def _check_typed(call: DataCall) -> None:
    """Refuse a link to what no page can take. :raises OnePersonARow:."""
    try:
        fits = can_be_typed(active_pack().contract(call.dataset))
    except UnknownName:
        fits = False
    if not fits:
        raise OnePersonARow(
            f"{call.code} asks for rows that no page can take. They are brought as a file, by "
            "somebody who signs in."
        )


def _end(asked: Asked, how: LinkEnd, *, name: str, at: datetime) -> int:
    live = AnswerLink.objects.filter(
        call=asked.call_id, respondent=asked.respondent_id, ended_at=None
    )
    return live.update(ended_at=at, ended_by=name, ended_how=how.value)
