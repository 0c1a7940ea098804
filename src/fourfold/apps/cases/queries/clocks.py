"""The clocks of a record, and those that wait for a viewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Case, CaseClock, Report, ReportClock
from fourfold.apps.cases.rules import clock_rules, clocks
from fourfold.apps.cases.rules.clock_rules import ClockRule
from fourfold.apps.cases.rules.clocks import Unit
from fourfold.apps.cases.states.clocks import ClockState
from fourfold.apps.cases.states.steps import Step
from fourfold.reference import active_pack
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight, open_record
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass

MOST = 100
"""Clocks on one person's list; who has more needs colleagues, not a longer page."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A start that was corrected: from when a clock counted, when it was due then, by whom."""

    counted_from: datetime
    due_at: datetime
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SeenClock:
    """
    One clock as its page says it.

    rule: None where the pack no longer has it. about: the id of the part, or "". by_hand: who does
    it writes it down on the clock's own page; otherwise the part's own page meets it. late: how
    late it is, or was. guessed: holidays of the due year are not in the pack. moved: the starts it
    had before, the first one first.
    """

    id: str
    code: str
    rule: ClockRule | None
    state: ClockState
    about: str
    started_at: datetime
    due_at: datetime
    met_at: datetime | None
    met_by: str
    dropped_at: datetime | None
    evidence: str
    escalated_at: datetime | None
    late: timedelta
    by_hand: bool
    guessed: bool
    moved: tuple[Moved, ...] = ()

    @property
    def name(self) -> str:
        """What has to be done; the code where the pack no longer says."""
        return self.rule.name if self.rule else self.code.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Waiting:
    """One clock that waits, with the frame of its record: kind "case" or "report", never a name."""

    clock: SeenClock
    kind: str
    record: str
    region: str


def of_record(seen: Sight[Case] | Sight[Report], *, viewer: Viewer) -> list[SeenClock]:
    """Return the clocks of an opened record: those still open by when they are due, then others."""
    every = [_seen(each, viewer.at) for each in seen.record.clocks.order_by("due_at", "id")]
    done = sorted((each for each in every if not each.state.is_open), key=_ended, reverse=True)
    return [each for each in every if each.state.is_open] + done


def of_part(part: str, *, seen: Sight[Case], viewer: Viewer) -> list[SeenClock]:
    """Return the clocks about one part of an opened case, by when they are due."""
    return [each for each in of_record(seen, viewer=viewer) if each.about == part]


def met_if(
    step: Step, *, facts: Mapping[str, str], seen: Sight[Case], viewer: Viewer
) -> list[SeenClock]:
    """Return the open clocks of an opened case that this step would meet if it told these facts."""
    return [
        each
        for each in of_record(seen, viewer=viewer)
        if each.state.is_open and each.rule and clock_rules.meets(each.rule, step.value, facts)
    ]


def one_to_meet(clock: str, *, kind: str, record: str, viewer: Viewer) -> SeenClock:
    """
    Open a record for one of its clocks, for who may write down that it was met.

    kind: "case" or "report".
    :raises sight.NotKnown: if there is no such record or clock, or none for them to meet.
    """
    seen: Sight[Case] | Sight[Report] = (
        open_record(Case, record, viewer=viewer)
        if kind == "case"
        else open_record(Report, record, viewer=viewer)
    )
    seen.check_class(Action.WRITE, FieldClass.INTERNAL)
    for each in of_record(seen, viewer=viewer):
        if each.id == clock:
            return each
    raise NotKnown("There is no such clock of this record.")


def waiting(*, viewer: Viewer, until: datetime) -> list[Waiting]:
    """
    Return what this viewer has to do until a moment, what is due first leading: two queries.

    Of the records they may know of, the clocks that are their role's, and those of cases assigned
    to them.
    """
    mine = [code for code, rule in _rules().items() if rule.whose in viewer.roles]
    standing = Q(met_at=None, dropped_at=None, due_at__lte=until)
    cases = CaseClock.objects.filter(
        standing & (Q(rule__in=mine) | Q(case__worker=viewer.account)),
        case__in=access.cases(viewer=viewer),
    ).select_related("case")
    reports = ReportClock.objects.filter(
        standing, rule__in=mine, report__in=access.reports(viewer=viewer)
    ).select_related("report")
    found = [
        *(
            Waiting(_seen(each, viewer.at), "case", each.case_id, each.case.region)
            for each in cases.order_by("due_at", "id")[:MOST]
        ),
        *(
            Waiting(_seen(each, viewer.at), "report", each.report_id, each.report.region)
            for each in reports.order_by("due_at", "id")[:MOST]
        ),
    ]
    return sorted(found, key=lambda each: (each.clock.due_at, each.clock.id))[:MOST]


def overdue(*, viewer: Viewer) -> Iterator[CaseClock | ReportClock]:
    """Yield every overdue clock that nobody was told of yet, for the job that tells them."""
    standing = Q(met_at=None, dropped_at=None, escalated_at=None, due_at__lt=viewer.at)
    yield from CaseClock.objects.filter(standing).order_by("due_at", "id")
    yield from ReportClock.objects.filter(standing).order_by("due_at", "id")


def _rules() -> dict[str, ClockRule]:
    return dict(clock_rules.rules_of(active_pack()))


def _seen(clock: CaseClock | ReportClock, now: datetime) -> SeenClock:
    rule = _rules().get(clock.rule)
    ended = clock.met_at or clock.dropped_at or now
    calendar = clock_rules.calendar_of(active_pack())
    in_days = rule is not None and rule.unit is Unit.BUSINESS_DAYS
    return SeenClock(
        id=clock.id,
        code=clock.rule,
        rule=rule,
        state=clocks.state_of(
            started_at=clock.started_at,
            due_at=clock.due_at,
            now=now,
            met_at=clock.met_at,
            dropped_at=clock.dropped_at,
        ),
        about=clock.about,
        started_at=clock.started_at,
        due_at=clock.due_at,
        met_at=clock.met_at,
        met_by=clock.met_by,
        dropped_at=clock.dropped_at,
        evidence=clock.evidence,
        escalated_at=clock.escalated_at,
        late=clocks.late_by(due_at=clock.due_at, ended_at=ended),
        by_hand=rule is None or any(each.step == Step.CLOCK_MET for each in rule.met_by),
        moved=tuple(_moved(each) for each in clock.moved),
        guessed=in_days and not calendar.knows(clock.due_at.astimezone(calendar.zone).date()),
    )


def _moved(was: Mapping[str, str]) -> Moved:
    counted_from, due_at, at = (datetime.fromisoformat(was[key]) for key in ("from", "due", "at"))
    return Moved(counted_from, due_at, was["by"], at)


def _ended(clock: SeenClock) -> datetime:
    return clock.met_at or clock.dropped_at or clock.due_at
