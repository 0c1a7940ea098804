"""Who sits in a queue: in a region's team, to whom a consult can be handed, or the Careline's."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.cases.access import region_team
from fourfold.security.access.policy import Discipline
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.models import TeamMember


def liaisons(region: str, *, agency: str, at: datetime) -> list[str]:
    """Return the accounts that answer a region's consults now: child welfare seats, this agency."""
    return seated(region_team(region), agency=agency, at=at)


def seated(queue: str, *, agency: str, at: datetime) -> list[str]:
    """Return the accounts of an agency that take from a queue now."""
    seats = TeamMember.objects.filter(
        holds_at(at),
        team=queue,
        discipline=Discipline.CHILD_WELFARE,
        account__agency=agency,
        account__is_active=True,
    )
    return sorted(seats.values_list("account_id", flat=True))


def answers(region: str, *, viewer: Viewer) -> bool:
    """Tell whether a viewer answers a region's consults."""
    return viewer.disciplines.get(region_team(region)) == Discipline.CHILD_WELFARE
