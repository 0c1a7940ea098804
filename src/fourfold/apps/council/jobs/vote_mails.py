"""What the outbox sends about a vote by mail: invitation, reminder, result."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from fourfold.apps.council.actions import vote_mails
from fourfold.apps.council.queries.vote_mails import MailWords, due, mail_about
from fourfold.apps.council.states.votes import MailOf, Outcome, Stand
from fourfold.documents.words import day
from fourfold.security.models import Outgoing
from fourfold.security.outbox import Kind, Mail

JOB = "job-council"
OUTCOMES = {
    Outcome.APPROVED: "The Council approved it.",
    Outcome.NOT_APPROVED: "The Council did not approve it.",
    Outcome.NO_QUORUM: "Too few seats voted, so nothing is decided. It is open for comments again.",
}
STANDS = {
    Stand.FOR: "for",
    Stand.AGAINST: "against",
    Stand.ABSTAIN: "abstained",
    Stand.ABSENT: "no vote",
    Stand.RECUSED: "recused for a conflict",
    Stand.VACANT: "vacant",
    Stand.UNKNOWN: "holder not known",
}


def last_day(closes_at: datetime | None) -> str:
    """Say the last day of a vote: the one before the midnight it closes at."""
    if closes_at is None:
        return ""
    return day(timezone.localdate(closes_at - timedelta(seconds=1)))


def _words(row: Outgoing, at: datetime) -> Mail | None:
    told = mail_about(row.about, viewer=row.made_by, at=at)
    if told is None:
        return None
    said = _result(told) if told.what is MailOf.RESULT else _ask(told)
    page = reverse("council:recommendation", args=[told.code])
    where = told.site.rstrip("/") + page if told.site else ""
    end = f"After you sign in:\n{where}\n" if where else "Sign in to read it.\n"
    name = f"Dear {told.name}" if told.name else "Good day"
    return Mail(
        to=told.to,
        subject=_subject(told),
        body=f"{name},\n\n{said}\n\nThe recommendation, {told.code}:\n{told.text}\n\n{end}",
    )


def _subject(told: MailWords) -> str:
    return {
        MailOf.INVITE: f"Your vote is asked on recommendation {told.code}",
        MailOf.REMIND: f"Reminder: your vote on recommendation {told.code}",
        MailOf.RESULT: f"The result of the vote on recommendation {told.code}",
    }[told.what]


def _ask(told: MailWords) -> str:
    begin = "this is a reminder: " if told.what is MailOf.REMIND else ""
    until = last_day(told.line.closes_at)
    return (
        f"{begin}the Council votes by mail on a recommendation. You speak for the seat "
        f"“{told.seat_name}”. Please vote by the end of {until}.\n\n"
        "You can change your vote until then. A vote that comes later is kept as late, and is not "
        "counted. If the matter touches an interest of your own, declare it under My seat before "
        "you vote."
    )


def _result(told: MailWords) -> str:
    line = told.line
    outcome = OUTCOMES[line.outcome] if line.outcome else ""
    if line.tally is None:
        return f"the vote by mail is closed. {outcome}"
    counted = "; ".join(f"{said}: {line.tally.counts[stand]}" for stand, said in STANDS.items())
    mine = next((STANDS[e.stand] for e in line.tally.lines if e.seat == told.seat), "")
    against = [e.agency for e in line.tally.lines if e.stand is Stand.AGAINST]
    apart = [e.agency for e in line.tally.lines if e.stand is Stand.ABSTAIN]
    words = [f"the vote by mail is closed. {outcome}", f"Seats. {counted}."]
    words += [f"Opposed by: {'; '.join(against)}."] if against else []
    words += [f"Abstained: {'; '.join(apart)}."] if apart else []
    words += [f"Your seat, “{told.seat_name}”: {mine}."] if mine else []
    return "\n".join(words)


COUNCIL_VOTE = Kind(_words)


def remind(*, at: datetime) -> str:
    """Remind who has not voted three days before the deadline; the outbox sends it."""
    return f"Reminders of votes by mail: {vote_mails.remind_due(by=JOB, at=at)} by mail."


def dry_run(*, at: datetime) -> Iterator[str]:
    """Say what would go today, one line a reminder; nothing is sent or kept."""
    found = due(viewer=JOB, at=at)
    for each in found:
        yield f"{each.asked.name}\t{each.code}\t{last_day(each.closes_at)}\tmail"
    yield f"Reminders of votes by mail that would go today: {len(found)}."
