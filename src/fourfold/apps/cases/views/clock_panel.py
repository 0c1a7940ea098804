"""The panel of clocks, on the page of a case or a report."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.queries import clocks as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.views.clock_words import said
from fourfold.apps.cases.views.panel import Panel
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.pages.frame import names_of

TITLE = _("Duties with a deadline")


def panel(opened: OpenCase) -> Panel | None:
    """Show the clocks of a case; none, and there is no panel."""
    values = lines(opened.seen, kind="case", viewer=opened.viewer)
    return Panel("clocks", TITLE, "cases/panel_clocks.html", values, "right") if values else None


def lines(seen: Sight[Any], *, kind: str, viewer: Viewer) -> dict[str, Any]:
    """
    Return what `cases/panel_clocks.html` shows as `panel` of an opened record; {} without clocks.

    kind: "case" or "report".
    """
    found = queries.of_record(seen, viewer=viewer)
    may_write = seen.rights.may(Action.WRITE, FieldClass.INTERNAL, "")
    told = [said(each, record=seen.record.pk, kind=kind, may_write=may_write) for each in found]
    if not told:
        return {}
    return {
        "open": [each for each in told if each.clock.state.is_open],
        "ended": [each for each in told if not each.clock.state.is_open],
        "names": names_of(
            {each.clock.met_by for each in told if each.clock.met_by}
            | {moved.by for each in told for moved in each.clock.moved}
        ),
    }
