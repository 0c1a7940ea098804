"""A pack's definitions of trafficking: facts, texts in force from a day until a day, elements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fourfold.reference.rows import Row

CONFIRMED = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class Fact:
    """
    A fact that definitions ask for, answered yes, no or unknown.

    group: AGE, ACTION, MEANS, PURPOSE or CIRCUMSTANCE. kind: FORCE, FRAUD, COERCION, SEX, LABOR or
    blank. implies: codes of the facts that are true whenever this one is.
    """

    code: str
    group: str
    kind: str
    label: str
    question: str
    implies: tuple[str, ...]
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """
    One thing a text asks for.

    code: ACTION, MEANS, PURPOSE, AGE, OCCURRENCES, SUBJECTION, CRIME or PLACE. any_of: one of
    these facts meets it. not_needed_if: where one of these is true it is not asked (the age
    rule). deciding: both together. words: the law's, or ours where they were not read.
    is_confirmed: somebody read them.
    """

    code: str
    way: int
    any_of: frozenset[str]
    not_needed_if: frozenset[str]
    deciding: frozenset[str]
    words: str
    is_confirmed: bool
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class DefinitionText:
    """
    A definition's words from a day until a day (end excluded; None is open, or not sourced).

    ways: each a tuple of elements; the text is met when all elements of one way are.
    higher_class holds where the fact higher_class_if is true. under_18: NO_MEANS_FOR_SEX,
    MEANS_ALWAYS or OWN_RULE. What is not sourced is blank.
    """

    code: str
    definition: str
    from_: date | None
    until: date | None
    act: str
    words: str
    offense_class: str
    higher_class: str
    higher_class_if: str
    under_18: str
    is_confirmed: bool
    note: str
    source: tuple[str, ...]
    ways: tuple[tuple[Element, ...], ...]

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return (self.from_ is None or self.from_ <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, slots=True, eq=False)
class Definition:
    """
    What a law or an agency calls trafficking, with its texts over time, oldest first.

    scope: FEDERAL, STATE_CRIME or CHILD_PROTECTION. applies_to: PERSON or BUYER.
    """

    code: str
    title: str
    citation: str
    scope: str
    applies_to: str
    statute: str
    note: str
    source: tuple[str, ...]
    texts: tuple[DefinitionText, ...]

    def text_on(self, day: date) -> DefinitionText | None:
        """Return the text in force on a day, or None when none is."""
        return next((text for text in self.texts if text.holds_on(day)), None)


def fact(row: Row) -> Fact:
    """Read a row of law_facts.csv."""
    return Fact(
        code=row["code"],
        group=row["group"],
        kind=row["kind"],
        label=row["label"],
        question=row["question"],
        implies=row.parts("implies"),
        note=row["note"],
        source=row.parts("source"),
    )


def definitions(
    rows: Iterable[Row], texts: Iterable[Row], elements: Iterable[Row]
) -> tuple[Definition, ...]:
    """
    Put the three files of definitions together, in the order of definitions.csv.

    :raises ValueError: when a day is no day, or a text has no element: it would always be met.
    """
    by_text: dict[str, dict[int, list[Element]]] = {}
    for row in elements:
        by_text.setdefault(row["text"], {}).setdefault(int(row["way"]), []).append(_element(row))
    by_definition: dict[str, list[DefinitionText]] = {}
    for row in texts:
        ways = by_text.get(row["code"])
        if not ways:
            raise ValueError(f"text {row['code']} has no row in definition_elements.csv")
        text = _text(row, tuple(tuple(ways[number]) for number in sorted(ways)))
        by_definition.setdefault(row["definition"], []).append(text)
    return tuple(
        Definition(
            code=row["code"],
            title=row["title"],
            citation=row["citation"],
            scope=row["scope"],
            applies_to=row["applies_to"],
            statute=row["statute"],
            note=row["note"],
            source=row.parts("source"),
            texts=tuple(sorted(by_definition.get(row["code"], ()), key=_start)),
        )
        for row in rows
    )


def _start(text: DefinitionText) -> date:
    return text.from_ or date.min


def _text(row: Row, ways: tuple[tuple[Element, ...], ...]) -> DefinitionText:
    return DefinitionText(
        code=row["code"],
        definition=row["definition"],
        from_=_day(row["from"]),
        until=_day(row["until"]),
        act=row["act"],
        words=row["words"],
        offense_class=row["offense_class"],
        higher_class=row["higher_class"],
        higher_class_if=row["higher_class_if"],
        under_18=row["under_18"],
        is_confirmed=row["status"] == CONFIRMED,
        note=row["note"],
        source=row.parts("source"),
        ways=ways,
    )


def _element(row: Row) -> Element:
    any_of, not_needed_if = map(frozenset, (row.parts("any_of"), row.parts("not_needed_if")))
    return Element(
        code=row["element"],
        way=int(row["way"]),
        any_of=any_of,
        not_needed_if=not_needed_if,
        deciding=any_of | not_needed_if,
        words=row["words"],
        is_confirmed=row["status"] == CONFIRMED,
        note=row["note"],
        source=row.parts("source"),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
