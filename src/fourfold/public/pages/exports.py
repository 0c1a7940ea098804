"""A table's figures as files for other programs: CSV and JSON."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from fourfold.analysis.tables import FIGURE_COLUMNS, Figure, Hidden, figure_row
from fourfold.catalog.shapes import ClearedTable
from fourfold.documents.words import show_figure
from fourfold.security.edges import sheets


def csv_of(table: ClearedTable) -> bytes:
    """
    Write a table's figures as CSV: UTF-8, a header, one figure a row, in the contract's columns.

    The file and line each figure came from follow. A cell that a spreadsheet would run as a
    formula gets an apostrophe before it; numbers never do.
    """
    lines = {origin.figure: origin for origin in table.lineage.origins}
    rows = [[*FIGURE_COLUMNS, "unit", "received_as", "line"]]
    for figure in table.figures:
        row = figure_row(figure)
        origin = lines.get(figure.code)
        where = [origin.file_name, str(origin.line)] if origin else ["", ""]
        rows.append([*(row[column] for column in FIGURE_COLUMNS), table.indicator.unit, *where])
    return sheets.write_csv(rows)


def json_of(table: ClearedTable, *, publisher: str) -> bytes:
    """
    Write a table with its indicator, cautions and lineage as JSON, UTF-8.

    A hidden figure's value is null, with `hidden` true and, where known, the number it is below.
    """
    indicator = table.indicator
    content = {
        "indicator": {
            "code": indicator.code,
            "name": indicator.name,
            "definition": indicator.definition,
            "unit": indicator.unit,
            "four_p": list(indicator.four_p),
            "rba": indicator.rba,
            "method": indicator.method,
            "source": list(indicator.source),
        },
        "headline": table.card.headline,
        "figures": [_figure(figure, indicator.unit) for figure in table.figures],
        "cautions": list(table.cautions),
        "version": table.version,
        "published_at": table.published_at.isoformat() if table.published_at else None,
        "sha256": table.sha256,
        "lineage": {
            "release": table.lineage.release,
            "run": table.lineage.run,
            "method": table.lineage.method,
            "software": table.lineage.software,
            "origins": [
                {
                    "figure": origin.figure,
                    "organization": origin.organization,
                    "file": origin.file_name,
                    "line": origin.line,
                    "sha256": origin.sha256,
                }
                for origin in table.lineage.origins
            ],
        },
        "publisher": publisher,
        "license": license_note(publisher),
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def license_note(publisher: str) -> str:
    """Say what anyone may do with the figures."""
    return _(
        "Figures are facts from public documents. You may use and share them. "
        "Please name the %(publisher)s and the source of each figure."
    ) % {"publisher": publisher}


def _figure(figure: Figure, unit: str) -> dict[str, Any]:
    hidden = isinstance(figure.value, Hidden)
    return {
        "figure": figure.code,
        "group": figure.group,
        "wave": figure.wave or None,
        "period": figure.period or None,
        "from": figure.from_.isoformat() if figure.from_ else None,
        "until": figure.until.isoformat() if figure.until else None,
        "geography": figure.geography,
        "value": None if isinstance(figure.value, Hidden) else _number(figure.value),
        "hidden": hidden,
        "below": figure.value.below if isinstance(figure.value, Hidden) else None,
        "bound": figure.bound.value,
        "shown": show_figure(figure, unit=unit),
        "n": figure.n,
        "derived": figure.derived,
        "call": figure.call,
        "reported_by": figure.reported_by,
        "source": list(figure.source),
        "note": figure.note or None,
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
