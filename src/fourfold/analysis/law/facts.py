"""
What is known of one person's situation: every fact is yes, no or unknown; unknown is never no.

LawError
├── UnknownFact     a fact the definitions do not have
├── NotAnAnswer     a value that is neither yes, no nor unknown
└── FactsDisagree   two answers that cannot both be true
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from fourfold.reference import Fact


class Truth(StrEnum):
    """Kleene's three values."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class LawError(Exception):
    """Facts could not be read."""


class UnknownFact(LawError):
    """A fact no definition asks for; the message offers the nearest one."""

    def __init__(self, code: str, known: Iterable[str]) -> None:
        """Say which fact; known: the codes that would have worked."""
        self.code = code
        near = get_close_matches(code.upper()[:60], list(known), n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        super().__init__(f"There is no fact {code[:60]!r}.{hint} See law_facts.csv of the pack.")


class NotAnAnswer(LawError):
    """A value that is not one of the three."""

    def __init__(self, code: str, value: object) -> None:
        """Say which fact, and what stood there."""
        self.code = code
        super().__init__(
            f"{code}: {str(value)[:40]!r} is not an answer. Write yes, no or unknown; "
            "leave the fact out if nobody knows."
        )


class FactsDisagree(LawError):
    """Two answers that cannot both be true."""

    def __init__(self, first: str, second: str) -> None:
        """Say which facts; first: the one that is yes, second: the one that is no."""
        self.codes = (first, second)
        super().__init__(
            f"{first} is yes and {second} is no; {first} means {second} too. Correct one of them."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """
    What is known, with everything it implies; all else is unknown.

    yes and no never share a code. Made by Vocabulary.facts.
    """

    yes: frozenset[str]
    no: frozenset[str]
    vocabulary: Vocabulary

    def of(self, code: str) -> Truth:
        """Return what is known of a fact; a code no definition asks for is unknown."""
        return Truth.YES if code in self.yes else Truth.NO if code in self.no else Truth.UNKNOWN

    def stated(self) -> dict[str, str]:
        """Return the known facts as plain values, in the order of the vocabulary."""
        known = {code: self.of(code) for code in self.vocabulary.order}
        return {code: str(each) for code, each in known.items() if each is not Truth.UNKNOWN}


class Vocabulary:
    """
    The facts that a pack's definitions ask for, and what implies what.

    order: code to place, as the pack lists them. above: code to itself and all it implies.
    below: code to itself and all that imply it. tied: the facts
    that imply another or are implied.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Take the facts of a pack, in its order."""
        self.by_code = {each.code: each for each in facts}
        self.order = {code: place for place, code in enumerate(self.by_code)}
        self.above = {code: self._reach(code) for code in self.by_code}
        self.below = {
            code: frozenset(each for each, up in self.above.items() if code in up)
            for code in self.by_code
        }
        self.tied = frozenset(
            code for code in self.by_code if len(self.above[code]) + len(self.below[code]) > 2
        )

    def _reach(self, code: str) -> frozenset[str]:
        found, waiting = {code}, [code]
        while waiting:
            for each in self.by_code[waiting.pop()].implies:
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return frozenset(found)

    def facts(self, answers: Mapping[str, object]) -> Facts:
        """
        Read answers: code to yes, no or unknown (or True, False, None).

        What is left out is unknown. What follows is added: under 15 makes under 18 true.
        :raises UnknownFact, NotAnAnswer, FactsDisagree: the first trouble, in the order given.
        """
        yes, no = set(), set()
        for code, value in answers.items():
            if code not in self.by_code:
                raise UnknownFact(str(code), self.by_code)
            truth = read_truth(value, code=code)
            if truth is Truth.YES:
                yes.add(code)
            elif truth is Truth.NO:
                no.add(code)
        return self.known(yes, no)

    def known(self, yes: Iterable[str], no: Iterable[str]) -> Facts:
        """
        Make facts of codes that are known to be in the vocabulary.

        :raises FactsDisagree: when an answer contradicts what another implies.
        """
        said_yes, said_no = frozenset(yes), frozenset(no)
        all_yes, all_no = said_yes, said_no
        for code in said_yes & self.tied:
            all_yes |= self.above[code]
        for code in said_no & self.tied:
            all_no |= self.below[code]
        if not all_yes.isdisjoint(all_no):
            raise FactsDisagree(*self._disagreement(said_yes, said_no))
        return Facts(all_yes, all_no, self)

    def _disagreement(self, yes: frozenset[str], no: frozenset[str]) -> tuple[str, str]:
        return next(
            (said, denied)
            for said in sorted(yes, key=self.order.__getitem__)
            for denied in sorted(self.above[said] & no, key=self.order.__getitem__)
        )


def read_truth(value: object, *, code: str) -> Truth:
    """Read one answer. code: named in the message. :raises NotAnAnswer:."""
    if value is None or value == "":
        return Truth.UNKNOWN
    if isinstance(value, bool):
        return Truth.YES if value else Truth.NO
    try:
        return Truth(str(value).strip().lower())
    except ValueError:
        raise NotAnAnswer(code, value) from None
