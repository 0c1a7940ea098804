"""Taking a file: the one way in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO
from typing import Protocol

from fourfold.security.edges.uploads.errors import Damaged, NotAllowed, TooLarge
from fourfold.security.edges.uploads.kinds import Kind, kind_of
from fourfold.security.edges.uploads.office import check_office
from fourfold.security.edges.uploads.papers import check_pdf
from fourfold.security.edges.uploads.pictures import redraw
from fourfold.security.edges.uploads.texts import check_text

MOST_BYTES = 25 * 2**20
_TEXTS = {Kind.CSV, Kind.TSV, Kind.JSON}


class Readable(Protocol):
    """What can be read in pieces: an upload of Django's, an open file."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that passed. stream: its bytes from the start, ready to be sealed; size in bytes."""

    kind: Kind
    stream: BytesIO
    size: int


def accept(file: Readable, *, kinds: Collection[Kind]) -> Taken:
    """
    Read a file, tell its kind by its content, and look through it.

    kinds: those that are taken here, such as TABLES, PICTURES or PAPERS. The file's name and the
    type that the sender claims are not asked.
    :raises Refused: one of its kinds, with words for the sender. Nothing is kept.
    """
    content = file.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooLarge("The file has more than 25 MB. Send a smaller one, or in parts.")
    if not content.strip():
        raise Damaged("The file is empty.")
    kind = kind_of(content)
    if kind is None:
        kind = check_office(content)
    if kind not in kinds:
        wanted = ", ".join(sorted(each.label for each in kinds))
        raise NotAllowed(f"This is a {kind.label}. What can be sent here: {wanted}.")
    if kind in _TEXTS:
        check_text(content, kind)
    elif kind is Kind.PDF:
        check_pdf(content)
    elif kind in (Kind.PNG, Kind.JPEG):
        content = redraw(content, kind)
    return Taken(kind, BytesIO(content), len(content))
