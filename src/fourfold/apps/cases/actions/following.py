"""
Planning to look in on a person again, and writing down what was found.

FollowUpError
├── NoSuchDay     the day is past, or too far ahead
├── NoSuchPart    the case has no such follow-up
└── DoneBefore    somebody did it; `by` and `at` say who and when
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.models import Case, FollowUp
from fourfold.apps.cases.states.follow_ups import FollowUpKind, FollowUpResult
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.viewer import Viewer
from fourfold.security.ids import new_id

FARTHEST = timedelta(days=3 * 366)


class FollowUpError(records.ChangeError):
    """Nothing was changed; the message says why."""


class NoSuchDay(FollowUpError):
    """Not a day to plan for."""


class NoSuchPart(FollowUpError):
    """There is none of this number on this case."""


class DoneBefore(FollowUpError):
    """One does it. by, at: who did, and when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("Somebody wrote down what was found before you. Nothing was changed.")
        self.by, self.at = by, at


def plan(case: str, *, kind: FollowUpKind, due_on: date, by: Viewer, key: str = "") -> str:
    """
    Plan to look in again on a day; returns the id. A closed case may be followed up too.

    key: what the form carried. :raises NotKnown: if the viewer does not keep the case.
    :raises NoSuchDay: before today, or more than three years ahead.
    """
    today = timezone.localdate(by.at)
    if not today <= due_on <= today + FARTHEST:
        raise NoSuchDay("Choose a day from today on, at most three years ahead.")
    made = new_id()
    with records.changing(Case, case, by=by) as seen:
        found = seen.record
        if key:
            records.once(key, leads_to=f"followup:{made}", by=by)
        planned = FollowUp.objects.create(
            id=made,
            case=found,
            agency=found.agency,
            person=found.person,
            kind=kind.value,
            due_on=due_on,
            made_at=by.at,
            made_by=by.account,
        )
        facts = {"kind": kind.value, "day": due_on.isoformat()}
        telling.tell(found, Step.FOLLOW_UP_PLANNED, by=by, part=planned, facts=facts)
    return made


def finish(
    follow_up: str, *, case: str, result: FollowUpResult, by: Viewer, note: str = ""
) -> None:
    """
    Write down what was found, or that it was left out.

    :raises NotKnown: if the viewer does not keep the case. :raises NoSuchPart: as its name.
    :raises DoneBefore: if somebody did it before.
    """
    with records.changing(Case, case, by=by) as seen:
        found = FollowUp.objects.select_for_update().filter(pk=follow_up, case=seen.record).first()
        if found is None:
            raise NoSuchPart("This case has no such follow-up.")
        if found.done_at is not None:
            raise DoneBefore(found.done_by, found.done_at)
        found.done_at, found.done_by = by.at, by.account
        found.result, found.note = result.value, note.strip() or None
        found.save(update_fields=["done_at", "done_by", "result", "note"])
        facts = {"kind": found.kind, "result": result.value}
        telling.tell(
            seen.record, Step.FOLLOW_UP_DONE, by=by, part=found, facts=facts, words=found.note
        )
