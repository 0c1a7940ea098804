"""
Who may see what of the desk. The answer is the security floor's need-to-know for two kinds of
record, the report and the case; everything else hangs on one of them and is seen by its ties.
"""

from __future__ import annotations

from django.db.models import QuerySet

from fourfold.apps.cases.models import Case, Report
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.teams import CARELINE as CARELINE
from fourfold.security.access.teams import region_team as region_team
from fourfold.security.access.viewer import Viewer


def cases(*, viewer: Viewer) -> QuerySet[Case]:
    """Return the cases a viewer may know of now."""
    return visible_to(viewer, Case)


def reports(*, viewer: Viewer) -> QuerySet[Report]:
    """Return the reports a viewer may know of now."""
    return visible_to(viewer, Report)
