"""Opening a call, changing its day and words, closing it and opening it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.models import CallNote, DataCall, ReminderDay
from fourfold.apps.submissions.rules.calls import (
    CallAlreadyOpen,
    CallIsOpen,
    check_due,
    check_period,
    check_reason,
)
from fourfold.apps.submissions.rules.reminders import check_schedule
from fourfold.apps.submissions.states import CallStep
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@transaction.atomic
def open_call(
    code: str,
    *,
    dataset: str,
    year: int,
    by: Who,
    at: datetime,
    title: str = "",
    words: str = "",
    from_on: date | None = None,
    until_on: date | None = None,
    due_on: date | None = None,
    reminders: Collection[int | None] = (),
    respondents: Collection[str] = (),
) -> None:
    """
    Open a data call and ask offices by their codes; more are asked with `asking.ask`.

    dataset: the name of a contract of the pack, whose version is noted. until_on: the day after the
    period's last. reminders: days from the due day, None for the opening; rules.reminders.USUAL
    are those of the pages.
    :raises CallAlreadyOpen: when the code is taken. :raises BadDays: :raises BadSchedule:
    :raises NoSuchOffice, OfficeIsClosed: as asking.ask.
    """
    name = access.for_the_council(by, at=at)
    check_period(from_on, until_on)
    check_due(due_on, asked_on=timezone.localdate(at))
    check_schedule(reminders)
    call, is_new = DataCall.objects.get_or_create(
        code=code,
        defaults={
            "dataset": dataset,
            "contract_version": _version_of(dataset),
            "year": year,
            "title": title,
            "words": words,
            "from_on": from_on,
            "until_on": until_on,
            "due_on": due_on,
            "opened_at": at,
            "opened_by": name,
        },
    )
    if not is_new:
        raise CallAlreadyOpen(f"The call {code} is open already.")
    _keep_schedule(call, reminders)
    CallNote.objects.create(call=call, step=CallStep.OPENED.value, at=at, by=name)
    if respondents:
        asking.ask(code, respondents=respondents, by=by, at=at)
    audit.record(Event.CALL_OPENED, by=name, subject=f"call:{code}", at=at)


@transaction.atomic
def change_call(
    code: str,
    *,
    due_on: date | None,
    words: str,
    reminders: Collection[int | None],
    version: int | None = None,
    by: Who,
    at: datetime,
) -> None:
    """
    Give an open call another due day, other words and another schedule of reminders.

    version: the call's, as the page showed it; None where nobody looked at one.
    :raises ChangedSince: if somebody changed it since.
    :raises NoSuchCall: :raises CallClosed: :raises BadSchedule:
    :raises BadDays: if the due day is before the day it was opened.
    """
    name = access.for_the_council(by, at=at)
    call = DataCall.objects.hold_open(code)
    call.check_version(version)
    check_due(due_on, asked_on=timezone.localdate(call.opened_at))
    check_schedule(reminders)
    call.due_on, call.words = due_on, words
    call.note_change(by=name, at=at)
    ReminderDay.objects.filter(call=call).delete()
    _keep_schedule(call, reminders)
    CallNote.objects.create(call=call, step=CallStep.CHANGED.value, at=at, by=name)
    audit.record(Event.CALL_CHANGED, by=name, subject=f"call:{code}", at=at)


@transaction.atomic
def close_call(code: str, *, why: str, by: Who, at: datetime) -> None:
    """
    Close a call: it takes no answer any more, and its period is locked.

    :raises NoSuchCall: :raises CallClosed: if somebody closed it before. :raises NoReason:
    """
    name = access.for_the_council(by, at=at)
    reason = check_reason(why)
    call = DataCall.objects.hold_open(code)
    call.closed_at, call.closed_by = at, name
    call.note_change(by=name, at=at)
    CallNote.objects.create(call=call, step=CallStep.CLOSED.value, at=at, by=name, why=reason)
    audit.record(Event.CALL_CLOSED, by=name, subject=f"call:{code}", at=at)


@transaction.atomic
def reopen_call(code: str, *, why: str, by: Who, at: datetime) -> None:
    """
    Take answers to a closed call again.

    :raises NoSuchCall: :raises CallIsOpen: :raises NoReason:
    """
    name = access.for_the_council(by, at=at)
    reason = check_reason(why)
    call = DataCall.objects.hold(code)
    if call.closed_at is None:
        raise CallIsOpen("This call is open: somebody opened it again already.")
    call.closed_at, call.closed_by = None, ""
    call.note_change(by=name, at=at)
    CallNote.objects.create(call=call, step=CallStep.REOPENED.value, at=at, by=name, why=reason)
    audit.record(Event.CALL_REOPENED, by=name, subject=f"call:{code}", at=at)


def _version_of(dataset: str) -> int:
    """Return the version of a dataset's contract; 1 for one that this pack has not."""
    return next((each.version for each in active_pack().contracts if each.name == dataset), 1)


def _keep_schedule(call: DataCall, reminders: Collection[int | None]) -> None:
    ReminderDay.objects.bulk_create(ReminderDay(call=call, days=each) for each in reminders)
