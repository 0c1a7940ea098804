"""
Invitations and reminders: made once, mailed by the outbox, their links made when their turn comes.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Invited, SurveyMail, Wave
from fourfold.apps.surveys.queries.answering import takes
from fourfold.apps.surveys.queries.mails import MAIL, WAITS, due_by_clock, to_mail
from fourfold.apps.surveys.rules import BadSample
from fourfold.apps.surveys.rules.invitations import InvitedState, Mailing
from fourfold.security import audit, outbox
from fourfold.security.events import Event


@transaction.atomic
def make(wave: str, *, mailing: Mailing, site: str, by: access.Who, at: datetime) -> int:
    """
    Leave what `queries.mails.to_mail` shows to be sent; returns how many mails.

    site: the root address of this site, for the links. Pressed twice, each goes once.
    :raises NoSuchStudy: :raises BadSample: if the wave takes no answers.
    """
    found = access.held(by, wave)
    today = timezone.localdate(at)
    if not found.invites or not takes(found, viewer=by, today=today):
        raise BadSample("Mails go while the wave takes answers. Open it first.")
    rows = to_mail(found, mailing=mailing, viewer=by, on=today)
    for each, _last in rows:
        _put(each, mailing, site=site, by=access.name_of(by), at=at)
    if rows:
        _note(found, mailing, len(rows), by=access.name_of(by), at=at)
    return len(rows)


def make_due(*, by: str, at: datetime) -> int:
    """Make the reminders that the clock lets go today; returns how many. by: the job."""
    made = 0
    for wave, _rows in due_by_clock(viewer=by, on=timezone.localdate(at)):
        with transaction.atomic():
            access.held(by, wave.id)
            again = due_by_clock(viewer=by, on=timezone.localdate(at), wave=wave.id)
            due = [one for _wave, rows in again for one in rows]
            for each, site in due:
                _put(each, Mailing.REMINDER, site=site, by=by, at=at)
            if due:  # another run may have been faster
                _note(wave, Mailing.REMINDER, len(due), by=by, at=at)
            made += len(due)
    return made


@transaction.atomic
def mail_failed(mail: str, *, by: str, at: datetime) -> None:
    """Note that a mailbox does not take mail, in the outbox's transaction."""
    rows = Invited.objects.filter(mails=mail, state__in=[each.value for each in WAITS])
    found = rows.first()
    if found is not None:
        rows.filter(pk=found.pk).update(state=InvitedState.UNDELIVERABLE.value)
        facts = {"organization": found.id, "state": InvitedState.UNDELIVERABLE.value}
        subject = f"wave:{found.wave_id}"
        audit.record(Event.INVITED_NOTED, by=by, subject=subject, at=at, facts=facts)


def _put(invited: Invited, mailing: Mailing, *, site: str, by: str, at: datetime) -> None:
    made = SurveyMail.objects.create(
        invited=invited,
        mailing=mailing.value,
        made_on=timezone.localdate(at),
        site=site,
        made_by=by,
    )
    outbox.put(MAIL, about=made.id, site=site, by=by, at=at)
    drawn = Invited.objects.filter(pk=invited.pk, state=InvitedState.DRAWN.value)
    drawn.update(state=InvitedState.INVITED.value)


def _note(wave: Wave, mailing: Mailing, count: int, *, by: str, at: datetime) -> None:
    facts = {"mailing": mailing.value, "mails": count}
    audit.record(Event.SURVEY_MAILED, by=by, subject=f"wave:{wave.id}", at=at, facts=facts)
