"""Trainers as the board and their pages show them, and faculty meetings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.apps.training import access
from fourfold.apps.training.models import Trainer, TrainerName
from fourfold.apps.training.queries.sessions import SessionLine, given_by
from fourfold.apps.training.rules.trainers import days_waiting, is_stuck
from fourfold.apps.training.states import Stage
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.access.who import names
from fourfold.security.keys import CannotOpen, opened
from fourfold.security.models import Account, RoleGrant, RoleState


@dataclass(frozen=True, slots=True)
class TrainerLine:
    """
    One trainer. name: "" where it is not kept any more. days: since the last step, None for
    who waits for none. stuck: for longer than the setting says.
    """

    id: str
    name: str
    workplace: str
    stage: Stage
    moved_on: date
    days: int | None
    stuck: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trainer's way. undone_at: when it was taken back."""

    nth: int
    was: Stage
    stage: Stage
    on: date
    score: int | None
    at: datetime
    by: str
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class TrainerPage:
    """A trainer with their steps, the newest first, and what they gave. account: its id, or ""."""

    line: TrainerLine
    account: str
    joined_on: date
    steps: tuple[Step, ...]
    sessions: tuple[SessionLine, ...]
    meetings: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Board:
    """How many stand at each stage, all stages in order, and the lines, the longest wait first."""

    counts: Mapping[Stage, int]
    lines: tuple[TrainerLine, ...]

    @property
    def stuck(self) -> int:
        """How many wait for longer than the setting says."""
        return sum(each.stuck for each in self.lines)


def board(*, viewer: Viewer, on: date, stuck_after: int) -> Board:
    """Return everyone on the way, teaching or gone, as far as the viewer may see."""
    lines = _lines(list(access.trainers(viewer)), on=on, stuck_after=stuck_after)
    lines.sort(key=lambda each: -1 if each.days is None else each.days, reverse=True)
    counts = {stage: sum(each.stage is stage for each in lines) for stage in Stage}
    return Board(counts, tuple(lines))


def trainer(number: str, *, viewer: Viewer, on: date, stuck_after: int) -> TrainerPage | None:
    """Return one trainer; None: there is none for this viewer."""
    found = access.trainers(viewer).filter(pk=number).first()
    if found is None:
        return None
    called = names({each.by for each in found.moves.all()})
    return TrainerPage(
        _lines([found], on=on, stuck_after=stuck_after)[0],
        found.account,
        found.joined_on,
        tuple(
            Step(
                each.nth,
                Stage(each.from_stage),
                Stage(each.to_stage),
                each.on,
                each.score,
                each.at,
                called.get(each.by, ""),
                each.undone_at,
            )
            for each in found.moves.order_by("-nth")
        ),
        tuple(given_by(number, viewer=viewer)),
        tuple(
            (each.meeting.held_on, each.meeting.about)
            for each in found.meetings.select_related("meeting").order_by("-meeting__held_on")
        ),
    )


def choices(*, viewer: Viewer, on: date) -> list[tuple[str, str]]:
    """Return the trainers who may give a session or come to a meeting: id and name."""
    standing = access.trainers(viewer).exclude(stage=Stage.LEFT.value)
    lines = _lines(list(standing), on=on, stuck_after=0)
    return sorted(((each.id, each.name) for each in lines), key=lambda pair: pair[1].casefold())


def accounts(*, viewer: Viewer) -> list[tuple[str, str]]:
    """Return accounts with a trainer's role that the training office may tie: id and name."""
    if not viewer.may(Permission.TRAINING_LEAD):
        return []
    held = RoleGrant.objects.filter(
        role__in=["TRAINER", "TRAINING_LEAD"], state=RoleState.HELD, until_at=None
    )
    found = Account.objects.filter(pk__in=held.values("account_id"), is_active=True)
    return list(found.order_by("name").values_list("pk", "name"))


def meetings(*, viewer: Viewer) -> list[tuple[date, str, int]]:
    """Return faculty meetings, the newest first: day, what about, how many trainers."""
    return [
        (each.held_on, each.about, len(each.present.all()))
        for each in access.meetings(viewer).prefetch_related("present").order_by("-held_on")
    ]


def _lines(found: list[Trainer], *, on: date, stuck_after: int) -> list[TrainerLine]:
    kept = list(TrainerName.objects.filter(trainer__in=[each.pk for each in found]))
    said: dict[str, tuple[str, str]] = {}
    with opened() as held:
        held.learn([each.whose for each in kept])
        for each in kept:
            try:
                said[each.trainer_id] = (each.name, each.workplace)
            except CannotOpen:  # its key was shredded
                continue
    lines = []
    for one in found:
        stage = Stage(one.stage)
        days = days_waiting(stage, moved_on=one.moved_on, today=on)
        name, workplace = said.get(one.pk, ("", ""))
        lines.append(
            TrainerLine(
                one.pk,
                name,
                workplace,
                stage,
                one.moved_on,
                days,
                is_stuck(days, after=stuck_after),
            )
        )
    return lines
