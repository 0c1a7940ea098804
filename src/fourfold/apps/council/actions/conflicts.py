"""A member declares a conflict of interest, or takes it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import AgendaItem, CouncilMember, DeclaredConflict
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Declared:
    """A conflict as declared. ref: what it is about, "" in general. until_on: None if open."""

    matter: str
    why: str
    from_on: date
    until_on: date | None = None
    about: ConflictAbout = ConflictAbout.GENERAL
    ref: str = ""


@transaction.atomic
def declare(told: Declared, *, member: str = "", once: str, by: access.Who, at: datetime) -> str:
    """
    Declare a conflict for oneself, or as staff for a member; returns its id.

    :raises NoSuchPaper: if whoever asks is no member. :raises NotWhole:.
    """
    who = _member(member, by=by)
    known = access.conflicts(by).filter(once=once).first()
    if known is not None:
        return known.id
    if not told.matter.strip() or not told.why.strip():
        raise NotWhole("Say the matter, and why it may touch your own interest.")
    if (told.about is ConflictAbout.GENERAL) is not (told.ref == ""):
        raise NotWhole("Say which recommendation or agenda item it is, or choose In general.")
    if told.ref and not _is_there(told, by=by):
        raise NotWhole(
            "What you chose is not there any more. Choose the recommendation or the agenda item "
            "again, or In general."
        )
    if told.until_on is not None and told.until_on < told.from_on:
        raise NotWhole("The last day is before the first. Change one of them.")
    made = DeclaredConflict.objects.create(
        member=who,
        about=told.about.value,
        ref=told.ref,
        matter=told.matter.strip()[:200],
        why=told.why.strip()[:1000],
        from_on=told.from_on,
        until_on=told.until_on,
        once=once,
        made_at=at,
        made_by=access.name_of(by),
    )
    _record(made, "declared", by=by, at=at)
    return made.id


@transaction.atomic
def take_back(conflict: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Take a declaration back; it stays in the history. :raises NoSuchPaper, ChangedMeanwhile:."""
    held = access.conflicts(by).select_for_update().filter(id=conflict).first()
    if held is None:
        raise NoSuchPaper("There is no such declaration.")
    if held.version != version or held.taken_back_at is not None:
        raise ChangedMeanwhile(
            "This declaration was changed since you opened the page. Look again."
        )
    held.taken_back_at, held.version = at, held.version + 1
    held.save()
    _record(held, "taken_back", by=by, at=at)


def _is_there(told: Declared, *, by: access.Who) -> bool:
    """Tell whether what a declaration is about exists, and whoever declares it may see it."""
    if told.about is ConflictAbout.RECOMMENDATION:
        return access.recommendations(by).filter(code=told.ref).exists()
    return AgendaItem.objects.filter(id=told.ref, meeting__in=access.meetings(by)).exists()


def _member(member: str, *, by: access.Who) -> CouncilMember:
    rows = access.council_members(by)
    if not access.works(by):
        account = by.account if isinstance(by, Viewer) else ""
        found = rows.filter(account=account).first() if account else None
        if found is None or member not in ("", found.id):
            raise NoSuchPaper(
                "Only a member declares this, for themselves, or the Council's staff."
            )
        return found
    found = rows.filter(id=member).first()
    if found is None:
        raise NoSuchPaper("There is no such member.")
    return found


def _record(held: DeclaredConflict, step: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.CONFLICT_DECLARED,
        by=access.name_of(by),
        subject=f"declared-conflict:{held.id}",
        at=at,
        facts={"step": step, "about": held.about},
    )
