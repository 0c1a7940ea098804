"""
Answers that are typed into a page: kept while they are typed, checked as a file is, sent.

AnswerError
├── NotAsked       this office is not asked in this call, or the call is closed
├── SomebodyElse   another page keeps a draft of the same answer
└── HasProblems    the check found errors; nothing was sent
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.actions import batches
from fourfold.apps.submissions.actions.keeping import AnswerHasProblems, keep, keep_answers
from fourfold.apps.submissions.models import AnswerDraft, Asked, DataCall
from fourfold.apps.submissions.queries.answering import question_of
from fourfold.apps.submissions.rules.answering import Outcome, Typed, outcome_of
from fourfold.apps.submissions.rules.figures import SubmissionError as SubmissionError
from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.keys import new_person, shred

STILL_TYPING = timedelta(minutes=10)
"""A draft of another page that is older than this may be taken over."""


COUNCIL = "COUNCIL"
"""Whose key wraps the keys of a draft where the office belongs to no agency that signs in."""


class AnswerError(ValueError):
    """Nothing was done; the message says why and what to do."""


class NotAsked(AnswerError):
    """There is nothing for this office to answer."""


class SomebodyElse(AnswerError):
    """Somebody else is typing the same answer. `at`: when that was kept last."""

    def __init__(self, at: datetime) -> None:
        super().__init__(
            "Somebody else is typing this answer too. Open the page anew to see what they typed."
        )
        self.at = at


class HasProblems(AnswerError):
    """The answer has errors. `outcome` says which and where."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__("Some answers must be mended before this can be sent.")
        self.outcome = outcome


@transaction.atomic
def keep_draft(
    call: str,
    *,
    office: str,
    told: Mapping[str, str],
    page: str,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Keep an answer as it is typed; the first time is a line in the log.

    page: the key of the page that keeps it. :raises NotAsked, SomebodyElse:.
    """
    asked = _asked(call, office, by=access.who(by, at=at))
    name = access.name_of(by)
    draft = AnswerDraft.objects.select_for_update().filter(
        call=asked.call_id, respondent=asked.respondent_id
    )
    found = draft.first()
    if found is None:
        AnswerDraft.objects.create(
            call=asked.call,
            respondent=asked.respondent,
            seal=new_person(agency=asked.respondent.agency or COUNCIL),
            told=dict(told),
            page=page,
            kept_at=at,
            kept_by=name,
        )
        audit.record(
            Event.ANSWER_DRAFTED,
            by=name,
            subject=f"call:{call}",
            at=at,
            facts={"office": office},
        )
        return
    if found.page != page and found.kept_at > at - STILL_TYPING and found.told != dict(told):
        raise SomebodyElse(found.kept_at)
    found.told, found.page, found.kept_at, found.kept_by = dict(told), page, at, name
    found.save(update_fields=["told", "page", "kept_at", "kept_by"])


def send_answers(call: str, *, office: str, typed: Typed, by: access.Who, at: datetime) -> str:
    """
    Check what was typed, keep it as a file's rows are kept, and send it; returns the batch's id.

    Should the machine stop in between, the same answer sent again goes on where it stopped.
    :raises NotAsked, HasProblems: :raises AlreadyReceived: if the very same answer was sent before.
    """
    by = access.who(by, at=at)
    question = question_of(call, office=office, viewer=by)
    if question is None or question.layout is None:
        raise NotAsked("This call does not ask your office, or not on a page.")
    try:
        batch = keep_answers(call, organization=office, rows=typed.rows, by=by, at=at)
    except AnswerHasProblems as problems:
        raise HasProblems(outcome_of(question.layout, typed, problems.checked)) from None
    with transaction.atomic():
        asked = _asked(call, office, by=by)
        batches.send(batch, by=by, at=at)
        _drop_draft(asked)
        audit.record(
            Event.ANSWER_TYPED,
            by=access.name_of(by),
            subject=f"batch:{batch}",
            at=at,
            facts={"office": office, "rows": len(typed.rows)},
        )
    return batch


def send_counted(
    call: str, *, office: str, rows: Sequence[Mapping[str, str]], by: access.Who, at: datetime
) -> str:
    """
    Keep rows that another room made of its own records, and send them; returns the batch's id.

    Checked and kept as a file is; the Council accepts it as any other answer.
    :raises NotAsked: :raises SubmissionError: as `keeping.keep_answers`.
    """
    by = access.who(by, at=at)
    batch = keep_answers(call, organization=office, rows=rows, by=by, at=at)
    with transaction.atomic():
        asked = _asked(call, office, by=by)
        batches.send(batch, by=by, at=at)
        _drop_draft(asked)
        audit.record(
            Event.ANSWER_COUNTED,
            by=access.name_of(by),
            subject=f"batch:{batch}",
            at=at,
            facts={"office": office, "rows": len(rows)},
        )
    return batch


def send_file(
    upload: str, *, call: str, office: str, note: str, by: access.Who, at: datetime
) -> str:
    """
    Keep a file that was brought and send it, in place of what was typed; returns the batch's id.

    Should the machine stop in between, the same step again goes on where it stopped.
    :raises NotAsked: :raises SubmissionError: as `keeping.keep`.
    """
    by = access.who(by, at=at)
    batch = keep(upload, note=note, by=by, at=at)
    with transaction.atomic():
        asked = _asked(call, office, by=by)
        batches.send(batch, by=by, at=at)
        _drop_draft(asked)
        audit.record(
            Event.ANSWER_BROUGHT,
            by=access.name_of(by),
            subject=f"batch:{batch}",
            at=at,
            facts={"office": office},
        )
    return batch


def _drop_draft(asked: Asked) -> None:
    """Let go what was typed, and the keys that sealed it: no backup opens it either."""
    for draft in AnswerDraft.objects.filter(call=asked.call_id, respondent=asked.respondent_id):
        shred(draft.seal)
        draft.delete()


def _asked(call: str, office: str, *, by: access.Who) -> Asked:
    """Lock a call and return what an office was asked in it. :raises NotAsked:."""
    DataCall.objects.select_for_update().filter(code=call).first()
    mine = access.asked_visible_to(by).select_related("call", "respondent")
    found = mine.filter(
        call__code=call, call__closed_at=None, respondent__code=office, respondent__is_active=True
    ).first()
    if found is None or not access.may(access.Act.BRING, organization=office, viewer=by):
        raise NotAsked("This call is closed, or does not ask your office.")
    return found
