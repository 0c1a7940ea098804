"""Working groups: their places, the mix, and where nobody takes part."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fourfold.apps.council import access
from fourfold.apps.council.rules.groups import Mix, mix
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.meetings import MeetingKind
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A place. organization: what it is called, "" for a survivor's."""

    id: str
    background: Background
    four_p: FourP
    organization: str
    from_on: date


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A working group on a day, with its places and their mix."""

    name: str
    places: tuple[PlaceLine, ...]
    mix: Mix


def groups(*, viewer: access.Who, on: date) -> tuple[GroupLine, ...]:
    """Return the working groups by name: those with places, with meetings, and of the pack."""
    if not access.reads(viewer):
        return ()
    named = {each.code: each.name for each in active_pack().organizations}
    held: dict[str, list[PlaceLine]] = {each: [] for each in names(viewer=viewer)}
    rows = access.group_places(viewer).filter(taken_back_at=None, from_on__lte=on)
    for each in rows.filter(Q(until_on=None) | Q(until_on__gt=on)).order_by("from_on", "id"):
        held[each.group].append(
            PlaceLine(
                each.id,
                Background(each.background),
                FourP(each.four_p),
                named.get(each.organization, each.organization),
                each.from_on,
            )
        )
    return tuple(
        GroupLine(name, tuple(places), mix((one.background, one.four_p) for one in places))
        for name, places in held.items()
    )


def names(*, viewer: access.Who) -> list[str]:
    """Return what working groups are called, by name."""
    found = set(
        access.group_places(viewer).filter(taken_back_at=None).values_list("group", flat=True)
    )
    met = access.meetings(viewer).filter(kind=MeetingKind.WORKING_GROUP.value)
    found |= set(met.values_list("group", flat=True))
    found |= {
        each["phase"]
        for each in active_pack().rows("fidelity_steps")
        if each["phase"].casefold().endswith("working group")
    }
    return sorted(found - {""}, key=str.casefold)


def organizations(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return code and name of the organizations that can fill a place."""
    del viewer
    return sorted(
        ((each.code, each.name) for each in active_pack().organizations), key=lambda one: one[1]
    )
