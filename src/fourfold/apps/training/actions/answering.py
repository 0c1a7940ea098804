"""Answering the data call on trainings from what is kept here."""

from __future__ import annotations

from django.db import transaction

from fourfold.apps.submissions.actions.answering import AnswerError, SubmissionError, send_counted
from fourfold.apps.training import access
from fourfold.apps.training.queries.answering import ready
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


class NotSent(TrainingError):
    """The answer was not sent; the message says why."""


def answer(call: str, *, office: str, digest: str, by: Viewer) -> str:
    """
    Send what is kept here as the answer to a call; returns the batch's id. The Council accepts it.

    digest: of the rows that were looked at. :raises NotYours: :raises NotSent: if they changed
    since, break the contract, were sent before, or the call does not ask this office.
    """
    access.check_leads(by)
    found = ready(call, office=office, viewer=by)
    if found is None:
        raise NotSent("This data call is closed, or does not ask your office.")
    if not found.rows:
        raise NotSent("No session was held in these days. Tell the Council that there is nothing.")
    if found.digest != digest:
        raise NotSent("The sessions changed since you looked. Look again, then send.")
    try:
        batch = send_counted(call, office=office, rows=found.rows, by=by, at=by.at)
    except (AnswerError, SubmissionError) as refused:
        raise NotSent(str(refused)) from None
    _note(batch, rows=len(found.rows), by=by)
    return batch


@transaction.atomic
def _note(batch: str, *, rows: int, by: Viewer) -> None:
    """Note it. `submissions` keeps and logs the answer itself, before this."""
    audit.record(
        Event.SESSIONS_SENT,
        by=by.account,
        subject=f"batch:{batch}",
        at=by.at,
        facts={"rows": rows},
    )
