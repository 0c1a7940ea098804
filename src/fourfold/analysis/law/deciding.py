"""The smallest sets of unknown facts that would decide an open answer, computed exactly."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from fourfold.analysis.law.facts import Facts, Vocabulary

Set = frozenset[str]
Sets = tuple[Set, ...]


@dataclass(frozen=True, slots=True)
class Deciders:
    """
    Sets of unknown facts, none holding another of the same tuple; shortest first.

    to_meet: all yes makes it MET. to_fail: all no makes it NOT_MET. any: answering it can decide,
    one way or the other; a smaller set cannot, whatever the answers.
    """

    to_meet: Sets
    to_fail: Sets
    any: Sets

    @property
    def smallest(self) -> Sets:
        """The sets of `any` that ask the fewest facts."""
        return tuple(each for each in self.any if len(each) == len(self.any[0]))


def deciders(ways: tuple[tuple[Set, ...], ...], facts: Facts) -> Deciders:
    """
    Return what would decide a text of which only these elements are open.

    ways: of each way that can still be met, the facts of each open element. Definitions have no
    "not", so a set can make it met only by yes to all of it, and not met only by no to all.
    """
    vocabulary = facts.vocabulary
    asked = frozenset().union(*(element for way in ways for element in way))
    unknown = (asked | vocabulary.tied) - facts.yes - facts.no
    return _deciders(ways, unknown, vocabulary)


@lru_cache(maxsize=50_000)
def _deciders(ways: tuple[tuple[Set, ...], ...], unknown: Set, vocabulary: Vocabulary) -> Deciders:
    to_meet: list[Set] = []
    to_fail: Sets = (frozenset(),) if ways else ()
    for way in ways:
        open_facts = [element & unknown for element in way]
        # A yes also comes from a fact that implies one of the element's.
        hits = [_around(each, vocabulary.below, unknown) for each in open_facts]
        to_meet += _transversals(hits)
        # One element with a no to every fact of it fails the way; a no also comes from above.
        failing = [
            one
            for each in open_facts
            for one in _transversals([vocabulary.above[code] & unknown for code in each])
        ]
        to_fail = _least(a | b for a in to_fail for b in _least(failing))
    order = _in_order(vocabulary)
    met, failed = _least(to_meet), _least(to_fail)
    return Deciders(
        to_meet=tuple(sorted(met, key=order)),
        to_fail=tuple(sorted(failed, key=order)),
        any=tuple(sorted(_least((*met, *failed)), key=order)),
    )


def _around(codes: Set, reach: dict[str, Set], unknown: Set) -> Set:
    return frozenset().union(*(reach[code] for code in codes)) & unknown


def _transversals(choices: Iterable[Set]) -> Sets:
    # Every smallest set that takes at least one of each (Berge's algorithm).
    found: Sets = (frozenset(),)
    for each in choices:
        kept = [one for one in found if not one.isdisjoint(each)]
        grown = (one | {code} for one in found if one.isdisjoint(each) for code in each)
        found = _least((*kept, *grown))
    return found


def _least(sets: Iterable[Set]) -> Sets:
    kept: list[Set] = []
    for each in sorted(set(sets), key=len):
        if not any(one <= each for one in kept):
            kept.append(each)
    return tuple(kept)


def _in_order(vocabulary: Vocabulary) -> Callable[[Set], tuple[int, list[int]]]:
    return lambda one: (len(one), sorted(vocabulary.order[code] for code in one))
