"""Who sits in a region's team, to whom a consult can be handed."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.cases.access import region_team
from fourfold.security.access.policy import Discipline
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.models import TeamMember


def liaisons(region: str, *, agency: str, at: datetime) -> list[str]:
    """Return the accounts that answer a region's consults now: child welfare seats, this agency."""
    seats = TeamMember.objects.filter(
        holds_at(at),
        team=region_team(region),
        discipline=Discipline.CHILD_WELFARE,
        account__agency=agency,
        account__is_active=True,
    )
    return sorted(seats.values_list("account_id", flat=True))


def answers(region: str, *, viewer: Viewer) -> bool:
    """Tell whether a viewer answers a region's consults."""
    return viewer.disciplines.get(region_team(region)) == Discipline.CHILD_WELFARE
