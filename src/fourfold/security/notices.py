"""Telling people that something waits. The row is kept first; a mail says only that it waits."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from django.db.models import QuerySet

from fourfold.security import outbox
from fourfold.security.models import Account, Notice, Outgoing

KIND, HOUSE = "NOTICE", "house-notices"


class NoticeKind(StrEnum):
    """Why a person is told."""

    GLASS_BROKEN = "GLASS_BROKEN"
    ROLE_WAITS = "ROLE_WAITS"
    ROLE_DECIDED = "ROLE_DECIDED"
    SEAT_WAITS = "SEAT_WAITS"
    SEAT_DECIDED = "SEAT_DECIDED"
    SEAT_ENDED = "SEAT_ENDED"
    ACCOUNT_RECOVERED = "ACCOUNT_RECOVERED"
    RECOVERY_WAITS = "RECOVERY_WAITS"
    SIGN_IN_CHANGED = "SIGN_IN_CHANGED"
    MANY_RECORDS_OPENED = "MANY_RECORDS_OPENED"
    RELEASE_COMPELLED = "RELEASE_COMPELLED"
    CONSENT_ENDING = "CONSENT_ENDING"
    CLOCK_OVERDUE = "CLOCK_OVERDUE"
    REPORT_GIVEN = "REPORT_GIVEN"
    REPORT_TAKEN_AWAY = "REPORT_TAKEN_AWAY"
    REPORT_WAITS = "REPORT_WAITS"
    SUPERVISION_ASKED = "SUPERVISION_ASKED"
    CONSULT_WAITS = "CONSULT_WAITS"
    CONSULT_ANSWERED = "CONSULT_ANSWERED"
    CASE_ASKED_FOR = "CASE_ASKED_FOR"
    REFERRAL_CAME = "REFERRAL_CAME"
    REFERRAL_ANSWERED = "REFERRAL_ANSWERED"
    REFERRAL_REVOKED = "REFERRAL_REVOKED"
    REFERRAL_LINK_CLOSED = "REFERRAL_LINK_CLOSED"

    @property
    def label(self) -> str:
        """The reason in words, fit for a screen that others may see."""
        return LABELS[self]


LABELS: dict[NoticeKind, str] = {
    NoticeKind.GLASS_BROKEN: "A record was opened in an emergency and waits for review",
    NoticeKind.ROLE_WAITS: "A role waits for a second person",
    NoticeKind.ROLE_DECIDED: "A role you proposed was decided",
    NoticeKind.SEAT_WAITS: "A seat on a team waits for a second person",
    NoticeKind.SEAT_DECIDED: "A seat you proposed was decided",
    NoticeKind.SEAT_ENDED: "A seat of yours on a team has ended; its records are closed to you",
    NoticeKind.ACCOUNT_RECOVERED: "An account was recovered",
    NoticeKind.SIGN_IN_CHANGED: "How you sign in was changed; if it was not you, say so at once",
    NoticeKind.RECOVERY_WAITS: "A colleague asks for help to sign in",
    NoticeKind.MANY_RECORDS_OPENED: "Someone opened an unusual number of records",
    NoticeKind.RELEASE_COMPELLED: "A court or the law asks for a record: notice and safety steps",
    NoticeKind.CONSENT_ENDING: "A consent ends soon",
    NoticeKind.CLOCK_OVERDUE: "A duty with a deadline is overdue on a record you answer for",
    NoticeKind.REPORT_GIVEN: "A colleague gave you a report to work on",
    NoticeKind.REPORT_TAKEN_AWAY: "A report you worked on is with somebody else now",
    NoticeKind.REPORT_WAITS: "A report waits in your queue again",
    NoticeKind.SUPERVISION_ASKED: "A colleague asks you to supervise a record",
    NoticeKind.CONSULT_WAITS: "A consult waits for you or your region",
    NoticeKind.CONSULT_ANSWERED: "A consult you asked for was answered",
    NoticeKind.CASE_ASKED_FOR: "A colleague looked up somebody you work with and asks you",
    NoticeKind.REFERRAL_CAME: "A referral came for your organization",
    NoticeKind.REFERRAL_ANSWERED: "A service answered a referral",
    NoticeKind.REFERRAL_REVOKED: "A referral to your organization was taken back",
    NoticeKind.REFERRAL_LINK_CLOSED: "A one-time link was closed after wrong codes; make a new one",
}


def notify(to: Iterable[str], kind: NoticeKind, *, subject: str, at: datetime) -> int:
    """
    Leave a notice for each account, in the transaction of what it tells of; returns how many.

    The mail is left in the outbox and says only that something waits. If it cannot go, the notice
    still stands on the person's first page.
    """
    people = sorted(set(to))
    Notice.objects.bulk_create(
        Notice(to=each, kind=kind.value, subject=subject, at=at) for each in people
    )
    outbox.put_each(KIND, about=people, by=HOUSE, at=at)
    return len(people)


def _words(row: Outgoing, _at: datetime) -> outbox.Mail | None:
    """Return the mail to an account, unless it is closed or its person has looked meanwhile."""
    address = (
        Account.objects.filter(id=row.about, is_active=True).values_list("email", flat=True).first()
    )
    if not address or not waiting_for(row.about).exists():
        return None
    return outbox.Mail(
        address, "Something waits for you", "One item waits for you. Sign in to see it.\n"
    )


MAIL = outbox.Kind(_words)


def waiting_for(account: str) -> QuerySet[Notice]:
    """Return what this account has not looked at, newest first."""
    return Notice.objects.filter(to=account, seen_at=None).order_by("-at", "id")


def seen(account: str, notice: str, *, at: datetime) -> None:
    """Note that the account looked at a notice of its own."""
    Notice.objects.filter(to=account, id=notice, seen_at=None).update(seen_at=at)
