"""Tying a session to the surveys before and after it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from fourfold.apps.surveys.actions.occasions import hold
from fourfold.apps.surveys.queries.occasions import occasion
from fourfold.apps.training import access
from fourfold.apps.training.rules.sessions import BadSession, CountsOnly, SessionIsOff
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event


@transaction.atomic
def tie(session: str, *, study: str, by: Viewer) -> None:
    """
    Tie a session to a study: its answers are then told as one event, without a name.

    The same study again changes nothing. :raises NotYours, NoSuchSession, SessionIsOff:
    :raises CountsOnly: a group of youth. :raises BadSession: if answers came to another study.
    :raises surveys.rules.NoSuchStudy:
    """
    access.check_leads(by)
    found = access.hold(session, viewer=by)
    if found.off_at is not None:
        raise SessionIsOff("This session was called off. Hold it after all first.")
    if found.counts_only:
        raise CountsOnly("This is a group of youth. It is counted, not surveyed.")
    tied = occasion(found.occasion, viewer=by, today=timezone.localdate(by.at))
    if tied is not None and tied.study == study:
        return
    if tied is not None and tied.answers:
        raise BadSession("People answered the surveys of this session already, so they stay.")
    found.occasion = hold(study, by=by, at=by.at)
    found.save(update_fields=["occasion"])
    audit.record(
        Event.SESSION_SURVEYED,
        by=by.account,
        subject=f"session:{session}",
        at=by.at,
        facts={"study": study},
    )
