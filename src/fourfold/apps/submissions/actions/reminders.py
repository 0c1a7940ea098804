"""
Sending reminders: each once.

The row is committed before the mail goes, so a machine that stops in between leaves a reminder of
which nobody knows whether it went, and it is not sent again by itself. The other side would be to
send it twice: to 180 chiefs of police that looks careless and cannot be taken back, while a
reminder that did not go is seen on the call's page, and the next day of the schedule comes.

SubmissionError
├── NoSuchReminder   no reminder of this id
└── NotAgain         it went, or it waits to be posted
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.core.mail import send_mail
from django.db import IntegrityError, transaction

from fourfold.apps.submissions.models import DataCall, Reminder
from fourfold.apps.submissions.queries.reminders import Planned, one_planned, planned
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.security import audit
from fourfold.security.events import Event

GIVE_UP = 3
"""Mails that fail one after the other; then the rest are left for the next run."""


class NoSuchReminder(SubmissionError):
    """There is no reminder of this id."""


class NotAgain(SubmissionError):
    """It went, or it waits to be posted, or the office answered meanwhile."""


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did. left: reminders not begun, because the mail server did not answer."""

    mailed: int = 0
    letters: int = 0
    failed: int = 0
    left: int = 0


def send_due(call: str = "", *, on: date, by: str, at: datetime) -> Sent:
    """Send what `queries.reminders.planned` shows for a day, in open calls or in one of them."""
    todo = planned(call, viewer=by, on=on)
    counted = {"mailed": 0, "letters": 0, "failed": 0}
    in_a_row = 0
    for number, each in enumerate(todo):
        if in_a_row >= GIVE_UP:
            return Sent(**counted, left=len(todo) - number)
        made = _make(each, by=by, at=at)
        if made is None:  # somebody else's run made it a moment ago
            continue
        if each.way is ReminderWay.LETTER:
            counted["letters"] += 1
        elif _mail(made, each, by=by, at=at):
            counted["mailed"] += 1
            in_a_row = 0
        else:
            counted["failed"] += 1
            in_a_row += 1
    return Sent(**counted)


def send_again(reminder: str, *, on: date, by: str, at: datetime) -> bool:
    """
    Send one anew that failed, or of which nobody knows whether it went; returns whether it went.

    :raises NoSuchReminder: :raises NotAgain: if it went, or nothing is missing of the office.
    """
    with transaction.atomic():
        found = Reminder.objects.select_related("asked__call").filter(pk=reminder).first()
        if found is None:
            raise NoSuchReminder("There is no such reminder.")
        DataCall.objects.hold(found.asked.call.code)
        others = Reminder.objects.filter(
            asked=found.asked, days=found.days, due_on=found.due_on, number__gt=found.number
        )
        doubtful = (ReminderState.FAILED.value, ReminderState.MAILING.value)
        if found.state not in doubtful or others.exists():
            raise NotAgain("This reminder went, or somebody sent it again already.")
        anew = one_planned(found.asked_id, viewer=by, on=on)
        if anew is None:
            raise NotAgain("The office answered meanwhile, so nothing is sent.")
        made = _row(anew, number=found.number + 1, by=by, at=at)
        made.days, made.due_on = found.days, found.due_on
        made.save(force_insert=True)
        _note(anew, by=by, at=at)
    return anew.way is ReminderWay.MAIL and _mail(made, anew, by=by, at=at)


@transaction.atomic
def posted(reminders: Collection[str], *, by: str, at: datetime) -> int:
    """Note that letters went to the post; returns how many, those noted before left out."""
    waiting = Reminder.objects.select_for_update().filter(
        pk__in=list(reminders), state=ReminderState.TO_POST.value
    )
    ids = list(waiting.values_list("pk", flat=True))
    Reminder.objects.filter(pk__in=ids).update(state=ReminderState.POSTED.value, ended_at=at)
    for each in ids:
        audit.record(Event.REMINDER_POSTED, by=by, subject=f"reminder:{each}", at=at)
    return len(ids)


def _make(each: Planned, *, by: str, at: datetime) -> Reminder | None:
    """Keep the row of a reminder, committed; None if another run has it."""
    made = _row(each, number=1, by=by, at=at)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _note(each, by=by, at=at)
    except IntegrityError:
        return None
    return made


def _row(each: Planned, *, number: int, by: str, at: datetime) -> Reminder:
    by_mail = each.way is ReminderWay.MAIL
    state = ReminderState.MAILING if by_mail else ReminderState.TO_POST
    return Reminder(
        asked_id=each.asked,
        days=each.moment.days,
        due_on=each.due_on,
        number=number,
        way=each.way.value,
        state=state.value,
        mail=each.mail,
        made_at=at,
        made_by=by,
    )


def _note(each: Planned, *, by: str, at: datetime) -> None:
    facts = {"office": each.organization, "way": each.way.value}
    audit.record(Event.REMINDER_MADE, by=by, subject=f"call:{each.call}", at=at, facts=facts)


def _mail(made: Reminder, each: Planned, *, by: str, at: datetime) -> bool:
    """Mail a reminder whose row is committed, and note how it ended."""
    why_not = ""
    try:
        send_mail(each.words.subject, each.words.body, None, [each.mail])
    except OSError as problem:  # what a mail server refuses is one, too
        why_not = type(problem).__name__
    state = ReminderState.FAILED if why_not else ReminderState.MAILED
    with transaction.atomic():
        Reminder.objects.filter(pk=made.pk).update(state=state.value, ended_at=at, why_not=why_not)
        if why_not:
            audit.record(
                Event.REMINDER_FAILED,
                by=by,
                subject=f"reminder:{made.pk}",
                at=at,
                facts={"why": why_not},
            )
    return not why_not
