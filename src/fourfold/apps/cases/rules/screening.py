"""
Filling an instrument: what is asked, what counts, what comes out. It never says what somebody is.

Answers are one mapping of item to answer; in which order they came makes no difference.

ScreeningError
├── NoSuchItem      the instrument has no such item
└── NoSuchAnswer    the item cannot be answered so
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.reference.instruments import Asks, Instrument, Item, NoAnswer

SAID = "SAID"
"""The answer to an item of words: what was said stands beside it."""


class ScreeningError(ValueError):
    """An answer does not fit the instrument; the message says which and why."""


class NoSuchItem(ScreeningError):
    """The instrument has no such item."""


class NoSuchAnswer(ScreeningError):
    """The item cannot be answered so."""


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer. answer: a choice, a number in digits, SAID, or one of NoAnswer. words: said."""

    answer: str
    words: str = ""

    @property
    def says_something(self) -> bool:
        """True unless unknown, refused or not asked."""
        return self.answer not in set(NoAnswer)


Answers = Mapping[str, Answered]


@dataclass(frozen=True, slots=True)
class Outcome:
    """
    What came out. asked, answered: counts of items asked, and of those that say something.

    low, high: the points, None without a score; they differ where an answer is missing that could
    have counted. band: its words, "" without bands or where the missing answers decide it.
    """

    asked: int
    answered: int
    low: int | None = None
    high: int | None = None
    band: str = ""

    @property
    def is_open(self) -> bool:
        """True if the missing answers decide the band."""
        return self.low is not None and not self.band and self.low != self.high


def counted(instrument: Instrument, *, answers: Answers) -> dict[str, Answered]:
    """Return the answers to items that are asked; an answer to a skipped item is left out."""
    kept: dict[str, Answered] = {}
    for item in instrument.items:
        if item.code in answers and _opens(item, kept):
            kept[item.code] = answers[item.code]
    return kept


def asked(instrument: Instrument, *, answers: Answers) -> tuple[Item, ...]:
    """Return the items that are asked, given these answers, in their order."""
    kept = counted(instrument, answers=answers)
    return tuple(item for item in instrument.items if _opens(item, kept))


def next_item(instrument: Instrument, *, answers: Answers) -> Item | None:
    """Return the first item that is asked and has no answer yet; None at the end."""
    waiting = (each for each in asked(instrument, answers=answers) if each.code not in answers)
    return next(waiting, None)


def whole(instrument: Instrument, *, answers: Answers) -> dict[str, Answered]:
    """Return what counts, with NOT_ASKED for every item that was asked and left empty."""
    found = counted(instrument, answers=answers)
    for item in asked(instrument, answers=answers):
        found.setdefault(item.code, Answered(NoAnswer.NOT_ASKED))
    return {item.code: found[item.code] for item in instrument.items if item.code in found}


def check(instrument: Instrument, *, answers: Answers) -> None:
    """Raise ScreeningError unless every answer fits its item."""
    items = {each.code: each for each in instrument.items}
    for code, given in answers.items():
        item = items.get(code)
        if item is None:
            raise NoSuchItem(f"{instrument.name} has no item {code}.")
        if given.answer in set(NoAnswer):
            continue
        if item.asks == Asks.NUMBER:
            fits = given.answer.isdecimal() and len(given.answer) < 7
        elif item.asks == Asks.WORDS:
            fits = given.answer == SAID and bool(given.words.strip())
        else:
            fits = given.answer in item.choices
        if not fits:
            raise NoSuchAnswer(
                f"“{item.text}” cannot be answered with {given.answer or 'nothing'}."
            )


def outcome(instrument: Instrument, *, answers: Answers) -> Outcome:
    """Return what came out; the order of the answers and skipped items make no difference."""
    kept = counted(instrument, answers=answers)
    there = len(asked(instrument, answers=answers))
    said = {code: each for code, each in kept.items() if each.says_something}
    if not instrument.scored:
        return Outcome(there, len(said))
    low = sum(
        item.points.get(said[item.code].answer, 0) for item in instrument.items if item.code in said
    )
    high = low + sum(
        max(item.points.values(), default=0)
        for item in instrument.items
        if item.code not in said and _could_open(item, instrument, said)
    )
    bands = {band_of(instrument, low), band_of(instrument, high)}
    return Outcome(there, len(said), low, high, bands.pop() if len(bands) == 1 else "")


def band_of(instrument: Instrument, points: int) -> str:
    """Return the words of the band of these points; "" where the instrument has none."""
    return next((words for least, words in reversed(instrument.bands) if points >= least), "")


def in_codes(instrument: Instrument, *, answers: Answers) -> dict[str, str]:
    """
    Return the answers as the instrument's standard writes them, by item; "" for a skipped one.

    Numbers and choices stand as they are. Without codes of a standard: ours.
    """
    found = whole(instrument, answers=answers)
    return {
        item.code: instrument.codes.get(found[item.code].answer, found[item.code].answer)
        if item.code in found
        else ""
        for item in instrument.items
    }


def facts_stated(instrument: Instrument, *, answers: Answers) -> list[tuple[str, str]]:
    """
    Return the facts of law that answers state by their own words: code and yes or no, each once.

    Two answers may state a fact differently; then both are there, in the order of the items.
    """
    kept = counted(instrument, answers=answers)
    found = (
        (fact, truth)
        for item in instrument.items
        if item.code in kept
        for answer, fact, truth in item.states
        if kept[item.code].answer == answer
    )
    return list(dict.fromkeys(found))


def _opens(item: Item, kept: Answers) -> bool:
    return not item.asked_if or any(
        all(code in kept and kept[code].answer == answer for code, answer in held)
        for held in item.asked_if
    )


def _could_open(item: Item, instrument: Instrument, said: Answers) -> bool:
    """Tell whether an item is asked under some answers to what is still open."""
    items = {each.code: each for each in instrument.items}

    def could_be(code: str, answer: str) -> bool:
        if code in said:
            return said[code].answer == answer
        return _could_open(items[code], instrument, said)

    return not item.asked_if or any(
        all(could_be(code, answer) for code, answer in held) for held in item.asked_if
    )
