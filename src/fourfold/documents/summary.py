"""
What figures say, as sentences written from them: for whoever reads no chart, or copies one line.

A number is said as it is shown ("at least 42,000"), what is hidden is always said, and no
difference is taken where a number is hidden or not exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from fourfold.analysis.tables import Bound, Figure
from fourfold.documents.figure_tables import group_words
from fourfold.documents.present import NOT_A_GROUP
from fourfold.documents.words import days_covered, period_words, show_figure

ESTIMATE = "estimate"
"""Figures that are one method's each: which is largest says nothing, so nothing is said."""
MOST_NAMED = 4
"""How many hidden rows are named; of more only the count is said."""


def sentences(figures: Sequence[Figure], *, unit: str) -> tuple[str, ...]:
    """
    Say what figures of one indicator show, in plain sentences.

    figures: of one indicator, in any order; none gives no sentence. unit: the indicator's.
    Hidden figures, bounds, different lengths of time and different bases are always said.
    """
    if not figures or unit == ESTIMATE:
        return ()
    ordered = sorted(figures, key=lambda each: (each.until is None, each.until, each.code))
    said = [
        *_waves(ordered, unit),
        *(words for place in _places(ordered) for words in _over_time(place, unit)),
        *(words for each in _moments(ordered) for words in _groups(each, unit)),
    ]
    if not said:
        said = [
            f"{_about(each, ordered)}: {show_figure(each, unit=unit)}."
            for each in ordered[:MOST_NAMED]
            if not each.is_hidden
        ]
    return (*dict.fromkeys(said), *_doubts(ordered, unit))


def _known(figure: Figure) -> Decimal | None:
    return figure.value if isinstance(figure.value, Decimal) else None


def _places(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Split figures of everyone or one group by group and place."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for each in figures:
        if not each.wave and each.until is not None:
            found.setdefault((each.group, each.geography), []).append(each)
    return list(found.values())


def _moments(figures: Sequence[Figure]) -> list[list[Figure]]:
    """Split figures of groups by period and place."""
    found: dict[tuple[str, str], list[Figure]] = {}
    for each in figures:
        if not each.wave and not each.is_whole:
            found.setdefault((each.period, each.geography), []).append(each)
    return list(found.values())


def _waves(figures: Sequence[Figure], unit: str) -> list[str]:
    found: dict[tuple[str, str, str], dict[str, Figure]] = {}
    for each in figures:
        if each.wave:
            found.setdefault((each.group, each.period, each.geography), {})[each.wave] = each
    pairs = [pair for pair in found.values() if {"before", "after"} <= pair.keys()]
    whole = [pair for pair in pairs if pair["before"].is_whole] or pairs
    return [
        f"{group_words(pair['before'])}: {show_figure(pair['before'], unit=unit)} before, "
        f"{show_figure(pair['after'], unit=unit)} after."
        for pair in whole[:MOST_NAMED]
    ]


def _over_time(figures: list[Figure], unit: str) -> list[str]:
    """Say the first and the last period of one group in one place."""
    if len({each.period for each in figures}) < 2:
        return []
    first, last = figures[0], figures[-1]
    about = "" if first.is_whole else f"{group_words(first)}: "
    words = (
        f"{about}{show_figure(first, unit=unit)} in {period_words(first)}, and "
        f"{show_figure(last, unit=unit)} in {period_words(last)}"
    )
    exact = all(each.bound is Bound.EXACT for each in (first, last))
    before, after = _known(first), _known(last)
    alike = _days_alike(first, last)
    if unit == "count" and exact and alike and before is not None and after is not None:
        change = after - before
        words += (
            ": no change"
            if not change
            else f": {abs(change):,} {'more' if change > 0 else 'fewer'}"
        )
    said = [f"{words[:1].upper()}{words[1:]}."]
    if not alike:
        said.append(
            "These periods are not equally long, so the numbers do not compare as they are."
        )
    return said


def _days_alike(first: Figure, last: Figure) -> bool:
    days = [days_covered(each) for each in (first, last)]
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= 1


def _groups(figures: list[Figure], unit: str) -> list[str]:
    """Say the largest and the smallest group of one period in one place."""
    if unit == "listed":
        return [f"Listed for {period_words(figures[0])}: {len(figures)}."]
    named = [
        (value, each)
        for each in figures
        if (value := _known(each)) is not None and each.group.lower() not in NOT_A_GROUP
    ]
    if len(figures) < 2 or not named:
        return []
    when = period_words(figures[0])
    ranked = sorted(named, key=lambda each: (each[0], each[1].code))
    if unit == "rank":
        return [f"Ranked first in {when}: {ranked[0][1].group}."]
    most = [each for value, each in ranked if value == ranked[-1][0]]
    hidden = any(each.is_hidden for each in figures)
    lead = "Largest of the numbers shown" if hidden else "Largest"
    shown = f"{show_figure(most[0], unit=unit)}{_base(most[0])}"
    said = [f"{lead} in {when}: {_names(most)}, {shown}."]
    least = [each for value, each in ranked if value == ranked[0][0]]
    if not hidden and ranked[0][0] != ranked[-1][0]:
        said.append(
            f"Smallest: {_names(least)}, {show_figure(least[0], unit=unit)}{_base(least[0])}."
        )
    return said


def _names(figures: Sequence[Figure]) -> str:
    names = [each.group for each in figures]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _base(figure: Figure) -> str:
    return f" out of {figure.n:,}" if figure.n is not None else ""


def _about(figure: Figure, figures: Sequence[Figure]) -> str:
    period = period_words(figure)
    words = f"{group_words(figure)}, {period}" if len(figures) > 1 else period
    return f"{words[:1].upper()}{words[1:]}"


def _doubts(figures: Sequence[Figure], unit: str) -> list[str]:
    """Say what is hidden, not exact, or added up by the editors; never left out."""
    said = []
    hidden = [each for each in figures if each.is_hidden]
    if hidden:
        names = "; ".join(
            f"{group_words(each)}, {period_words(each)} ({show_figure(each, unit=unit)})"
            for each in hidden
        )
        count = f"{len(hidden)} of {len(figures)} numbers {'is' if len(hidden) == 1 else 'are'}"
        said.append(
            f"{count} hidden because {'it is' if len(hidden) == 1 else 'they are'} small"
            f"{f': {names}' if len(hidden) <= MOST_NAMED else ''}. Hidden is not zero."
        )
    if any(each.bound is Bound.AT_LEAST for each in figures):
        said.append("“At least” means that the true number may be higher.")
    if any(each.bound is Bound.ABOUT for each in figures):
        said.append("“About” means that the source rounded the number.")
    if any(each.derived for each in figures):
        said.append("Some numbers were added up by the editors; the source does not print them.")
    return said
