"""The panel of screenings on the case page."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.queries import screenings as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.cases import CaseState
from fourfold.apps.cases.views.panel import Panel
from fourfold.apps.cases.views.screening_words import line


def panel(opened: OpenCase) -> Panel | None:
    """Show the screenings of a case, and the way to one more."""
    found = queries.of_case(opened, viewer=opened.viewer)
    may = opened.may_write() and opened.case.state == CaseState.OPEN
    if not found and not may:
        return None
    values = {"lines": [line(each) for each in found], "may": may}
    return Panel("screenings", _("Screenings"), "cases/panel_screenings.html", values, "right")
