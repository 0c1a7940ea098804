"""What one annual report is made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from fourfold.analysis.check import Finding
from fourfold.analysis.tables import FigureTable, Indicator
from fourfold.documents.present import Presented, present
from fourfold.reference import Pack

FOUR_P = ("prevention", "protection", "prosecution", "partnership")


@dataclass(frozen=True)
class Facts:
    """
    A year's figures with the pack's facts.

    figures: of this call and the ones before it. own: of this call alone. text: reports/YEAR.yaml.
    """

    year: int
    call: str
    pack: Pack
    text: Mapping[str, Any]
    figures: FigureTable
    own: FigureTable
    findings: tuple[Finding, ...]

    @cached_property
    def presented(self) -> dict[str, Presented]:
        """Every indicator that has a figure in this call, in the register's order."""
        return {
            indicator.code: present(
                indicator,
                self._visible(indicator),
                places=self.pack.places,
                findings=self.findings,
            )
            for indicator in self.own.present_indicators()
        }

    def _visible(self, indicator: Indicator) -> FigureTable:
        """A chart over time looks back at earlier calls; every other table is this call's."""
        return self.figures if indicator.chart == "OVER_TIME" else self.own

    @cached_property
    def shown(self) -> FigureTable:
        """All figures the report prints, each with a row in the appendix."""
        codes = {figure.code for figure in self.own}
        for each in self.presented.values():
            if each.indicator.chart == "OVER_TIME":
                codes |= {f.code for f in self.figures.of_indicator(each.indicator.code)}
        codes |= set(self.named)
        return self.figures.keep(lambda figure: figure.code in codes)

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Codes of the figures that the report's own text names."""
        from_text = str(self.text)
        return tuple(figure.code for figure in self.figures if f"{{{figure.code}}}" in from_text)

    @cached_property
    def sources(self) -> dict[str, Mapping[str, str]]:
        """Every source the report leans on, by key, in the order of the pack."""
        used = {key for figure in self.shown for key in figure.source}
        used |= set(self.text["sources"])
        for part in (*self.text["highlights"], *(self.text.get("activities") or [])):
            used |= set(part["sources"])
        for seat in self.pack.council_seats:
            used |= set(seat.source)
        return {row["code"]: row for row in self.pack.rows("sources") if row["code"] in used}

    @cached_property
    def titles(self) -> dict[str, str]:
        """Key to title of the sources the report leans on."""
        return {key: row["title"] for key, row in self.sources.items()}

    @cached_property
    def source_numbers(self) -> dict[str, int]:
        """Key to the number the report gives a source, from 1."""
        return {key: number for number, key in enumerate(self.sources, start=1)}

    @cached_property
    def organizations(self) -> dict[str, str]:
        """Organization code to name."""
        return {each.code: each.name for each in self.pack.organizations}
