"""
Reminders: each made once, and mailed by the outbox.

The row and its mail are left in one transaction. A machine that stops while a mail goes leaves a
reminder of which nobody knows whether it went, and it is not sent again by itself: twice to 180
chiefs of police looks careless and cannot be taken back, while one that did not go is seen on the
call's page.

SubmissionError
├── NoSuchReminder   no reminder of this id
└── NotAgain         it went, it waits, or it is on its way just now
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import DataCall, Reminder
from fourfold.apps.submissions.queries.reminders import Planned, one_planned, planned
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.states import ReminderState, ReminderWay
from fourfold.security import audit, outbox
from fourfold.security.events import Event
from fourfold.security.models import MailState

MAIL = "REMINDER"
"""What the outbox calls a reminder."""
STATES = {
    MailState.WAITING: ReminderState.WAITING,
    MailState.SENDING: ReminderState.MAILING,
    MailState.SENT: ReminderState.MAILED,
    MailState.FAILED: ReminderState.FAILED,
    MailState.NOT_NEEDED: ReminderState.NOT_NEEDED,
}


class NoSuchReminder(SubmissionError):
    """There is no reminder of this id."""


class NotAgain(SubmissionError):
    """It went, or it waits to be posted, or the office answered meanwhile."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made: mails that wait in the outbox, and letters that wait to be printed."""

    mails: int = 0
    letters: int = 0


def make_due(call: str = "", *, on: date, by: str, at: datetime) -> Made:
    """Make what `queries.reminders.planned` shows for a day, in open calls or in one of them."""
    access.for_the_council(by, at=at)
    counted = {ReminderWay.MAIL: 0, ReminderWay.LETTER: 0}
    for each in planned(call, viewer=by, on=on):
        counted[each.way] += _make(each, by=by, at=at)
    return Made(counted[ReminderWay.MAIL], counted[ReminderWay.LETTER])


@transaction.atomic
def make_again(reminder: str, *, on: date, by: str, at: datetime) -> ReminderWay:
    """
    Make one anew that failed, or of which nobody knows whether it went; returns its way.

    :raises NoSuchReminder: :raises NotAgain: if it went, or nothing is missing of the office.
    """
    access.for_the_council(by, at=at)
    found = Reminder.objects.select_related("asked__call").filter(pk=reminder).first()
    if found is None:
        raise NoSuchReminder("There is no such reminder.")
    DataCall.objects.hold(found.asked.call.code)
    others = Reminder.objects.filter(
        asked=found.asked, days=found.days, due_on=found.due_on, number__gt=found.number
    )
    doubtful = (ReminderState.FAILED.value, ReminderState.MAILING.value)
    if found.state not in doubtful or others.exists():
        raise NotAgain("This reminder went or waits, or somebody sent it again already.")
    if found.state == ReminderState.MAILING.value and outbox.is_busy(MAIL, found.pk, at=at):
        raise NotAgain("This reminder is on its way just now. Look again in ten minutes.")
    anew = one_planned(found.asked_id, viewer=by, on=on)
    if anew is None:
        raise NotAgain("The office answered meanwhile, so nothing is sent.")
    made = _row(anew, number=found.number + 1, by=by, at=at)
    made.days, made.due_on = found.days, found.due_on
    _keep(made, anew, by=by, at=at)
    return anew.way


@transaction.atomic
def note_mail(reminder: str, *, state: MailState, why_not: str, by: str, at: datetime) -> None:
    """Note where a reminder's mail stands, in the outbox's transaction. by: who asked for it."""
    ended = None if state in (MailState.WAITING, MailState.SENDING) else at
    Reminder.objects.filter(pk=reminder).update(
        state=STATES[state].value, ended_at=ended, why_not=why_not
    )
    if state is MailState.FAILED:
        facts = {"why": why_not}
        subject = f"reminder:{reminder}"
        audit.record(Event.REMINDER_FAILED, by=by, subject=subject, at=at, facts=facts)


@transaction.atomic
def posted(reminders: Collection[str], *, by: str, at: datetime) -> int:
    """Note that letters went to the post; returns how many, those noted before left out."""
    access.for_the_council(by, at=at)
    waiting = Reminder.objects.select_for_update().filter(
        pk__in=list(reminders), state=ReminderState.TO_POST.value
    )
    ids = list(waiting.values_list("pk", flat=True))
    Reminder.objects.filter(pk__in=ids).update(state=ReminderState.POSTED.value, ended_at=at)
    for each in ids:
        audit.record(Event.REMINDER_POSTED, by=by, subject=f"reminder:{each}", at=at)
    return len(ids)


def _make(each: Planned, *, by: str, at: datetime) -> bool:
    """Keep a reminder; False if another run made it a moment ago."""
    try:
        with transaction.atomic():
            _keep(_row(each, number=1, by=by, at=at), each, by=by, at=at)
    except IntegrityError:
        return False
    return True


def _keep(made: Reminder, each: Planned, *, by: str, at: datetime) -> None:
    made.save(force_insert=True)
    if each.way is ReminderWay.MAIL:
        outbox.put(MAIL, about=made.pk, by=by, at=at)
    facts = {"office": each.organization, "way": each.way.value}
    audit.record(Event.REMINDER_MADE, by=by, subject=f"call:{each.call}", at=at, facts=facts)


def _row(each: Planned, *, number: int, by: str, at: datetime) -> Reminder:
    by_mail = each.way is ReminderWay.MAIL
    state = ReminderState.WAITING if by_mail else ReminderState.TO_POST
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
