"""
What the catalog takes in and gives out.

Origin, Lineage and TableCard are kept as JSON for good, so old ones must stay readable: a new
field has a default, and none is renamed, removed or given a new meaning.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from fourfold.analysis.tables import Figure, Indicator

UNDETECTED = "UNDETECTED_ESTIMATE"
"""The table of how many people no list knows, as estimated: the first page says it in words."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one figure came from: the file, its line, and the file's fingerprint."""

    figure: str
    organization: str
    file_name: str
    line: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Lineage:
    """How a table came to be published."""

    release: str
    run: str
    method: str
    software: str
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class TableCard:
    """
    A table as a list shows it.

    newest: the newest figure of everyone, as shown, or "" where there are only groups.
    language: the one its words are in. told: by language, the fields whose words differ there.
    """

    code: str
    name: str
    headline: str
    subtitle: str
    four_p: str
    unit: str
    newest: str
    newest_period: str
    order: int
    language: str = "en"
    told: dict[str, dict[str, str]] = field(default_factory=dict)

    def in_language(self, language: str) -> TableCard:
        """Return the card in a language, or as it is where nobody told it in that one."""
        words: dict[str, Any] = dict(self.told.get(language, {}))
        return replace(self, **words, language=language) if words else self


@dataclass(frozen=True, slots=True)
class Told:
    """
    A table in another language, as released with it.

    words: each text of its indicator, groups, notes, places and cautions to the same there.
    """

    chart: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class ClearedTable:
    """
    One indicator's figures, cleared for the public.

    chart: SVG for a desk, then for a phone; "" where a picture would add nothing. cautions: what a
    reader must know before
    using a number, one sentence each. version, published_at and sha256 are set by the catalog.
    """

    card: TableCard
    indicator: Indicator
    figures: tuple[Figure, ...]
    chart: str
    cautions: tuple[str, ...]
    lineage: Lineage
    version: int = 0
    published_at: datetime | None = None
    sha256: str = ""
    in_words: dict[str, str] = field(default_factory=dict)
    """What may be said of it, by language; {} where the card's headline says it all."""
    told: dict[str, Told] = field(default_factory=dict)

    @property
    def in_order(self) -> tuple[Figure, ...]:
        """Return figures over time from the oldest on, undated ones last; others as released."""
        if self.indicator.chart != "OVER_TIME":
            return self.figures
        return tuple(sorted(self.figures, key=lambda each: each.until or date.max))

    @property
    def words(self) -> dict[str, str]:
        """Return the words of the language it is in; {} in English."""
        told = self.told.get(self.card.language)
        return told.words if told else {}

    @property
    def cautions_said(self) -> list[tuple[str, str]]:
        """Return each caution with the language it is in: English where it has no other words."""
        there = set(self.words.values())
        return [(each, self.card.language if each in there else "en") for each in self.cautions]

    def in_language(self, language: str) -> ClearedTable:
        """
        Return the table with its words in a language, or as it is where it is not told in that one.

        Groups, notes and places of figures stay as they are; `words` has them.
        """
        told = self.told.get(language)
        if told is None:
            return self
        own, words = self.indicator, told.words
        return replace(
            self,
            card=self.card.in_language(language),
            chart=told.chart,
            indicator=replace(
                own,
                name=words.get(own.name, own.name),
                definition=words.get(own.definition, own.definition),
                method=words.get(own.method, own.method),
            ),
            cautions=tuple(words.get(each, each) for each in self.cautions),
        )


@dataclass(frozen=True, slots=True)
class ClearedDocument:
    """
    A document with its files, cleared for the public.

    files: form (body, html, pdf, docx) to its bytes. made_from: fingerprint of what it was made
    from, so that nobody makes the same document twice.
    """

    code: str
    kind: str
    year: int
    title: str
    summary: str
    language: str
    issued_on: date
    made_from: str
    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class ClearedListing:
    """
    A listing of the directory as HSDS objects, cleared for everyone.

    shown_until: the last day it is shown without another check. terms: codes of kinds of help.
    """

    service: dict[str, Any]
    organization: dict[str, Any]
    at_locations: tuple[dict[str, Any], ...]
    terms: tuple[str, ...]
    shown_until: date


@dataclass(frozen=True, slots=True)
class DocumentCard:
    """A published document as a list shows it. files: form to size in bytes."""

    code: str
    kind: str
    year: int
    title: str
    summary: str
    language: str
    issued_on: date
    version: int
    files: dict[str, int]


@dataclass(frozen=True, slots=True)
class Publication:
    """A table or document as a feed announces it."""

    code: str
    title: str
    summary: str
    version: int
    published_at: datetime
    is_document: bool
