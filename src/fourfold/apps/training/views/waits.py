"""What waits on My day because of training: lists to confirm, and trainers who are stuck."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.training.queries.sessions import sessions
from fourfold.apps.training.queries.trainers import board
from fourfold.apps.training.views.words import GIVES, LEADS
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.waits import Wait

LATELY = timedelta(days=60)
"""How long after a session its list still stands on My day."""


def waits(viewer: Viewer) -> list[Wait]:
    """Return lists with people to confirm; for the training office also who is stuck."""
    if not viewer.may(GIVES):
        return []
    today = timezone.localdate(viewer.at)
    found = [
        Wait(
            ngettext("{} person to confirm", "{} people to confirm", each.waits).format(each.waits),
            reverse("training:session", args=[each.id]),
            _("Confirm them"),
            each.title,
        )
        for each in sessions(viewer=viewer, from_on=today - LATELY)
        if each.waits and each.off_at is None
    ]
    if viewer.may(LEADS):
        stuck = board(viewer=viewer, on=today, stuck_after=settings.TRAINER_STUCK_DAYS).stuck
        if stuck:
            said = ngettext("{} trainer is stuck", "{} trainers are stuck", stuck).format(stuck)
            found.append(Wait(said, f"{reverse('training:trainers')}?stage=STUCK", _("See who")))
    return found
