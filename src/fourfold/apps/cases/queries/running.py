"""Clocks that still run, for the lists of cases and of reports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, Min, OuterRef, Q

from fourfold.apps.cases.models import CaseClock, ReportClock
from fourfold.security.access.viewer import Viewer

Clocks = type[CaseClock] | type[ReportClock]
RUNS = Q(met_at=None, dropped_at=None)


def overdue(clocks: Clocks, *, viewer: Viewer) -> Q:
    """Return the condition of a record that has a clock past its time."""
    late = clocks._default_manager.filter(RUNS, due_at__lt=viewer.at)
    return Q(Exists(late.filter(**{clocks.PART_OF: OuterRef("pk")})))


def next_due(clocks: Clocks, *, records: Iterable[str], viewer: Viewer) -> dict[str, datetime]:
    """Return when the next clock of each record is due, by its id; left out where none runs."""
    found = clocks._default_manager.filter(RUNS, **{f"{clocks.PART_OF}__in": list(records)})
    return dict(found.values_list(clocks.PART_OF).annotate(next=Min("due_at")))
