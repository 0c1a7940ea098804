"""An estimate of the undetected as blocks of a document: the sentence, two charts, the table."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from fourfold.analysis import estimate as bench
from fourfold.analysis.tables import Hidden, Interval
from fourfold.documents.blocks import Block, Chart, Column, Paragraph, Point, Row, Table, line
from fourfold.documents.charts.overlaps import BETWEEN
from fourfold.documents.charts.ranges import KNOWN

if TYPE_CHECKING:
    from fourfold.analysis.estimate import Estimate, Histories, Method, Result

MOST_ROWS = 16
_WORDS: dict[str, dict[str, str]] = {
    "en": {
        "reading": "Each dot is one method's total, with those on no list; the thin line is its "
        "95% interval. The dashed line is how many people are known.",
        "known": "{n:,} people known",
        "by_method": "People in all, known and not known, by method",
        "people": "people",
        "at_least": " (at least {low:,.0f})",
        "range": " ({low:,.0f} to {high:,.0f})",
        "method": "Method",
        "total": "Total",
        "from": "95% from",
        "to": "to",
        "no_limit": "no limit",
        "totals": "Estimated totals",
        "by_lists": "People by the lists they are on",
        "title": "{n:,} people are known, on {lists} lists",
        "rows": "A row is a combination of lists: {lists}. The bar is how many are on just those.",
        "rest": " {n} combinations with fewer people are left out.",
        "just": "On just these lists",
        "counted": "People",
        "small": "a small number",
    },
    "es": {
        "reading": "Cada punto es el total de un método, con quienes no están en ninguna lista; la "
        "línea fina es su intervalo del 95%. La línea de guiones es cuántas personas se conocen.",
        "known": "{n:,} personas conocidas",
        "by_method": "Personas en total, conocidas y no conocidas, por método",
        "people": "personas",
        "at_least": " (al menos {low:,.0f})",
        "range": " (de {low:,.0f} a {high:,.0f})",
        "method": "Método",
        "total": "Total",
        "from": "95% desde",
        "to": "hasta",
        "no_limit": "sin límite",
        "totals": "Totales estimados",
        "by_lists": "Personas según las listas en que están",
        "title": "Se conoce a {n:,} personas, en {lists} listas",
        "rows": "Una fila es una combinación de listas: {lists}. La barra es cuántas personas "
        "están solo en esas.",
        "rest": " Se dejan fuera {n} combinaciones con menos personas.",
        "just": "Solo en estas listas",
        "counted": "Personas",
        "small": "un número pequeño",
    },
}
Words = Mapping[str, str]


def blocks(
    result: Result, histories: Histories, *, least: int = 0, language: str = "en"
) -> tuple[Block, ...]:
    """
    Return what a report shows of an estimate, the sentence first.

    least: combinations of lists with fewer people are hidden. language: "en" or "es". Without an
    estimate: the sentence and, in English, the reasons; no chart of totals.
    """
    said = Paragraph(line(result.sentences[language]), "lead")
    picture = panel_chart(result, language=language)
    return (
        said,
        *([picture] if picture else []),
        *(Paragraph(line(each)) for each in _why(result, language)),
        overlaps_chart(histories, least=least, language=language),
    )


def _why(result: Result, language: str) -> tuple[str, ...]:
    if language == "en":
        return result.reasons
    return bench.reasons(result, language, names=bench.IN_SPANISH) if result.reasons else ()


def panel_chart(result: Result, *, language: str = "en") -> Chart | None:
    """Return every method's total with its interval; None where there is none."""
    if not result.given or result.verdict is bench.Verdict.CANNOT:
        return None
    words = _WORDS[language]
    verdicts = bench.VERDICTS if language == "en" else bench.VERDICTS_IN_SPANISH
    names = bench.NAMES if language == "en" else bench.IN_SPANISH
    verdict, known = verdicts[result.verdict], words["known"].format(n=result.known)
    points = tuple(_point(each, names[each.method], words) for each in result.given)
    said = "; ".join(f"{each.label}: {each.shown}" for each in points)
    return Chart(
        "c-panel",
        "RANGE",
        verdict.rstrip("."),
        words["by_method"],
        words["people"],
        (*points, Point(known, Decimal(result.known), "", series=KNOWN)),
        alt=f"{verdict} {known}. {said}.",
        table=_table(result, names, words),
        reading=words["reading"],
    )


def _point(each: Estimate, name: str, words: Words) -> Point:
    total = each.estimate or 0.0
    ends = None
    shown = f"{total:,.0f}"
    if each.lower is not None and each.upper is not None:
        if math.isinf(each.upper):
            shown += words["at_least"].format(low=each.lower)
        else:
            shown += words["range"].format(low=each.lower, high=each.upper)
            ends = Interval(_whole(each.lower), _whole(each.upper))
    return Point(name, _whole(total), "", shown=shown, interval=ends)


def _whole(value: float) -> Decimal:
    return Decimal(round(value))


def _table(result: Result, names: Mapping[Method, str], words: Words) -> Table:
    columns = (
        Column(words["method"], share=2.2),
        *(Column(words[each], number=True) for each in ("total", "from", "to")),
    )
    rows = tuple(
        Row(
            (
                line(names[each.method]),
                *(line(_printed(one, words)) for one in (each.estimate, each.lower, each.upper)),
            )
        )
        for each in result.estimates
    )
    return Table("t-panel", words["totals"], columns, rows)


def _printed(value: object, words: Words) -> str:
    if not isinstance(value, float):
        return ""
    return words["no_limit"] if math.isinf(value) else f"{value:,.0f}"


# ------------------------------------------------------------------ who is on which lists
def overlaps_chart(histories: Histories, *, least: int = 0, language: str = "en") -> Chart:
    """
    Return how many people share each combination of lists, the largest first.

    least: smaller counts are hidden. Of more than MOST_ROWS the rest is told in the reading.
    """
    words = _WORDS[language]
    found = [
        (BETWEEN.join(_names(cell, histories.lists)), count)
        for cell, count in enumerate(histories.counts)
        if count
    ]
    found.sort(key=lambda each: (-each[1] if each[1] >= least else 0, each[0]))
    some, rest = found[:MOST_ROWS], found[MOST_ROWS:]
    points = tuple(
        Point(name, Decimal(count) if count >= least else Hidden(words["small"], least), "")
        for name, count in some
    )
    numbered = ", ".join(f"{at} {name}" for at, name in enumerate(sorted(histories.lists), start=1))
    reading = words["rows"].format(lists=numbered)
    if rest:
        reading += words["rest"].format(n=len(rest))
    columns = (Column(words["just"], share=3), Column(words["counted"], number=True))
    rows = tuple(
        Row((line(each.label), line(str(each.value) if least else f"{each.value:,}")))
        for each in points
    )
    said = "; ".join(f"{each.label} {each.value}" for each in points)
    return Chart(
        "c-overlaps",
        "OVERLAPS",
        words["title"].format(n=histories.n, lists=len(histories.lists)),
        words["by_lists"],
        "",
        points,
        alt=f"{words['by_lists']}: {said}.",
        table=Table("t-overlaps", words["by_lists"], columns, rows),
        reading=reading,
    )


def _names(cell: int, lists: tuple[str, ...]) -> list[str]:
    return [name for bit, name in enumerate(lists) if cell >> bit & 1]
