"""What holds for the studio's blocks and figures, on plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from fourfold.analysis.tables import Figure, FigureTable, read_figures, read_indicators
from fourfold.apps.council.states.studio import FormState
from fourfold.documents.studio.texts import codes as codes
from fourfold.documents.studio.texts import parse as parse
from fourfold.documents.studio.texts import typed_numbers as typed_numbers
from fourfold.documents.studio.texts import write as write
from fourfold.documents.words import period_words, show_figure


class Watch(StrEnum):
    """What became of a bound figure since it was bound."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    WITHDRAWN = "WITHDRAWN"
    KEPT = "KEPT"


@dataclass(frozen=True, slots=True)
class Bound:
    """
    A figure as it was bound. now: what the catalog shows, "" for withdrawn.

    seen: what it showed when somebody decided to keep the older value, with a note why.
    """

    shown: str
    now: str
    note: str = ""
    seen: str = ""


def watch(bound: Bound) -> Watch:
    """Tell what became of a figure. A value kept with a note is looked at again if it moves on."""
    if bound.now == bound.shown:
        return Watch.SAME
    if bound.note and bound.seen == bound.now:
        return Watch.KEPT
    return Watch.CHANGED if bound.now else Watch.WITHDRAWN


def moved(order: Sequence[str], block: str, *, by: int) -> list[str]:
    """Return the order with a block moved up (-1) or down (1); at an end it stays."""
    told = list(order)
    if block not in told:
        return told
    here = told.index(block)
    there = min(max(here + by, 0), len(told) - 1)
    told.insert(there, told.pop(here))
    return told


def placed(order: Sequence[str], block: str, *, after: str) -> list[str]:
    """Return the order with a block put behind another, or at the end for ""."""
    told = [each for each in order if each != block]
    told.insert(told.index(after) + 1 if after in told else len(told), block)
    return told


def is_late(state: FormState, *, due_on: date, sent_on: date | None, today: date) -> bool:
    """Tell whether a form is, or came, after its day. The day itself is not late."""
    if state in (FormState.DRAFT, FormState.RETURNED):
        return today > due_on
    return sent_on is not None and sent_on > due_on


def shown_by(figure: Figure, table: FigureTable) -> str:
    """Write a figure's value for reading."""
    return show_figure(figure, unit=table.indicator_of(figure).unit)


def words_of(figure: Figure, table: FigureTable) -> str:
    """Say what a figure counts, of whom and when."""
    indicator = table.indicator_of(figure)
    group = "" if figure.is_whole else f", {figure.group}"
    wave = f", {figure.wave}" if figure.wave else ""
    return f"{indicator.name}{group}{wave} ({period_words(figure)})"


def bound_table(
    told: Iterable[tuple[Mapping[str, str], Mapping[str, str], int]],
) -> FigureTable:
    """Read bound figures again. told: a figure's row, its indicator's row and place in order."""
    rows = list(told)
    indicators = {}
    for _row, indicator, order in rows:
        if indicator["code"] not in indicators:
            indicators[indicator["code"]] = replace(read_indicators([indicator])[0], order=order)
    return FigureTable(read_figures([row for row, *_rest in rows]), indicators.values())
