"""An indicator's figures as a table; each value leads to its row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fourfold.analysis.tables import Figure, Indicator
from fourfold.documents.blocks import Column, Line, Number, Row, Table, line
from fourfold.documents.speech import ENGLISH, Speech
from fourfold.documents.words import period_words, show_figure

UNIT_HEADS = {
    "count": "Number",
    "percent": "Share",
    "USD": "Dollars",
    "points": "Points",
    "rank": "Rank",
    "days": "Days",
    "minutes": "Minutes",
    "listed": "Listed",
}


def group_words(figure: Figure, speech: Speech = ENGLISH) -> str:
    """Say a group with a capital, as a row or bar begins: "Sex trafficking"; the whole is "All"."""
    if figure.is_whole:
        return speech.say("All")
    said = speech.of(figure.group)
    return said[:1].upper() + said[1:]


def figures_table(indicator: Indicator, figures: Sequence[Figure]) -> Table:
    """
    Return the indicator's figures as a table.

    A column that would say the same in every row is said once, in the caption. Over time, rows
    stand in the order of their periods; otherwise in the order of the source, the whole below
    its parts.
    """
    if any(each.wave for each in figures):
        return _before_after_table(indicator, figures)
    if indicator.chart == "OVER_TIME":
        figures = sorted(figures, key=lambda each: (each.until or date.min, each.code))
    else:
        figures = sorted(figures, key=lambda each: each.is_whole)
    periods = {period_words(each) for each in figures}
    bases = {each.n for each in figures}
    one_base = len(bases) == 1 and None not in bases
    several_bases = indicator.unit == "percent" and not one_base and bases != {None}
    with_groups = any(not each.is_whole for each in figures) or len(periods) == 1
    columns = []
    if with_groups:
        columns.append(Column("Ranked" if indicator.unit == "rank" else "Group", share=2.4))
    if len(periods) > 1:
        columns.append(Column("Period", share=1.8))
    columns.append(Column(UNIT_HEADS.get(indicator.unit, indicator.unit), number=True, share=1.2))
    if several_bases:
        columns.append(Column("Out of", number=True, share=0.9))
    rows = []
    for each in figures:
        cells: list[Line] = []
        if with_groups:
            cells.append(line(group_words(each)))
        if len(periods) > 1:
            cells.append(line(period_words(each)))
        cells.append((Number(show_figure(each, unit=indicator.unit), each.code),))
        if several_bases:
            cells.append(line(f"{each.n:,}" if each.n else "not given"))
        rows.append(Row(tuple(cells), strong=each.is_whole and len(columns) > 1 and with_groups))
    caption = indicator.name
    if len(periods) == 1:
        caption += f", {periods.pop()}"
    if one_base:
        caption += f", out of {figures[0].n:,}"
    return _table(indicator, caption, columns, rows, figures)


def _before_after_table(indicator: Indicator, figures: Sequence[Figure]) -> Table:
    waves = sorted((each for each in figures if each.wave), key=lambda each: each.is_whole)
    groups = list(dict.fromkeys(each.group for each in waves))
    found = {(each.group, each.wave): each for each in waves}
    rows = []
    for group in groups:
        cells: list[Line] = [line(group_words(next(w for w in waves if w.group == group)))]
        for wave in ("before", "after"):
            each = found.get((group, wave))
            value = Number(show_figure(each, unit=indicator.unit), each.code) if each else None
            cells.append((value,) if value else line("not given"))
        rows.append(Row(tuple(cells), strong=group == "all"))
    columns = [
        Column("Group", share=2.2),
        Column("Before", number=True),
        Column("After", number=True),
    ]
    return _table(indicator, indicator.name, columns, rows, figures)


def _table(
    indicator: Indicator,
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    figures: Sequence[Figure],
) -> Table:
    return Table(
        id=f"table-{indicator.code}",
        caption=caption,
        columns=tuple(columns),
        rows=tuple(rows),
        notes=tuple(dict.fromkeys(_note(each) for each in figures if each.note)),
    )


def _note(figure: Figure) -> str:
    note = figure.note[:1].upper() + figure.note[1:]
    return note if note.endswith(".") else f"{note}."
