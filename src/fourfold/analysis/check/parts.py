"""Which figures form one printed table: the parts, and the figures that claim to be their total."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from fourfold.analysis.tables.figures import Figure, FigureTable, Indicator

Time: TypeAlias = tuple[date, date] | str


@dataclass(frozen=True, slots=True)
class PartTable:
    """
    The groups of one indicator for one period, place, reporter and data call.

    parts: one figure a group, by code; a group repeated with the same value stands once.
    wholes: figures of everyone at the same time: the indicator's own "all", then those of the
    indicator that `whole` names. May be empty.
    """

    indicator: Indicator
    parts: tuple[Figure, ...]
    wholes: tuple[Figure, ...]


def time_of(figure: Figure) -> Time:
    """
    Return the days a figure covers, or its call and printed period where the days are not known.

    "All time" in one year's report is not the "all time" of the next.
    """
    if figure.from_ and figure.until:
        return (figure.from_, figure.until)
    return f"{figure.call}: {figure.period.strip().casefold()}"


def part_tables(table: FigureTable) -> list[PartTable]:
    """
    Return every table whose groups should make up the whole, by the code of the first part.

    Indicators that are not PARTS are left out, and so are before/after figures. A table that
    prints one group twice with different values is left out too: `repeats_agree` speaks of it.
    """
    parts: dict[tuple[str, str, str, str, Time], list[Figure]] = defaultdict(list)
    wholes: dict[tuple[str, str, str, str, Time], list[Figure]] = defaultdict(list)
    for figure in sorted(table, key=lambda each: each.code):
        if figure.wave:
            continue
        indicator, call, reporter = figure.indicator, figure.call, figure.reported_by
        key = (indicator, call, reporter, figure.geography, time_of(figure))
        if figure.is_whole:
            wholes[key].append(figure)
        elif table.indicator_of(figure).parts == "PARTS":
            parts[key].append(figure)
    found = []
    for key, figures in parts.items():
        indicator_of_parts = table.indicators[key[0]]
        once = _each_group_once(figures)
        if once:
            claims = (*wholes[key], *wholes[(indicator_of_parts.whole, *key[1:])])
            found.append(PartTable(indicator_of_parts, once, claims))
    return sorted(found, key=lambda each: each.parts[0].code)


def _each_group_once(figures: list[Figure]) -> tuple[Figure, ...]:
    """Return one figure a group, or nothing if a group has two different values."""
    first: dict[str, Figure] = {}
    for figure in figures:
        seen = first.setdefault(figure.group, figure)
        if (seen.value, seen.bound) != (figure.value, figure.bound):
            return ()
    return tuple(first.values())
