"""
What figures say, as sentences written from them: for whoever reads no chart, or copies one line.

A number is said as it is shown ("at least 42,000"), what is hidden is always said, and no
difference is taken where a number is hidden or not exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from fourfold.analysis.tables import Bound, Figure
from fourfold.documents.figure_tables import group_words
from fourfold.documents.present import NOT_A_GROUP
from fourfold.documents.speech import ENGLISH, Speech
from fourfold.documents.words import days_covered, period_words, show_figure

ESTIMATE = "estimate"
"""Figures that are one method's each: which is largest says nothing, so nothing is said."""
MOST_NAMED = 4
"""How many hidden rows are named; of more only the count is said."""


def sentences(figures: Sequence[Figure], *, unit: str, speech: Speech = ENGLISH) -> tuple[str, ...]:
    """
    Say what figures of one indicator show, in plain sentences.

    figures: of one indicator, in any order; none gives no sentence. unit: the indicator's.
    Hidden figures, bounds, different lengths of time and different bases are always said.
    """
    if not figures or unit == ESTIMATE:
        return ()
    ordered = sorted(figures, key=lambda each: (each.until is None, each.until, each.code))
    say = _Sayer(unit, speech)
    said = [
        *_waves(ordered, say),
        *(words for place in _places(ordered) for words in _over_time(place, say)),
        *(words for each in _moments(ordered) for words in _groups(each, say)),
    ]
    if not said:
        said = [
            f"{_about(each, ordered, say)}: {say.value(each)}."
            for each in ordered[:MOST_NAMED]
            if not each.is_hidden
        ]
    return (*dict.fromkeys(said), *_doubts(ordered, say))


@dataclass(frozen=True, slots=True)
class _Sayer:
    """How values, periods and groups of one unit are said in one language."""

    unit: str
    speech: Speech

    def __call__(self, phrase: str, **values: object) -> str:
        return self.speech.say(phrase, **values)

    def value(self, figure: Figure) -> str:
        return show_figure(figure, unit=self.unit, speech=self.speech)

    def based(self, figure: Figure) -> str:
        """Say a value and, where it is known, of how many."""
        if figure.n is None:
            return self.value(figure)
        return self("{value} out of {n}", value=self.value(figure), n=f"{figure.n:,}")

    def period(self, figure: Figure) -> str:
        return period_words(figure, self.speech)

    def group(self, figure: Figure) -> str:
        return group_words(figure, self.speech)

    def names(self, figures: Sequence[Figure]) -> str:
        names = [self.speech.of(each.group) for each in figures]
        if len(names) == 1:
            return names[0]
        return self("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


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


def _waves(figures: Sequence[Figure], say: _Sayer) -> list[str]:
    found: dict[tuple[str, str, str], dict[str, Figure]] = {}
    for each in figures:
        if each.wave:
            found.setdefault((each.group, each.period, each.geography), {})[each.wave] = each
    pairs = [pair for pair in found.values() if {"before", "after"} <= pair.keys()]
    whole = [pair for pair in pairs if pair["before"].is_whole] or pairs
    return [
        say(
            "{group}: {before} before, {after} after.",
            group=say.group(pair["before"]),
            before=say.value(pair["before"]),
            after=say.value(pair["after"]),
        )
        for pair in whole[:MOST_NAMED]
    ]


def _over_time(figures: list[Figure], say: _Sayer) -> list[str]:
    """Say the first and the last period of one group in one place."""
    if len({each.period for each in figures}) < 2:
        return []
    first, last = figures[0], figures[-1]
    about = "" if first.is_whole else f"{say.group(first)}: "
    words = about + say(
        "{first} in {first_period}, and {last} in {last_period}",
        first=say.value(first),
        first_period=say.period(first),
        last=say.value(last),
        last_period=say.period(last),
    )
    exact = all(each.bound is Bound.EXACT for each in (first, last))
    before, after = _known(first), _known(last)
    alike = _days_alike(first, last)
    if say.unit == "count" and exact and alike and before is not None and after is not None:
        change = after - before
        if not change:
            words += say(": no change")
        elif change > 0:
            words += say(": {change} more", change=f"{change:,}")
        else:
            words += say(": {change} fewer", change=f"{-change:,}")
    said = [f"{words[:1].upper()}{words[1:]}."]
    if not alike:
        said.append(
            say("These periods are not equally long, so the numbers do not compare as they are.")
        )
    return said


def _days_alike(first: Figure, last: Figure) -> bool:
    days = [days_covered(each) for each in (first, last)]
    return days[0] is not None and days[1] is not None and abs(days[0] - days[1]) <= 1


def _groups(figures: list[Figure], say: _Sayer) -> list[str]:
    """Say the largest and the smallest group of one period in one place."""
    when = say.period(figures[0])
    if say.unit == "listed":
        return [say("Listed for {period}: {count}.", period=when, count=len(figures))]
    named = [
        (value, each)
        for each in figures
        if (value := _known(each)) is not None and each.group.lower() not in NOT_A_GROUP
    ]
    if len(figures) < 2 or not named:
        return []
    ranked = sorted(named, key=lambda each: (each[0], each[1].code))
    if say.unit == "rank":
        first = say.names([ranked[0][1]])
        return [say("Ranked first in {period}: {group}.", period=when, group=first)]
    most = [each for value, each in ranked if value == ranked[-1][0]]
    hidden = any(each.is_hidden for each in figures)
    largest = {"period": when, "groups": say.names(most), "value": say.based(most[0])}
    said = [
        say("Largest of the numbers shown in {period}: {groups}, {value}.", **largest)
        if hidden
        else say("Largest in {period}: {groups}, {value}.", **largest)
    ]
    least = [each for value, each in ranked if value == ranked[0][0]]
    if not hidden and ranked[0][0] != ranked[-1][0]:
        smallest = {"groups": say.names(least), "value": say.based(least[0])}
        said.append(say("Smallest: {groups}, {value}.", **smallest))
    return said


def _about(figure: Figure, figures: Sequence[Figure], say: _Sayer) -> str:
    period = say.period(figure)
    words = f"{say.group(figure)}, {period}" if len(figures) > 1 else period
    return f"{words[:1].upper()}{words[1:]}"


def _doubts(figures: Sequence[Figure], say: _Sayer) -> list[str]:
    """Say what is hidden, not exact, or added up by the editors; never left out."""
    said = []
    hidden = [each for each in figures if each.is_hidden]
    if hidden:
        names = "; ".join(
            f"{say.group(each)}, {say.period(each)} ({say.value(each)})" for each in hidden
        )
        counts = {
            "count": len(hidden),
            "all": len(figures),
            "names": f": {names}" if len(hidden) <= MOST_NAMED else "",
        }
        said.append(
            say(
                "{count} of {all} numbers is hidden because it is small{names}. "
                "Hidden is not zero.",
                **counts,
            )
            if len(hidden) == 1
            else say(
                "{count} of {all} numbers are hidden because they are small{names}. "
                "Hidden is not zero.",
                **counts,
            )
        )
    if any(each.bound is Bound.AT_LEAST for each in figures):
        said.append(say("“At least” means that the true number may be higher."))
    if any(each.bound is Bound.ABOUT for each in figures):
        said.append(say("“About” means that the source rounded the number."))
    if any(each.derived for each in figures):
        said.append(
            say("Some numbers were added up by the editors; the source does not print them.")
        )
    return said
