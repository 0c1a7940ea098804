"""Teams, meetings and reviews as pages say them: names for codes, days for dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms.teams import RESULT_NAMES, TRACK_NAMES, words_of
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.reviews import ToDoLine
from fourfold.apps.cases.queries.teams import AgendaLine
from fourfold.apps.cases.states.teams import ActionState, MeetingState, ReviewState
from fourfold.apps.cases.views.saying import Fact, facts_of, in_words
from fourfold.reference import active_pack
from fourfold.security.access.sight import Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.frame import names_of
from fourfold.security.pages.seats import seat_name

VIDEO = "VIDEO"
RESULTS = ["interview_result", "medical_result", "mental_health_result", "court_result"]
SHOWN = [*RESULTS, "court_result_on", "told"]
MEETING_STATES = {
    MeetingState.PLANNED: (_("Planned"), "plain"),
    MeetingState.HELD: (_("Held"), "good"),
    MeetingState.CANCELLED: (_("Called off"), "quiet"),
}
REVIEW_STATES = {
    ReviewState.ON_AGENDA: (_("On the agenda"), "caution"),
    ReviewState.REVIEWED: (_("Reviewed"), "good"),
    ReviewState.PUT_OFF: (_("Put off"), "quiet"),
}
ACTION_STATES = {
    ActionState.OPEN: (_("Open"), "plain"),
    ActionState.DONE: (_("Done"), "good"),
    ActionState.DROPPED: (_("Dropped"), "quiet"),
}


@dataclass(frozen=True, slots=True)
class Track:
    """One track in words; said is "" if it was not spoken of."""

    name: str
    said: str
    on: str


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something agreed, in words."""

    id: str
    case: str
    what: str
    who: str
    by: str
    state: str
    tone: str
    is_open: bool
    late: bool


@dataclass(frozen=True, slots=True)
class OnAgenda:
    """One case of an agenda, in words."""

    line: AgendaLine
    number: str
    state: str
    tone: str
    tracks: tuple[Track, ...]
    next_on: str
    to_do: tuple[ToDo, ...]
    stepped_back: str


def spaced(number: str) -> str:
    """Return a case's number in groups of four, as people read it."""
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def places() -> dict[str, Any]:
    """Return where a team may meet: the pack's centers, or by video."""
    return {row["code"]: row["name"] for row in active_pack().rows("centers")} | {
        VIDEO: _("By video")
    }


def place_name(code: str) -> str:
    """Return a place in words."""
    return str(places().get(code, _("Place not settled yet")))


def tracks_in_words(tracks: Iterable[tuple[str, str, date | None]]) -> tuple[Track, ...]:
    """Return tracks in words."""
    return tuple(
        Track(str(TRACK_NAMES[name]), words_of(code) if code else "", in_words(on))
        for name, code, on in tracks
    )


def to_dos(lines: Iterable[ToDoLine], *, viewer: Viewer) -> tuple[ToDo, ...]:
    """Return agreed actions in words."""
    found = list(lines)
    names = names_of({each.owner for each in found} - {""})
    today = timezone.localtime(viewer.at).date()
    return tuple(
        ToDo(
            each.id,
            each.case,
            words_of(each.what),
            _with(seat_name(each.discipline), names.get(each.owner, "")),
            in_words(each.due_on),
            str(ACTION_STATES[ActionState(each.state)][0]),
            ACTION_STATES[ActionState(each.state)][1],
            each.state == ActionState.OPEN,
            each.is_late(today),
        )
        for each in found
    )


def agenda_in_words(lines: Iterable[AgendaLine], *, viewer: Viewer) -> list[OnAgenda]:
    """Return an agenda in words."""
    found = list(lines)
    names = names_of({account for each in found for account in each.stepped_back})
    return [
        OnAgenda(
            each,
            spaced(each.case),
            str(REVIEW_STATES[ReviewState(each.state)][0]),
            REVIEW_STATES[ReviewState(each.state)][1],
            tracks_in_words(each.tracks),
            in_words(each.next_on),
            to_dos(each.to_do, viewer=viewer),
            ", ".join(sorted(names[account] for account in each.stepped_back)),
        )
        for each in found
    ]


def result_facts(opened: OpenCase, seen: Sight[Any]) -> list[Fact]:
    """Return what came of it, as this viewer may see it; codes in words."""
    facts = facts_of(opened, seen, names=SHOWN)
    labels = {name: str(label) for name, (label, _codes) in RESULT_NAMES.items()}
    return [
        Fact(
            each.name,
            labels.get(name, each.label),
            words_of(code) if (code := _code(opened, seen, each, name)) else each.value,
            each.masked,
        )
        for each in facts
        for name in [each.name.rpartition(":")[2]]
        if each.value or (each.masked and getattr(seen.record, name) is not None)
    ]


def _code(opened: OpenCase, seen: Sight[Any], fact: Fact, name: str) -> str:
    """Return the code behind a result that is shown, to say it in its own words."""
    if not fact.value or name not in RESULTS:
        return ""
    return str(opened.shown.get(fact.name) or seen.value(name))


def _with(discipline: str, name: str) -> str:
    return f"{discipline}, {name}" if name else discipline
