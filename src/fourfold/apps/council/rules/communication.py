"""Wording of messages, what coverage adds up to, and the months of a year. Plain Python."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from fourfold.apps.council.states.communication import ReachUnit, StepState

SOON = timedelta(days=14)
"""How long before its day a step waits on My day."""
LONGEST = 25
"""Words in a sentence; a longer one is noted."""
MONTHS = 12
WATCHED = (
    (r"(child|teen|teenage|underage|young)\s+prostitutes?", "youth who was exploited"),
    (r"prostitutes?|prostituted", "person who was exploited"),
    (r"prostitut[ao]s?", "persona explotada"),
    (r"sex\s+slaves?|modern(-day)?\s+slaves?", "person who was exploited"),
    (r"esclav[ao]s?(\s+sexual(es)?)?", "persona explotada"),
    (r"rescue[ds]?|rescuing|save[ds]?\s+(girls|women|children)", "offer help"),
    (r"rescat(ar|ad[ao]s?|e|es)", "ofrecer ayuda"),
    (r"pimps?", "trafficker"),
    (r"johns?", "buyer"),
    (r"illegals?|illegal\s+aliens?", "immigrant"),
    (r"victims?", "survivor, or person"),
    (r"víctimas?", "sobreviviente, o persona"),
    (r"fell\s+prey|her\s+choice|his\s+choice|their\s+choice|lifestyle", "what was done to them"),
    (r"broken|damaged|ruined", "hurt, or harmed"),
)
"""Words that blame, shock or speak for somebody, and plain ones instead."""


@dataclass(frozen=True, slots=True)
class Noted:
    """Words of a message that the check notes. kind: BLAME, LONG or LOUD. instead: plain words."""

    kind: str
    words: str
    instead: str


def check_wording(words: str) -> tuple[Noted, ...]:
    """
    Return what may blame, shout or be hard to read, in the order of the table.

    A note is a question to who writes and approves; a good reason lets the words stay.
    """
    found, rest = [], words
    for pattern, instead in WATCHED:
        for hit in re.finditer(rf"\b(?:{pattern})\b", rest, re.IGNORECASE):
            found.append(Noted("BLAME", hit.group(), instead))
        rest = re.sub(rf"\b(?:{pattern})\b", " ", rest, flags=re.IGNORECASE)
    if "!" in words or re.search(r"\b[A-ZÁÉÍÓÚÑ]{5,}\b", words):
        found.append(Noted("LOUD", "", ""))
    for sentence in re.split(r"[.?!:;]\s+|\n", words):
        if len(sentence.split()) > LONGEST:
            found.append(Noted("LONG", " ".join(sentence.split()[:5]), ""))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Reached:
    """Stated reach of one unit. pieces: that state one; sum: of these, never across units."""

    unit: ReachUnit
    pieces: int
    sum: int


def reach_by_unit(stated: Iterable[tuple[ReachUnit, int]]) -> tuple[Reached, ...]:
    """Add what is alike and nothing else, in the order of the units."""
    pieces: Counter[ReachUnit] = Counter()
    sums: Counter[ReachUnit] = Counter()
    for unit, reach in stated:
        pieces[unit] += 1
        sums[unit] += reach
    return tuple(Reached(each, pieces[each], sums[each]) for each in ReachUnit if pieces[each])


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the year: steps that are due by where they stand, and coverage gained."""

    month: int
    done: int
    open: int
    late: int
    coverage: int


def is_late(state: StepState, *, due_on: date, today: date) -> bool:
    """Tell whether a step should be done by now. Its due day itself is not late."""
    return state in (StepState.PLANNED, StepState.UNDER_WAY) and due_on < today


def months_of(
    steps: Iterable[tuple[StepState, date]], coverage: Iterable[date], *, year: int, today: date
) -> tuple[Month, ...]:
    """Return the twelve months of a year; dropped steps are not counted."""
    counts: Counter[tuple[int, str]] = Counter()
    for state, due_on in steps:
        if due_on.year == year and state is not StepState.DROPPED:
            late = is_late(state, due_on=due_on, today=today)
            done = "done" if state is StepState.DONE else "open"
            counts[due_on.month, "late" if late else done] += 1
    counts.update((on.month, "coverage") for on in coverage if on.year == year)
    names = ("done", "open", "late", "coverage")
    return tuple(
        Month(month, *(counts[month, name] for name in names)) for month in range(1, MONTHS + 1)
    )
