"""What one edition of a report is made from: all of it can be kept as JSON, so it can be frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from fourfold.analysis.tables import FigureTable


class Kind(StrEnum):
    """What a block is. The registers fill themselves from what the Council keeps."""

    HEADING = "HEADING"
    TEXT = "TEXT"
    FIGURE = "FIGURE"
    CHART = "CHART"
    TABLE = "TABLE"
    PICTURE = "PICTURE"
    RECOMMENDATIONS = "RECOMMENDATIONS"
    ACTIVITIES = "ACTIVITIES"
    LAWS = "LAWS"
    PLAN = "PLAN"
    PAGE_BREAK = "PAGE_BREAK"


REGISTERS = (Kind.RECOMMENDATIONS, Kind.ACTIVITIES, Kind.LAWS, Kind.PLAN)


@dataclass(frozen=True, slots=True)
class Part:
    """
    One block. english, spanish: its words; a table's are lines of cells with | between them.

    ref: a figure's code, an indicator's code, a picture's id or a register's year.
    codes: the figures it shows. rows: of a register, each a tuple of texts.
    """

    id: str
    kind: Kind
    level: int = 1
    four_p: str = ""
    english: str = ""
    spanish: str = ""
    ref: str = ""
    alt: str = ""
    codes: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def needs_words(self) -> bool:
        """Tell whether it says something of its own, in each language."""
        return self.kind in (Kind.HEADING, Kind.TEXT, Kind.FIGURE, Kind.CHART, Kind.TABLE) or (
            self.kind is Kind.PICTURE
        )

    @property
    def is_missing_spanish(self) -> bool:
        """Tell whether its English words have no Spanish yet."""
        return self.needs_words and bool(self.english.strip()) and not self.spanish.strip()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture's bytes with their kind and size in pixels."""

    kind: str
    content: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Edition:
    """
    A report as it stands, in one language. figures: as they were bound, changed since or not.

    notes: figure code to why an older value is kept. places: geography code to name.
    """

    year: int
    title: str
    subtitle: str
    author: str
    addressed_to: str
    running_title: str
    issued_on: date
    language: str
    parts: tuple[Part, ...]
    figures: FigureTable
    is_draft: bool = True
    notes: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, Drawn] = field(default_factory=dict)
