"""Laws as pages and print show them: counts, gaps, recommendations, and how they were assessed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from fourfold.analysis.law import Comparison, ElementTable, Lack, compare, element_table, lacks
from fourfold.analysis.tables import Bound, FigureTable, Hidden
from fourfold.apps.council import access
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.laws import (
    Counted,
    Law,
    YearCell,
    by_year,
    laws_of,
    state_and_federal,
    vocabulary_of,
    years_of,
)
from fourfold.apps.council.states.laws import Adequacy, AssessmentState
from fourfold.catalog import queries as catalog
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import Definition, active_pack


@dataclass(frozen=True, slots=True)
class LawFigure:
    """A published figure under a law. code: its own; indicator and name: what it counts."""

    code: str
    indicator: str
    name: str
    measure: str
    counted: Counted

    @property
    def said(self) -> str:
        """The number with its period: "2 (March to December 2016)"."""
        return f"{self.counted.shown} ({self.counted.period})"


@dataclass(frozen=True, slots=True)
class Series:
    """The figures of one indicator, year by year. figures: as printed, oldest first."""

    indicator: str
    name: str
    measure: str
    figures: tuple[LawFigure, ...]
    years: tuple[YearCell, ...]

    @property
    def most(self) -> int:
        """The largest number of a year, at least 1: the end of the scale."""
        return max([1, *(each.number for each in self.years if each.number is not None)])

    @property
    def unknown(self) -> tuple[int, ...]:
        """The years without a number."""
        return tuple(each.year for each in self.years if each.number is None)


@dataclass(frozen=True, slots=True)
class Gap:
    """Where a definition of a law falls short of a federal one on a day. lacks: None, no text."""

    definition: Definition
    of: Definition
    lacks: tuple[Lack, ...] | None
    compared: Comparison

    @property
    def said(self) -> str:
        """In a few words, for a table; blank where nothing lacks."""
        if not self.lacks:
            return ""
        names = "; ".join(dict.fromkeys(each.label for each in self.lacks))
        return f"Against {self.of.title}: {names}"


@dataclass(frozen=True, slots=True)
class AssessmentLine:
    """
    A version of an assessment. figures: what counts said when it was written; is_stale: they say
    something else by now. may_review: whoever looks wrote nothing in it.
    """

    id: str
    nth: int
    adequacy: Adequacy
    measure: str
    gap: str
    reasons: str
    figures: tuple[str, ...]
    is_stale: bool
    state: AssessmentState
    version: int
    made_at: datetime
    writer: str
    closed_at: datetime | None
    closer: str
    may_review: bool


@dataclass(frozen=True, slots=True)
class LawLine:
    """
    A law in the inventory. assessment: the newest reviewed one. gaps: of its definitions against
    the federal ones. waits: a draft waits for its review.
    """

    law: Law
    figures: tuple[LawFigure, ...]
    gaps: tuple[Gap, ...]
    assessment: AssessmentLine | None
    waits: bool

    @property
    def gap(self) -> str:
        """What is missing, in words: as assessed, and as the definitions show."""
        said = [self.assessment.gap] if self.assessment and self.assessment.gap else []
        said += [each.said for each in self.gaps if each.said]
        return ". ".join(each.rstrip(".") for each in said)

    @property
    def figure(self) -> str:
        """What is counted under it, with periods; blank where nothing is published."""
        return "; ".join(f"{each.name}: {each.said}" for each in self.figures)


def laws(*, viewer: access.Who, on: date) -> list[LawLine]:
    """Return every law of the pack, with what is published about it up to today."""
    found = catalog.figures()
    held = _assessments(viewer, found)
    return [_line(each, found, held, on) for each in laws_of(active_pack()).values()]


def law(code: str, *, viewer: access.Who, on: date) -> LawLine:
    """Return one law. :raises NoSuchPaper: if the pack has none of this code."""
    known = laws_of(active_pack())
    if code not in known:
        raise NoSuchPaper("There is no such law.")
    found = catalog.figures()
    return _line(known[code], found, _assessments(viewer, found, code), on)


def assessments(law: str, *, viewer: access.Who) -> list[AssessmentLine]:
    """Return every version of a law's assessment that a viewer may see, the newest first."""
    return _assessments(viewer, catalog.figures(), law).get(law, [])


def series(line: LawLine, *, viewer: access.Who) -> tuple[Series, ...]:
    """
    Return what is counted under a law, year by year, from its first figure to its last.

    viewer: named as everywhere; what is in the catalog is open to all.
    """
    told = []
    for code in dict.fromkeys(each.indicator for each in line.figures):
        mine = tuple(each for each in line.figures if each.indicator == code)
        counts = [each.counted for each in mine]
        span = years_of(counts)
        years = by_year(counts, first=span[0], last=span[1]) if span else ()
        told.append(Series(code, mine[0].name, mine[0].measure, mine, years))
    return tuple(told)


def matrix(*, viewer: access.Who, on: date) -> ElementTable:
    """Return the elements of every definition on a day; the texts of laws are open to all."""
    pack = active_pack()
    return element_table(pack.definitions, vocabulary_of(pack), on=on)


def gaps(*, viewer: access.Who, on: date) -> tuple[Gap, ...]:
    """Return where each definition of the state falls short of each federal one on a day."""
    state, _federal = state_and_federal(active_pack())
    return _gaps(state, on)


def figures_said(law: str, *, viewer: access.Who) -> dict[str, str]:
    """Return what is counted under a law today, number and period, by the figure's code."""
    return _said(law, catalog.figures())


def _said(law: str, found: FigureTable) -> dict[str, str]:
    held = laws_of(active_pack()).get(law)
    figures = _of_law(held, found) if held else ()
    return {each.code: f"{each.name}: {each.said}" for each in figures}


def _line(law: Law, found: FigureTable, held: dict[str, list[AssessmentLine]], on: date) -> LawLine:
    mine = held.get(law.code, [])
    reviewed = [each for each in mine if each.state is AssessmentState.REVIEWED]
    waits = any(each.state is AssessmentState.DRAFT for each in mine)
    state = [each for each in law.definitions if each.scope != "FEDERAL"]
    newest = reviewed[0] if reviewed else None
    return LawLine(law, _of_law(law, found), _gaps(state, on), newest, waits)


def _gaps(definitions: Iterable[Definition], on: date) -> tuple[Gap, ...]:
    pack = active_pack()
    known = vocabulary_of(pack)
    _state, federal = state_and_federal(pack)
    return tuple(
        Gap(
            each,
            of,
            lacks(each, of=of, vocabulary=known, on=on),
            compare(of, (each,), known, on=on),
        )
        for each in definitions
        for of in federal
    )


def _of_law(law: Law, found: FigureTable) -> tuple[LawFigure, ...]:
    told = []
    for each in law.indicators:
        if each.indicator not in found.indicators:
            continue
        indicator = found.indicators[each.indicator]
        mine = [one for one in found.figures if one.indicator == each.indicator and one.is_whole]
        for one in sorted(mine, key=lambda one: (one.from_ or date.min, one.code)):
            exact = one.bound is Bound.EXACT and not isinstance(one.value, Hidden)
            number = None if isinstance(one.value, Hidden) else int(one.value)
            shown = show_figure(one, unit=indicator.unit)
            counted = Counted(one.from_, one.until, number, shown, period_words(one), exact)
            told.append(LawFigure(one.code, each.indicator, indicator.name, each.measure, counted))
    return tuple(told)


def _assessments(
    viewer: access.Who, counted: FigureTable, law: str = ""
) -> dict[str, list[AssessmentLine]]:
    rows = access.assessments(viewer)
    if law:
        rows = rows.filter(law=law)
    held = list(rows.order_by("law", "-nth"))
    reads = access.reads(viewer)
    people = {name for each in held for name in (each.made_by, each.closed_by)}
    names = access.names(people) if reads else {}
    today = {code: _said(code, counted) for code in {each.law for each in held}}
    found: dict[str, list[AssessmentLine]] = {}
    for each in held:
        line = AssessmentLine(
            each.id,
            each.nth,
            Adequacy(each.adequacy),
            each.measure,
            each.gap,
            each.reasons,
            tuple(each.figures.values()),
            each.figures != today.get(each.law, {}),
            AssessmentState(each.state),
            each.version,
            each.made_at,
            names.get(each.made_by, each.made_by) if reads else "",
            each.closed_at,
            names.get(each.closed_by, each.closed_by) if reads else "",
            reads and access.name_of(viewer) not in each.writers,
        )
        found.setdefault(each.law, []).append(line)
    return found
