"""What a viewer's work looks like in numbers: only of records they may know of, never of others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from fourfold.apps.cases import access
from fourfold.apps.cases.access.services import received
from fourfold.apps.cases.models import CaseClock, CaseLine, Referral, ReportClock
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.states.reports import ReportState
from fourfold.security.access.viewer import Viewer

SOON = timedelta(hours=24)
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Work:
    """
    One viewer's work now.

    open, closed_in_a_year: cases. by_concern, by_region, by_worker: open cases by code, the most
    first; "" is not known. days_open, hours_to_consult: medians; None where there is none.
    consults: how many answers of the last 365 days the median is over.
    """

    open: int
    closed_in_a_year: int
    by_concern: dict[str, int]
    by_region: dict[str, int]
    by_worker: dict[str, int]
    days_open: float | None
    overdue: int
    due_soon: int
    waiting_reports: int
    hours_to_consult: float | None
    consults: int
    waiting_consults: int
    referrals: dict[str, int]


def work(*, viewer: Viewer) -> Work:
    """Count a viewer's work: a handful of queries, however many records."""
    cases = access.cases(viewer=viewer)
    live = list(
        cases.filter(state=CaseState.OPEN).values_list("concern", "region", "worker", "opened_at")
    )
    asked, answered = _consults(viewer)
    took = [
        (answered[part] - at) / timedelta(hours=1) for part, at in asked.items() if part in answered
    ]
    overdue, soon = _clocks(viewer)
    return Work(
        open=len(live),
        closed_in_a_year=cases.filter(closed_at__gte=viewer.at - YEAR).count(),
        by_concern=_counted(each[0] for each in live),
        by_region=_counted(each[1] for each in live),
        by_worker=_counted(each[2] for each in live),
        days_open=median((viewer.at - each[3]) / timedelta(days=1) for each in live)
        if live
        else None,
        overdue=overdue,
        due_soon=soon,
        waiting_reports=access.reports(viewer=viewer).filter(state=ReportState.NEW).count(),
        hours_to_consult=median(took) if took else None,
        consults=len(took),
        waiting_consults=len(asked) - len(took),
        referrals=_referrals(viewer),
    )


def _counted(codes: Iterable[str]) -> dict[str, int]:
    return dict(Counter(codes).most_common())


def _clocks(viewer: Viewer) -> tuple[int, int]:
    """Return how many clocks are over, and how many end within a day."""
    overdue = soon = 0
    for model, name, records in (
        (CaseClock, "case__in", access.cases(viewer=viewer)),
        (ReportClock, "report__in", access.reports(viewer=viewer)),
    ):
        due = model.objects.filter(
            met_at=None,
            dropped_at=None,
            due_at__lt=viewer.at + SOON,
            **{name: records.values("pk")},
        ).values_list("due_at", flat=True)
        for at in due:
            overdue, soon = (overdue + 1, soon) if at < viewer.at else (overdue, soon + 1)
    return overdue, soon


def _consults(viewer: Viewer) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """Return when each consult of a year was asked for, and first answered, by part."""
    lines = CaseLine.objects.filter(
        case__in=access.cases(viewer=viewer).values("pk"),
        step__in=("CONSULT_ASKED", "CONSULT_ANSWERED"),
        at__gte=viewer.at - YEAR,
    ).order_by("-at")
    asked, answered = dict[str, datetime](), dict[str, datetime]()
    for step, part, at in lines.values_list("step", "part", "at"):
        (asked if step == "CONSULT_ASKED" else answered)[part] = at
    return asked, answered


def _referrals(viewer: Viewer) -> dict[str, int]:
    sent = Referral.objects.filter(case__in=access.cases(viewer=viewer).values("pk"))
    found = sent | received(viewer=viewer)
    return _counted(found.values_list("state", flat=True))
