"""Reading on which grounds offices send records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.submissions.models import Ground, Respondent
from fourfold.apps.submissions.states import GroundState
from fourfold.reference.packs import active_pack
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.models import Agency


@dataclass(frozen=True, slots=True)
class GroundCard:
    """One ground as a list shows it. decided: when a second person decided, or it ended."""

    id: str
    office: str
    dataset: str
    law: str
    words: str
    state: GroundState
    proposed_by: str
    proposed_at: datetime
    decided_by: str
    changed_at: datetime


def grounds(*, viewer: Viewer) -> list[GroundCard]:
    """Return every ground, those that wait first; none for who has no say in them."""
    if not viewer.may(Permission.GROUND_VIEW):
        return []
    pack = active_pack()
    titles = {each.name: each.title for each in pack.contracts}
    laws = {row["code"]: row["citation"] for row in pack.rows("statutes")}
    order = list(GroundState)
    found = [
        GroundCard(
            id=each.id,
            office=each.respondent.name,
            dataset=titles.get(each.dataset, each.dataset),
            law=laws.get(each.law, each.law),
            words=each.words,
            state=GroundState(each.state),
            proposed_by=each.proposed_by,
            proposed_at=each.proposed_at,
            decided_by=each.ended_by or each.decided_by,
            changed_at=each.ended_at or each.decided_at or each.proposed_at,
        )
        for each in Ground.objects.select_related("respondent").order_by("-proposed_at", "id")
    ]
    return sorted(found, key=lambda each: order.index(each.state))


def offices_that_may(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return code and name of each active office whose agency is not bound to totals."""
    if not viewer.may(Permission.CALL_OPEN):
        return []
    bound = Agency.objects.filter(bound_by_vawa=True).values("code")
    found = Respondent.objects.filter(is_active=True).exclude(agency__in=bound)
    return list(found.order_by("name", "code").values_list("code", "name"))
