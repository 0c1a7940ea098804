"""
Who may see what of the desk. The answer is the security floor's need-to-know for two kinds of
record, the report and the case; everything else hangs on one of them and is seen by its ties.
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.apps.cases.models import Case, Report
from fourfold.security.access.need_to_know import kind_of, visible_to
from fourfold.security.access.teams import CARELINE as CARELINE
from fourfold.security.access.teams import region_team as region_team
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.models import Relation, RelationKind

KEEPS = frozenset(
    {
        RelationKind.ASSIGNED,
        RelationKind.SUPERVISOR,
        RelationKind.TEAM,
        RelationKind.BREAK_GLASS,
    }
)
"""Relations of those who work on a case, rather than receive something of it."""


def cases(*, viewer: Viewer) -> QuerySet[Case]:
    """Return the cases a viewer works on now: each of them opens for them."""
    return visible_to(viewer, Case).filter(worked_on(viewer))


def worked_on(viewer: Viewer) -> Q:
    """
    Return the condition of being a case the viewer works on.

    Whoever receives something of a case by a referral has the referral's own page, where each look
    is written down as told; a list of cases would tell it without.
    """
    standing = Relation.objects.filter(
        holds_at(viewer.at), record_kind=kind_of(Case), record=OuterRef("pk"), kind__in=KEEPS
    )
    ways = Q(Exists(standing.filter(account=viewer.account)))
    if viewer.disciplines:
        ways |= Q(Exists(standing.filter(team__in=viewer.disciplines)))
    return ways


def reports(*, viewer: Viewer) -> QuerySet[Report]:
    """Return the reports a viewer may know of now."""
    return visible_to(viewer, Report)
