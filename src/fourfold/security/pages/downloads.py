"""Files that leave: their name says what and when, never whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils import timezone

from fourfold.security.edges.sheets import Cell, csv_rows


def csv_file(rows: Iterable[Sequence[Cell]], *, name: str, at: datetime) -> StreamingHttpResponse:
    """Return rows as a CSV file to keep, such as "openings-2030-01-07.csv"; it is streamed."""
    response = StreamingHttpResponse(csv_rows(rows), content_type="text/csv; charset=utf-8")
    day = timezone.localdate(at).isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    return response
