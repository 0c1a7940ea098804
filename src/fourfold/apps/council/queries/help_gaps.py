"""Where help is listed and where none is, as the catalog has it."""

from __future__ import annotations

from datetime import datetime

from fourfold.apps.council import access
from fourfold.catalog import coverage
from fourfold.reference import active_pack


def table(*, viewer: access.Who, now: datetime, sort: str = "") -> coverage.Coverage:
    """
    Return kinds of help by region on a day. now: local time. sort: as `coverage.coverage`.

    viewer: named as everywhere; what is in the catalog is open to all.
    """
    return coverage.coverage(pack=active_pack(), now=now, sort=sort)


def rows(*, viewer: access.Who, now: datetime) -> list[tuple[str | int, ...]]:
    """Return the same as rows of a file, their names first."""
    return [coverage.HEADS, *coverage.rows_of(table(viewer=viewer, now=now))]
