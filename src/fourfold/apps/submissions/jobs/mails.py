"""What the outbox sends for data calls: reminders, answer links, and links asked for anew."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from fourfold.apps.submissions.actions import links, reminders
from fourfold.apps.submissions.queries.reminders import words_of
from fourfold.security.models import MailState, Outgoing
from fourfold.security.outbox import Kind, Mail


def _reminder(row: Outgoing, at: datetime) -> Mail | None:
    found = words_of(row.about, viewer=row.made_by, on=timezone.localdate(at))
    if found is None:
        return None
    mailbox, words = found
    return Mail(mailbox, words.subject, words.body)


def _reminder_moved(row: Outgoing, at: datetime) -> None:
    state = MailState(row.state)
    reminders.note_mail(row.about, state=state, why_not=row.why_not, by=row.made_by, at=at)


def _link(row: Outgoing, at: datetime) -> Mail | None:
    return links.mail_of(
        row.about,
        leads=lambda key: row.site.rstrip("/") + reverse("calling:call_link", args=[key]),
        by=row.made_by,
        at=at,
    )


def _link_moved(row: Outgoing, at: datetime) -> None:
    if row.state == MailState.FAILED:
        links.mail_failed(row.about, by=row.made_by, at=at)


def _asked(row: Outgoing, at: datetime) -> None:
    """Leave the links that a mailbox asked for; whether there are any is seen by nobody."""
    links.mail_again(row.about, site=row.site, by=row.made_by, at=at)


REMINDER = Kind(_reminder, _reminder_moved)
ANSWER_LINK = Kind(_link, _link_moved)
LINK_ASKED = Kind(_asked)
