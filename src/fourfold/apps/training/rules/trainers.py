"""
Checks of a trainer's way, and who is stuck on it.

TrainingError
├── NoSuchTrainer     there is none, or it is not for you to see
├── BadMove           a day or a score that cannot be
├── MovedMeanwhile    somebody else moved them first
├── NothingToUndo     no move is left to undo
├── OnTheList         somebody of this name and workplace is on the list
└── AccountTaken      this account belongs to another trainer, or to nobody here
"""

from __future__ import annotations

from datetime import date

from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.states import ON_THE_WAY, Stage

LOWEST, HIGHEST = 1, 5
"""An observer's score of a live teach-back. Our scale: no source gives one."""


class NoSuchTrainer(TrainingError):
    """No trainer of this number."""


class OnTheList(TrainingError):
    """The same person is a trainer already."""


class BadMove(TrainingError):
    """A move that cannot be."""


class MovedMeanwhile(TrainingError):
    """Somebody else was first."""


class NothingToUndo(TrainingError):
    """No move to undo."""


class AccountTaken(TrainingError):
    """An account that cannot be a trainer's."""


def check_details(then: Stage, *, on: date, today: date, score: int | None) -> None:
    """:raises BadMove: if the day is to come, or a score is missing or too many."""
    if on > today:
        raise BadMove("This day is still to come. Note a step on the day it happened, or later.")
    if then is Stage.LIVE_TEACH_BACK:
        if score is None or not LOWEST <= score <= HIGHEST:
            raise BadMove(f"Give the observer’s score, from {LOWEST} to {HIGHEST}.")
    elif score is not None:
        raise BadMove("Only a live teach-back has an observer’s score.")


def days_waiting(stage: Stage, *, moved_on: date, today: date) -> int | None:
    """Return for how many days somebody waits for their next step; None: they wait for none."""
    return (today - moved_on).days if stage in ON_THE_WAY else None


def is_stuck(days: int | None, *, after: int) -> bool:
    """Tell whether somebody waits for longer than the office finds right. after: days."""
    return days is not None and days > after
