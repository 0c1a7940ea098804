"""Devices of a wave, and whom a token lets in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Device, SurveyForm, mark_of
from fourfold.apps.surveys.queries.answering import AskedWave, as_asked
from fourfold.apps.surveys.rules import DeviceUseless
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """A device as the staff see it. event: the code of the event it is tied to, "" for none."""

    id: str
    name: str
    event: str
    made_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeviceIn:
    """A device that came in. form: the id of the kept form. occasion: of its event, "" for none."""

    id: str
    wave: AskedWave
    form: str
    occasion: str


def devices(wave: str, *, viewer: access.Who) -> list[DeviceLine]:
    """Return a wave's devices, the newest first, for those who run surveys."""
    if not access.runs(viewer):
        return []
    rows = Device.objects.filter(wave=wave).select_related("occasion")
    return [
        DeviceLine(
            each.id,
            each.name,
            each.occasion.code if each.occasion else "",
            each.made_at,
            each.ended_at,
        )
        for each in rows.order_by("-made_at", "id")
    ]


def device_in(device: str, *, secret: str, viewer: Viewer) -> DeviceIn:
    """
    Return the wave that a device's name and token open.

    viewer: nobody, at this moment. :raises DeviceUseless: one answer for whatever is the matter.
    """
    found = (
        Device.objects.select_related("wave__study")
        .filter(id=device, mark=mark_of("device", secret), ended_at=None)
        .first()
    )
    if found is None:
        raise DeviceUseless("This device is not known, or was ended.")
    today = timezone.localdate(viewer.at)
    asked = as_asked(found.wave, viewer=viewer, today=today)
    return DeviceIn(found.id, asked, found.wave.study.form_id, found.occasion_id or "")


def xform(device: DeviceIn, *, viewer: Viewer) -> str:
    """Return the XForm that a device loads. viewer: nobody, at this moment."""
    return SurveyForm.objects.values_list("xform", flat=True).get(id=device.form)
