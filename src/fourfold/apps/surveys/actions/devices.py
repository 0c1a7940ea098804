"""Devices with a field app: admitted once, their token shown once, ended at once; their answers."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Device, Response, mark_of
from fourfold.apps.surveys.queries.devices import DeviceIn
from fourfold.apps.surveys.queries.occasions import event_named
from fourfold.apps.surveys.rules import NoSuchStudy, NotTaken, WaveNotOpen, told_problem
from fourfold.apps.surveys.rules import instance as read_instance
from fourfold.apps.surveys.states import Way
from fourfold.reference.forms import standing
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

BEGINS = "fourfold_"
"""So that a secret that lies where it should not is recognized, by people and by scanners."""
BY = "survey"


@dataclass(frozen=True, slots=True)
class NewDevice:
    """What is shown once."""

    id: str
    secret: str


@transaction.atomic
def admit(wave: str, *, name: str, event: str = "", by: access.Who, at: datetime) -> NewDevice:
    """
    Let a device answer one wave. name: which device it is. event: the code of the event that its
    answers belong to, "" for none. :raises NoSuchStudy, NoSuchEvent:.
    """
    found = access.waves(by).filter(id=wave).first() if access.runs(by) else None
    if found is None or not name.strip():
        raise NoSuchStudy("There is no such wave, or the device has no name.")
    secret = BEGINS + secrets.token_urlsafe(24)
    made = Device.objects.create(
        wave=found,
        occasion_id=event_named(event, wave=found.id, viewer=by) or None,
        name=name.strip()[:60],
        mark=mark_of("device", secret),
        made_at=at,
        made_by=access.name_of(by),
    )
    audit.record(
        Event.DEVICE_ADMITTED,
        by=access.name_of(by),
        subject=f"wave:{wave}",
        at=at,
        facts={"device": made.id},
    )
    return NewDevice(made.id, secret)


@transaction.atomic
def end(device: str, *, wave: str, by: access.Who, at: datetime) -> None:
    """End a device's token at once; ending it twice is ending it once. :raises NoSuchStudy:."""
    found = Device.objects.select_for_update(of=("self",)).filter(
        id=device, wave__in=access.waves(by).filter(id=wave)
    )
    row = found.first() if access.runs(by) else None
    if row is None:
        raise NoSuchStudy("There is no such device.")
    if row.ended_at is not None:
        return
    row.ended_at, row.ended_by = at, access.name_of(by)
    row.save(update_fields=["ended_at", "ended_by"])
    audit.record(
        Event.DEVICE_ENDED,
        by=access.name_of(by),
        subject=f"wave:{wave}",
        at=at,
        facts={"device": device},
    )


@transaction.atomic
def receive(content: bytes, *, device: DeviceIn, by: Viewer) -> bool:
    """
    Take the XML of one filled form; False if the same came before, which counts once.

    device: as its token let it in. by: nobody, at this moment.
    :raises WaveNotOpen: :raises NotTaken: if it is no answer to this form, or does not fit it.
    """
    if not device.wave.is_open or device.wave.invites:
        raise WaveNotOpen("This survey takes no answers now.")
    form, today = device.wave.form, timezone.localdate(by.at)
    read = read_instance(content)
    if (read.form, read.version) != (form.id, form.version):
        raise NotTaken(
            f"This answers version {read.version or 'without a number'} of {read.form}; asked is "
            f"version {form.version} of {form.id}. Load the form anew."
        )
    now = standing(form, read.answers_to(form), today=today)
    if now.refusals:
        raise NotTaken(told_problem(form, now.refusals[0]))
    _row, is_new = Response.objects.get_or_create(
        wave_id=device.wave.id,
        mark=mark_of("instance", device.wave.id, read.id),
        defaults={
            "seal": device.wave.seal,
            "answers": dict(now.values),
            "way": Way.APP.value,
            "occasion_id": device.occasion or None,
            "taken_on": today,
        },
    )
    if is_new:
        audit.record(Event.SURVEY_ANSWERED, by=BY, subject=f"wave:{device.wave.id}", at=by.at)
    return is_new
