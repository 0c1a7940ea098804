"""What a definition says of the facts on a day, in Kleene's three-valued logic."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.analysis.law.deciding import Deciders, deciders
from fourfold.analysis.law.facts import Facts, Truth
from fourfold.reference import Definition, DefinitionText, Element


class Verdict(StrEnum):
    """What a definition says. OPEN is never NOT_MET."""

    MET = "MET"
    NOT_MET = "NOT_MET"
    OPEN = "OPEN"
    NOT_IN_FORCE = "NOT_IN_FORCE"


@dataclass(frozen=True, slots=True)
class Reason:
    """An element, and the facts that settle it: that are true, or that are all not so."""

    element: Element
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """
    What one definition says of some facts on a day.

    text: the words in force, None when none were. way: the elements by which it is met, else
    empty; where several ways are, one whose words are confirmed.
    """

    definition: Definition
    text: DefinitionText | None
    verdict: Verdict
    on: date
    facts: Facts
    way: tuple[Element, ...] = ()

    @property
    def met_by(self) -> tuple[Reason, ...]:
        """The facts by which it is met, element by element."""
        return tuple(Reason(each, self._among(each.deciding, self.facts.yes)) for each in self.way)

    @property
    def failing(self) -> tuple[tuple[Reason, ...], ...]:
        """For NOT_MET: of each way the elements that fail, the nearest way first."""
        if self.verdict is not Verdict.NOT_MET or self.text is None:
            return ()
        ways = []
        for way in self.text.ways:
            failed = (each for each in way if each.deciding <= self.facts.no)
            ways.append(
                tuple(Reason(each, self._among(each.deciding, self.facts.no)) for each in failed)
            )
        return tuple(sorted(ways, key=len))

    @property
    def open_ways(self) -> tuple[tuple[Element, ...], ...]:
        """For OPEN: of each way that can still be met, the elements that are open."""
        if self.verdict is not Verdict.OPEN or self.text is None:
            return ()
        return _open_ways(self.text, self.facts)

    @property
    def deciders(self) -> Deciders:
        """For OPEN: the smallest sets of unknown facts that would decide; else none."""
        ways = tuple(tuple(each.deciding for each in way) for way in self.open_ways)
        return deciders(ways, self.facts)

    @property
    def unconfirmed(self) -> tuple[Element, ...]:
        """The elements the answer rests on whose words nobody has confirmed."""
        if self.verdict is Verdict.MET:
            resting: Iterable[Element] = self.way
        elif self.verdict is Verdict.NOT_MET:
            resting = (reason.element for way in self.failing for reason in way)
        else:
            resting = (each for way in self.open_ways for each in way)
        return tuple(each for each in resting if not each.is_confirmed)

    @property
    def offense_class(self) -> str:
        """The class when it is met: "Class A felony"; both joined by "or" while it is open."""
        if self.text is None or self.verdict is not Verdict.MET:
            return ""
        if not self.text.higher_class:
            return self.text.offense_class
        higher = self.facts.of(self.text.higher_class_if)
        if higher is Truth.YES:
            return self.text.higher_class
        if higher is Truth.NO:
            return self.text.offense_class
        return f"{self.text.offense_class} or {self.text.higher_class}"

    def _among(self, codes: frozenset[str], known: frozenset[str]) -> tuple[str, ...]:
        return tuple(sorted(codes & known, key=self.facts.vocabulary.order.__getitem__))


def determine(definition: Definition, facts: Facts, *, on: date) -> Answer:
    """
    Return what a definition says of the facts, by its text in force on a day.

    A way is met when each of its elements is: one fact of it is true. It fails when one element
    fails: every fact of it is false. Definitions have no "not", so this is exact: the answer is
    MET or NOT_MET exactly when every completion of the unknown facts agrees.
    Source: Kleene, Introduction to Metamathematics (1952), section 64, the strong tables.
    """
    text = definition.text_on(on)
    if text is None:
        return Answer(definition, None, Verdict.NOT_IN_FORCE, on, facts)
    yes, no = facts.yes, facts.no
    verdict = Verdict.NOT_MET
    by: tuple[Element, ...] = ()
    for way in text.ways:
        met = True
        for element in way:
            if element.deciding.isdisjoint(yes):
                met = False
                if element.deciding <= no:
                    break
        else:
            if not met:
                if verdict is Verdict.NOT_MET:
                    verdict = Verdict.OPEN
            elif verdict is not Verdict.MET or (_is_confirmed(way) and not _is_confirmed(by)):
                verdict, by = Verdict.MET, way
    return Answer(definition, text, verdict, on, facts, by)


def determine_all(
    definitions: Iterable[Definition], facts: Facts, *, on: date
) -> tuple[Answer, ...]:
    """Return what each definition says, in their order."""
    return tuple(determine(each, facts, on=on) for each in definitions)


def _is_confirmed(way: tuple[Element, ...]) -> bool:
    return all(each.is_confirmed for each in way)


def _open_ways(text: DefinitionText, facts: Facts) -> tuple[tuple[Element, ...], ...]:
    found = []
    for way in text.ways:
        waiting = [each for each in way if each.deciding.isdisjoint(facts.yes)]
        if waiting and not any(each.deciding <= facts.no for each in waiting):
            found.append(tuple(waiting))
    return tuple(found)
