"""What can stand behind a finding, and what it says today."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property

from fourfold.apps.council import access
from fourfold.apps.council.states.reports import EvidenceKind
from fourfold.apps.surveys.queries import items as survey_items
from fourfold.apps.surveys.queries.community import SeriesLine
from fourfold.apps.surveys.queries.community import series as community_series
from fourfold.apps.surveys.queries.focus_quotes import Cleared, cleared_quotes
from fourfold.catalog import queries as catalog
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import UnknownName, active_pack

HOUSE = "council"
"""Counts and public measures are read for the report itself, whoever looks at it."""


@dataclass(frozen=True, slots=True)
class Said:
    """What evidence says: words, and the value that is watched for changes."""

    words: str
    value: str


class Sources:
    """Everything evidence can come from; each is read once, when it is first asked for."""

    @cached_property
    def _figures(self):  # type: ignore[no-untyped-def]
        return catalog.figures()

    @cached_property
    def _series(self) -> list[SeriesLine]:
        return community_series(viewer=HOUSE)

    @cached_property
    def _quotes(self) -> dict[str, Cleared]:
        return {each.id: each for each in cleared_quotes(viewer=HOUSE)}

    @cached_property
    def _towns(self) -> dict[str, str]:
        return {each.code: each.name for each in active_pack().towns}

    @cached_property
    def _items(self) -> dict[str, dict[str, survey_items.Item]]:
        return {}

    def said(self, kind: EvidenceKind, ref: str) -> Said | None:
        """Return what a piece of evidence says today; None if it is there no more."""
        return {
            EvidenceKind.FIGURE: self._figure,
            EvidenceKind.ITEM: self._item,
            EvidenceKind.QUOTE: self._quote,
            EvidenceKind.COMMUNITY: self._community,
            EvidenceKind.DOCUMENT: self._document,
        }[kind](ref)

    def figures(self) -> list[tuple[str, str]]:
        """Return the published figures to choose from."""
        found = []
        for each in self._figures:
            said = self._figure(each.code)
            if said:
                found.append((each.code, f"{said.words}: {said.value}"))
        return sorted(found, key=lambda one: one[1])

    def measures(self) -> list[tuple[str, str]]:
        """Return the measures of towns to choose from, each by variable, source and vintage."""
        return [
            (
                json.dumps([each.variable, each.source, each.vintage]),
                f"{each.variable}, {each.vintage}",
            )
            for each in self._series
        ]

    def items(self, wave: str) -> list[tuple[str, str]]:
        """Return the answers of a wave to choose from."""
        return [(each.ref, f"{each.words}: {each.value}") for each in self._of_wave(wave).values()]

    def quotes(self) -> list[tuple[str, str]]:
        """Return the cleared quotes to choose from."""
        return [(each.id, f"“{each.words}”") for each in self._quotes.values()]

    def _figure(self, ref: str) -> Said | None:
        if ref not in self._figures:
            return None
        figure = self._figures[ref]
        indicator = self._figures.indicator_of(figure)
        group = "" if figure.is_whole else f", {figure.group}"
        wave = f", {figure.wave}" if figure.wave else ""
        n = f", n = {figure.n:,}" if figure.n is not None else ""
        words = f"{indicator.name}{group}{wave} ({period_words(figure)}{n})"
        return Said(words, show_figure(figure, unit=indicator.unit))

    def _community(self, ref: str) -> Said | None:
        variable, source, vintage, town = json.loads(ref)
        for each in self._series:
            if (each.variable, each.source, each.vintage) == (variable, source, vintage):
                measure = each.series.values.get(town)
                if measure is None or measure.value is None:
                    return None
                margin = (
                    "" if measure.margin is None else f", margin of error {measure.margin:,.6g}"
                )
                words = f"{variable} in {self._towns.get(town, town)} ({source}, {vintage})"
                return Said(words, f"{measure.value:,.10g} {each.unit}{margin}")
        return None

    def _item(self, ref: str) -> Said | None:
        found = self._of_wave(ref.partition("|")[0]).get(ref)
        return Said(found.words, found.value) if found else None

    def _of_wave(self, wave: str) -> dict[str, survey_items.Item]:
        if wave not in self._items:
            found = survey_items.items(wave, viewer=HOUSE)
            self._items[wave] = {each.ref: each for each in found}
        return self._items[wave]

    def _quote(self, ref: str) -> Said | None:
        found = self._quotes.get(ref)
        return Said(f"Focus group, {found.code}", found.words) if found else None

    def _document(self, ref: str) -> Said | None:
        try:
            return Said(active_pack().source(ref).title, "")
        except UnknownName:
            return None


def said_of(kind: EvidenceKind, *, ref: str, viewer: access.Who) -> Said | None:
    """Return what one piece of evidence says today, for whoever reads the Council's papers."""
    return Sources().said(kind, ref) if access.reads(viewer) else None
