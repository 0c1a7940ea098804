"""Answering the data call on trainings from what is kept here."""

from __future__ import annotations

from fourfold.apps.submissions.actions.answering import AnswerError, SubmissionError, send_counted
from fourfold.apps.training import access
from fourfold.apps.training.queries.answering import ready
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.security.access.viewer import Viewer


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
        return send_counted(call, office=office, rows=found.rows, by=by, at=by.at)
    except (AnswerError, SubmissionError) as refused:
        raise NotSent(str(refused)) from None
