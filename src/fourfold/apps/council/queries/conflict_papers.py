"""What a member may declare a conflict on: what waits for a vote, and topics to come."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from fourfold.apps.council import access
from fourfold.apps.council.queries.meetings import items, meetings
from fourfold.apps.council.queries.recommendations import register
from fourfold.apps.council.states.meetings import MeetingState
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Stage
from fourfold.security.access.viewer import Viewer

SHOWN = 90


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper to choose from. ref: what a declaration keeps of it."""

    about: ConflictAbout
    ref: str
    name: str


def papers_for_conflicts(*, viewer: Viewer) -> tuple[PaperLine, ...]:
    """Return what is still to be decided, recommendations first; only for the Council."""
    if not access.reads(viewer):
        return ()
    return (*_recommendations(viewer), *_topics(viewer))


def _recommendations(viewer: Viewer) -> tuple[PaperLine, ...]:
    waits = (Stage.DRAFT, Stage.COMMENT, Stage.VOTE)
    return tuple(
        PaperLine(ConflictAbout.RECOMMENDATION, each.code, f"{each.code}: {each.text[:SHOWN]}")
        for each in register(viewer=viewer)
        if each.stage in waits and not each.is_printed
    )


def _topics(viewer: Viewer) -> tuple[PaperLine, ...]:
    to_come = [
        each
        for each in meetings(viewer=viewer, now=viewer.at)
        if each.ends_at > viewer.at and each.state is not MeetingState.OFF
    ]
    return tuple(
        PaperLine(
            ConflictAbout.AGENDA_ITEM,
            item.id,
            f"{timezone.localdate(each.starts_at):%Y-%m-%d}: {item.title[:SHOWN]}",
        )
        for each in reversed(to_come)
        for item in items(each.id, viewer=viewer)
    )
