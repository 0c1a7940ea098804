"""Which answers a session, a course or a year is evaluated from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fourfold.apps.surveys.queries.evaluation import Evaluable as Evaluable
from fourfold.apps.surveys.queries.evaluation import Events
from fourfold.apps.surveys.queries.evaluation import Kept as Kept
from fourfold.apps.surveys.queries.evaluation import evaluable as evaluable
from fourfold.apps.surveys.queries.evaluation import kept as kept
from fourfold.apps.surveys.queries.evaluation import report as report
from fourfold.apps.surveys.queries.evaluation import was_evaluated as was_evaluated
from fourfold.apps.surveys.queries.occasions import studies_of
from fourfold.apps.training import access
from fourfold.apps.training.queries.numbers import held_until
from fourfold.apps.training.queries.sessions import SessionLine
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.documents.words import day
from fourfold.security.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Asked:
    """A survey that was asked at sessions. study, title: the survey's; sessions: how many."""

    study: str
    title: str
    sessions: int
    events: Events


def at_session(line: SessionLine, *, viewer: Viewer) -> Asked | None:
    """
    Return the survey of a session that is over; None: it has none, or is not over.

    line: a session of the viewer's.
    """
    is_over = line.off_at is None and line.ends_at <= viewer.at
    found = studies_of([line.occasion], viewer=viewer) if is_over and line.occasion else {}
    if line.occasion not in found:
        return None
    study, title = found[line.occasion]
    town = town_names().get(line.town, line.town)
    said = f"{line.title}, {day(timezone.localdate(line.starts_at))}, {line.place}, {town}"
    events = Events(f"event:{line.occasion}", said, frozenset({line.occasion}), holds=True)
    return Asked(study, title, 1, events)


def at_sessions(
    *, viewer: Viewer, on: date, year: int | None = None, course: str = ""
) -> list[Asked]:
    """
    Return the surveys asked at the sessions of a year, a course, or of all, the most held first.

    on: sessions until this day. Nothing: the viewer is not of the training office.
    """
    if not access.leads(viewer):
        return []
    chosen = {
        line.occasion
        for line, _held in held_until(viewer=viewer, on=on)
        if line.occasion
        and line.ends_at <= viewer.at
        and course in ("", line.course)
        and year in (None, timezone.localdate(line.starts_at).year)
    }
    known = courses()
    name = f"course:{course}:{year or ''}"
    parts = [known[course].title if course in known else "", str(year or "")]
    said = ", ".join(filter(None, parts)) or "All trainings"
    groups: dict[tuple[str, str], set[str]] = {}
    for event, study in studies_of(chosen, viewer=viewer).items():
        groups.setdefault(study, set()).add(event)
    order = sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0][1]))
    return [
        Asked(study, title, len(ids), Events(name, said, frozenset(ids)))
        for (study, title), ids in order
    ]
