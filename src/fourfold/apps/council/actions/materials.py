"""Materials are brought to a meeting, in versions, and withdrawn; no file is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.models import Material, Meeting
from fourfold.apps.council.models.materials import KINDS
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.materials import MaterialState, check_move
from fourfold.apps.council.states.meetings import MeetingState
from fourfold.security import audit
from fourfold.security.edges import uploads
from fourfold.security.edges.uploads.accepting import Readable
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Brought:
    """What is said of a material. item: of the meeting's agenda, "" for the whole meeting."""

    title: str
    brought_by: str
    item: str = ""
    is_open: bool = False


@transaction.atomic
def bring(
    meeting: str, *, told: Brought, file: Readable, once: str, by: access.Who, at: datetime
) -> str:
    """Bring a file to a meeting; the same `once` is the same material. Returns its id."""
    access.check_works(by)
    held = access.meetings(by).select_for_update().filter(id=meeting).first()
    if held is None:
        raise NoSuchPaper("There is no such meeting.")
    if held.state == MeetingState.OFF.value:
        raise NotWhole("The meeting was called off. Bring the file to another one.")
    found = Material.objects.filter(once=once, meeting=held).first()
    if found is not None:
        return found.id
    columns = _columns(held, told)
    made = Material(meeting=held, **columns, once=once, made_at=at, made_by=access.name_of(by))
    taken = _accepted(file)
    made.save()
    _put(made, taken, by=by, at=at)
    _record(made, "brought", by=by, at=at)
    return made.id


@transaction.atomic
def change(material: str, *, told: Brought, version: int, by: access.Who, at: datetime) -> None:
    """Change what is said of a material, and who may read it. :raises ChangedMeanwhile:"""
    held = _held(material, version=version, by=by)
    for name, value in _columns(held.meeting, told).items():
        setattr(held, name, value)
    _kept(held, "changed", by=by, at=at)


@transaction.atomic
def bring_again(
    material: str, *, file: Readable, version: int, by: access.Who, at: datetime
) -> None:
    """Bring a new version of the file; the one before stays. The same bytes are no new version."""
    held = _held(material, version=version, by=by)
    if held.state != MaterialState.SHOWN.value:
        raise NotWhole("This material is withdrawn. Show it again first.")
    taken = _accepted(file)
    last = held.files.order_by("-nth")[:1].get()
    if last.digest == _digest(taken):
        raise NotWhole("This is the file that is here already.")
    _put(held, taken, by=by, at=at)
    _kept(held, "new_version", by=by, at=at)


@transaction.atomic
def withdraw(material: str, *, why: str, version: int, by: access.Who, at: datetime) -> None:
    """Withdraw a material, with a reason that members read. The file stays, for staff."""
    held = _held(material, version=version, by=by)
    check_move(MaterialState(held.state), MaterialState.WITHDRAWN)
    if not why.strip():
        raise NotWhole("Say why it is withdrawn. The members read it.")
    held.state, held.why = MaterialState.WITHDRAWN.value, why.strip()[:300]
    _kept(held, "withdrawn", by=by, at=at)


@transaction.atomic
def show_again(material: str, *, version: int, by: access.Who, at: datetime) -> None:
    """Show a withdrawn material again, to whom it was open before."""
    held = _held(material, version=version, by=by)
    check_move(MaterialState(held.state), MaterialState.SHOWN)
    held.state, held.why = MaterialState.SHOWN.value, ""
    _kept(held, "shown_again", by=by, at=at)


def _accepted(file: Readable) -> uploads.Taken:
    try:
        return uploads.accept(file, kinds=KINDS)
    except uploads.Refused as refused:
        raise NotWhole(f"The file was not taken. {refused}") from refused


def _digest(taken: uploads.Taken) -> str:
    return sha256(taken.stream.getvalue()).hexdigest()


def _put(held: Material, taken: uploads.Taken, *, by: access.Who, at: datetime) -> None:
    held.files.create(
        nth=held.files.count() + 1,
        kind=taken.kind.name,
        content=taken.stream.getvalue(),
        size=taken.size,
        digest=_digest(taken),
        at=at,
        by=access.name_of(by),
    )


def _columns(meeting: Meeting, told: Brought) -> dict[str, object]:
    if not told.title.strip():
        raise NotWhole("Give the material a title.")
    if not told.brought_by.strip():
        raise NotWhole("Say which office or organization brought it.")
    item = meeting.items.filter(id=told.item).first() if told.item else None
    if told.item and item is None:
        raise NotWhole("Choose a topic of this meeting's agenda.")
    return {
        "title": told.title.strip()[:200],
        "brought_by": told.brought_by.strip()[:120],
        "item": item,
        "is_open": told.is_open,
    }


def _held(material: str, *, version: int, by: access.Who) -> Material:
    access.check_works(by)
    held = access.materials(by).select_for_update().filter(id=material).first()
    if held is None:
        raise NoSuchPaper("There is no such material.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody else changed this material since you opened the page. Look at what stands "
            "there now, and do it again."
        )
    return held


def _kept(held: Material, what: str, *, by: access.Who, at: datetime) -> None:
    held.version += 1
    held.save()
    _record(held, what, by=by, at=at)


def _record(held: Material, what: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.MATERIAL_CHANGED,
        by=access.name_of(by),
        subject=f"meeting:{held.meeting_id}",
        at=at,
        facts={"what": what, "material": held.id, "open": held.is_open},
    )
