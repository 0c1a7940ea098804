"""The figures of a report: as they are bound, and what the catalog says of them today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.analysis.tables import FigureTable
from fourfold.apps.council import access
from fourfold.apps.council.rules.studio import Bound, Watch, bound_table, shown_by, watch, words_of
from fourfold.catalog import queries as catalog


@dataclass(frozen=True, slots=True)
class FigureLine:
    """
    A figure a report is bound to. now: as the catalog shows it today, "" for withdrawn.

    blocks: ids of the blocks that show it. digest: of the published table it was read from.
    """

    code: str
    words: str
    shown: str
    now: str
    watch: Watch
    note: str
    blocks: tuple[str, ...]
    table_version: int
    digest: str
    bound_at: datetime

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody has to look at it before the report is approved."""
        return self.watch in (Watch.CHANGED, Watch.WITHDRAWN)


def cleared(*, viewer: access.Who) -> FigureTable:
    """Return what is published today, for who reads the Council's papers."""
    return catalog.figures() if access.reads(viewer) else FigureTable((), ())


def codes_of_indicator(indicator: str, *, year: int, viewer: access.Who) -> tuple[str, ...]:
    """
    Return the figures that a chart or table of an indicator shows in a year's report.

    Those of the newest data call until then; over time, of all calls until then.
    """
    found = cleared(viewer=viewer)
    if indicator not in found.indicators:
        return ()
    own = [each for each in found.of_indicator(indicator) if each.call[:4] <= str(year)]
    if found.indicators[indicator].chart != "OVER_TIME" and own:
        newest = max(each.call for each in own)
        own = [each for each in own if each.call == newest]
    return tuple(each.code for each in own)


def figure_lines(report: str, *, viewer: access.Who) -> list[FigureLine]:
    """Return the figures that the blocks of a report show, those to be looked at first."""
    held = access.studio(viewer).filter(id=report).first()
    if held is None:
        return []
    shown_in: dict[str, list[str]] = {}
    for block, codes in held.blocks.filter(removed_at=None).values_list("id", "codes"):
        for code in codes:
            shown_in.setdefault(code, []).append(block)
    today = cleared(viewer=viewer)
    rows = list(held.figures.order_by("code"))
    bound = bound_table((each.row, each.indicator, each.order) for each in rows)
    lines = []
    for each in rows:
        if each.code not in shown_in:
            continue
        now = shown_by(today[each.code], today) if each.code in today else ""
        lines.append(
            FigureLine(
                each.code,
                words_of(bound[each.code], bound),
                each.shown,
                now,
                watch(Bound(each.shown, now, each.note, each.seen)),
                each.note,
                tuple(shown_in[each.code]),
                each.table_version,
                each.digest,
                each.bound_at,
            )
        )
    return sorted(lines, key=lambda line: (not line.is_stale, line.code))


def choices(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the published figures to choose from: code, and what it says."""
    table = cleared(viewer=viewer)
    found = [(each.code, f"{words_of(each, table)}: {shown_by(each, table)}") for each in table]
    return sorted(found, key=lambda one: one[1])


def indicators(*, viewer: access.Who) -> list[tuple[str, str]]:
    """Return the published indicators to choose from."""
    return sorted(
        ((each.code, each.name) for each in cleared(viewer=viewer).present_indicators()),
        key=lambda one: one[1],
    )
