"""Rolls and studies as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fourfold.analysis.estimate import Histories, Result, read_result, read_text
from fourfold.apps.studies import access
from fourfold.apps.studies.models import Roll, Study
from fourfold.apps.studies.rules import SILENT_FOR, NoSuchStudy, is_silent
from fourfold.apps.studies.rules.tables import as_csv
from fourfold.apps.studies.states import GOES_ON, HAS_RESULT, StudyState


@dataclass(frozen=True, slots=True)
class RollLine:
    """A roll as lists show it. until_on: the first day that is no longer in it."""

    id: str
    name: str
    people: str
    area: str
    from_on: date
    until_on: date
    matched: str
    source: str
    lists: tuple[str, ...]
    known: int
    sha256: str
    is_example: bool
    brought_at: datetime
    brought_by: str

    @property
    def last_on(self) -> date:
        """The last day that is in it."""
        return self.until_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StudyLine:
    """
    A study as lists show it.

    result: None before it is done. is_silent: its machine has said nothing for too long, or none
    took it up though none works on another.
    """

    id: str
    roll: str
    roll_name: str
    name: str
    lists: tuple[str, ...]
    method: str
    replicates: int
    seed: int
    state: StudyState
    asked_at: datetime
    asked_by: str
    is_mine: bool
    begun_at: datetime | None
    ended_at: datetime | None
    share: float
    doing: str
    is_told: bool
    is_silent: bool
    why: str
    sha256: str
    result: Result | None
    signed_at: datetime | None
    signed_by: str
    signed_words: str


def rolls(*, viewer: access.Who) -> tuple[RollLine, ...]:
    """Return the rolls somebody may see, the newest first."""
    return _rolls(access.rolls(viewer).order_by("-brought_at", "name"))


def roll(number: str, *, viewer: access.Who) -> RollLine:
    """Return one roll. :raises NoSuchStudy:"""
    found = _rolls(access.rolls(viewer).filter(pk=number))
    if not found:
        raise NoSuchStudy("There is no such roll.")
    return found[0]


def histories(number: str, *, lists: Iterable[str] = (), viewer: access.Who) -> Histories:
    """Return a roll's histories, on some of its lists or all. :raises NoSuchStudy:"""
    found = access.rolls(viewer).filter(pk=number).first()
    if found is None:
        raise NoSuchStudy("There is no such roll.")
    table, kept = read_text(found.content), tuple(lists)
    return table.keeping(kept) if kept and set(kept) != set(table.lists) else table


def as_file(number: str, *, lists: Iterable[str] = (), viewer: access.Who) -> str:
    """Return a roll's histories as CSV, on some of its lists or all. :raises NoSuchStudy:"""
    return as_csv(histories(number, lists=lists, viewer=viewer))


def studies(*, roll: str = "", now: datetime, viewer: access.Who) -> tuple[StudyLine, ...]:
    """Return the studies somebody may see, of one roll or all, the newest first."""
    found = access.studies(viewer).select_related("roll").order_by("-asked_at")
    return _studies(found.filter(roll=roll) if roll else found, now, viewer)


def study(number: str, *, now: datetime, viewer: access.Who) -> StudyLine:
    """Return one study. :raises NoSuchStudy:"""
    found = _studies(access.studies(viewer).select_related("roll").filter(pk=number), now, viewer)
    if not found:
        raise NoSuchStudy("There is no such study.")
    return found[0]


def to_sign(*, viewer: access.Who) -> int:
    """Return how many studies wait for this person as the second."""
    done = access.studies(viewer).filter(state=StudyState.DONE.value)
    return done.exclude(asked_by=access.name_of(viewer)).count()


def _rolls(found: Iterable[Roll]) -> tuple[RollLine, ...]:
    every = list(found)
    names = access.names({each.brought_by for each in every})
    return tuple(
        RollLine(
            id=each.pk,
            name=each.name,
            people=each.people,
            area=each.area,
            from_on=each.from_on,
            until_on=each.until_on,
            matched=each.matched,
            source=each.source,
            lists=tuple(each.lists),
            known=each.known,
            sha256=each.sha256,
            is_example=each.is_example,
            brought_at=each.brought_at,
            brought_by=names.get(each.brought_by, each.brought_by),
        )
        for each in every
    )


def _studies(found: Iterable[Study], now: datetime, viewer: access.Who) -> tuple[StudyLine, ...]:
    every = list(found)
    names = access.names({who for each in every for who in (each.asked_by, each.signed_by)})
    silent, me = _silent(every, now, viewer), access.name_of(viewer)
    return tuple(_line(each, names, each.pk in silent, me) for each in every)


def _silent(every: Iterable[Study], now: datetime, viewer: access.Who) -> set[str]:
    """Return those on which no machine works, though one should."""
    quiet = {
        each.pk: StudyState(each.state)
        for each in every
        if StudyState(each.state) in GOES_ON and is_silent(each.beat_at or each.asked_at, now=now)
    }
    if StudyState.WAITING not in quiet.values():
        return set(quiet)
    alive = access.studies(viewer).filter(
        state=StudyState.RUNNING.value, beat_at__gte=now - SILENT_FOR
    )
    is_busy = alive.exists()
    return {pk for pk, state in quiet.items() if not (is_busy and state is StudyState.WAITING)}


def _line(each: Study, names: dict[str, str], is_quiet: bool, me: str) -> StudyLine:
    state = StudyState(each.state)
    return StudyLine(
        id=each.pk,
        roll=each.roll_id,
        roll_name=each.roll.name,
        name=each.name,
        lists=tuple(each.lists),
        method=each.method,
        replicates=each.replicates,
        seed=each.seed,
        state=state,
        asked_at=each.asked_at,
        asked_by=names.get(each.asked_by, each.asked_by),
        is_mine=each.asked_by == me,
        begun_at=each.begun_at,
        ended_at=each.ended_at,
        share=each.share,
        doing=each.doing,
        is_told=each.told_at is not None,
        is_silent=is_quiet,
        why=each.why,
        sha256=each.sha256,
        result=read_result(each.result) if state in HAS_RESULT else None,
        signed_at=each.signed_at,
        signed_by=names.get(each.signed_by, each.signed_by),
        signed_words=each.signed_words,
    )
