"""
Mails go out by a job, never inside a request: a row now, in the transaction of what it tells of.

A mail that was surely not taken is tried again, later each time. One that was cut off in the middle
may have gone: it stays SENDING, is never sent again by itself, and its page says so.
"""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.models import MailState, Outgoing

PAUSES = (
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=3),
    timedelta(hours=12),
)
"""How long a mail waits after each try that surely failed; after the last it has failed."""
GIVE_UP = 3
"""Mails in a row that the server cuts off; then the rest wait for the next run."""
BUSY = timedelta(minutes=10)
"""A mail begun less than this ago may still be on its way through the server."""
LATE = timedelta(hours=1)
REFUSED_FOR_GOOD = 500


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a mail. kind: its media type."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Mail:
    """What goes: to one address, in plain text, with files if there are any."""

    to: str
    subject: str
    body: str
    attached: tuple[Attached, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a mail stands. at: when it got there; next_at: when it is tried next, if it waits."""

    state: MailState
    at: datetime
    next_at: datetime
    why_not: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did. waits: mails left for a later run; trouble: why the server was left alone."""

    sent: int = 0
    failed: int = 0
    unsure: int = 0
    not_needed: int = 0
    waits: int = 0
    trouble: str = ""

    def in_words(self) -> str:
        """Return counts for whoever runs the site; nothing of any mail."""
        words = f"Mails sent: {self.sent}."
        if self.failed:
            words += f" Not taken: {self.failed}; tried again later, or see their pages."
        if self.unsure:
            words += f" Cut off: {self.unsure}; nobody knows whether they went."
        if self.trouble:
            words += f" The mail server does not answer ({self.trouble})."
        return words + (f" {self.waits} wait." if self.waits else "")


@dataclass(frozen=True, slots=True)
class Kind:
    """
    What a room does for its mails; `settings.MAILS` names one for each kind.

    words: makes the mail when its turn comes, in a transaction; None: it is not needed any more.
    moved: is told, in the transaction that notes it, where the mail stands now.
    """

    words: Callable[[Outgoing, datetime], Mail | None]
    moved: Callable[[Outgoing, datetime], None] = lambda _mail, _at: None


def put(kind: str, *, about: str, by: str, at: datetime, site: str = "") -> str:
    """
    Leave a mail to be sent, in the transaction of what it tells of; returns its id.

    kind: a key of `settings.MAILS`. about: the id of what it tells of; no word and no address.
    """
    made = Outgoing.objects.create(
        kind=kind, about=about, site=site, made_at=at, made_by=by, next_at=at
    )
    return made.id


def put_each(kind: str, *, about: Iterable[str], by: str, at: datetime) -> None:
    """Leave a mail about each of these, as `put` does for one."""
    Outgoing.objects.bulk_create(
        Outgoing(kind=kind, about=each, made_at=at, made_by=by, next_at=at) for each in about
    )


def standing(kind: str, *, about: Iterable[str]) -> dict[str, Standing]:
    """Return where the newest mail about each of these stands, for those that have one."""
    found = Outgoing.objects.filter(kind=kind, about__in=list(about)).order_by("made_at", "id")
    return {
        each.about: Standing(
            MailState(each.state),
            each.ended_at or each.tried_at or each.made_at,
            each.next_at,
            each.why_not,
        )
        for each in found
    }


def is_busy(kind: str, about: str, *, at: datetime) -> bool:
    """Return whether a mail about this was begun so lately that it may still be on its way."""
    begun = Outgoing.objects.filter(kind=kind, about=about, state=MailState.SENDING.value)
    return begun.filter(tried_at__gt=at - BUSY).exists()


def waiting() -> QuerySet[Outgoing]:
    """Return the mails that wait for their turn."""
    return Outgoing.objects.filter(state=MailState.WAITING.value)


def late_since(*kinds: str, at: datetime) -> datetime | None:
    """Return since when a mail of these kinds waits an hour past its turn: the job may not run."""
    overdue = waiting().filter(kind__in=kinds, next_at__lt=at - LATE).order_by("next_at")
    return overdue.values_list("next_at", flat=True).first()


def send(*, at: datetime) -> Sent:
    """
    Send what waits for its turn, each once; what mails of others make is sent in the same run.

    Two runs at the same time share the work. Nothing of a mail stands in the log but what it is
    about and how it ended.
    """
    counted = dict.fromkeys(("sent", "failed", "unsure", "not_needed"), 0)
    trouble, cut_off, server = "", 0, get_connection()
    seen: set[str] = set()
    while not trouble and (turn := _next(seen, at=at)):
        seen.add(turn)
        try:
            server.open()  # before anything is begun; nothing happens if it is open
        except OSError as problem:  # what a mail server refuses is one, too
            trouble = type(problem).__name__
            break
        begun = _begin(turn, at=at)
        if begun is None:  # another run has it
            continue
        row, mail = begun
        if mail is None:
            counted["not_needed"] += 1
            continue
        how = _deliver(server, mail)
        counted[_note(row, how, at=at)] += 1
        cut_off = cut_off + 1 if how.state is MailState.SENDING else 0
        trouble = how.why_not if cut_off == GIVE_UP else ""
    server.close()
    return Sent(**counted, waits=waiting().count(), trouble=trouble)


@dataclass(frozen=True, slots=True)
class _How:
    state: MailState
    why_not: str = ""


def _next(seen: set[str], *, at: datetime) -> str | None:
    todo = waiting().filter(next_at__lte=at).exclude(pk__in=seen).order_by("made_at", "id")
    return todo.values_list("pk", flat=True).first()


@transaction.atomic
def _begin(turn: str, *, at: datetime) -> tuple[Outgoing, Mail | None] | None:
    """Take a mail's turn, and make its words; None if another run took it."""
    row = waiting().select_for_update().filter(pk=turn).first()
    if row is None:
        return None
    room = _room(row)
    row.state, row.tries, row.tried_at = MailState.SENDING.value, row.tries + 1, at
    mail = room.words(row, at)
    if mail is None:
        row.state, row.ended_at = MailState.NOT_NEEDED.value, at
        _keep(row, at=at)
    else:
        row.save()
        room.moved(row, at)
    return row, mail


def _deliver(server: BaseEmailBackend, mail: Mail) -> _How:
    try:
        message = EmailMessage(mail.subject, mail.body, None, [mail.to])
        for each in mail.attached:
            message.attach(each.name, each.content, each.kind)
        server.send_messages([message])
    except smtplib.SMTPRecipientsRefused as refused:
        codes = [code for code, _words in refused.recipients.values()]
        for_good = all(code >= REFUSED_FOR_GOOD for code in codes)
        return _refused(refused, for_good=for_good)
    except smtplib.SMTPResponseException as refused:
        return _refused(refused, for_good=refused.smtp_code >= REFUSED_FOR_GOOD)
    except OSError as problem:  # cut off: it may have gone
        server.close()
        return _How(MailState.SENDING, type(problem).__name__)
    return _How(MailState.SENT)


def _refused(problem: Exception, *, for_good: bool) -> _How:
    state = MailState.FAILED if for_good else MailState.WAITING
    return _How(state, type(problem).__name__)


def _note(row: Outgoing, how: _How, *, at: datetime) -> str:
    """Keep how a mail ended; returns what it is counted as."""
    if how.state is MailState.WAITING:
        return _wait(row, how.why_not, at=at)
    with transaction.atomic():
        row.state, row.why_not = how.state.value, how.why_not
        row.ended_at = None if how.state is MailState.SENDING else at
        _keep(row, at=at)
    return {MailState.SENT: "sent", MailState.FAILED: "failed"}.get(how.state, "unsure")


@transaction.atomic
def _wait(row: Outgoing, why_not: str, *, at: datetime) -> str:
    """Let a mail wait that surely did not go; after its last pause it has failed."""
    row.why_not = why_not
    if row.tries > len(PAUSES):
        row.state, row.ended_at = MailState.FAILED.value, at
    else:
        row.state, row.next_at = MailState.WAITING.value, at + PAUSES[row.tries - 1]
    _keep(row, at=at)
    return "failed"


def _keep(row: Outgoing, *, at: datetime) -> None:
    row.save()
    _room(row).moved(row, at)
    event = Event.MAIL_SENT if row.state == MailState.SENT else Event.MAIL_NOT_SENT
    facts = {"kind": row.kind, "state": row.state}
    if row.why_not:
        facts["why"] = row.why_not
    audit.record(event, by=row.made_by, subject=f"mail:{row.pk}", at=at, facts=facts)


def _room(row: Outgoing) -> Kind:
    found: Kind = import_string(settings.MAILS[row.kind])
    return found
