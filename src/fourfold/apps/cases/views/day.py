"""What waits for a viewer on My day: duties overdue and due today, and the Careline's queue."""

from __future__ import annotations

from datetime import datetime, time

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fourfold.apps.cases.queries import clocks
from fourfold.apps.cases.views.clock_words import said
from fourfold.apps.cases.views.saying import region_name
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.waits import Wait

MOST = 30


def waits(viewer: Viewer) -> list[Wait]:
    """
    Return the duties of this viewer that are overdue or due today: numbers of records, no names.

    The same whether they are the viewer's own or their role's: whoever comes first does it.
    """
    if not viewer.may(Permission.RECORD_WRITE):
        return []
    found = clocks.waiting(viewer=viewer, until=_end_of_day(viewer.at))
    return [_wait(each) for each in found[:MOST]]


def _wait(waiting: clocks.Waiting) -> Wait:
    line = said(waiting.clock, record=waiting.record, kind=waiting.kind, may_write=True)
    what = _("Case {number}") if waiting.kind == "case" else _("Report {number}")
    about = [
        what.format(number=" ".join(waiting.record[at : at + 4] for at in range(0, 16, 4))),
        region_name(waiting.region) if waiting.region else "",
        line.whose,
        line.late,
    ]
    page = reverse(f"cases:{waiting.kind}", args=[waiting.record])
    return Wait(
        words=line.name,
        about=", ".join(each for each in about if each) + ".",
        href=line.href or f"{page}#clocks",
        action=line.verb,
        by_at=waiting.clock.due_at,
    )


def _end_of_day(at: datetime) -> datetime:
    local = timezone.localtime(at)
    return datetime.combine(local.date(), time.max, tzinfo=local.tzinfo)
