"""What the outbox sends about members' activity forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from fourfold.apps.council.actions import activity_forms
from fourfold.apps.council.queries.activity_forms import due_forms, mail_about
from fourfold.apps.council.states.studio import FormState
from fourfold.documents.words import day
from fourfold.security.models import Outgoing
from fourfold.security.outbox import Kind, Mail

JOB = "job-council"


def _words(row: Outgoing, at: datetime) -> Mail | None:
    told = mail_about(row.about, viewer=row.made_by, at=at)
    if told is None:
        return None
    line = told.line
    where = told.site.rstrip("/") + reverse("council:activity", args=[line.id])
    begin = f"Dear {told.name},\n\n"
    if line.state is FormState.RETURNED:
        what = (
            f"thank you for what {line.seat_name} did in {line.year}. The Council's staff ask you "
            f"to look at it once more:\n\n{line.why}\n\n"
        )
    else:
        again = "this is a reminder: " if told.is_reminder else ""
        what = (
            f"{again}the Council asks what {line.seat_name} did in {line.year}, for its annual "
            f"report. Please answer by {day(line.due_on)}.\n\n"
        )
    return Mail(
        to=told.to,
        subject=f"Your activities of {line.year}, for the annual report",
        body=f"{begin}{what}The form, after you sign in:\n{where}\n",
    )


COUNCIL_ACTIVITY = Kind(_words)


def remind(*, at: datetime) -> str:
    """Remind who has not answered three days before the day; the outbox sends it."""
    return f"Reminders of activity forms: {activity_forms.remind_due(by=JOB, at=at)} by mail."


def dry_run(*, at: datetime) -> Iterator[str]:
    """Say what would go today, one line a reminder; nothing is sent or kept."""
    due = due_forms(viewer=JOB, today=timezone.localdate(at))
    for line in due:
        yield f"{line.seat_name}\t{line.due_on}\tmail"
    yield f"Reminders of activity forms that would go today: {len(due)}."
