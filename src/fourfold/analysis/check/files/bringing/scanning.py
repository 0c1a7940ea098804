"""
Proof that a text is a plain table already, so that nothing is copied.

Every byte is looked at, yet by whole pieces at once: what is left when all but delimiters, line
ends, quotation marks and control characters is deleted must be the same for each row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fourfold.analysis.check.files.bringing.copying import FEW
from fourfold.analysis.check.files.source import Source

PIECE = 2**20
MOST_PIECE = 2**23
_EVERY = bytes(range(256))
_ASCII = bytes(range(128))
_CONTROLS = bytes({*range(9), 11, 12, *range(14, 32), 127})
_ALL_BUT_CONTROLS = bytes(set(_EVERY) - set(_CONTROLS))
# What cannot be seen, and letters saved in two ways, in UTF-8; no letter's bytes hold another's.
_UNSEEN = re.compile(
    rb"\xc2[\x80-\xa0\xad]|\xd8\x9c|\xe1\x9a\x80|\xe1\xa0\x8e|\xe1\x85[\x9f\xa0]|\xe3\x80\x80"
    rb"|\xe3\x85\xa4|\xe2\x80[\x80-\x8f\xa8-\xaf]|\xe2\x81[\x9f-\xaf]|\xef\xbb\xbf|\xef\xbf\xbd"
    rb"|\xc3\x83[\xc2\xc5\xc6\xcb\xe2]|\xc3\xa2\xe2\x82\xac"
)
_START = (
    rb"\n[ \t\r\"%s]+\n"
    rb"|\n[\s\"%s]*(?:[-+=@](?!\d)"
    rb"|(?:(?:[Gg][Rr]|[Ss][Uu]|[Oo][Vv]|[Rr][Ee])[a-zA-Z]{1,6}[ -]?)?"
    rb"(?:[Tt][Oo][Tt][Aa][Ll]|[Ss][Uu][Mm]))"
)
_SCIENTIFIC = re.compile(rb"\d[eE]\+\d")


@dataclass(frozen=True, slots=True)
class Window:
    """
    The part of a file that is a plain table.

    start: its first byte. end: the byte after its last. columns: how many there are.
    """

    start: int
    end: int
    columns: int


def plain_part(
    source: Source, *, mark: int, header_row: int, headings: Sequence[str], delimiter: str
) -> Window | None:
    """
    Return the part of a UTF-8 text that is a plain table, or None if it must be copied.

    header_row: from 1. headings: as they were recognised. What the window leaves out is above the
    headings, or blank at the end.
    """
    sign = delimiter.encode()
    with source.open() as stream:
        stream.seek(mark)
        lines = stream.read(PIECE).split(b"\n", header_row)
    if len(lines) <= header_row or any(b'"' in line for line in lines[: header_row - 1]):
        return None
    ending = b"\r\n" if lines[header_row - 1].endswith(b"\r") else b"\n"
    heading = lines[header_row - 1].removesuffix(b"\r")
    cells = _cells(heading, delimiter)
    if [" ".join(cell.split()) for cell in cells[: len(headings)]] != list(headings):
        return None
    start = mark + sum(len(line) + 1 for line in lines[: header_row - 1])
    end = _end(source, start, sign)
    look = _Look(sign, heading, ending, len(cells))
    if not all(look.is_plain(piece) for piece in _pieces(source, start, end, ending)):
        return None
    return Window(start, end, len(cells))


def _cells(heading: bytes, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([heading.decode()], strict=True, delimiter=delimiter), [])
    except (csv.Error, UnicodeDecodeError):
        return []


def _end(source: Source, start: int, sign: bytes) -> int:
    """Return where the last row ends that is not blank."""
    blanks, at = b"\r\n \t" + sign, source.size
    with source.open() as stream:
        while at > start:
            before = max(at - PIECE, start)
            stream.seek(before)
            kept = stream.read(at - before).rstrip(blanks)
            if kept:
                at = before + len(kept)
                break
            at = before
        stream.seek(at)
        rest = stream.read(PIECE)
    line_end = rest.find(b"\n")
    return at + line_end + 1 if line_end >= 0 else source.size


def _pieces(source: Source, start: int, end: int, ending: bytes) -> Iterator[bytes]:
    """Yield whole rows, about PIECE bytes at once; what is too long is given as it is."""
    kept, quotes = b"", 0
    with source.open() as stream:
        stream.seek(start)
        left = end - start
        while left > 0 and (piece := stream.read(min(PIECE, left))):
            left -= len(piece)
            kept = kept + piece if kept else piece
            cut = kept.rfind(b"\n") + 1
            quotes = kept.count(b'"', 0, cut)
            if (not cut or quotes % 2) and len(kept) < MOST_PIECE:
                continue
            yield kept[:cut]
            kept = kept[cut:]
    if kept:
        yield kept if kept.endswith(b"\n") else kept + ending


class _Look:
    """Looks at pieces of whole rows, one after the other."""

    def __init__(self, sign: bytes, heading: bytes, ending: bytes, columns: int) -> None:
        self._sign, self._kept = sign, bytes(set(_EVERY) - set(_CONTROLS + sign + b'\r\n"'))
        self._row = sign * (columns - 1) + ending
        self._again = b"\n" + heading + ending
        # A blank row, and one with its first cell only.
        self._alone = self._row if columns >= FEW else b"\n" + self._row
        self._odd_start = re.compile(_START % (re.escape(sign), re.escape(sign)))
        edge = b'[\\n"' + re.escape(sign) + b"]"
        self._formula = re.compile(edge + b"\\s*[=@]")
        number = b'[\\d.,\\s("' + re.escape(sign) + b"]"
        self._signed = re.compile(edge + b"[+-](?!" + number + b")")
        self._first = True

    def is_plain(self, piece: bytes) -> bool:
        """Tell whether each row of the piece has the headings' form and nothing to be told."""
        if not piece.endswith(b"\n"):
            return False
        if not piece.isascii() and not _is_seen(piece):
            return False
        outside = self._outside(piece) if b'"' in piece else piece
        if outside is None:
            return False
        left = outside.translate(None, self._kept)
        rows, odd = divmod(len(left), len(self._row))
        if odd or left != self._row * rows:
            return False
        if self._first:  # the headings themselves
            self._first = False
            piece = piece.partition(b"\n")[2]
        return self._says_nothing(b"\n" + piece)

    def _outside(self, piece: bytes) -> bytes | None:
        """Return what stands outside quotation marks; None if they do not fill whole cells."""
        parts = piece.split(b'"')
        if len(parts) % 2 == 0 or b"".join(parts[1::2]).translate(None, _ALL_BUT_CONTROLS):
            return None
        marked = b'"'.join(parts[0::2])
        return marked.translate(None, b'"') if self._at_edges(marked) else None

    def _at_edges(self, marked: bytes) -> bool:
        """Tell whether each quoted part, here one quotation mark, fills a whole cell."""
        table = bytearray(b"x" * 256)
        for each in (*self._sign, 10, 13):
            table[each] = ord(",")
        table[34] = 34
        shape = b"," + marked.translate(bytes(table)) + b","
        while b'""' in shape:  # a quotation mark inside a cell, written twice
            shape = shape.replace(b'""', b'"')
        return b'x"' not in shape and b'"x' not in shape and b'\r"' not in marked

    def _says_nothing(self, rows: bytes) -> bool:
        """Tell whether no row is blank, a total, the headings again, or holds what must be told."""
        # One byte is looked for twenty times as fast as two: what is not there costs nothing.
        if self._alone in rows or self._again in rows or self._odd_start.search(rows):
            return False
        if (b"=" in rows or self._starts(b"@", rows)) and self._formula.search(rows):
            return False
        if b"+" in rows and _SCIENTIFIC.search(rows):
            return False
        signed = self._starts(b"+", rows) or self._starts(b"-", rows)
        return not (signed and self._signed.search(rows))

    def _starts(self, first: bytes, rows: bytes) -> bool:
        """Tell whether a cell may start with this byte; those that start a row were looked at."""
        if first not in rows:
            return False
        quoted = b'"' in rows and b'"' + first in rows
        return quoted or self._sign + first in rows


def _is_seen(piece: bytes) -> bool:
    """Tell whether the piece is UTF-8 and holds nothing that cannot be seen."""
    try:
        piece.decode()
    except UnicodeDecodeError:
        return False
    return not _UNSEEN.search(piece.translate(None, _ASCII))
