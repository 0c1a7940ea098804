"""What a form is: pages of questions, their words in each language, and what may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class Kind(StrEnum):
    """How a question is answered. HEADING and NOTE are only read; CALCULATE is worked out."""

    TEXT = "TEXT"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    DATE = "DATE"
    ONE = "ONE"
    MANY = "MANY"
    ACKNOWLEDGE = "ACKNOWLEDGE"
    NOTE = "NOTE"
    HEADING = "HEADING"
    CALCULATE = "CALCULATE"


SILENT = frozenset({Kind.NOTE, Kind.HEADING})
"""Kinds that nobody answers."""


@dataclass(frozen=True, slots=True)
class FormProblem:
    """
    One thing wrong with a form.

    sheet: "survey", "choices", "settings", or "" for the file. row: as the spreadsheet numbers it,
    the headings being row 1; None if it is no single row. is_warning: the form can still be used.
    """

    sheet: str
    row: int | None
    column: str
    why: str
    fix: str = ""
    is_warning: bool = False

    @property
    def where(self) -> str:
        """Say where it stands: "survey, row 14, column type"."""
        row = f"row {self.row}" if self.row is not None else ""
        column = f"column {self.column}" if self.column else ""
        return ", ".join(part for part in (self.sheet or "file", row, column) if part)

    def __str__(self) -> str:
        """Write it as one line: where, why, what to do."""
        return f"{self.where}: {self.why} {self.fix}".rstrip()


@dataclass(frozen=True, slots=True)
class Language:
    """One language of a form. name: as its headings write it; code: "en", or "" if not told."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. columns: what a choice filter may ask, by heading."""

    name: str
    labels: Mapping[str, str]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """
    One question or heading. Words are by the language's name; a missing one is left out.

    required, constraint, calculation, choice_filter: expressions, "" for none. relevant: of it and
    of the groups it stands in; all must hold. least, most, step: of a range, else "". row: where it
    stands on the sheet survey. time: which time of a repeated part asks it, 0 outside of one.
    """

    name: str
    kind: Kind
    row: int
    labels: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    choices: tuple[Choice, ...] = ()
    list_name: str = ""
    required: str = ""
    required_words: Mapping[str, str] = field(default_factory=dict)
    relevant: tuple[str, ...] = ()
    constraint: str = ""
    constraint_words: Mapping[str, str] = field(default_factory=dict)
    calculation: str = ""
    choice_filter: str = ""
    appearance: frozenset[str] = frozenset()
    default: str = ""
    least: str = ""
    most: str = ""
    step: str = ""
    time: int = 0


@dataclass(frozen=True, slots=True)
class Page:
    """What is shown together: one group of the form, or questions that stand in none."""

    name: str
    labels: Mapping[str, str]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Form:
    """
    One version of a form.

    titles: by the language's name. languages: in the order of the sheet, at least one; the first
    is the default. pages: in order. repeats: the parts that repeat, written out so many times. Two
    forms of one id and version are the same form.
    """

    id: str
    version: str
    titles: Mapping[str, str]
    languages: tuple[Language, ...]
    pages: tuple[Page, ...]
    repeats: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, heading and calculation, in order."""
        return tuple(each for page in self.pages for each in page.questions)

    @cached_property
    def by_name(self) -> Mapping[str, Question]:
        """Every question by its name."""
        return {each.name: each for each in self.questions}

    def language(self, code: str) -> Language:
        """Return the language of a code, or the form's first where it has no such one."""
        return next((each for each in self.languages if each.code == code), self.languages[0])

    def say(self, words: Mapping[str, str], language: Language) -> str:
        """Return words in a language, else in the first that has them, else nothing."""
        for each in (language, *self.languages):
            if words.get(each.name):
                return words[each.name]
        return next(iter(words.values()), "")
