"""Files that leave: their name says what and when, never whom."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone


def csv_file(content: bytes, *, name: str, at: datetime) -> HttpResponse:
    """Return CSV as a file to keep, such as "openings-2030-01-07.csv"."""
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    day = timezone.localdate(at).isoformat()
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-{day}.csv"'
    return response
