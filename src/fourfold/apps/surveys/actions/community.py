"""Measures of towns from public sources are brought, whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fourfold.analysis.community import read
from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import CommunitySeries
from fourfold.apps.surveys.rules import CommunityRefused, NoSuchStudy
from fourfold.reference import Pack, active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Brought:
    """How many series are new, how many were here just so; without: towns each has no value of."""

    new: int
    same: int
    without: Mapping[str, tuple[str, ...]]


@transaction.atomic
def bring(
    content: bytes,
    *,
    source: str,
    vintage: str,
    is_made_up: bool,
    by: access.Who,
    at: datetime,
    pack: Pack | None = None,
) -> Brought:
    """
    Keep every series of a file. What is here just so stays; what differs is the next version.

    source: where the values were published. vintage: of when they are, "2018-2022".
    pack: whose towns; of the active one if none is told.
    :raises CommunityRefused: with all problems; nothing is kept. :raises NoSuchStudy:.
    """
    if not access.runs(by):
        raise NoSuchStudy("Only those who run surveys do this.")
    source, vintage = source.strip(), vintage.strip()
    if not source or not vintage:
        raise CommunityRefused(("Say where the values were published, and of when they are.",))
    found = read(content, towns=(pack or active_pack()).towns)
    if found.problems:
        raise CommunityRefused(tuple(map(str, found.problems)))
    # Rows of one source are taken in turn, so that two people at once do not make one version.
    held = access.community(by).filter(source=source, vintage=vintage).select_for_update()
    latest = {each.variable: each for each in held.order_by("version")}
    new = 0
    for each in found.series:
        values = {town: [one.value, one.margin] for town, one in each.values.items()}
        told = {"unit": each.unit, "more_is_worse": each.more_is_worse, "values": values}
        told["is_made_up"] = is_made_up
        before = latest.get(each.variable)
        if before and all(getattr(before, name) == value for name, value in told.items()):
            continue
        CommunitySeries.objects.create(
            variable=each.variable,
            source=source,
            vintage=vintage,
            version=before.version + 1 if before else 1,
            brought_at=at,
            brought_by=access.name_of(by),
            **told,
        )
        new += 1
    audit.record(
        Event.COMMUNITY_BROUGHT,
        by=access.name_of(by),
        subject="community",
        at=at,
        facts={"new": new, "same": len(found.series) - new},
    )
    return Brought(new, len(found.series) - new, found.without)
