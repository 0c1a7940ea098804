"""The one way a table gets in. Only `releases` may import this (a contract holds it)."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from fourfold.analysis.tables import figure_row, indicator_row
from fourfold.catalog import versions
from fourfold.catalog.models import PublishedTable
from fourfold.catalog.shapes import ClearedTable, TableCard


@transaction.atomic
def put(table: ClearedTable, *, at: datetime) -> bool:
    """
    Publish a table as a new version; returns False if the current version says the same.

    Versions before it stay. The fingerprint covers figures, words and chart, not the lineage.
    """
    said: dict[str, Any] = {
        "indicator": indicator_row(table.indicator),
        "figures": [figure_row(figure) for figure in table.figures],
        "cautions": list(table.cautions),
    }
    if table.in_words:
        said["in_words"] = table.in_words
    if table.told:
        said["told"] = {language: asdict(each) for language, each in table.told.items()}
    card = _row(table.card)
    digest = sha256(
        json.dumps([said, card, table.chart], sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
    before = versions.current(PublishedTable, table.card.code)
    if before and before.sha256 == digest:
        return False
    PublishedTable.objects.create(
        code=table.card.code,
        version=versions.follow(before),
        is_current=True,
        card=card,
        content=said | {"lineage": asdict(table.lineage)},
        chart=table.chart,
        sha256=digest,
        published_at=at,
    )
    return True


def _row(card: TableCard) -> dict[str, Any]:
    """Return a card as JSON, as short as it can be: its language is English, often its only one."""
    row = asdict(card)
    del row["language"]
    if not row["told"]:
        del row["told"]
    return row
