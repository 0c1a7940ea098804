"""Sealed answers, opened many at once."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import Response
from fourfold.security.keys import opened

AT_ONCE = 2_000


def opened_answers(rows: QuerySet[Response], *, viewer: access.Who) -> Iterator[Response]:
    """
    Yield answers with what was told, in the order of the rows; none for who may not add them up.

    rows: as `access.responses` or `access.responses_at` gave them to this viewer.
    The keys are fetched once a piece.
    """
    if not access.follows(viewer):
        return
    found = rows.iterator(chunk_size=AT_ONCE)
    while piece := _piece(found):
        yield from piece


def _piece(found: Iterator[Response]) -> list[Response]:
    with opened():
        piece = []
        for each in found:
            _opens = each.answers
            piece.append(each)
            if len(piece) == AT_ONCE:
                break
        return piece
