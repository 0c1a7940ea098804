"""
What to say and draw about one indicator: sentence, chart, table, cautions.

The annual report and the public page both take it from here, so they cannot disagree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from fourfold.analysis.check import Finding, Severity
from fourfold.analysis.tables import Figure, FigureTable, Hidden, Indicator, Value
from fourfold.documents.blocks import Chart, Line, Number, Piece, Point, Table, Text, line
from fourfold.documents.cautions import plainly
from fourfold.documents.figure_tables import figures_table, group_words
from fourfold.documents.speech import ENGLISH, Speech
from fourfold.documents.words import days_covered, period_words, show_figure

NOT_A_GROUP = {"unknown", "other", "missing/unknown", "other/not specified", "all fields of work"}
"""Groups that are never named as the largest: they say what is not known."""

READINGS = {
    "BARS": "Each bar is one group; longer means more.",
    "BEFORE_AFTER": "Each line joins the average before the training to the one after it.",
    "RANGE": "Each dot is one method's total with those on no list; the line is its 95% interval.",
    "OVER_TIME": "Each column is one period; a part of a year says so below it.",
}
"""How to read each kind of chart, in one line."""

WAVES = {"before", "after"}
ONE_YEAR = 366
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Presented:
    """
    An indicator ready to be shown.

    sentence: the finding, each number a Number. headline: the same as plain text.
    newest: the newest figure of everyone as shown, "" if there are only groups.
    """

    indicator: Indicator
    sentence: Line
    headline: str
    subtitle: str
    chart: Chart | None
    table: Table
    cautions: tuple[str, ...]
    newest: str
    newest_period: str
    newest_figure: str


def present(
    indicator: Indicator,
    table: FigureTable,
    *,
    places: Mapping[str, str],
    findings: Sequence[Finding] = (),
    speech: Speech = ENGLISH,
) -> Presented:
    """
    Prepare one indicator's figures for reading.

    table: must hold figures of the indicator. places: names of geography codes; a code without
    one is shown as it is. findings: of the whole table; those that name the indicator's figures
    become cautions unless nothing is wrong, and figures of a doubtful period never lead.
    speech: the language of the sentence, the subtitle and the chart; the table and the cautions
    stay English.
    :raises ValueError: if the table has no figure of the indicator.
    """
    own = table.of_indicator(indicator.code)
    if not own:
        raise ValueError(f"There is no figure of {indicator.code}.")
    codes = {figure.code for figure in own}
    about = [finding for finding in findings if codes & set(finding.figures)]
    doubtful = {
        code
        for finding in about
        if finding.check == "period_is_plausible"
        for code in finding.figures
    }
    steady = [figure for figure in own if figure.code not in doubtful] or list(own)
    newest = newest_whole(steady)
    drawn = points_of(indicator, steady)
    pieces = _sentence(indicator, steady, newest, drawn, speech)
    shown_table = figures_table(indicator, own)
    headline = plain(pieces)
    about_whom = drawn or ([newest] if newest else list(own))
    subtitle = _subtitle(indicator, about_whom, places, speech)
    return Presented(
        indicator=indicator,
        sentence=pieces,
        headline=headline,
        subtitle=subtitle,
        chart=_chart(indicator, drawn, headline, subtitle, shown_table, speech),
        table=shown_table,
        cautions=tuple(
            dict.fromkeys(
                plainly(finding.what, own)
                for finding in about
                if finding.severity is not Severity.NOTE
            )
        ),
        newest=show_figure(newest, unit=indicator.unit, speech=speech) if newest else "",
        newest_period=period_words(newest, speech) if newest else "",
        newest_figure=newest.code if newest else "",
    )


def plain(pieces: Line) -> str:
    """Return a line's words without its links."""
    return "".join(piece.shown if isinstance(piece, Number) else piece.text for piece in pieces)


def newest_whole(figures: Sequence[Figure]) -> Figure | None:
    """Return the newest figure of everyone: dated before undated, then the latest end."""
    whole = [each for each in figures if each.is_whole and not each.wave]
    return max(whole, key=_recency, default=None)


def _recency(figure: Figure) -> tuple[bool, date, int]:
    days = days_covered(figure) or 0
    return (figure.until is not None, figure.until or date.min, -days)


def points_of(indicator: Indicator, figures: Sequence[Figure]) -> list[Figure]:
    """Return the figures that a chart of this indicator draws, in order; empty for no chart."""
    if indicator.chart == "BEFORE_AFTER":
        waves = [each for each in figures if each.wave]
        of_everyone = {(each.wave, each.value) for each in waves if each.is_whole}
        return [each for each in waves if not _repeats_the_whole(each, of_everyone)]
    if indicator.chart == "OVER_TIME":
        short = [
            each
            for each in figures
            if not each.wave and (days := days_covered(each)) is not None and days <= ONE_YEAR
        ]
        whole = [each for each in short if each.is_whole]
        chosen = sorted(whole or short, key=lambda each: (each.until or date.min, each.code))
        return chosen if len(chosen) > 1 else []
    if indicator.chart == "BARS":
        groups = [each for each in figures if not each.is_whole and not each.wave]
        if not groups:
            return []
        latest = max(groups, key=_recency)
        chosen = [each for each in groups if each.period == latest.period]
        return chosen if len(chosen) > 1 else []
    return []


def _repeats_the_whole(figure: Figure, whole: set[tuple[str, Value]]) -> bool:
    """A row such as "all fields of work" that says the same as the whole is drawn once."""
    named_so = figure.group.lower() in NOT_A_GROUP
    return named_so and not figure.is_whole and (figure.wave, figure.value) in whole


def _sentence(
    indicator: Indicator,
    figures: Sequence[Figure],
    newest: Figure | None,
    drawn: list[Figure],
    speech: Speech,
) -> Line:
    """Fill the indicator's sentence; a slot that has no figure gives the plain name instead."""
    slots: dict[str, Piece] = {}
    unit, sentence = indicator.unit, speech.of(indicator.sentence)
    lead = newest or (max(drawn, key=_recency) if drawn else None) or figures[0]
    slots["value"] = Number(show_figure(lead, unit=unit, speech=speech), lead.code)
    slots["period"] = Text(period_words(lead, speech))
    groups = [
        each
        for each in (drawn or figures)
        if not each.is_whole
        and not each.wave
        and each.group.lower() not in NOT_A_GROUP
        and not isinstance(each.value, Hidden)
    ]
    if groups:
        largest = max(groups, key=lambda each: (each.value, each.code))
        if indicator.chart == "RANKS":
            largest = min(groups, key=lambda each: (each.value, each.code))
        slots["group"] = Text(speech.of(largest.group))
        slots["group_value"] = Number(show_figure(largest, unit=unit, speech=speech), largest.code)
        if newest is None:
            slots["period"] = Text(period_words(largest, speech))
    for wave in ("before", "after"):
        found = next((each for each in figures if each.wave == wave and each.is_whole), None)
        if found:
            slots[wave] = Number(show_figure(found, unit=unit, speech=speech), found.code)
            slots["period"] = Text(period_words(found, speech))
    asked = set(_SLOT.findall(sentence))
    if not asked <= set(slots):
        return line(f"{speech.of(indicator.name)}.")
    pieces: list[Piece] = []
    end = 0
    for found_slot in _SLOT.finditer(sentence):
        pieces.append(Text(sentence[end : found_slot.start()]))
        pieces.append(slots[found_slot[1]])
        end = found_slot.end()
    pieces.append(Text(sentence[end:]))
    kept = [piece for piece in pieces if not (isinstance(piece, Text) and not piece.text)]
    return _capitalized(kept)


def _capitalized(pieces: list[Piece]) -> Line:
    first = pieces[0]
    if isinstance(first, Number):
        first = Number(first.shown[:1].upper() + first.shown[1:], first.figure, first.strong)
    elif isinstance(first, Text):
        first = Text(first.text[:1].upper() + first.text[1:], first.strong, first.emphasis)
    return (first, *pieces[1:])


def _subtitle(
    indicator: Indicator, figures: Sequence[Figure], places: Mapping[str, str], speech: Speech
) -> str:
    periods = list(dict.fromkeys(period_words(each) for each in figures))
    ends = list(dict.fromkeys(period_words(each, speech) for each in figures))
    codes = dict.fromkeys(each.geography for each in figures)
    if len(ends) > 1:
        said = speech.say("{first} to {last}", first=ends[0], last=ends[-1])
    else:
        said = ends[0]
    if len(ends) > 1 and any("to" in each.split() or "," in each for each in periods):
        said = "; ".join(ends)
    return speech.say(
        "{name}. {places}, {periods}.",
        name=speech.of(indicator.name),
        places=", ".join(speech.of(places.get(code, code)) for code in codes),
        periods=said,
    )


def _chart(
    indicator: Indicator,
    drawn: list[Figure],
    headline: str,
    subtitle: str,
    table: Table,
    speech: Speech,
) -> Chart | None:
    kinds: dict[str, Literal["BARS", "BEFORE_AFTER", "OVER_TIME"]] = {
        "BARS": "BARS",
        "BEFORE_AFTER": "BEFORE_AFTER",
        "OVER_TIME": "OVER_TIME",
    }
    if not drawn:
        return None
    kind = kinds[indicator.chart]
    points = tuple(
        Point(
            label=period_words(each, speech) if kind == "OVER_TIME" else group_words(each, speech),
            value=each.value,
            figure=each.code,
            series=speech.say(each.wave) if each.wave in WAVES else speech.of(each.wave),
            shown=show_figure(each, unit=indicator.unit, speech=speech),
        )
        for each in drawn
    )
    said = "; ".join(
        f"{point.label}{', ' + point.series if point.series else ''}: {point.shown}"
        for point in points
    )
    return Chart(
        id=f"chart-{indicator.code}",
        kind=kind,
        title=headline,
        subtitle=subtitle,
        unit=indicator.unit,
        points=points,
        alt=f"{headline} {said}.",
        table=table,
        reading=speech.say(READINGS[kind]),
        four_p=indicator.four_p[0],
        limit=None if indicator.limit is None else float(indicator.limit),
    )
