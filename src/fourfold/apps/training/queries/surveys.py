"""The surveys of a session, as its pages show them: addresses and how many answered."""

from __future__ import annotations

from django.utils import timezone

from fourfold.apps.surveys.queries import occasions
from fourfold.apps.surveys.queries.occasions import OccasionLine, WavePart
from fourfold.apps.training import access
from fourfold.apps.training.models import Session
from fourfold.apps.training.rules.sessions import is_before_half
from fourfold.security.access.viewer import Viewer


def surveys_of(session: str, *, viewer: Viewer) -> OccasionLine | None:
    """Return the surveys a session is tied to; None: to none, or it is not the viewer's."""
    number = access.sessions(viewer).filter(pk=session).values_list("occasion", flat=True).first()
    today = timezone.localdate(viewer.at)
    return occasions.occasion(number or "", viewer=viewer, today=today)


def address_at(session: Session, *, viewer: Viewer) -> str:
    """
    Return the address of the survey that fits the hour, "" if none takes answers.

    Until half of the session it is the one before, then the one after. viewer: nobody.
    """
    early = is_before_half(viewer.at, starts_at=session.starts_at, ends_at=session.ends_at)
    part = WavePart.BEFORE if early else WavePart.AFTER
    today = timezone.localdate(viewer.at)
    return occasions.address_now(session.occasion, part=part, viewer=viewer, today=today)


def evaluated(numbers: dict[str, str], *, viewer: Viewer) -> dict[str, str]:
    """
    Return for each session whether surveys before and after were answered: "yes", "no", or "".

    numbers: sessions to their occasions. "": tied to no survey here, so nobody can say.
    """
    counts = occasions.answered(filter(None, numbers.values()), viewer=viewer)
    both = {WavePart.BEFORE, WavePart.AFTER}
    return {
        session: "" if not number else "yes" if both <= set(counts.get(number, {})) else "no"
        for session, number in numbers.items()
    }
