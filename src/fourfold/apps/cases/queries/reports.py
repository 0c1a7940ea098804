"""One report with its story and what was written to and fro; how many wait, who took one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Receipt, Report, ReportLine, ReportMessage
from fourfold.apps.cases.queries.cases import Told
from fourfold.apps.cases.states.reports import ReportState
from fourfold.apps.cases.states.steps import WORDS, Step
from fourfold.security.access import sight
from fourfold.security.access.need_to_know import kind_of
from fourfold.security.access.policy import Action, Discipline
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.models import Relation, RelationKind

GIVEN_ON = (Step.REPORT_PASSED_ON, Step.REPORT_GIVEN_BACK)


@dataclass(frozen=True, slots=True)
class Took:
    """Who took a report, and when."""

    by: str
    at: datetime


def waiting(*, viewer: Viewer) -> int:
    """Return how many reports lie in the viewer's queue."""
    return access.reports(viewer=viewer).filter(state=ReportState.NEW).count()


def who_took(number: str, *, viewer: Viewer) -> Took | None:
    """Say who took a report that lay in a queue where the viewer has a seat; else None."""
    seat = viewer.disciplines.get(access.CARELINE) == Discipline.CHILD_WELFARE
    if not seat or not viewer.may(Permission.RECORD_CREATE):
        return None
    found = Report.objects.filter(
        pk=number, agency=viewer.agency, queue=access.CARELINE, taken_at__isnull=False
    )
    row = found.values_list("taken_by", "taken_at").first()
    return Took(row[0], row[1]) if row and row[1] is not None else None


def who_passed_on(number: str, *, viewer: Viewer) -> Took | None:
    """Say who gave a report on that the viewer worked on until then, and when; else None."""
    ended = Relation.objects.filter(
        kind=RelationKind.ASSIGNED,
        account=viewer.account,
        record_kind=kind_of(Report),
        record=number,
        until_at__lte=viewer.at,
    )
    row = ended.order_by("-until_at", "id").values_list("ended_by", "until_at").first()
    if row is None or row[1] is None:
        return None
    given = ReportLine.objects.filter(report=number, at=row[1], step__in=GIVEN_ON)
    return Took(row[0], row[1]) if given.exists() else None


def supervises(seen: Sight[Report], *, viewer: Viewer) -> bool:
    """Tell whether the viewer decides who works on an opened report."""
    return seen.rights.may(Action.ASSIGN, FieldClass.INTERNAL, "")


def open_report(number: str, *, viewer: Viewer) -> Sight[Report]:
    """
    Open a report; the audit has its line before anything is given out.

    :raises sight.NotKnown: if there is none of this number for this viewer.
    """
    return sight.open_record(Report, number, viewer=viewer)


def story(seen: Sight[Report], *, viewer: Viewer) -> list[Told]:
    """Return the newest steps of an opened report, the newest first."""
    lines = ReportLine.objects.filter(report=seen.record).order_by("-at", "-nth", "-id")[:200]
    return [_told(seen.part(each)) for each in lines]


def _told(seen: Sight[ReportLine]) -> Told:
    line, words = seen.record, WORDS[Step(seen.record.step)]
    return Told(
        at=line.at,
        step=Step(line.step),
        group=words.group,
        said=words.words,
        by=line.by,
        facts=line.facts,
        part=line.part,
        words=line.words if seen.may(Action.READ, "words") else None,
    )


@dataclass(frozen=True, slots=True)
class Message:
    """One thing written to or by the reporter. by: blank for the reporter."""

    by: str
    at: datetime
    words: str


def messages(seen: Sight[Report], *, viewer: Viewer) -> list[Message]:
    """Return what was written to and fro, the oldest first; nothing if it may not be read."""
    found = ReportMessage.objects.filter(report=seen.record).order_by("at", "id")
    parts = [seen.part(each) for each in found]
    return [
        Message(each.record.by, each.record.at, each.record.words)
        for each in parts
        if each.may(Action.READ, "words")
    ]


def has_receipt(seen: Sight[Report], *, viewer: Viewer) -> bool:
    """Tell whether the reporter can come back and read an answer."""
    return Receipt.objects.filter(report=seen.record).exists()


def as_typed(seen: Sight[Report], *, viewer: Viewer) -> Mapping[str, Any]:
    """Return the fields that this viewer reads in clear, for a form that changes them."""
    return {each.name: each.value for each in seen.fields() if not each.masked}
