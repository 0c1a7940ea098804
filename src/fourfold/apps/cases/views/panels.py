"""
The panels of the case page, in order. A room adds one line: its function takes an opened case and
returns the panel as this viewer may see it, or None.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.views import consult_panel
from fourfold.apps.cases.views.panel import SIDES, Panel
from fourfold.apps.cases.views.saying import facts_of


def person_facts(opened: OpenCase) -> Panel | None:
    """Show what is known of the person."""
    if opened.person is None:
        return None
    facts = [each for each in facts_of(opened, opened.person) if each.value or each.masked]
    shown = [each for each in facts if each.name.rpartition(":")[2] not in FRAME]
    return Panel("person", _("The person"), "cases/panel_facts.html", {"facts": shown}, "left")


FRAME = {"id", "agency", "person", "made_at", "changed_at", "closed_at", "outcome", "version"}
"""Columns that are no fact about a person."""

PANELS: tuple[Callable[[OpenCase], Panel | None], ...] = (
    # one line a room; the order within a side is the order here
    person_facts,
    consult_panel.panel,
)


def panels(opened: OpenCase) -> dict[str, list[Panel]]:
    """Return the panels of a case for whoever opened it, by side."""
    found = [panel for each in PANELS if (panel := each(opened)) is not None]
    return {side: [each for each in found if each.side == side] for side in SIDES}
