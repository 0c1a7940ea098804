"""Reminding offices of open calls, once a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from fourfold.apps.submissions.actions import reminders
from fourfold.apps.submissions.queries import reminders as queries
from fourfold.apps.submissions.states import ReminderWay
from fourfold.security import outbox

JOB = "job-reminders"
"""What the audit calls this job."""


def send(*, at: datetime) -> str:
    """Make what is due today, each reminder once, send what waits, and say how many."""
    made = reminders.make_due(on=timezone.localdate(at), by=JOB, at=at)
    sent = outbox.send(at=at)
    return f"Reminders: {made.mails} by mail, {made.letters} letters to post. {sent.in_words()}"


def dry_run(*, at: datetime) -> Iterator[str]:
    """Say what would go today, one line a reminder; nothing is sent or kept."""
    found = queries.planned(viewer=JOB, on=timezone.localdate(at))
    for each in found:
        way = "mail" if each.way is ReminderWay.MAIL else "letter"
        yield f"{each.call}\t{each.organization}\t{way}\t{each.words.subject}"
    yield f"Reminders that would go today: {len(found)}. Nothing was sent."
