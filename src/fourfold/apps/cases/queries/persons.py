"""What stands beside the facts of a person: who entered each, and why others are missing."""

from __future__ import annotations

from fourfold.apps.cases.models import CaseLine, PersonEntry
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.states.steps import Step
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer


def entered(opened: OpenCase, *, viewer: Viewer) -> dict[str, PersonEntry]:
    """Return the last entry of each field that the viewer may know of."""
    if opened.person is None:
        return {}
    rows = PersonEntry.objects.filter(record=opened.person.record).order_by("at", "id")
    return {each.field: each for each in rows if _knows(opened, each.field)}


def unanswered(opened: OpenCase, *, viewer: Viewer) -> dict[str, str]:
    """Return why fields have no value, for those that the viewer may know of; a code of NoValue."""
    if opened.person is None:
        return {}
    reasons: dict[str, str] = opened.person.record.unanswered or {}
    return {name: why for name, why in reasons.items() if _knows(opened, name)}


def last_heard(case: str, *, viewer: Viewer) -> str:
    """Return the id of the step at which the wishes were heard last, or blank."""
    heard = CaseLine.objects.filter(case=case, step=Step.WISHES_HEARD).order_by("-at", "-id")
    return heard.values_list("id", flat=True).first() or ""


def _knows(opened: OpenCase, field: str) -> bool:
    sight = opened.person
    return sight is not None and (sight.may(Action.READ, field) or sight.may(Action.SHOW, field))
