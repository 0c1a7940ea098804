"""What comes next: planned follow-ups, and what can be done with the case as a whole."""

from __future__ import annotations

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from fourfold.apps.cases.access import region_team
from fourfold.apps.cases.forms.casefile import KINDS
from fourfold.apps.cases.queries import follow_ups
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.states.follow_ups import FollowUpKind
from fourfold.apps.cases.views.panel import Panel
from fourfold.security.access.policy import Discipline
from fourfold.security.access.roles import Permission

Way = tuple[str, str]


def panel(opened: OpenCase) -> Panel | None:
    """Show what is planned, and the ways from here."""
    found = follow_ups.follow_ups(opened, viewer=opened.viewer)
    planned = [
        {
            "id": each.id,
            "words": KINDS[FollowUpKind(each.kind)],
            "day": formats.date_format(each.due_on, "F j, Y"),
            "late": each.late,
        }
        for each in found
        if each.done_at is None
    ]
    values = {
        "planned": planned,
        "keeps": opened.may_write(),
        "may_take": _may_take(opened),
        "ways": [group for group in (_work(opened), _leave(opened)) if group],
    }
    return Panel("next-steps", _("Next"), "cases/panel_next.html", values, "right")


def _work(opened: OpenCase) -> list[Way]:
    """Return what changes the case, for those who keep it."""
    if not opened.may_write():
        return []
    names = [
        ("plan_follow_up", _("Plan to look in again")),
        ("write_summary", _("Write what the case is about")),
        ("case_people", _("Who works on it")),
    ]
    if opened.case.state == CaseState.OPEN:
        names += [
            ("move_case", _("Give it to another region")),
            ("transfer_case", _("Hand it to another agency")),
            ("close_case", _("Close the case")),
        ]
    else:
        names.insert(0, ("reopen_case", _("Open the case again")))
    return _ways(opened, names)


def _leave(opened: OpenCase) -> list[Way]:
    """Return how the case comes onto paper or out of the house, and the way out."""
    names = [("print_case", _("Put it on paper"))]
    if opened.may_write() and opened.viewer.may(Permission.RECORD_EXPORT):
        names.append(("take_along", _("Take a file along")))
        names.append(("bring_in", _("Bring in a case file")))
    names.append(("step_back", _("I know the people concerned")))
    packets = [
        (_("Print the packet of the transfer"), reverse("cases:packet", args=[opened.case.id, one]))
        for one in follow_ups.transfers(opened, viewer=opened.viewer)[:1]
        if opened.may_write()
    ]
    return [*packets, *_ways(opened, names)]


def _ways(opened: OpenCase, names: list[tuple[str, str]]) -> list[Way]:
    return [(words, reverse(f"cases:{name}", args=[opened.case.id])) for name, words in names]


def _may_take(opened: OpenCase) -> bool:
    """Tell whether the case lies in a queue of the viewer's without a worker."""
    seat = opened.viewer.disciplines.get(region_team(opened.case.region))
    return not opened.case.worker and seat == Discipline.CHILD_WELFARE
