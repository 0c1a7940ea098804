"""A cleared table in another language of the pack: its words, and its chart drawn with them."""

from __future__ import annotations

from collections.abc import Sequence

from fourfold.analysis.check import Finding
from fourfold.analysis.tables import FigureTable, Indicator
from fourfold.catalog.shapes import Told
from fourfold.documents import charts
from fourfold.documents.blocks import Chart
from fourfold.documents.present import present
from fourfold.documents.speech import Speech
from fourfold.reference import Pack

AllTold = dict[str, tuple[dict[str, str], Told]]


def in_other_languages(
    indicator: Indicator,
    table: FigureTable,
    *,
    pack: Pack,
    findings: Sequence[Finding] = (),
    cautions: Sequence[str] = (),
) -> AllTold:
    """
    Return, by language, the words of a table's card and the table as told there.

    A language in which the indicator, a group or a note has no words is left out: such a table
    is shown in English as a whole. A caution without words stays English by itself.
    """
    found = {}
    for language in pack.languages[1:]:
        every = pack.words_in(language)
        own = table.of_indicator(indicator.code)
        texts = {indicator.name, indicator.definition, indicator.sentence, indicator.method}
        texts |= {each.group for each in own if not each.is_whole}
        texts |= {each.note for each in own}
        if not texts - {""} <= every.keys():
            continue
        texts |= {pack.places.get(each.geography, each.geography) for each in own}
        texts |= set(cautions)
        speech = Speech(language, {each: every[each] for each in sorted(texts & every.keys())})
        shown = present(indicator, table, places=pack.places, findings=findings, speech=speech)
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


def pictures(chart: Chart, *, language: str = "en") -> str:
    """Draw a chart twice, for a desk and for a phone, where a wide one could not be read."""
    widths = charts.WIDE, charts.NARROW
    return "".join(charts.svg(chart, width=width, language=language) for width in widths)
