"""The check that a figure can cover the days it says it covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from fourfold.analysis.check.findings import (
    Finding,
    Severity,
    as_printed,
    in_order,
    named,
    place,
)
from fourfold.analysis.tables.figures import Figure, FigureTable, Indicator

CHECK = "period_is_plausible"
_YEAR = re.compile(r"\d{4}")
_BRACKETED_YEAR = re.compile(r"\[(\d{4})\]")


def period_is_plausible(
    table: FigureTable,
    *,
    issued_on: Mapping[str, date],
    first_days: Mapping[str, date] | None = None,
) -> list[Finding]:
    """
    Find periods that run backwards, end after their report, come too early, or look slipped.

    issued_on: the day each data call's report was issued, by call; other calls are not compared.
    first_days: the first day an indicator could count anything, by its code; may be left out.
    A year in brackets is how a row marks a year printed so and doubted. It is a WARNING when the
    same organization and source print another year that differs in one digit, else a NOTE.
    Figures whose days are not known are checked for brackets only. Order of rows is free.
    """
    starts = first_days or {}
    findings: list[Finding] = []
    for figure in table:
        findings += _days(
            figure,
            table.indicator_of(figure),
            issued_on.get(figure.call),
            starts.get(figure.indicator),
        )
        findings += _brackets(figure, table)
    return in_order(findings)


def _days(
    figure: Figure, indicator: Indicator, issued: date | None, first: date | None
) -> Iterable[Finding]:
    said = f"{named(indicator, figure)}: {as_printed(figure)} ({place(figure)})"
    from_, until = figure.from_, figure.until
    if from_ and until and until <= from_:
        yield _finding(
            figure,
            Severity.ERROR,
            f"{said} starts on {from_} and is over before {until}: no day is left.",
            "The end is the first day no longer covered, so it must come after the start.",
            "Look the period up in the source and write both days again.",
        )
        return
    if until and issued and until - timedelta(days=1) > issued:
        yield _finding(
            figure,
            Severity.WARNING,
            f"{said} runs to {until - timedelta(days=1)}, "
            f"but the report for {figure.call} was issued on {issued}.",
            "A report cannot count days that had not come yet.",
            "Look the period up in the source; leave the days blank if it prints none.",
        )
    if until and first and until <= first:
        yield _finding(
            figure,
            Severity.ERROR,
            f"{said} ends before {first}, the first day it could count anything.",
            "Nothing was counted before that day.",
            "Look the period up in the source.",
        )


def _brackets(figure: Figure, table: FigureTable) -> Iterable[Finding]:
    marked = _BRACKETED_YEAR.fullmatch(figure.period.strip())
    if not marked:
        return
    year = marked[1]
    indicator = table.indicator_of(figure)
    beside = sorted(
        (each for each in table if _is_near(each, figure, year)), key=lambda each: each.code
    )
    said = (
        f"{named(indicator, figure)}: {as_printed(figure)} ({place(figure)}) is printed for {year}"
    )
    if beside:
        near = beside[0]
        yield _finding(
            figure,
            Severity.WARNING,
            f"{said}, while the same source prints {near.period} beside it ({place(near)}).",
            f"The years differ in one digit: {year} may be a slip for {near.period}.",
            f"Keep it as printed, show this beside it, and ask {figure.reported_by}.",
        )
    else:
        yield _finding(
            figure,
            Severity.NOTE,
            f"{said}, and the row marks the year as doubtful.",
            "No other year stands beside it to compare with.",
            f"Ask {figure.reported_by} which year is meant.",
        )


def _is_near(other: Figure, figure: Figure, year: str) -> bool:
    return (
        other.reported_by == figure.reported_by
        and other.geography == figure.geography
        and bool(set(other.source) & set(figure.source))
        and _YEAR.fullmatch(other.period) is not None
        and sum(a != b for a, b in zip(other.period, year, strict=True)) == 1
    )


def _finding(figure: Figure, severity: Severity, what: str, why: str, fix: str) -> Finding:
    return Finding(CHECK, severity, (figure.code,), what, why, fix)
