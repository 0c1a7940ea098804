"""Places in working groups are filled, ended, or taken back when they were a mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import GroupPlace
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.rules.groups import check_place
from fourfold.apps.council.states.groups import Background
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Place:
    """A place. organization: its code in the pack, "" for a survivor's."""

    group: str
    background: Background
    four_p: FourP
    from_on: date
    organization: str = ""


@transaction.atomic
def fill(told: Place, *, once: str, by: access.Who, at: datetime) -> str:
    """Fill a place of a working group; the same `once` is the same place. Returns its id."""
    access.check_works(by)
    known = access.group_places(by).filter(once=once).first()
    if known is not None:
        return known.id
    group = " ".join(told.group.split())
    if not group:
        raise NotWhole("Say which working group it is.")
    check_place(told.background, organization=told.organization)
    known_codes = {each.code for each in active_pack().organizations}
    if told.organization and told.organization not in known_codes:
        raise NotWhole("Choose an organization of the list.")
    if told.from_on > timezone.localdate(at):
        raise NotWhole("This day is still to come. Fill the place then.")
    made = GroupPlace.objects.create(
        group=group[:120],
        background=told.background.value,
        four_p=told.four_p.value,
        organization=told.organization,
        from_on=told.from_on,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(made, "filled", by=by, at=at)
    return made.id


@transaction.atomic
def end(place: str, *, by: access.Who, at: datetime) -> None:
    """Note that nobody fills a place from tomorrow on. :raises NoSuchPaper: :raises NotWhole:."""
    row = _held(place, by=by)
    row.until_on = timezone.localdate(at)
    row.save(update_fields=["until_on"])
    _record(row, "ended", by=by, at=at)


@transaction.atomic
def take_back(place: str, *, by: access.Who, at: datetime) -> None:
    """Take back a place that was written by mistake. :raises NoSuchPaper: :raises NotWhole:."""
    row = _held(place, by=by)
    row.taken_back_at = at
    row.save(update_fields=["taken_back_at"])
    _record(row, "taken_back", by=by, at=at)


def _held(place: str, *, by: access.Who) -> GroupPlace:
    access.check_works(by)
    row = access.group_places(by).select_for_update().filter(id=place).first()
    if row is None or row.taken_back_at is not None:
        raise NoSuchPaper("There is no such place.")
    if row.until_on is not None:
        raise NotWhole("This place has ended already.")
    return row


def _record(row: GroupPlace, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.GROUP_PLACE_CHANGED,
        by=access.name_of(by),
        subject=f"group_place:{row.id}",
        at=at,
        facts={"what": what, "background": row.background, "four_p": row.four_p},
    )
