"""
The elements of definitions side by side on a day: what each text names, lacks or asks beyond.

This is a reading of the words, element by element; which whole patterns of facts one text covers
and another does not is counted in `gaps`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.analysis.law.facts import Vocabulary
from fourfold.analysis.law.words import ELEMENTS, KINDS
from fourfold.reference import Definition, DefinitionText, Element

CHOICES = ("ACTION", "MEANS", "PURPOSE")
"""Elements that name alternatives: each further one makes a definition wider."""
NO_MEANS_UNDER_18 = "NO_MEANS_UNDER_18"
MINOR = "UNDER_18"


class Stand(StrEnum):
    """
    How a text stands to a line of the table.

    NAMED: it names this, or something wider. NARROWER: only a narrower case of it. LACKING: it does
    not name it. ASKED: it asks for this too, whatever the way. ASKED_IN_SOME: in some of its
    ways. NOT_ASKED: it asks nothing of the kind. NOT_IN_FORCE: it had no text that day.
    """

    NAMED = "NAMED"
    NARROWER = "NARROWER"
    LACKING = "LACKING"
    ASKED = "ASKED"
    ASKED_IN_SOME = "ASKED_IN_SOME"
    NOT_ASKED = "NOT_ASKED"
    NOT_IN_FORCE = "NOT_IN_FORCE"


@dataclass(frozen=True, slots=True)
class ElementCell:
    """How one definition stands to a line. words: the text's own, or blank. is_confirmed: read."""

    stand: Stand
    words: str = ""
    is_confirmed: bool = True


@dataclass(frozen=True, slots=True)
class ElementLine:
    """
    One line of the table. element: its code. label: in words: "recruited".

    is_limit: an element that makes a definition narrower wherever it is asked. cells: one a
    definition, in their order.
    """

    element: str
    label: str
    is_limit: bool
    cells: tuple[ElementCell, ...]


@dataclass(frozen=True, slots=True)
class ElementTable:
    """The table of a day. texts: what was in force, None where nothing was."""

    on: date
    definitions: tuple[Definition, ...]
    texts: tuple[DefinitionText | None, ...]
    lines: tuple[ElementLine, ...]


@dataclass(frozen=True, slots=True)
class Lack:
    """
    Where one definition falls short of another. words: of the one, and of the other.

    is_limit: it asks something that the other does not.
    """

    element: str
    label: str
    is_limit: bool
    stand: Stand
    words: str
    other_words: str
    is_confirmed: bool


def element_table(
    definitions: tuple[Definition, ...], vocabulary: Vocabulary, *, on: date
) -> ElementTable:
    """Return what the texts in force on a day name, line by line; lines nobody has are left out."""
    texts = tuple(each.text_on(on) for each in definitions)
    return ElementTable(on, definitions, texts, tuple(_lines(texts, vocabulary)))


def lacks(
    definition: Definition, *, of: Definition, vocabulary: Vocabulary, on: date
) -> tuple[Lack, ...] | None:
    """
    Return what a definition lacks of another on a day, and what it asks that the other does not.

    None when one of them had no text that day: there is nothing to compare.
    """
    table = element_table((of, definition), vocabulary, on=on)
    if None in table.texts:
        return None
    found = []
    for each in table.lines:
        theirs, ours = each.cells
        if each.is_limit:
            short = ours.stand in (Stand.ASKED, Stand.ASKED_IN_SOME) and (
                theirs.stand is Stand.NOT_ASKED
            )
        else:
            short = theirs.stand is Stand.NAMED and ours.stand in (Stand.LACKING, Stand.NARROWER)
        if short:
            known = theirs.is_confirmed and ours.is_confirmed
            found.append(
                Lack(
                    each.element,
                    each.label,
                    each.is_limit,
                    ours.stand,
                    ours.words,
                    theirs.words,
                    known,
                )
            )
    return tuple(found)


def _lines(
    texts: tuple[DefinitionText | None, ...], vocabulary: Vocabulary
) -> Iterable[ElementLine]:
    elements = [each for text in texts if text for way in text.ways for each in way]
    for code in CHOICES:
        named = {fact for each in elements if each.code == code for fact in each.any_of}
        for label, facts in _alternatives(code, named, vocabulary):
            cells = (_choice(text, code, facts, vocabulary) for text in texts)
            yield ElementLine(code, label, False, tuple(cells))
        if code == "MEANS" and any(MINOR in each.not_needed_if for each in elements):
            label = "no means needed under 18"
            yield ElementLine("MEANS", label, False, tuple(map(_no_means, texts)))
    for code in ELEMENTS:
        if code not in CHOICES and any(each.code == code for each in elements):
            yield ElementLine(code, ELEMENTS[code], True, tuple(_limit(t, code) for t in texts))


def _alternatives(
    code: str, named: set[str], vocabulary: Vocabulary
) -> list[tuple[str, frozenset[str]]]:
    if code == "MEANS":
        by_kind: dict[str, set[str]] = {}
        for fact in vocabulary.by_code.values():
            if fact.code in named:
                by_kind.setdefault(fact.kind, set()).add(fact.code)
        return [
            (KINDS.get(kind, kind.lower()).removeprefix("any "), frozenset(facts))
            for kind, facts in by_kind.items()
        ]
    order = sorted(named, key=vocabulary.order.__getitem__)
    return [(_label(each, vocabulary), frozenset({each})) for each in order]


def _choice(
    text: DefinitionText | None, code: str, facts: frozenset[str], vocabulary: Vocabulary
) -> ElementCell:
    if text is None:
        return ElementCell(Stand.NOT_IN_FORCE)
    if all(each.code != code for way in text.ways for each in way):
        return ElementCell(Stand.NOT_ASKED)
    exact: list[Element] = []
    narrow: list[Element] = []
    for way in text.ways:
        for each in way:
            if each.code != code:
                continue
            # A wider fact covers this one; a narrower one covers only part of it.
            wide = each.any_of.union(*(vocabulary.below[fact] for fact in each.any_of))
            if facts <= wide:
                exact.append(each)
            elif any(not vocabulary.below[fact].isdisjoint(each.any_of) for fact in facts):
                narrow.append(each)
    if exact:
        return _cell(Stand.NAMED, exact)
    return _cell(Stand.NARROWER, narrow) if narrow else ElementCell(Stand.LACKING)


def _no_means(text: DefinitionText | None) -> ElementCell:
    if text is None:
        return ElementCell(Stand.NOT_IN_FORCE)
    excused = [each for way in text.ways for each in way if MINOR in each.not_needed_if]
    free = [way for way in text.ways if all(each.code != "MEANS" for each in way)]
    if excused:
        return _cell(Stand.NAMED, excused)
    if free:
        # Of a way without means, what it says of age tells why; where it says nothing, all ages.
        ages = [each for way in free for each in way if each.code == "AGE"]
        return _cell(Stand.NAMED, ages or [free[0][0]])
    return ElementCell(Stand.LACKING)


def _limit(text: DefinitionText | None, code: str) -> ElementCell:
    if text is None:
        return ElementCell(Stand.NOT_IN_FORCE)
    asking = [[each for each in way if each.code == code] for way in text.ways]
    found = [each for way in asking for each in way]
    if not found:
        return ElementCell(Stand.NOT_ASKED)
    return _cell(Stand.ASKED if all(asking) else Stand.ASKED_IN_SOME, found)


def _cell(stand: Stand, elements: list[Element]) -> ElementCell:
    # Where confirmed words say it, the unconfirmed ones do not matter.
    read = [each for each in elements if each.is_confirmed]
    said = "; ".join(dict.fromkeys(each.words for each in read or elements))
    return ElementCell(stand, said, bool(read))


def _label(code: str, vocabulary: Vocabulary) -> str:
    text = vocabulary.by_code[code].label
    return text[0].lower() + text[1:]
