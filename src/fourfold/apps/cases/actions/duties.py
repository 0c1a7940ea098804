"""
Duties with a deadline: writing down that one was done, and telling others of those overdue.

DoneAlready: somebody wrote it down before, or it no longer applies.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from fourfold.apps.cases.actions import clocks, records, telling
from fourfold.apps.cases.models import Case, CaseClock, Report, ReportClock
from fourfold.apps.cases.queries.clocks import overdue
from fourfold.apps.cases.rules import clock_rules
from fourfold.apps.cases.rules.clock_rules import SUPERVISORS
from fourfold.apps.cases.rules.evidence import check_evidence
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.answering import holders_of, supervisors_of
from fourfold.security.access.sight import NotKnown, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event
from fourfold.security.notices import NoticeKind, notify


class DoneAlready(ValueError):
    """The clock stands still. by: who ended it, or ""; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("Somebody wrote this down before you.")
        self.by, self.at = by, at


@dataclass(frozen=True, slots=True)
class Escalated:
    """What a run did: clocks of which others were told, and those with nobody to tell."""

    told: int
    nobody: int


def done(
    clock: str,
    *,
    kind: str,
    record: str,
    done_at: datetime,
    evidence: str = "",
    by: Viewer,
) -> None:
    """
    Write down that a duty was done, when, and the number that shows it. kind: "case" or "report".

    :raises sight.NotKnown: if the record or the clock is not there for this viewer to change.
    :raises DoneAlready: :raises evidence.NoEvidence: :raises clocks.NotYet: for a moment to come.
    """
    check_evidence(evidence)
    on: Any = Report if kind == "report" else Case
    with records.changing(on, record, by=by, writes=[FieldClass.INTERNAL]) as seen:
        found = seen.record.clocks.filter(pk=clock).first()
        if found is None:
            raise NotKnown("There is no such clock of this record.")
        if ended := found.met_at or found.dropped_at:
            raise DoneAlready(found.met_by, ended)
        facts = {"duty": found.rule, "happened_at": clocks.moment_fact(done_at)}
        facts |= {"evidence": evidence} if evidence else {}
        telling.tell(seen.record, Step.CLOCK_MET, part=found, facts=facts, by=by)


def escalate(*, by: Viewer) -> Escalated:
    """
    Tell whom the rules name of every clock that is overdue, once a clock; safe to run again.

    by: the job, at its moment. Each clock is a transaction of its own, so that a run that is cut
    off keeps what it did.
    """
    results = [told for each in list(overdue(viewer=by)) if (told := _escalate(each, by=by)) != ""]
    return Escalated(told=results.count("TOLD"), nobody=results.count("NOBODY"))


@transaction.atomic
def _escalate(overdue_one: CaseClock | ReportClock, *, by: Viewer) -> str:
    rule = clock_rules.rules_of(active_pack()).get(overdue_one.rule)
    late = (by.at - overdue_one.due_at).total_seconds() / 3600
    if rule is None or not rule.escalates_to or late < rule.escalate_after_hours:
        return ""
    standing = type(overdue_one)._default_manager.select_for_update(of=("self",))
    clock = standing.filter(
        pk=overdue_one.pk, met_at=None, dropped_at=None, escalated_at=None
    ).first()
    if clock is None:  # done, or told by another run, since it was listed
        return ""
    record = clock.case if isinstance(clock, CaseClock) else clock.report
    to = supervisors_of(record, at=by.at) if rule.escalates_to == SUPERVISORS else set()
    role = "LIAISON" if rule.escalates_to == SUPERVISORS else rule.escalates_to
    to = to or holders_of(role, record, at=by.at)
    if not to:
        return "NOBODY"
    notify(to, NoticeKind.CLOCK_OVERDUE, subject=subject_of(record), at=by.at)
    clock.escalated_at = by.at
    clock.save(update_fields=["escalated_at"])
    audit.record(
        Event.CLOCK_ESCALATED,
        by=by.account,
        subject=subject_of(record),
        at=by.at,
        facts={"clock": clock.id, "rule": clock.rule, "told": len(to)},
        agency=clock.agency,
    )
    return "TOLD"
