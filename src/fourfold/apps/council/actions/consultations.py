"""The consultation log is written; a change keeps what it said before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.models import Consultation, ConsultationChange
from fourfold.apps.council.queries.consultations import things
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.states.consultations import Asked, Way
from fourfold.apps.council.states.reports import FourP
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event


@dataclass(frozen=True, slots=True)
class Consulted:
    """What the log says of one consultation; see the model. Blank where nothing is to be said."""

    asked: Asked
    four_p: FourP
    topic: str
    on: date
    way: Way
    organization: str = ""
    who: str = ""
    about: str = ""
    said: str = ""
    document: str = ""
    study: str = ""
    study_title: str = ""
    changed: str = ""
    changed_what: str = ""


@transaction.atomic
def log(told: Consulted, *, once: str, by: access.Who, at: datetime) -> str:
    """
    Enter a consultation; returns its id. The same `once` is the same entry.

    :raises NoSuchPaper: if whoever asks is not of the staff. :raises NotWhole:.
    """
    columns = _columns(told, by=by, at=at)
    known = Consultation.objects.filter(once=once).first()
    if known is not None:
        return known.id
    made = Consultation.objects.create(**columns, once=once, made_at=at, made_by=access.name_of(by))
    _record(made, "logged", by=by, at=at)
    return made.id


@transaction.atomic
def change(number: str, *, told: Consulted, version: int, by: access.Who, at: datetime) -> None:
    """Correct or add to an entry. :raises NoSuchPaper, NotWhole, ChangedMeanwhile:."""
    columns = _columns(told, by=by, at=at)
    held = access.consultations(by).select_for_update().filter(id=number).first()
    if held is None:
        raise NoSuchPaper("There is no such consultation.")
    if held.version != version:
        raise ChangedMeanwhile(
            "Somebody changed this entry since you opened the page. Look at what it says now, "
            "and change it again."
        )
    story = {
        name: (str(getattr(held, name)), str(value))
        for name, value in columns.items()
        if getattr(held, name) != value
    }
    if not story:
        return
    for name, value in columns.items():
        setattr(held, name, value)
    held.version += 1
    held.save()
    ConsultationChange.objects.create(consultation=held, at=at, by=access.name_of(by), told=story)
    _record(held, "changed", by=by, at=at)


def _columns(told: Consulted, *, by: access.Who, at: datetime) -> dict[str, Any]:
    if not access.works(by):
        raise NoSuchPaper("Only the Council's staff do this.")
    columns: dict[str, Any] = {
        name: str(value).strip() if isinstance(value, str) else value
        for name, value in asdict(told).items()
    }
    if not columns["topic"]:
        raise NotWhole("Say what they were asked about.")
    if told.on > timezone.localdate(at):
        raise NotWhole("The day is still to come. Enter a consultation when it has happened.")
    orgs = {each.code for each in active_pack().organizations}
    if told.asked is Asked.ORGANIZATION and columns["organization"] not in orgs:
        raise NotWhole("Choose the organization that was asked.")
    if told.asked is Asked.GROUP and not columns["who"]:
        raise NotWhole("Say which group was asked. Name no person.")
    if told.asked is not Asked.ORGANIZATION:
        columns["organization"] = ""
    if told.asked is not Asked.GROUP:
        columns["who"] = ""
    known = {code for code, _words in things(viewer=by)} | {""}
    if not {columns["about"], columns["changed_what"]} <= known:
        raise NotWhole("Choose what it is tied to from the list, or leave that blank.")
    if columns["changed_what"] and not columns["changed"]:
        raise NotWhole("Say in words what changed because of it.")
    return columns


def _record(held: Consultation, step: str, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.CONSULTATION_LOGGED,
        by=access.name_of(by),
        subject=f"consultation:{held.id}",
        at=at,
        facts={"step": step, "asked": held.asked},
    )
