"""What each page shows, put together from the catalog and the pack; templates only place it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fourfold.analysis.tables import Figure
from fourfold.catalog import queries
from fourfold.catalog.shapes import ClearedTable, DocumentCard, TableCard
from fourfold.components.templatetags.pieces import FOUR_PS
from fourfold.documents.figure_tables import group_words
from fourfold.documents.present import READINGS
from fourfold.documents.speech import Speech
from fourfold.documents.summary import sentences
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import Pack, UnknownName

MOST_OPENED = 3
"""Tables that a page of one P opens at most, looking for a chart."""

FORMS = ("pdf", "docx", "html")


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file to download. size: in bytes, None where it is written on demand."""

    name: str
    href: str
    size: int | None


# ---------------------------------------------------------------- the four Ps
@dataclass(frozen=True, slots=True)
class Shelf:
    """One P with its tables. count: how many there are in all."""

    code: str
    count: int
    cards: tuple[TableCard, ...]


def shelves(cards: Sequence[TableCard]) -> list[Shelf]:
    """Sort cards by P, in the order of the four Ps; a P without cards is there too."""
    counts = Counter(card.four_p for card in cards)
    return [
        Shelf(code, counts[code], tuple(card for card in cards if card.four_p == code))
        for code in FOUR_PS
    ]


def cards_in(cards: Sequence[TableCard], language: str | None) -> list[TableCard]:
    """Return the cards in a language, each as far as it is told in it."""
    return [card.in_language(language or "en") for card in cards]


def table_in(code: str, language: str | None) -> ClearedTable | None:
    """Return a table in a language, in English where it is not told in that one; or None."""
    found = queries.table(code)
    return found.in_language(language or "en") if found else None


def leading(cards: Sequence[TableCard]) -> list[TableCard]:
    """Return the first card of each P that has one number for everyone."""
    found = []
    for shelf in shelves(cards):
        found += [card for card in shelf.cards if card.newest][:1]
    return found


def drawn_first(
    cards: Sequence[TableCard], table: Callable[[str], ClearedTable | None]
) -> tuple[ClearedTable, tuple[SafeString, ...]] | None:
    """Return the first table of a shelf that has a chart, with its pictures."""
    for card in cards[:MOST_OPENED]:
        found = table(card.code)
        if found and found.chart:
            return found, pictures(found.chart)
    return None


def in_words(table: ClearedTable | None, language: str) -> str:
    """Return what may be said of a table in a language, else its headline; "" without one."""
    return table.in_words.get(language, table.card.headline) if table else ""


# ---------------------------------------------------------------- one figure
@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as the page lists it; href is "" where it has no address on the web."""

    number: int
    code: str
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One row of the table of figures, as shown."""

    code: str
    group: str
    wave: str
    period: str
    place: str
    shown: str
    n: str
    sources: tuple[SourceLine, ...]
    note: str
    is_hidden: bool
    is_derived: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A remark below the table, and the rows it is about."""

    codes: str
    words: str


@dataclass(frozen=True, slots=True)
class OriginLine:
    """Where one figure was received from."""

    figure: str
    organization: str
    file_name: str
    line: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FigurePage:
    """
    Everything on the page of one indicator.

    pictures: the chart as SVG, for a wide page and, where drawn, for a narrow one.
    said: what the figures say, in sentences. has_*: whether a column or a remark is needed.
    previous, next: neighbors of the same P.
    """

    table: ClearedTable
    files: tuple[FileLine, ...]
    pictures: tuple[SafeString, ...]
    said: tuple[str, ...]
    reading: str
    value_head: str
    lines: tuple[FigureLine, ...]
    has_groups: bool
    has_waves: bool
    has_places: bool
    has_n: bool
    has_hidden: bool
    has_derived: bool
    notes: tuple[Note, ...]
    sources: tuple[SourceLine, ...]
    origins: tuple[OriginLine, ...]
    place_in_shelf: int
    shelf_size: int
    previous: TableCard | None
    next: TableCard | None


def figure_page(table: ClearedTable, cards: Sequence[TableCard], pack: Pack) -> FigurePage:
    """Put the page of one indicator together, in the table's language, which is the one set."""
    speech = Speech(table.card.language, table.words)
    keys = dict.fromkeys(
        [*table.indicator.source, *(key for each in table.figures for key in each.source)]
    )
    sources = {key: _source(number, key, pack) for number, key in enumerate(keys, start=1)}
    lines = tuple(_line(each, table.indicator.unit, sources, speech) for each in table.in_order)
    neighbors = [card for card in cards if card.four_p == table.card.four_p]
    at = next((n for n, card in enumerate(neighbors) if card.code == table.card.code), 0)
    return FigurePage(
        table=table,
        files=tuple(
            FileLine(name, reverse(f"public:figure_{form}", args=(table.card.code,)), None)
            for form, name in (("csv", _("CSV, for spreadsheets")), ("json", _("JSON")))
        ),
        pictures=pictures(table.chart),
        said=sentences(table.figures, unit=table.indicator.unit, speech=speech),
        reading=_reading(table, speech),
        value_head=value_head(table.indicator.unit),
        lines=lines,
        has_groups=any(not line.is_whole for line in lines),
        has_waves=any(line.wave for line in lines),
        has_places=len({line.place for line in lines}) > 1,
        has_n=any(line.n for line in lines),
        has_hidden=any(line.is_hidden for line in lines),
        has_derived=any(line.is_derived for line in lines),
        notes=_notes(lines),
        sources=tuple(sources.values()),
        origins=tuple(
            OriginLine(
                each.figure,
                _organization(each.organization, pack),
                each.file_name,
                each.line,
                each.sha256,
            )
            for each in table.lineage.origins
        ),
        place_in_shelf=at + 1,
        shelf_size=len(neighbors),
        previous=neighbors[at - 1] if at > 0 else None,
        next=neighbors[at + 1] if at + 1 < len(neighbors) else None,
    )


def value_head(unit: str) -> str:
    """Say what a column of values in a unit holds."""
    heads = {
        "count": _("Number"),
        "percent": _("Share"),
        "USD": _("Dollars"),
        "points": _("Points"),
        "rank": _("Rank"),
        "estimate": _("People"),
    }
    return heads.get(unit, _("Value"))


def pictures(chart: str) -> tuple[SafeString, ...]:
    """Take the drawings out of a chart: made by fourfold.documents, stored by us at release."""
    found = re.findall(r"<svg\b.*?</svg>", chart, flags=re.DOTALL)
    return tuple(mark_safe(each) for each in found)  # noqa: S308 - ours, see above


def _notes(lines: Sequence[FigureLine]) -> tuple[Note, ...]:
    """Gather what the rows' notes say, each once, with the rows it is about."""
    about: dict[str, list[str]] = {}
    for line in lines:
        if line.note:
            about.setdefault(line.note, []).append(line.code)
    every = _("All rows")
    return tuple(
        Note(every if len(codes) == len(lines) > 1 else ", ".join(codes), words)
        for words, codes in about.items()
    )


def _line(
    figure: Figure, unit: str, sources: Mapping[str, SourceLine], speech: Speech
) -> FigureLine:
    return FigureLine(
        code=figure.code,
        group=group_words(figure, speech),
        wave={"before": _("Before"), "after": _("After")}.get(figure.wave, figure.wave),
        period=period_words(figure, speech),
        place=figure.geography,
        shown=show_figure(figure, unit=unit, speech=speech),
        n=f"{figure.n:,}" if figure.n is not None else "",
        sources=tuple(sources[key] for key in figure.source),
        note=_sentence(speech.of(figure.note)),
        is_hidden=figure.is_hidden,
        is_derived=figure.derived,
        is_whole=figure.is_whole,
    )


def _sentence(text: str) -> str:
    text = text[:1].upper() + text[1:]
    return f"{text}." if text and text[-1] not in ".!?" else text


def _reading(table: ClearedTable, speech: Speech) -> str:
    """Say how to read the chart, in the report's own words; "" where there is no chart."""
    if not table.chart:
        return ""
    reading = READINGS.get(table.indicator.chart)
    return speech.say(reading) if reading else ""


def _source(number: int, key: str, pack: Pack) -> SourceLine:
    try:
        found = pack.source(key)
    except UnknownName:
        return SourceLine(number, key, key, "")
    href = found.location if found.location.startswith("https://") else ""
    return SourceLine(number, found.code, found.title, href)


def _organization(code: str, pack: Pack) -> str:
    try:
        return pack.organization(code).name
    except UnknownName:
        return code


# ---------------------------------------------------------------- reports
@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report with its files, as lists show it."""

    card: DocumentCard
    files: tuple[FileLine, ...]


def report_line(card: DocumentCard) -> ReportLine:
    """Say in which formats a report can be had."""
    names = {"pdf": "PDF", "docx": _("Word (DOCX)"), "html": _("One web page (HTML)")}
    return ReportLine(
        card,
        tuple(
            FileLine(
                names[form],
                reverse("public:report_file", kwargs={"code": card.code, "form": form}),
                size,
            )
            for form in FORMS
            if (size := card.files.get(form))
        ),
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of a report's contents."""

    id: str
    words: str


class _Headings(HTMLParser):
    """Gathers the h2 of a report's own fragment."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Step] = []
        self._id = ""
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2" and (id_ := dict(attrs).get("id")):
            self._id, self._words = id_, []

    def handle_data(self, data: str) -> None:
        if self._id:
            self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2" and self._id:
            self.found.append(Step(self._id, unescape("".join(self._words)).strip()))
            self._id = ""


def contents_of(body: str) -> list[Step]:
    """Return the chapters of a report's body, in order."""
    reader = _Headings()
    reader.feed(body)
    return reader.found
