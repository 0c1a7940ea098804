"""Words and pictures that pages of studies share."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from fourfold.analysis.estimate import Verdict
from fourfold.apps.studies.states import StudyState
from fourfold.documents import charts
from fourfold.documents.blocks import Chart
from fourfold.security.access.roles import Permission

COUNTS, WHY = Permission.STUDY_RUN, "the Council's researchers count and estimate; no names"
STATES: dict[StudyState, tuple[Any, str]] = {
    StudyState.WAITING: (_("waits for the machine"), "quiet"),
    StudyState.RUNNING: (_("being worked on"), "plain"),
    StudyState.DONE: (_("done; a second person looks at it"), "caution"),
    StudyState.STOPPED: (_("stopped"), "quiet"),
    StudyState.FAILED: (_("ended without a result"), "stop"),
    StudyState.SIGNED: (_("signed off"), "good"),
    StudyState.OFFERED: (_("handed on for release"), "good"),
}
TONES: dict[Verdict, str] = {
    Verdict.STABLE: "good",
    Verdict.UNSTABLE: "caution",
    Verdict.ONE_METHOD: "caution",
    Verdict.CANNOT: "stop",
}
HOLDS: dict[bool | None, tuple[Any, str]] = {
    True: (_("holds"), "good"),
    False: (_("does not hold"), "stop"),
    None: (_("data cannot say"), "quiet"),
}


def table_file(content: str, *, name: str) -> HttpResponse:
    """Give a table as a CSV file."""
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


def pictures(chart: Chart | None) -> list[SafeString]:
    """Draw a chart for a desk and for a phone."""
    if chart is None:
        return []
    # Drawn by our own charts room, which escapes every word.
    return [
        mark_safe(charts.svg(chart, width=width))  # noqa: S308
        for width in (charts.WIDE, charts.NARROW)
    ]
