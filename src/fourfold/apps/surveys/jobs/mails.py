"""What the outbox sends for surveys: invitations and reminders of organizations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from fourfold.apps.surveys.actions import survey_mails
from fourfold.apps.surveys.queries.mails import due_by_clock, words_of
from fourfold.security.models import MailState, Outgoing
from fourfold.security.outbox import Kind, Mail

JOB = "job-surveys"
"""What the audit calls the clock's reminders."""


def _words(row: Outgoing, at: datetime) -> Mail | None:
    return words_of(
        row.about,
        leads=lambda code, key: (
            row.site.rstrip("/") + reverse("surveying:invitation", args=[code, key])
        ),
        viewer=row.made_by,
        on=timezone.localdate(at),
    )


def _moved(row: Outgoing, at: datetime) -> None:
    if row.state == MailState.FAILED:
        survey_mails.mail_failed(row.about, by=row.made_by, at=at)


SURVEY = Kind(_words, _moved)


def remind(*, at: datetime) -> str:
    """Make the reminders that are due today; the outbox sends them. Say how many."""
    return f"Reminders of surveys: {survey_mails.make_due(by=JOB, at=at)} by mail."


def dry_run(*, at: datetime) -> Iterator[str]:
    """Say what would go today, one line a reminder; nothing is sent or kept."""
    due = due_by_clock(viewer=JOB, on=timezone.localdate(at))
    for wave, rows in due:
        for invited, _site in rows:
            yield f"{wave.name}\t{invited.name}\tmail"
    yield f"Reminders of surveys that would go today: {sum(len(rows) for _wave, rows in due)}."
