"""The panel of consults on the case page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.queries import consults as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.views.consult_words import said_line
from fourfold.apps.cases.views.panel import Panel


def panel(opened: OpenCase) -> Panel | None:
    """Show the consults of a case, and the way to ask for one."""
    found = queries.of_case(opened, viewer=opened.viewer)
    may = queries.may_ask(opened, viewer=opened.viewer)
    if not found and not may:
        return None
    values: dict[str, Any] = {"lines": [said_line(each.one, each) for each in found], "may": may}
    return Panel("consults", _("Consults"), "cases/panel_consults.html", values, "right")
