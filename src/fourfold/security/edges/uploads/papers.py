"""
PDF: refused where it holds what can run, call elsewhere, or hide another file.

Looked through: the file itself and every stream packed with Flate, streams of objects included,
with names in any spelling. Refused unseen: locked files, and streams of objects packed in another
way. Not looked into: programs inside fonts and pictures, what a viewer makes of a damaged stream,
links that a person must click. The author's name in it stays. So a PDF is only ever given out as a
file to save.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from fourfold.security.edges.uploads.errors import Damaged, TooMuchInside, Unsafe

MOST_UNPACKED = 100 * 2**20
MOST_STREAMS = 20_000
PIECE = 2**20
_TAIL, _HEAD = 2_048, 1_024
_COMMENT = 66_000
"""How far before its end an archive's last record may stand."""
_BEFORE = 4_096
_STEP = 65_536

_RUNS = (
    *("JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "FileAttachment", "GoToE", "GoToR"),
    *("SubmitForm", "ImportData", "XFA", "RichMedia", "RichMediaExecute", "Flash"),
    *("Rendition", "Movie", "Sound"),
)


def _names(*words: str) -> re.Pattern[bytes]:
    """Return a pattern for names, any letter of which may be written as # and two hex digits."""
    return re.compile(f"/(?:{'|'.join(map(_spelled, words))})(?![\\w#])".encode())


def _spelled(word: str) -> str:
    hexed = (f"#(?i:{ord(letter):02x})" for letter in word)
    return "".join(f"(?:{letter}|{digits})" for letter, digits in zip(word, hexed, strict=True))


_ACTIVE = _names(*_RUNS)
_LOCKED = _names("Encrypt")
_OBJECTS = _names("ObjStm")
_PREDICTOR = _names("Predictor", "DecodeParms")
_OTHER_FILTER = _names(
    *("ASCIIHexDecode", "AHx", "ASCII85Decode", "A85", "LZWDecode", "RunLengthDecode", "Crypt")
)
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_OTHER_FILE = re.compile(rb"<script|<html|<\?php|<svg", re.IGNORECASE)
_ARCHIVE_END = b"PK\x05\x06"


def check_pdf(content: bytes) -> None:
    """
    Raise a reason to refuse a PDF, if there is one.

    :raises Damaged: without an end, or with something after it.
    :raises TooMuchInside: if its streams unpack to over 100 MB, or are over 20,000.
    :raises Unsafe: if it is locked, or can run or call something, or is two files in one.
    """
    end = content.rfind(b"%%EOF")
    if end < 0 or len(content) - end > _TAIL:
        raise Damaged("The PDF has no end, or something was added behind it. Save it anew.")
    if _LOCKED.search(content):
        raise Unsafe("The PDF is locked with a password or rights. Save it without.")
    if _OTHER_FILE.search(content[:_HEAD]) or _ARCHIVE_END in content[-_COMMENT:]:
        raise Unsafe("The PDF holds another file as well. Print it to a new PDF.")
    if _ACTIVE.search(content):
        raise _active()
    if _OBJECTS.search(content) and _OTHER_FILTER.search(content):
        raise _closed()
    left = MOST_UNPACKED
    for count, found in enumerate(_STREAM.finditer(content), start=1):
        if count > MOST_STREAMS:
            raise TooMuchInside(f"The PDF holds more than {MOST_STREAMS:,} parts.")
        left = _check_stream(content, found, left)


def _check_stream(content: bytes, found: re.Match[bytes], left: int) -> int:
    """Look through one stream, whatever is said about it; return how much may still be unpacked."""
    before = content[max(0, found.start() - _BEFORE) : found.start()]
    about = before[before.rfind(b"obj") + 3 :]
    if _OBJECTS.search(about) and _PREDICTOR.search(about):
        raise _closed()
    if not _is_packed(content[found.end() : found.end() + 2]):
        return left
    tail = b""
    for piece in _unpacked(content, found.end()):
        left -= len(piece)
        if left < 0:
            raise TooMuchInside("The PDF unpacks to more than 100 MB. Send it in parts.")
        if not tail and _is_packed(piece[:2]) and any(map(len, _unpacked(piece, 0))):
            raise _closed()
        if _ACTIVE.search(tail + piece):
            raise _active()
        tail = (tail + piece)[-64:]
    return left


def _is_packed(start: bytes) -> bool:
    """Tell whether bytes begin as Flate does."""
    return len(start) == 2 and start[0] & 15 == 8 and int.from_bytes(start, "big") % 31 == 0


def _unpacked(content: bytes, start: int) -> Iterator[bytes]:
    """Yield what a stream unpacks to, in pieces; a damaged one ends early, as in a viewer."""
    packed, view, at = zlib.decompressobj(), memoryview(content), start
    try:
        while at < len(content) and not packed.eof:
            yield packed.decompress(view[at : at + _STEP], PIECE)
            at += _STEP
            while packed.unconsumed_tail and not packed.eof:
                yield packed.decompress(packed.unconsumed_tail, PIECE)
    except zlib.error:
        return


def _active() -> Unsafe:
    return Unsafe(
        "The PDF can run something, send something, or holds another file. Print it to a new PDF "
        "and send that."
    )


def _closed() -> Unsafe:
    return Unsafe("The PDF is packed in a way that cannot be looked into. Print it to a new PDF.")
