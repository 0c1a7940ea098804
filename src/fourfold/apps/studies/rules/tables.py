"""Capture histories as a file."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fourfold.analysis.estimate import Histories


def as_csv(histories: Histories) -> str:
    """Write histories as `fourfold estimate` reads them: a row for each history there is."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow([*histories.lists, "count"])
    for cell, count in enumerate(histories.counts):
        if count:
            rows.writerow([*(cell >> bit & 1 for bit in range(len(histories.lists))), count])
    return written.getvalue()
