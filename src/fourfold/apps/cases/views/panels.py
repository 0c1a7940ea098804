"""
The panels of the case page, in order. A room adds one line: its function takes an opened case and
returns the panel as this viewer may see it, or None.
"""

from __future__ import annotations

from collections.abc import Callable

from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.views import (
    clock_panel,
    consult_panel,
    law_panel,
    missing_panel,
    next_panel,
    person_panel,
    screening_panel,
    services_panel,
    team_panel,
)
from fourfold.apps.cases.views.panel import SIDES, Panel

PANELS: tuple[Callable[[OpenCase], Panel | None], ...] = (
    # one line a room; the order within a side is the order here
    person_panel.panel,
    next_panel.panel,
    clock_panel.panel,
    screening_panel.panel,
    missing_panel.panel,
    consult_panel.panel,
    law_panel.panel,
    services_panel.panel,
    team_panel.panel,
)


def panels(opened: OpenCase) -> dict[str, list[Panel]]:
    """Return the panels of a case for whoever opened it, by side."""
    found = [panel for each in PANELS if (panel := each(opened)) is not None]
    return {side: [each for each in found if each.side == side] for side in SIDES}
