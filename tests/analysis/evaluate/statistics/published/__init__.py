"""Published data sets; README.md says from where."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def columns(name: str) -> dict[str, tuple[float, ...]]:
    """Return the columns of one file as numbers."""
    with (HERE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {column: tuple(float(row[column]) for row in rows) for column in rows[0]}
