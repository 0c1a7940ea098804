"""Figures and indicators for tests: say only what matters, the rest is plain."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from fourfold.analysis.tables import (
    Bound,
    Figure,
    FigureTable,
    Hidden,
    Indicator,
    read_figures,
    read_indicators,
)

CT = Path(__file__).parents[2] / "jurisdictions" / "ct"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one file of the Connecticut pack."""
    with (CT / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ct_table() -> FigureTable:
    """Return the figures of the Connecticut pack."""
    return FigureTable(read_figures(rows("figures.csv")), read_indicators(rows("indicators.csv")))


def indicator(code: str = "REFERRALS", **changes: Any) -> Indicator:
    """Make an indicator whose groups make the whole."""
    plain: dict[str, Any] = {
        "code": code,
        "name": code.capitalize(),
        "definition": "Referrals in one year.",
        "unit": "count",
        "four_p": ("protection",),
        "rba": "HOW_MUCH",
        "parts": "PARTS",
        "whole": "",
        "chart": "BARS",
        "limit": None,
        "sentence": "There were {value}.",
        "method": "Counted.",
        "source": ("report",),
    }
    return Indicator(**plain | changes)


def figure(code: str, value: int | str | Hidden, **changes: Any) -> Figure:
    """Make an exact figure of everyone in 2017; `value` may be a number, digits or Hidden."""
    plain: dict[str, Any] = {
        "code": code,
        "indicator": "REFERRALS",
        "group": "all",
        "wave": "",
        "period": "2017",
        "from_": date(2017, 1, 1),
        "until": date(2018, 1, 1),
        "geography": "ZZ",
        "value": value if isinstance(value, Hidden) else Decimal(value),
        "bound": Bound.EXACT,
        "n": None,
        "derived": False,
        "call": "2017",
        "reported_by": "ORG001",
        "source": ("report",),
        "note": "",
        "file": "figures.csv",
        "line": int(code[1:]) + 1,
    }
    return Figure(**plain | changes)


def parts(*values: int | str | Hidden, start: int = 1, **changes: Any) -> list[Figure]:
    """Make one figure a group, with codes from F001 (or `start`) on."""
    return [
        figure(f"F{at:03d}", value, group=f"group {at}", **changes)
        for at, value in enumerate(values, start=start)
    ]


def table(*figures: Figure, indicators: tuple[Indicator, ...] = ()) -> FigureTable:
    """Make a table; without indicators given, every figure is of REFERRALS."""
    return FigureTable(figures, indicators or (indicator(),))
