"""The follow-ups of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fourfold.apps.cases.models import FollowUp, Transfer
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Planned:
    """One follow-up. note: None if there is none, or not for this viewer."""

    id: str
    kind: str
    due_on: date
    late: bool
    result: str
    done_at: datetime | None
    note: str | None


def follow_ups(opened: OpenCase, *, viewer: Viewer) -> list[Planned]:
    """Return the follow-ups of an opened case, the nearest first."""
    today = timezone.localdate(viewer.at)
    found = FollowUp.objects.filter(case=opened.case).order_by("done_at", "due_on", "id")
    return [_planned(opened.seen.part(each), today) for each in found]


def _planned(seen: Sight[FollowUp], today: date) -> Planned:
    one = seen.record
    return Planned(
        one.id,
        one.kind,
        one.due_on,
        late=one.done_at is None and one.due_on < today,
        result=one.result,
        done_at=one.done_at,
        note=one.note if seen.may(Action.READ, "note") else None,
    )


def transfer(opened: OpenCase, *, viewer: Viewer, number: str) -> Sight[Transfer]:
    """
    Return a transfer of an opened case, for its packet.

    :raises NotKnown: if the case has none of this number.
    """
    found = Transfer.objects.filter(pk=number, case=opened.case).first()
    if found is None:
        raise NotKnown("There is no such transfer of this case.")
    return opened.seen.part(found)


def transfers(opened: OpenCase, *, viewer: Viewer) -> list[str]:
    """Return the ids of the transfers of an opened case, the newest first."""
    found = Transfer.objects.filter(case=opened.case).order_by("-at", "-id")
    return list(found.values_list("id", flat=True))
