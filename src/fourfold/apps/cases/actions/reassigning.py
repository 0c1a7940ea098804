"""
Giving a report in work to a colleague, or back to the Careline's queue.

ReassignError
├── SayWhy         no reason was written
├── NotInWork      only a report in work is given to somebody
└── PassedBefore   it is no longer with the one who acts; `by` and `at` say who gave it on, and when
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.access.seats import seated
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.ending import FEWEST_WORDS
from fourfold.apps.cases.models import Report
from fourfold.apps.cases.queries.reports import who_passed_on
from fourfold.apps.cases.states.reports import ReportState, check_move
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.notices import NoticeKind, notify


class ReassignError(records.ChangeError):
    """The report stays where it is; the message says why."""


class SayWhy(ReassignError):
    """The words are missing."""


class NotInWork(ReassignError):
    """It waits, or was decided."""


class PassedBefore(ReassignError):
    """Somebody gave it on first. by: their account; at: when."""

    def __init__(self, by: str, at: datetime) -> None:
        super().__init__("This report was given to somebody else before you. Nothing was changed.")
        self.by, self.at = by, at


def pass_on(number: str, *, to: str, words: str, version: int, by: Viewer) -> None:
    """
    Give a report in work to a colleague, who keeps it from now. to: their account. words: why.

    Whoever took it does that, or its supervisor, who stays. Both are told.
    :raises ReassignError: as the tree says. :raises RelationError: if the colleague cannot keep it.
    :raises NotKnown: unless it is theirs to keep. :raises records.ChangedMeanwhile:
    """
    with _in_work(number, words=words, version=version, by=by) as report:
        if to == report.taken_by:
            raise NotInWork("It is with them already. Nothing was changed.")
        before = report.taken_by
        relations.pass_on(report, to, by=by)
        report.taken_by, report.taken_at = to, by.at
        report.save(update_fields=["taken_by", "taken_at"])
        _tell_people({to}, NoticeKind.REPORT_GIVEN, report, by=by)
        _tell_people({before}, NoticeKind.REPORT_TAKEN_AWAY, report, by=by)
        telling.tell(report, Step.REPORT_PASSED_ON, by=by, facts={"to": to}, words=words)


def give_back(number: str, *, words: str, version: int, by: Viewer) -> None:
    """
    Give a report in work back to the Careline's queue; its seats are told. words: why.

    :raises ReassignError, RelationError, NotKnown, records.ChangedMeanwhile: as `pass_on`.
    """
    with _in_work(number, words=words, version=version, by=by) as report:
        check_move(ReportState(report.state), ReportState.NEW)
        before = report.taken_by
        relations.hand_over(report, CARELINE, by=by, supervised=True)
        report.state, report.queue = ReportState.NEW.value, CARELINE
        report.taken_by, report.taken_at = "", None
        report.save(update_fields=["state", "queue", "taken_by", "taken_at"])
        seats = set(seated(CARELINE, agency=report.agency, at=by.at))
        _tell_people(seats, NoticeKind.REPORT_WAITS, report, by=by)
        _tell_people({before} - seats, NoticeKind.REPORT_TAKEN_AWAY, report, by=by)
        telling.tell(report, Step.REPORT_GIVEN_BACK, by=by, words=words)


@contextmanager
def _in_work(number: str, *, words: str, version: int, by: Viewer) -> Iterator[Report]:
    if len(words.split()) < FEWEST_WORDS:
        raise SayWhy("Write in a few words why somebody else takes over.")
    try:
        with records.changing(Report, number, by=by, version=version) as seen:
            if seen.record.state != ReportState.TAKEN:
                raise NotInWork("Only a report in work is given to somebody else.")
            yield seen.record
    except NotKnown:
        if before := who_passed_on(number, viewer=by):
            raise PassedBefore(before.by, before.at) from None
        raise


def _tell_people(to: set[str], kind: NoticeKind, report: Report, *, by: Viewer) -> None:
    notify(to - {by.account}, kind, subject=subject_of(report), at=by.at)
