"""
A screener's work on a report: save, change, take, accept or not, tie to a known person.

ReportError
├── TakenBefore    somebody else took it; `by` and `at` say who and when
└── NoSuchPerson   the known person is not there, or another agency's
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.actions import cases, law, records, telling
from fourfold.apps.cases.actions import facts as pieces
from fourfold.apps.cases.actions.clocks import moment_fact
from fourfold.apps.cases.models import Case, Draft, Person, Report
from fourfold.apps.cases.queries.reports import who_took
from fourfold.apps.cases.rules.law import of_age
from fourfold.apps.cases.rules.reports import TOLD, age_told, check_told, facts_of
from fourfold.apps.cases.states.reports import (
    LETTERS,
    SPOKEN,
    Answer,
    ReportState,
    WhyNot,
    check_move,
)
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access import relations, sight
from fourfold.security.access.need_to_know import rights
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event
from fourfold.security.ids import new_id

TO_PERSON = {
    "given_name": "child_given_name",
    "family_name": "child_family_name",
    "born_on": "child_born_on",
    "town": "town",
    "school": "child_school",
    "street": "child_address",
    "guardian": "guardians",
}
"""Field of the person to what a report says of it, word for word."""
MOST = {"street": 300, "guardian": 500}
"""Letters that fit a field of the person, where a report takes more."""
FOUND_WITHIN = timedelta(hours=1)
"""How long a hit of a look-up may be acted on."""
WRITES = (FieldClass.PERSONAL, FieldClass.PLACE, FieldClass.HEALTH, FieldClass.EXPLOITER)


class ReportError(ValueError):
    """Nothing was changed; the message says why and what to do."""


class TakenBefore(ReportError):
    """Somebody took it first. by: their account; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("Somebody else took this report before you.")
        self.by, self.at = by, at


class NoSuchPerson(ReportError):
    """There is nobody of this id in the agency that keeps the report."""


@transaction.atomic
def save(told: Mapping[str, Any], *, person: str, once: str, by: Viewer) -> str:
    """
    Save a report that somebody is taking, and assign it to them; returns its number.

    told: columns of TOLD to values; a narrative is enough. person: an opaque id made by
    `keys.new_person` before the transaction. once: the form's own key; its draft goes.
    :raises NothingTold: :raises records.DoneBefore: if this form was saved before.
    :raises relations.MayNotGive: if the roles do not let one begin a record.
    """
    check_told(told)
    number = new_id()
    records.once(once, leads_to=f"report:{number}", by=by)
    report = Report(
        id=number,
        agency=by.agency,
        person=person,
        state=ReportState.TAKEN.value,
        received_at=by.at,
        changed_at=by.at,
        taken_by=by.account,
        taken_at=by.at,
        **{"channel": "PHONE", "call_type": "CONCERN", **told},
    )
    oral = report.mandated == Answer.YES and report.channel in SPOKEN
    report.oral_at = by.at if oral else None
    report.suspected_at = report.suspected_at or by.at
    report.save(force_insert=True)
    relations.begin(report, by=by)
    Draft.objects.filter(id=once, account=by.account).delete()
    telling.tell(report, Step.REPORT_SAVED, by=by, facts=facts_of(report))
    if oral:
        telling.tell(report, Step.ORAL_REPORT_MADE, by=by, facts=facts_of(report))
    return number


def change(number: str, *, told: Mapping[str, Any], version: int, by: Viewer) -> None:
    """
    Add to a report, or mend it; what is not named stays as it is.

    :raises sight.NotKnown: unless it is theirs to keep. :raises records.ChangedMeanwhile:
    """
    with records.changing(Report, number, by=by, writes=WRITES, version=version) as seen:
        report = seen.record
        if "narrative" in told:
            check_told(told)
        unsure, since = report.mandated, report.suspected_at
        for name, value in told.items():
            if name not in TOLD:
                raise KeyError(name)
            setattr(report, name, value)
        report.suspected_at = report.suspected_at or report.received_at
        if report.suspected_at == since.replace(second=0, microsecond=0):
            report.suspected_at = since  # a form knows no seconds: nothing was corrected
        learnt = unsure != Answer.YES and report.mandated == Answer.YES
        oral = learnt and report.channel in SPOKEN and report.oral_at is None
        if oral:
            report.oral_at = report.received_at
        report.save()
        telling.tell(report, Step.REPORT_CHANGED, by=by, facts={"fields": len(told)})
        if oral:
            facts = facts_of(report) | {"happened_at": moment_fact(report.received_at)}
            telling.tell(report, Step.ORAL_REPORT_MADE, by=by, facts=facts)
        if report.case and told.keys() & {"child_born_on", "child_age"}:
            _take_facts(report, by)


def take(number: str, *, by: Viewer) -> None:
    """
    Take a report from the Careline's queue: one becomes its screener.

    :raises TakenBefore: with who took it and when. :raises sight.NotKnown: if it never lay there.
    """
    try:
        sight.open_record(Report, number, viewer=by)
    except sight.NotKnown:
        if took := who_took(number, viewer=by):
            raise TakenBefore(took.by, took.at) from None
        raise
    with transaction.atomic():
        report = sight.to_change(Report, viewer=by).filter(pk=number).first()
        if report is None or report.taken_at is not None:
            took = who_took(number, viewer=by)
            if took is None:
                raise sight.NotKnown("There is no such record.")
            raise TakenBefore(took.by, took.at)
        check_move(ReportState(report.state), ReportState.TAKEN)
        relations.take(report, by=by)
        relations.leave_queue(report, CARELINE, by=by)
        report.state = ReportState.TAKEN.value
        report.taken_by, report.taken_at = by.account, by.at
        report.save(update_fields=["state", "taken_by", "taken_at"])
        telling.tell(report, Step.REPORT_TAKEN, by=by)


def accept(number: str, *, version: int, by: Viewer) -> str:
    """
    Accept a report: a case opens, with its taker as the assigned worker; returns the case's number.

    It is the case of the known person the report was tied to, and else of a new one, of whom the
    person's record holds what was told.
    :raises MoveNotAllowed: if it was decided. :raises sight.NotKnown: unless it is theirs to keep.
    """
    with records.changing(Report, number, by=by, version=version) as seen:
        report = seen.record
        check_move(ReportState(report.state), ReportState.ACCEPTED)
        whom = report.about or report.person
        if whom == report.person:
            _begin_person(report, by)
        report.case = cases.open_case(whom, region=report.region, by=by)
        _take_facts(report, by)
        _decide(report, ReportState.ACCEPTED, by)
        telling.tell(report, Step.REPORT_ACCEPTED, by=by)
    return report.case


def not_accept(number: str, *, why: WhyNot, words: str, version: int, by: Viewer) -> None:
    """
    End a report without a case, with the reason; it can be opened again.

    words: what the screener adds, sealed. :raises MoveNotAllowed, sight.NotKnown: as `accept`.
    """
    with records.changing(Report, number, by=by, version=version) as seen:
        report = seen.record
        check_move(ReportState(report.state), ReportState.NOT_ACCEPTED)
        report.why_not = why.value
        _decide(report, ReportState.NOT_ACCEPTED, by)
        facts = {"why": why.value}
        telling.tell(report, Step.REPORT_NOT_ACCEPTED, by=by, facts=facts, words=words)


def reopen(number: str, *, words: str, version: int, by: Viewer) -> None:
    """Open a report again that was not accepted. words: why, sealed."""
    with records.changing(Report, number, by=by, version=version) as seen:
        report = seen.record
        check_move(ReportState(report.state), ReportState.TAKEN)
        report.state, report.why_not = ReportState.TAKEN.value, ""
        report.closed_at = None
        report.save(update_fields=["state", "why_not", "closed_at"])
        telling.tell(report, Step.REPORT_REOPENED, by=by, words=words)


def attach(number: str, *, person: str, version: int, by: Viewer) -> None:
    """
    Tie a report to a known person, found by a look-up, before it is accepted.

    What the report says stays sealed where it is; the case that opens is this person's.
    person: the opaque id; blank unties. It takes a look-up of the viewer's that found them within
    the hour. :raises NoSuchPerson, sight.NotKnown:
    """
    with records.changing(Report, number, by=by, version=version) as seen:
        report = seen.record
        check_move(ReportState(report.state), ReportState.ACCEPTED)
        if person and not _found(person, by):
            raise NoSuchPerson("Look the person up again, then choose them from what is found.")
        report.about = person
        report.save(update_fields=["about"])
        telling.tell(report, Step.REPORT_ATTACHED, by=by)


def made(number: str, *, which: Step, by: Viewer) -> None:
    """
    Note that a mandated reporter's oral or written report was made now.

    which: ORAL_REPORT_MADE or WRITTEN_REPORT_MADE. Noted before: the first moment stays.
    """
    column = {Step.ORAL_REPORT_MADE: "oral_at", Step.WRITTEN_REPORT_MADE: "written_at"}[which]
    with records.changing(Report, number, by=by, writes=(FieldClass.INTERNAL,)) as seen:
        report = seen.record
        if getattr(report, column) is not None:
            raise records.DoneBefore(f"report:{number}")
        setattr(report, column, by.at)
        report.save(update_fields=[column])
        telling.tell(report, which, by=by, facts=facts_of(report))


def _found(person: str, by: Viewer) -> bool:
    """Tell whether a look-up of this viewer found this person of their agency a moment ago."""
    looked = audit.lines_about(f"cases.person:{person}").filter(
        by=by.account, event=Event.RECORDS_LOOKED_UP, at__gt=by.at - FOUND_WITHIN
    )
    return looked.exists() and Person.objects.filter(pk=person, agency=by.agency).exists()


def _decide(report: Report, state: ReportState, by: Viewer) -> None:
    report.state, report.closed_at = state.value, by.at
    report.save(update_fields=["state", "case", "why_not", "closed_at"])


def _take_facts(report: Report, by: Viewer) -> None:
    """Write down on its case, if they keep it, what a report says of the law's facts now."""
    case = sight.to_change(Case, viewer=by).filter(pk=report.case).first()
    if case is not None and rights(by, case).may(Action.WRITE, FieldClass.PERSONAL, ""):
        years = age_told(report, on=timezone.localdate(report.received_at))
        said = [] if years is None else of_age(active_pack(), years=years)
        source = f"report:{report.id}"
        law.take(case, said=said, source=source, replaces=source, by=by)


def _begin_person(report: Report, by: Viewer) -> None:
    """Write down of a person nobody knew what was told of them; what is too long stays here."""
    person = pieces.begin(report.person, by=by)
    said = {field: getattr(report, name) for field, name in TO_PERSON.items()}
    kept = {
        field: value
        for field, value in said.items()
        if value and len(str(value)) <= MOST.get(field, LETTERS)
    }
    pieces.write(person, kept, by=by, via=report.id, sure=True)
