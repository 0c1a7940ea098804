"""The budget, on a new database: many promise the last money at the same instant; see `races`."""

from __future__ import annotations

import json
import sys

from fourfold.apps.council.actions import budget
from fourfold.apps.council.queries.budget import line
from fourfold.apps.council.states.budget import EntryKind
from tests.make import council
from tests.make.council import BY, OTHER
from tests.make.people import NOW
from tests.make.races import RUNNERS, together


def promising() -> dict[str, int]:
    """Promise 60 of 100 dollars six times at once: one has it."""
    made = council.budget_line("RACE")
    outcomes = together(
        *[lambda: council.entered(made, EntryKind.COMMITTED, 6_000)] * RUNNERS,
    )
    return outcomes | {"left": line(made, viewer=BY).sums.remaining}


def pressing() -> dict[str, int]:
    """Send one form six times at once: one entry is kept."""
    made = council.budget_line("FORM")
    outcomes = together(
        *[lambda: council.entered(made, EntryKind.SPENT, 1_000, once="one form")] * RUNNERS,
    )
    return outcomes | {"left": line(made, viewer=BY).sums.remaining}


def agreeing() -> dict[str, int]:
    """Agree to two large promises at once, of which the line can pay one."""
    made = council.budget_line("LARGE", cents=1_000_000)
    asked = [council.entered(made, EntryKind.COMMITTED, 600_000) for _nth in range(2)]
    outcomes = together(
        *[lambda each=each: budget.decide(each, agree=True, by=OTHER, at=NOW) for each in asked]
    )
    return outcomes | {"left": line(made, viewer=BY).sums.remaining}


def reversing() -> dict[str, int]:
    """Take one payment back six times at once: it happens once."""
    made = council.budget_line("BACK")
    paid = council.entered(made, EntryKind.SPENT, 4_000)
    outcomes = together(
        *[
            lambda nth=nth: budget.reverse(paid, why="x", once=f"back {nth}", by=BY, at=NOW)
            for nth in range(RUNNERS)
        ]
    )
    return outcomes | {"left": line(made, viewer=BY).sums.remaining}


def main() -> None:
    found = {
        "promise": promising(),
        "press": pressing(),
        "agree": agreeing(),
        "reverse": reversing(),
    }
    json.dump(found, sys.stdout)
