"""Files that leave: their name says what and when, never whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.http import StreamingHttpResponse
from django.utils import timezone

from fourfold.security.edges.sheets import Cell, csv_rows


def csv_file(rows: Iterable[Sequence[Cell]], *, name: str, at: datetime) -> StreamingHttpResponse:
    """Return rows as a CSV file to keep, such as "openings-2030-01-07.csv"; it is streamed."""
    kind = "text/csv; charset=utf-8"
    return stream_file(csv_rows(rows), kind=kind, name=f"{name}.csv", at=at)


def stream_file(
    pieces: Iterable[bytes | str], *, kind: str, name: str, at: datetime
) -> StreamingHttpResponse:
    """Return a file to keep, piece by piece, with the day in its name: "open-2030-01-07.csv"."""
    response = StreamingHttpResponse(pieces, content_type=kind)
    first, dot, last = name.rpartition(".")
    day = timezone.localdate(at).isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{first}-{day}{dot}{last}"'
    return response
