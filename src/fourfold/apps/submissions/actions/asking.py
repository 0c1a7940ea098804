"""
Whom a call asks, and what an office says without a file: that it has nothing to report.

SubmissionError
├── NoSuchOffice      no office of this code is on the list
├── OfficeIsClosed    the office is inactive, so it is not asked
├── NotAsked          the call does not ask this office
├── AlreadyAnswered   a file of the office waits or is accepted
├── NothingWasSaid    the office did not say that it has nothing to report
├── AlreadyExcused    somebody excused the office before
└── NotExcused        the office is not excused
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.models import Asked, Batch, CallNote, DataCall, Respondent
from fourfold.apps.submissions.rules.calls import SubmissionError, check_due, check_reason
from fourfold.apps.submissions.states import BatchState, CallStep
from fourfold.security import audit
from fourfold.security.events import Event


class NoSuchOffice(SubmissionError):
    """No office of this code is on the list."""


class OfficeIsClosed(SubmissionError):
    """The office is inactive, so it is not asked."""


class NotAsked(SubmissionError):
    """The call does not ask this office."""


class AlreadyAnswered(SubmissionError):
    """A file of the office waits to be looked at, or is accepted."""


class NothingWasSaid(SubmissionError):
    """The office did not say that it has nothing to report."""


class AlreadyExcused(SubmissionError):
    """Somebody excused the office before."""


class NotExcused(SubmissionError):
    """The office is not excused."""


@dataclass(frozen=True, slots=True)
class NowAsked:
    """How many offices a call asks now that it did not ask before, and how many it did."""

    new: int
    before: int


@transaction.atomic
def ask(call: str, *, respondents: Collection[str], by: Who, at: datetime) -> NowAsked:
    """
    Ask offices, by their codes, in an open call; those asked before stay as they are.

    :raises NoSuchCall: :raises CallClosed:
    :raises NoSuchOffice, OfficeIsClosed, NoGround: names the first; then nobody is asked.
    """
    name = access.for_the_council(by, at=at)
    found = DataCall.objects.hold_open(call)
    wanted = set(respondents)
    offices = {each.code: each for each in Respondent.objects.filter(code__in=wanted)}
    for code in sorted(wanted):
        if code not in offices:
            raise NoSuchOffice(f"There is no office {code[:60]!r} on the list. Add it first.")
        if not offices[code].is_active:
            raise OfficeIsClosed(f"{offices[code].name} is inactive. Set it active first.")
    access.check_ground(found.dataset, organizations=wanted)
    before = set(found.asked.values_list("respondent__code", flat=True))
    new = sorted(wanted - before)
    Asked.objects.bulk_create(
        Asked(call=found, respondent=offices[code], asked_at=at, asked_by=name) for code in new
    )
    if new:
        CallNote.objects.create(
            call=found, step=CallStep.ASKED.value, at=at, by=name, count=len(new)
        )
    audit.record(
        Event.OFFICES_ASKED,
        by=name,
        subject=f"call:{call}",
        at=at,
        facts={"offices": len(new)},
    )
    return NowAsked(len(new), len(wanted & before))


@transaction.atomic
def grant_later_day(
    call: str,
    *,
    organization: str,
    due_on: date | None,
    version: int | None = None,
    by: Who,
    at: datetime,
) -> None:
    """
    Give one office a day of its own, or with None the call's again.

    version: `Line.changes`, as the page showed it; None where nobody looked at one.
    :raises ChangedSince: if somebody changed what the office owes since.
    :raises NoSuchCall: :raises CallClosed: :raises NotAsked:
    :raises BadDays: if the day is before the office was asked.
    """
    name = access.for_the_council(by, at=at)
    asked = _asked(call, organization, by=by, at=at)
    asked.check_version(version)
    check_due(due_on, asked_on=timezone.localdate(asked.asked_at))
    asked.due_on = due_on
    asked.note_change(by=name, at=at)
    audit.record(Event.LATER_DAY_GRANTED, by=name, subject=_subject(asked), at=at)


@transaction.atomic
def excuse(call: str, *, organization: str, why: str, by: Who, at: datetime) -> None:
    """
    Let one office off, with a reason.

    :raises NoSuchCall: :raises CallClosed: :raises NotAsked: :raises NoReason:
    :raises AlreadyExcused: :raises AlreadyAnswered:
    """
    name = access.for_the_council(by, at=at)
    reason = check_reason(why)
    asked = _asked(call, organization, by=by, at=at)
    if asked.excused_at is not None:
        raise AlreadyExcused(f"{asked.respondent.name} is excused already.")
    _check_unanswered(asked)
    asked.excused_at, asked.excused_by, asked.excused_why = at, name, reason
    asked.note_change(by=name, at=at)
    audit.record(Event.OFFICE_EXCUSED, by=name, subject=_subject(asked), at=at)


@transaction.atomic
def no_longer_excuse(call: str, *, organization: str, by: Who, at: datetime) -> None:
    """
    Ask an office again that was let off.

    :raises NoSuchCall: :raises CallClosed: :raises NotAsked: :raises NotExcused:
    """
    name = access.for_the_council(by, at=at)
    asked = _asked(call, organization, by=by, at=at)
    if asked.excused_at is None:
        raise NotExcused(f"{asked.respondent.name} is not excused.")
    asked.excused_at, asked.excused_by, asked.excused_why = None, "", ""
    asked.note_change(by=name, at=at)
    audit.record(Event.OFFICE_NOT_EXCUSED, by=name, subject=_subject(asked), at=at)


@transaction.atomic
def nothing_to_report(call: str, *, organization: str, by: Who, at: datetime) -> None:
    """
    Keep an office's word that it has nothing to report, which is an answer. Said twice, the first
    stands.

    :raises NoSuchCall: :raises CallClosed: :raises NotAsked:
    :raises AlreadyAnswered: if a file of it waits to be looked at, or is accepted.
    """
    asked = _asked(call, organization, by=by, at=at)
    _check_unanswered(asked)
    if asked.nothing_at is None or _sent_after(asked, asked.nothing_at):
        asked.nothing_at, asked.nothing_by = at, access.name_of(by)
        asked.note_change(by=access.name_of(by), at=at)
        audit.record(Event.NOTHING_TO_REPORT, by=access.name_of(by), subject=_subject(asked), at=at)


@transaction.atomic
def something_to_report(call: str, *, organization: str, by: Who, at: datetime) -> None:
    """
    Take back an office's word that it has nothing to report; it is missing again.

    :raises NoSuchCall: :raises CallClosed: :raises NotAsked: :raises NothingWasSaid:
    """
    asked = _asked(call, organization, by=by, at=at)
    if asked.nothing_at is None:
        raise NothingWasSaid(
            f"{asked.respondent.name} did not say that it has nothing to report; somebody may "
            "have taken it back already."
        )
    asked.nothing_at, asked.nothing_by = None, ""
    asked.note_change(by=access.name_of(by), at=at)
    audit.record(Event.NOTHING_TAKEN_BACK, by=access.name_of(by), subject=_subject(asked), at=at)


def _asked(call: str, organization: str, *, by: Who, at: datetime) -> Asked:
    """Hold an open call and return the office's row in it, if whoever acts may see it."""
    held = DataCall.objects.hold_open(call)
    seen = access.asked_visible_to(access.who(by, at=at)).select_related("respondent")
    found = seen.filter(call=held, respondent__code=organization).first()
    if found is None:
        raise NotAsked(f"The call {call} does not ask {organization[:60]!r}. Ask the office first.")
    found.call = held
    return found


def _batches(asked: Asked) -> QuerySet[Batch]:
    return Batch.objects.filter(call=asked.call_id, organization=asked.respondent.code)


def _check_unanswered(asked: Asked) -> None:
    states = (BatchState.SENT.value, BatchState.ACCEPTED.value)
    if _batches(asked).filter(state__in=states).exists():
        raise AlreadyAnswered(
            f"{asked.respondent.name} sent a file, and it waits to be looked at or is accepted. "
            "Withdraw it or give it back first."
        )


def _sent_after(asked: Asked, moment: datetime) -> bool:
    return bool(_batches(asked).filter(sent_at__gt=moment).exists())


def _subject(asked: Asked) -> str:
    return f"asked:{asked.id}"
