"""
Inviting people to a session by mail, and mailing certificates.

An address rests sealed until its mail has gone, or never will; then its row and key are erased.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from fourfold.apps.training import access
from fourfold.apps.training.models import (
    AttendeeName,
    Invitation,
    InvitedAddress,
    digest_of_invited,
)
from fourfold.apps.training.rules.invitations import OverAlready, check_mails
from fourfold.apps.training.rules.sessions import CountsOnly, SessionIsOff
from fourfold.apps.training.states import Invited
from fourfold.security import audit, outbox
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.keys import new_persons, shred
from fourfold.security.models import MailState

MAIL, PAPER = "INVITATION", "CERTIFICATE"
"""What the outbox calls an invitation, and a certificate on its way."""
STATES = {
    MailState.WAITING: Invited.WAITING,
    MailState.SENDING: Invited.SENDING,
    MailState.SENT: Invited.SENT,
    MailState.FAILED: Invited.FAILED,
    MailState.NOT_NEEDED: Invited.NOT_NEEDED,
}


@transaction.atomic
def invite(session: str, *, mails: tuple[str, ...], site: str, by: Viewer) -> int:
    """
    Leave an invitation to each address; returns how many are new. Whose mail waits gets no other.

    site: the root address of this site. :raises NoSuchSession, SessionIsOff, CountsOnly:
    :raises OverAlready: once it has begun. :raises BadAddresses: of the first that is none.
    """
    found = access.hold(session, viewer=by)
    if found.off_at is not None:
        raise SessionIsOff("This session was called off. Nobody is invited to it.")
    if found.counts_only:
        raise CountsOnly("This is a group of youth. Nobody’s address is taken.")
    if found.starts_at <= by.at:
        raise OverAlready("This session has begun. Invite people to the next one.")
    check_mails(mails)
    digests = {digest_of_invited(session, mail=each): each for each in mails}
    waiting = InvitedAddress.objects.filter(digest__in=digests).values_list("digest", flat=True)
    new = {digest: mail for digest, mail in digests.items() if digest not in set(waiting)}
    seals = new_persons(len(new), agency=found.agency)
    for seal, (digest, mail) in zip(seals, new.items(), strict=True):
        made = Invitation.objects.create(session=found, made_at=by.at, made_by=by.account)
        InvitedAddress.objects.create(
            invitation=made, seal=seal, mail=mail, digest=digest, made_at=by.at
        )
        outbox.put(MAIL, about=made.id, by=by.account, at=by.at, site=site)
    audit.record(
        Event.PEOPLE_INVITED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"people": len(new)},
    )
    return len(new)


@transaction.atomic
def note_mail(number: str, *, state: MailState, by: str, at: datetime) -> None:
    """Note where an invitation’s mail stands; its address is erased when it is done with."""
    Invitation.objects.filter(pk=number).update(state=STATES[state].value)
    if state in (MailState.SENT, MailState.FAILED, MailState.NOT_NEEDED):
        for each in InvitedAddress.objects.filter(invitation=number):
            shred(each.seal)
            each.delete()
            audit.record(Event.ADDRESS_ERASED, by=by, subject=f"invitation:{number}", at=at)


@transaction.atomic
def mail_certificates(session: str, *, papers: Collection[str], site: str, by: Viewer) -> int:
    """
    Leave certificates to be mailed to those who gave an address; returns how many.

    site: the root address of this site. papers: their ids; one that waits or went already, was
    revoked or has no address is left out.
    :raises NoSuchSession:
    """
    access.hold(session, viewer=by)
    valid = access.certificates(by).filter(
        pk__in=list(papers), attendance__session=session, revoked_at=None
    )
    known = AttendeeName.objects.filter(attendance__certificate__in=valid, mail__isnull=False)
    ids = list(known.values_list("attendance__certificate", flat=True))
    stand = outbox.standing(PAPER, about=ids)
    new = [each for each in ids if each not in stand or stand[each].state is MailState.FAILED]
    for each in new:
        outbox.put(PAPER, about=each, by=by.account, at=by.at, site=site)
    audit.record(
        Event.CERTIFICATES_MAILED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"people": len(new)},
    )
    return len(new)
