"""
Which patterns of facts one definition covers and another does not.

Facts that stand in the same elements are alike and counted as one kind; a pattern says yes or no
to every kind. So a count is exact and does not depend on how many facts the pack lists. Where it
happened is taken as given: every pattern is one in the place the texts ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import product

from fourfold.analysis.law.determining import Answer, determine
from fourfold.analysis.law.facts import Vocabulary
from fourfold.reference import Definition, DefinitionText, Element

PLACE = "PLACE"


@dataclass(frozen=True, slots=True)
class Gap:
    """
    A smallest pattern that one definition covers and none of the others does.

    kinds: what is true, each a tuple of alike facts of which one is enough; all else is not so.
    others: what the other definitions answer, with the elements that fail.
    """

    kinds: tuple[tuple[str, ...], ...]
    others: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    A definition against others on a day.

    both, only, other, neither: how many patterns are covered by it and one of the others, by it
    alone, by one of the others alone, by none. gaps: the smallest patterns behind `only`;
    every other one adds facts to one of these. kinds: how many kinds of facts make a pattern.
    """

    definition: Definition
    against: tuple[Definition, ...]
    on: date
    kinds: int
    both: int
    only: int
    other: int
    neither: int
    gaps: tuple[Gap, ...]

    @property
    def covered(self) -> int:
        """How many patterns the definition covers."""
        return self.both + self.only


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which texts changed, the acts that changed them, and the gaps before and after."""

    on: date
    acts: tuple[str, ...]
    before: Comparison
    after: Comparison


@lru_cache(maxsize=512)
def compare(
    definition: Definition,
    against: tuple[Definition, ...],
    vocabulary: Vocabulary,
    *,
    on: date,
    also: date | None = None,
) -> Comparison:
    """
    Compare a definition with others by their texts in force on a day.

    also: another day whose comparison is to be counted by the same kinds, so that both can be set
    side by side. A definition that is not in force covers nothing.
    """
    whole, days = (definition, *against), (on,) if also is None else (on, also)
    elements = [each for day in days for each in _elements(whole, day)]
    kinds = _alike(elements, vocabulary)
    given = frozenset(code for each in elements if each.code == PLACE for code in each.any_of)
    ours, theirs = definition.text_on(on), [each.text_on(on) for each in against]
    above = [vocabulary.above[kind[0]] & {each[0] for each in kinds} for kind in kinds]
    counts = dict.fromkeys(product((True, False), repeat=2), 0)
    only: list[frozenset[int]] = []
    for marks in product((False, True), repeat=len(kinds)):
        places = [place for place, mark in enumerate(marks) if mark]
        yes = given.union(kinds[place][0] for place in places)
        # A kind marked no that another implies is no pattern.
        if all(above[place] <= yes for place in places):
            pair = _covers(ours, yes), any(_covers(each, yes) for each in theirs)
            counts[pair] += 1
            if pair == (True, False):
                only.append(frozenset(places))
    return Comparison(
        definition=definition,
        against=against,
        on=on,
        kinds=len(kinds),
        both=counts[True, True],
        only=counts[True, False],
        other=counts[False, True],
        neither=counts[False, False],
        gaps=tuple(
            _gap([kinds[place] for place in sorted(places)], given, against, vocabulary, on)
            for places in _smallest(only)
        ),
    )


def changes(
    definition: Definition, against: tuple[Definition, ...], vocabulary: Vocabulary
) -> tuple[Change, ...]:
    """Return each day on which one of the texts changed, with the gaps before and after."""
    found = []
    for day in days_of_change((definition, *against)):
        eve = day - timedelta(days=1)
        acts = dict.fromkeys(
            text.act for each in (definition, *against) for text in each.texts if text.from_ == day
        )
        before = compare(definition, against, vocabulary, on=eve, also=day)
        after = compare(definition, against, vocabulary, on=day, also=eve)
        found.append(Change(day, tuple(acts), before, after))
    return tuple(found)


def alike(
    definitions: Iterable[Definition], vocabulary: Vocabulary, *, on: date
) -> tuple[tuple[str, ...], ...]:
    """Return the facts that the texts in force ask for, alike ones together, in pack order."""
    return _alike(_elements(definitions, on), vocabulary)


def days_of_change(definitions: Iterable[Definition]) -> tuple[date, ...]:
    """Return the days on which a text began or ended, oldest first."""
    days = {
        day
        for definition in definitions
        for text in definition.texts
        for day in (text.from_, text.until)
        if day is not None
    }
    return tuple(sorted(days))


def _elements(definitions: Iterable[Definition], on: date) -> list[Element]:
    texts = (each.text_on(on) for each in definitions)
    return [each for text in texts if text for way in text.ways for each in way]


def _alike(elements: Iterable[Element], vocabulary: Vocabulary) -> tuple[tuple[str, ...], ...]:
    standing: dict[str, set[frozenset[str]]] = {}
    for element in elements:
        for code in element.deciding if element.code != PLACE else ():
            standing.setdefault(code, set()).add(element.deciding)
    together: dict[tuple[frozenset[frozenset[str]], str], list[str]] = {}
    for code in sorted(standing, key=vocabulary.order.__getitem__):
        tied = len(vocabulary.above[code] | vocabulary.below[code]) > 1
        together.setdefault((frozenset(standing[code]), code if tied else ""), []).append(code)
    return tuple(map(tuple, together.values()))


def _covers(text: DefinitionText | None, yes: frozenset[str]) -> bool:
    # Every fact is known here, so Kleene's third value cannot arise.
    return text is not None and any(
        not any(element.deciding.isdisjoint(yes) for element in way) for way in text.ways
    )


def _smallest(found: list[frozenset[int]]) -> list[frozenset[int]]:
    kept: list[frozenset[int]] = []
    for each in sorted(found, key=lambda places: (len(places), sorted(places))):
        if not any(one <= each for one in kept):
            kept.append(each)
    return kept


def _gap(
    kinds: Sequence[tuple[str, ...]],
    given: frozenset[str],
    against: Iterable[Definition],
    vocabulary: Vocabulary,
    on: date,
) -> Gap:
    yes = vocabulary.known(given | {kind[0] for kind in kinds}, ()).yes
    facts = vocabulary.known(yes, vocabulary.by_code.keys() - yes)
    return Gap(tuple(kinds), tuple(determine(each, facts, on=on) for each in against))
