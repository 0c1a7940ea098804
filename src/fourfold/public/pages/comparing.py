"""
Comparing years, groups and places of one published table: the address holds the whole view.

Only what is cleared is there to choose from. What an address asks for that the table does not
hold is left out, so nobody can make the page say something it does not know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.analysis.tables import Figure
from fourfold.catalog.shapes import ClearedTable
from fourfold.documents.figure_tables import group_words
from fourfold.documents.speech import Speech
from fourfold.documents.summary import ESTIMATE, sentences
from fourfold.documents.words import period_words, show_figure

MOST_ASKED = 60
"""An address that names more than this is read as far as here."""

SIZES = {"count", "percent", "USD", "points", "days", "minutes"}
"""Units in which twice the number is twice as much, so that a bar may stand for it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick."""

    value: str
    words: str
    on: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """Years, groups or places, with a box for each that the table holds."""

    name: str
    title: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One row. length: 0 to 100 of the longest; None where no bar can stand for the value."""

    group: str
    wave: str
    period: str
    place: str
    shown: str
    n: str
    figure: str
    hidden: bool
    length: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """
    A view of one table. address: of all of it. share: of this view, the same for the same choices
    in any order.

    all_of: how many figures the table holds.
    """

    axes: tuple[Axis, ...]
    bars: tuple[Bar, ...]
    said: tuple[str, ...]
    address: str
    share: str
    all_of: int
    has_waves: bool
    has_places: bool
    has_n: bool
    has_bars: bool


def can_compare(table: ClearedTable) -> bool:
    """
    Say whether there is anything to choose: more than one period, group or place.

    Estimates of one thing by several methods are no groups to compare.
    """
    return table.indicator.unit != ESTIMATE and any(
        len(_values(table.figures, key)) > 1 for _name, _title, key, _said in _axes(Speech())
    )


def compare(
    table: ClearedTable, asked: QueryDict, *, places: Mapping[str, str], language: str = "en"
) -> Compared:
    """
    Return the figures an address asks for; all of an axis where it names none that exist.

    language: of the page to share; the words are in the table's, which is the one set.
    """
    speech = Speech(table.card.language, table.words)
    figures: Sequence[Figure] = table.in_order
    axes, query = [], []
    for name, title, key, said in _axes(speech):
        held = _values(table.in_order, key)
        if len(held) < 2:
            continue
        chosen = [each for each in held if each in set(asked.getlist(name)[:MOST_ASKED])]
        if chosen:
            figures = [each for each in figures if key(each) in chosen]
            query += [(name, each) for each in chosen]
        choices = (
            Choice(value, said(held[value], places), value in chosen or not chosen)
            for value in held
        )
        axes.append(Axis(name, title, tuple(choices)))
    unit = table.indicator.unit
    sizes = [each.value for each in figures if isinstance(each.value, Decimal)]
    longest = max(sizes, default=Decimal(0))
    drawn = unit in SIZES and longest > 0 and min(sizes) >= 0
    name = "public:compare_es" if language == "es" else "public:compare"
    address = reverse(name, args=(table.card.code,))
    return Compared(
        axes=tuple(axes),
        bars=tuple(
            Bar(
                group=group_words(each, speech),
                wave={"before": _("Before"), "after": _("After")}.get(each.wave, each.wave),
                period=period_words(each, speech),
                place=speech.of(places.get(each.geography, each.geography)),
                shown=show_figure(each, unit=unit, speech=speech),
                n=f"{each.n:,}" if each.n is not None else "",
                figure=each.code,
                hidden=each.is_hidden,
                length=f"{each.value / longest * 100:.1f}"
                if drawn and isinstance(each.value, Decimal)
                else None,
            )
            for each in figures
        ),
        said=sentences(figures, unit=unit, speech=speech),
        address=address,
        share=f"{address}?{urlencode(query)}" if query else address,
        all_of=len(table.figures),
        has_waves=any(each.wave for each in figures),
        has_places=len({each.geography for each in figures}) > 1,
        has_n=any(each.n is not None for each in figures),
        has_bars=drawn,
    )


Key = Callable[[Figure], str]
Words = Callable[[Figure, Mapping[str, str]], str]


def _axes(speech: Speech) -> list[tuple[str, str, Key, Words]]:
    return [
        (
            "year",
            _("Years"),
            lambda each: each.period,
            lambda each, _places: period_words(each, speech),
        ),
        (
            "group",
            _("Groups"),
            lambda each: each.group,
            lambda each, _places: group_words(each, speech),
        ),
        (
            "place",
            _("Places"),
            lambda each: each.geography,
            lambda each, places: speech.of(places.get(each.geography, each.geography)),
        ),
    ]


def _values(figures: Sequence[Figure], key: Key) -> dict[str, Figure]:
    """Return each value once, with the first figure that has it."""
    found: dict[str, Figure] = {}
    for each in figures:
        found.setdefault(key(each), each)
    return found
