"""A cleared table in another language of the pack: its words, and its chart drawn with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fourfold.analysis.check import Finding
from fourfold.analysis.tables import FigureTable, Indicator
from fourfold.catalog.shapes import Told
from fourfold.documents import charts
from fourfold.documents.blocks import Chart
from fourfold.documents.present import present
from fourfold.documents.speech import Speech
from fourfold.reference import Pack

AllTold = dict[str, tuple[dict[str, str], Told]]
Said = Mapping[str, Mapping[str, str]]
"""By language, each text and its words there."""


def words_of(
    table: FigureTable, *, pack: Pack, findings: Sequence[Finding] = ()
) -> dict[str, dict[str, str]]:
    """Return the words that a pack has, in its other languages, for what a table's figures say."""
    texts: set[str] = set()
    for indicator in table.present_indicators():
        shown = present(indicator, table, places=pack.places, findings=findings)
        texts |= _needed(indicator, table)
        texts |= _besides(indicator, table, places=pack.places, cautions=shown.cautions)
    return {
        language: {
            text: words for text, words in sorted(pack.words_in(language).items()) if text in texts
        }
        for language in pack.languages[1:]
    }


def in_other_languages(
    indicator: Indicator,
    table: FigureTable,
    *,
    said: Said,
    places: Mapping[str, str],
    findings: Sequence[Finding] = (),
    cautions: Sequence[str] = (),
) -> AllTold:
    """
    Return, by language, the words of a table's card and the table as told there.

    A language in which the indicator, a group or a note has no words is left out: such a table
    is shown in English as a whole. A caution without words stays English by itself.
    """
    found = {}
    needed = _needed(indicator, table)
    texts = needed | _besides(indicator, table, places=places, cautions=cautions)
    for language, every in said.items():
        if not needed <= every.keys():
            continue
        speech = Speech(language, {each: every[each] for each in sorted(texts & every.keys())})
        shown = present(indicator, table, places=places, findings=findings, speech=speech)
        card = {
            "name": speech.of(indicator.name),
            "headline": shown.headline,
            "subtitle": shown.subtitle,
            "newest": shown.newest,
            "newest_period": shown.newest_period,
        }
        chart = pictures(shown.chart, language=language) if shown.chart else ""
        found[language] = (card, Told(chart, dict(speech.words)))
    return found


def _needed(indicator: Indicator, table: FigureTable) -> set[str]:
    """Return the texts without whose words a table is not told in a language."""
    own = table.of_indicator(indicator.code)
    texts = {indicator.name, indicator.definition, indicator.sentence, indicator.method}
    texts |= {each.group for each in own if not each.is_whole}
    texts |= {each.note for each in own}
    return texts - {""}


def _besides(
    indicator: Indicator,
    table: FigureTable,
    *,
    places: Mapping[str, str],
    cautions: Sequence[str],
) -> set[str]:
    """Return the texts that may stay English by themselves: names of places, and cautions."""
    own = table.of_indicator(indicator.code)
    return {places.get(each.geography, each.geography) for each in own} | set(cautions)


def pictures(chart: Chart, *, language: str = "en") -> str:
    """Draw a chart twice, for a desk and for a phone, where a wide one could not be read."""
    widths = charts.WIDE, charts.NARROW
    return "".join(charts.svg(chart, width=width, language=language) for width in widths)
