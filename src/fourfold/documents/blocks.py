"""
The blocks a document is made of.

A writer (html, pdf, docx) turns the same blocks into its format; no block knows a format.
Every number in running text is a Number, so that it can lead to its row in the data appendix.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from fourfold.analysis.tables import Interval, Value


# ------------------------------------------------------------------ pieces of a line
@dataclass(frozen=True, slots=True)
class Text:
    """Words. No markup is read in them. lang: of the words, "" where it is the document's."""

    text: str
    strong: bool = False
    emphasis: bool = False
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in running text: as shown, and the code of the row that proves it (F018)."""

    shown: str
    figure: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: `to` is an address (https://…) or the id of a block (#votes)."""

    text: str
    to: str


Piece: TypeAlias = Text | Number | Link
Line: TypeAlias = tuple[Piece, ...]


def line(*pieces: Piece | str) -> Line:
    """Make a line of pieces; plain strings become Text."""
    return tuple(Text(piece) if isinstance(piece, str) else piece for piece in pieces)


# ------------------------------------------------------------------ blocks
@dataclass(frozen=True, slots=True)
class Heading:
    """A heading. level 1 is a chapter, 2 a section, 3 a part of it. id is unique in a document."""

    text: str
    level: Literal[1, 2, 3]
    id: str
    four_p: str = ""
    """prevention, protection, prosecution or partnership: drawn as a thin rule of its hue."""
    lang: str = ""
    """Of the words, "" where it is the document's."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. role: "lead" opens a chapter; "note" stands in the margin or small."""

    line: Line
    role: Literal["body", "lead", "note"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list. `start` numbers it from there; None gives plain bullets."""

    items: tuple[Line, ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One large number with what it counts below it. `figure` leads to its row."""

    shown: str
    label: str
    figure: str
    four_p: str = ""


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """A row of two to four large numbers."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. number: set to the right, in tabular digits. share: relative width."""

    name: str
    number: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `cells` are lines, as many as there are columns. id: something can lead here."""

    cells: tuple[Line, ...]
    id: str = ""
    strong: bool = False
    """A total, set apart from the rows it adds up."""


@dataclass(frozen=True, slots=True)
class Table:
    """
    A table. Its header repeats on every page; the first column heads each row.

    caption: what it shows, where and when. notes: below it, one line each.
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    small: bool = False
    """Set smaller: appendices and registers."""


@dataclass(frozen=True, slots=True)
class Point:
    """
    One mark of a chart.

    label: the group, or the period in OVER_TIME. series: which of several (before, after), or "".
    value: a Decimal, or Hidden, which is drawn hatched with the word "hidden" and never as zero.
    """

    label: str
    value: Value
    figure: str
    series: str = ""
    shown: str = ""
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """
    A chart, always with the same figures as a table beside it.

    kind: BARS (one bar a label), BEFORE_AFTER (two marks a label, joined), OVER_TIME (columns),
    CHANGE (one mark a label beside a line at zero; series "" is drawn hollow: chance could do it),
    CURVE (labels are years; series FORECAST with its interval, TARGET, "" for years so far),
    RANGE (one mark a label with its interval; series KNOWN is a line through all), OVERLAPS (labels
    are lists with × between: a dot for each, and a bar).
    title: the finding, in a sentence. subtitle: measure, place, period. reading: how to read it.
    alt: what somebody who cannot see it needs to know. limit: the scale's end, where it has one.
    """

    id: str
    kind: Literal["BARS", "BEFORE_AFTER", "OVER_TIME", "CHANGE", "CURVE", "RANGE", "OVERLAPS"]
    title: str
    subtitle: str
    unit: str
    points: tuple[Point, ...]
    alt: str
    table: Table
    reading: str = ""
    four_p: str = ""
    limit: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Callout:
    """A note set apart: "caution" for what a reader must know before using a number."""

    kind: Literal["note", "caution"]
    title: str
    line: Line


@dataclass(frozen=True, slots=True)
class Picture:
    """
    A photograph or drawing, as it was drawn anew by the edges. alt: what it shows, never blank.

    kind: its media type, image/png or image/jpeg. width, height: in pixels. caption: may be blank.
    """

    id: str
    kind: str
    content: bytes
    width: int
    height: int
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """On paper, what follows begins a new page; a screen shows nothing."""


Block: TypeAlias = (
    Heading | Paragraph | Bullets | KeyFigures | Table | Chart | Callout | Picture | PageBreak
)


@dataclass(frozen=True, slots=True)
class Document:
    """
    A whole document: cover, contents (written from the headings), blocks.

    issued_on: the date printed, and the only date that gets into the files: the same document
    gives the same bytes on any day. keyfigure: the one number on the cover.
    """

    title: str
    subtitle: str
    author: str
    language: str
    issued_on: date
    blocks: tuple[Block, ...]
    keyfigure: KeyFigure | None = None
    summary: str = ""
    """One or two sentences for the cover and for search engines."""
    addressed_to: str = ""
    running_title: str = ""
    """Short title for page headers."""
    keywords: tuple[str, ...] = field(default=())
