"""What a form is made of. A writer turns it into PDF or HTML; no block knows a format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. small: for what matters less."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """One promise or rule: a few words in bold, then the rest."""

    strong: str
    text: str


@dataclass(frozen=True, slots=True)
class Points:
    """What must be known before anything else: set apart, two columns on paper."""

    title: str
    items: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick. ticked: already so, because the form was filled from a record."""

    label: str
    help: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes below each other, in one or two columns. legend: what they answer."""

    legend: str
    items: tuple[Box, ...]
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, with its label below. value: printed on it. share: relative width."""

    label: str
    value: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Blanks:
    """Lines to write on, side by side. tall: room for a signature."""

    items: tuple[Blank, ...]
    tall: bool = False


Part: TypeAlias = Words | Points | Boxes | Blanks


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered step of the form; kept together on one page. number: blank for none."""

    title: str
    parts: tuple[Part, ...]
    number: str = ""
    for_staff: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """
    A whole form.

    code: which form and version it is, in the footer. issued_on: the only date in the file, so
    that the same form gives the same bytes. notice: the last lines, set apart, for the law's text.
    """

    title: str
    lead: str
    language: str
    code: str
    author: str
    issued_on: date
    parts: tuple[Part, ...]
    sections: tuple[Section, ...]
    notice: str = ""

    def all_parts(self) -> Iterator[Part]:
        """Give every part, in reading order."""
        yield from self.parts
        for section in self.sections:
            yield from section.parts
