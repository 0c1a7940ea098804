"""Reports on training: of a session, a course, a year, or of all, as documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

from fourfold.apps.surveys.queries.occasions import WavePart
from fourfold.apps.training import access
from fourfold.apps.training.models import Certificate
from fourfold.apps.training.queries.numbers import held_until, published
from fourfold.apps.training.queries.sessions import SessionLine, session
from fourfold.apps.training.queries.surveys import evaluated, surveys_of
from fourfold.apps.training.rules import numbers
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.apps.training.rules.numbers import Count, Held
from fourfold.documents import training as documents
from fourfold.documents.blocks import Document
from fourfold.documents.training import Reached, Split
from fourfold.documents.words import day
from fourfold.reference import active_pack
from fourfold.security.access.viewer import Viewer

Lines = list[tuple[SessionLine, Held]]


def report(
    *, viewer: Viewer, on: date, fields: dict[str, str], year: int | None = None, course: str = ""
) -> Document | None:
    """
    Return the report of a year, of a course, of a course in a year, or of all there is.

    fields: words for the codes of fields of work. on: sessions until this day. None: the viewer
    is not of the training office, or there is no such course.
    """
    known = courses()
    if not access.leads(viewer) or (course and course not in known):
        return None
    lines = [
        (each, held)
        for each, held in held_until(viewer=viewer, on=on)
        if course in ("", each.course) and year in (None, timezone.localdate(each.starts_at).year)
    ]
    title = f"Training: {known[course].title}" if course else "Training"
    covers = f"{year}" if year else f"All years, until {day(on)}"
    splits = [_of_course(lines)] if not course else []
    splits += [_of_field(lines, fields), *([_of_month(lines)] if year else [_of_year(lines)])]
    splits.append(_of_town(lines))
    found = _reached(
        f"{title}, {year}" if year else title, covers, lines, splits, viewer=viewer, on=on
    )
    if year is None and not course:
        found = _with_published(found, viewer=viewer, on=on)
    return documents.reached(found)


def report_of_session(number: str, *, viewer: Viewer, on: date) -> Document | None:
    """Return the report of one session; None: it is not the viewer's, to come, or called off."""
    line = session(number, viewer=viewer)
    if line is None or line.off_at is not None or line.starts_at > viewer.at:
        return None
    town = town_names().get(line.town, line.town)
    covers = f"{day(timezone.localdate(line.starts_at))}, {line.place}, {town}"
    tied = surveys_of(number, viewer=viewer)
    waves = [tied.wave(part) for part in (WavePart.BEFORE, WavePart.AFTER)] if tied else []
    before, after = (each.answers if each else 0 for each in waves) if waves else (0, 0)
    both = before > 0 and after > 0
    return documents.reached(
        Reached(
            title=line.title,
            covers=covers,
            author=_council(),
            as_of=on,
            sessions=1,
            people=line.people,
            certificates=_papers([line.id]),
            evaluated=int(both),
            answers=(before, after) if tied else None,
        )
    )


def _reached(
    title: str,
    covers: str,
    lines: Lines,
    splits: list[Split],
    *,
    viewer: Viewer,
    on: date,
) -> Reached:
    said = evaluated({each.id: each.occasion for each, _held in lines}, viewer=viewer)
    return Reached(
        title=title,
        covers=covers,
        author=_council(),
        as_of=on,
        sessions=len(lines),
        people=sum(held.people for _each, held in lines),
        certificates=_papers([each.id for each, _held in lines]),
        evaluated=sum(each == "yes" for each in said.values()),
        splits=tuple(each for each in splits if each.rows),
    )


def _with_published(found: Reached, *, viewer: Viewer, on: date) -> Reached:
    rows = tuple(
        documents.Published(
            f"{each.title}, {each.group}" if each.group else each.title,
            each.period,
            f"at least {each.value}" if each.is_at_least else each.value,
            each.ours,
            "; ".join(each.sources),
        )
        for each in published(viewer=viewer, on=on)
    )
    return replace(found, published=rows)


def _of_course(lines: Lines) -> Split:
    titles = {each.course: each.title for each, _held in lines}
    counts = numbers.by((held for _each, held in lines), lambda each: each.course)
    return _split("courses", "By course", "Course", counts, titles)


def _of_field(lines: Lines, fields: dict[str, str]) -> Split:
    counts = numbers.by((held for _each, held in lines), lambda each: each.sector.value)
    return _split("fields", "By field of work", "For whom", counts, fields, drawn=True)


def _of_month(lines: Lines) -> Split:
    counts = _by_day(lines, lambda on: f"{on.month:02}")
    names = {code: f"{date(2000, int(code), 1):%B}" for code in counts}
    return _split("months", "Month by month", "Month", counts, names, drawn=True)


def _of_year(lines: Lines) -> Split:
    counts = _by_day(lines, lambda on: str(on.year))
    return _split("years", "Year by year", "Year", counts, {}, drawn=True)


def _of_town(lines: Lines) -> Split:
    counts = numbers.by((held for _each, held in lines), lambda each: each.town)
    towns = town_names()
    counts = dict(sorted(counts.items(), key=lambda pair: towns.get(pair[0], pair[0])))
    return _split("towns", "By town", "Town", counts, towns)


def _by_day(lines: Lines, code_of: Callable[[date], str]) -> dict[str, Count]:
    """Count by what a day is in, the earliest first."""
    groups: dict[str, list[Held]] = {}
    for each, held in lines:
        groups.setdefault(code_of(timezone.localdate(each.starts_at)), []).append(held)
    return {code: numbers.total(groups[code]) for code in sorted(groups)}


def _split(
    name: str,
    title: str,
    head: str,
    counts: dict[str, Count],
    words: Mapping[str, str],
    *,
    drawn: bool = False,
) -> Split:
    """Make a split of counts, small ones hidden."""
    people = numbers.shown({code: each.people for code, each in counts.items()})
    rows = ((words.get(code, code), each.sessions, people[code]) for code, each in counts.items())
    return Split(name, title, head, tuple(rows), drawn=drawn and len(counts) > 1)


def _papers(sessions: list[str]) -> int:
    found = Certificate.objects.filter(attendance__session__in=sessions, revoked_at=None)
    return found.count()


def _council() -> str:
    return str(active_pack().settings["council"]["name"])
