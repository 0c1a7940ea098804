"""
Figures and indicators.

An *indicator* says what is measured; a *figure* is one published number of it: for one period,
one place and one group, as one source printed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeVar

from fourfold.analysis.tables.values import Bound, Hidden, Value, parse_value

T = TypeVar("T")

ADDED: dict[str, str] = {"limit": ""}
"""
Columns that came after the first contract, and what a row kept before then says of them.

What was accepted or published is kept as rows of text for good, so every reader here reads old
rows too: a new column is added here, and no column is renamed, removed or given a new meaning.
"""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COUNT = re.compile(r"[0-9]{1,12}")

WHOLE = "all"
"""The group of a figure that covers everyone the indicator counts."""


class BadFigure(ValueError):
    """A row that cannot be read as a figure or an indicator; the message names line and column."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """
    What is measured, in one place: every page and report takes its words from here.

    four_p: prevention, protection, prosecution or partnership; the first is where it is shown.
    rba: the question of Results-Based Accountability it answers:
    HOW_MUCH, HOW_WELL, BETTER_OFF, or CONTEXT for what is no performance measure.
    parts: PARTS if the groups together make the whole, MULTIPLE if one person can be in several,
    NONE if there are no groups.
    whole: code of the indicator that holds the total of the groups; blank if its own group "all".
    chart: BARS, BEFORE_AFTER, OVER_TIME, RANKS or NUMBER.
    limit: the end of the scale, where there is one (100 for shares, 5 for answers from 1 to 5).
    sentence: the finding, with {value}, {period}, {group}, {before}, {after} filled in.
    """

    code: str
    name: str
    definition: str
    unit: str
    four_p: tuple[str, ...]
    rba: str
    parts: str
    whole: str
    chart: str
    limit: Decimal | None
    sentence: str
    method: str
    source: tuple[str, ...]
    order: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One published number.

    code: stable, such as F018. value: a Decimal or Hidden, never blank.
    period: as the source printed it; may be blank. from_ and until: the days it covers, end
    excluded; None where the source does not say.
    wave: "before" or "after" in surveys, else blank. n: the base of a percentage or mean, or None.
    derived: True when Fourfold's editors added it up; the source does not print it.
    call: the data call it answered (a report year). reported_by: code of the organization.
    file and line: where the row stands, for whoever wants to trace the number.
    """

    code: str
    indicator: str
    group: str
    wave: str
    period: str
    from_: date | None
    until: date | None
    geography: str
    value: Value
    bound: Bound
    n: int | None
    derived: bool
    call: str
    reported_by: str
    source: tuple[str, ...]
    note: str
    file: str = ""
    line: int = 0

    @property
    def is_whole(self) -> bool:
        """True if the figure covers everyone, not one group."""
        return self.group == WHOLE

    @property
    def is_hidden(self) -> bool:
        """True if the number exists and is not shown."""
        return isinstance(self.value, Hidden)


class FigureTable:
    """
    Figures with their indicators; never changed after it is made.

    figures: any order; codes are unique. indicators: must hold every indicator the figures name.
    :raises BadFigure: when a code stands twice or an indicator is unknown.
    """

    def __init__(self, figures: Iterable[Figure], indicators: Iterable[Indicator]) -> None:
        self.indicators: dict[str, Indicator] = {each.code: each for each in indicators}
        self.figures: tuple[Figure, ...] = tuple(figures)
        self._by_code: dict[str, Figure] = {}
        for figure in self.figures:
            if figure.code in self._by_code:
                raise BadFigure(f"{where(figure)}: the code {figure.code} stands twice.")
            if figure.indicator not in self.indicators:
                raise BadFigure(f"{where(figure)}: indicator {figure.indicator!r} is not known.")
            self._by_code[figure.code] = figure

    def __iter__(self) -> Iterator[Figure]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def __getitem__(self, code: str) -> Figure:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def indicator_of(self, figure: Figure) -> Indicator:
        """Return what this figure measures."""
        return self.indicators[figure.indicator]

    def keep(self, wanted: Callable[[Figure], bool]) -> FigureTable:
        """Return a table of the figures that are wanted, in the same order."""
        return FigureTable((each for each in self if wanted(each)), self.indicators.values())

    def without_lines(self) -> FigureTable:
        """Return the same figures without file and line, for what must not depend on them."""
        return FigureTable(
            (replace(each, file="", line=0) for each in self), self.indicators.values()
        )

    def of_call(self, call: str) -> FigureTable:
        """Return the figures that answered one data call."""
        return self.keep(lambda each: each.call == call)

    def of_indicator(self, code: str) -> tuple[Figure, ...]:
        """Return the figures of one indicator, in the order of the file."""
        return tuple(each for each in self if each.indicator == code)

    def present_indicators(self) -> tuple[Indicator, ...]:
        """Return the indicators that have figures, in the order of the register."""
        named = {each.indicator for each in self}
        return tuple(
            sorted(
                (each for each in self.indicators.values() if each.code in named),
                key=lambda each: (each.order, each.code),
            )
        )


def where(figure: Figure) -> str:
    """Say where a figure stands, for messages: "figures.csv line 19"."""
    return f"{figure.file} line {figure.line}" if figure.file else figure.code


def read_figures(rows: Iterable[Mapping[str, str]], *, file: str = "figures.csv") -> list[Figure]:
    """
    Read rows of text as figures.

    rows: one mapping a row, keys are the columns of the contract; the first row is line 2.
    Returns them in the same order.
    :raises BadFigure: at the first row that cannot be read. Check the file against its schema
    first to hear of all problems at once.
    """
    figures = []
    for line, row in enumerate(rows, start=2):
        try:
            figures.append(_read_figure({**ADDED, **row}, file=file, line=line))
        except KeyError as problem:
            raise BadFigure(f"{file} line {line}: column {problem} is missing.") from problem
        except ValueError as problem:
            raise BadFigure(f"{file} line {line}: {problem}") from problem
    return figures


def _read_figure(row: Mapping[str, str], *, file: str, line: int) -> Figure:
    return Figure(
        code=row["figure"],
        indicator=row["indicator"],
        group=row["group"],
        wave=row["wave"],
        period=row["period"],
        from_=_cell(row, "from", _day),
        until=_cell(row, "until", _day),
        geography=row["geography"],
        value=_cell(row, "value", parse_value),
        bound=_cell(row, "bound", Bound),
        n=_cell(row, "n", _base),
        derived=_cell(row, "derived", _yes),
        call=row["call"],
        reported_by=row["reported_by"],
        source=_keys(row["source"]),
        note=row["note"],
        file=file,
        line=line,
    )


def read_indicators(
    rows: Iterable[Mapping[str, str]], *, file: str = "indicators.csv"
) -> list[Indicator]:
    """Read rows of text as indicators; `order` is the row's place. Errors as in read_figures."""
    indicators = []
    for line, kept in enumerate(rows, start=2):
        row = {**ADDED, **kept}
        try:
            indicators.append(
                Indicator(
                    code=row["code"],
                    name=row["name"],
                    definition=row["definition"],
                    unit=row["unit"],
                    four_p=_keys(row["four_p"]),
                    rba=row["rba"],
                    parts=row["parts"],
                    whole=row["whole"],
                    chart=row["chart"],
                    limit=_cell(row, "limit", _limit),
                    sentence=row["sentence"],
                    method=row["method"],
                    source=_keys(row["source"]),
                    order=line - 2,
                )
            )
        except KeyError as problem:
            raise BadFigure(f"{file} line {line}: column {problem} is missing.") from problem
        except ValueError as problem:
            raise BadFigure(f"{file} line {line}: {problem}") from problem
    return indicators


def figure_row(figure: Figure) -> dict[str, str]:
    """Write a figure as the row of text it came from; read_figures reads it back unchanged."""
    return {
        "figure": figure.code,
        "call": figure.call,
        "reported_by": figure.reported_by,
        "indicator": figure.indicator,
        "group": figure.group,
        "wave": figure.wave,
        "period": figure.period,
        "from": figure.from_.isoformat() if figure.from_ else "",
        "until": figure.until.isoformat() if figure.until else "",
        "geography": figure.geography,
        "value": str(figure.value),
        "bound": figure.bound.value,
        "n": "" if figure.n is None else str(figure.n),
        "derived": "yes" if figure.derived else "no",
        "source": ";".join(figure.source),
        "note": figure.note,
    }


FIGURE_COLUMNS: tuple[str, ...] = (
    "figure", "call", "reported_by", "indicator", "group", "wave", "period", "from", "until",
    "geography", "value", "bound", "n", "derived", "source", "note",
)  # fmt: skip
"""The columns of the figures contract, in order."""


def indicator_row(indicator: Indicator) -> dict[str, str]:
    """Write an indicator as a row of text; read_indicators reads it back, but for its order."""
    return {
        "code": indicator.code,
        "name": indicator.name,
        "definition": indicator.definition,
        "unit": indicator.unit,
        "four_p": ";".join(indicator.four_p),
        "rba": indicator.rba,
        "parts": indicator.parts,
        "whole": indicator.whole,
        "chart": indicator.chart,
        "limit": "" if indicator.limit is None else str(indicator.limit),
        "sentence": indicator.sentence,
        "method": indicator.method,
        "source": ";".join(indicator.source),
    }


def add_up(figures: Iterable[Figure]) -> Decimal | None:
    """Return the sum of the values, or None if one of them is hidden: a sum never skips."""
    total = Decimal(0)
    for figure in figures:
        if isinstance(figure.value, Hidden):
            return None
        total += figure.value
    return total


def _cell(row: Mapping[str, str], column: str, read: Callable[[str], T]) -> T:
    """Read one cell; an error names the column."""
    try:
        return read(row[column])
    except ValueError as problem:
        raise ValueError(f"column {column!r}: {problem}") from problem


def _day(text: str) -> date | None:
    if text and not _DAY.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no day. Write year-month-day, such as 2030-01-31.")
    return date.fromisoformat(text) if text else None


def _base(text: str) -> int | None:
    if text and not _COUNT.fullmatch(text):
        raise ValueError(f"{text[:40]!r} is no whole number. Write digits only.")
    return int(text) if text else None


def _yes(text: str) -> bool:
    if text not in {"yes", "no"}:
        raise ValueError(f"{text[:40]!r} is neither yes nor no.")
    return text == "yes"


def _limit(text: str) -> Decimal | None:
    value = parse_value(text) if text else None
    if isinstance(value, Hidden):
        raise ValueError("the end of a scale cannot be hidden.")
    return value


def _keys(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
