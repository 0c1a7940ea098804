"""What kind of file came: by what is in it, never by its name."""

from __future__ import annotations

import json
import re
from enum import StrEnum

from fourfold.analysis.check.files.bringing import archives
from fourfold.analysis.check.files.bringing.encodings import Encoding, encoding_of
from fourfold.analysis.check.files.bringing.limits import MB, Limits
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.source import Source


class Form(StrEnum):
    """How the bytes are read. CASE: a text that is one case of HTCDS is told later, by its head."""

    TEXT = "TEXT"
    JSON_LINES = "JSON_LINES"
    XLSX = "XLSX"
    ODS = "ODS"


_STARTS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG", "PICTURE"),
    (b"\xff\xd8\xff", "PICTURE"),
    (b"GIF8", "PICTURE"),
    (b"BM", "PICTURE"),
    (b"II*\0", "PICTURE"),
    (b"MM\0*", "PICTURE"),
    (b"RIFF", "PICTURE"),
    (b"\0\0\0\x18ftypheic", "PICTURE"),
    (b"\x1f\x8b", "ARCHIVE"),
    (b"7z\xbc\xaf", "ARCHIVE"),
    (b"Rar!", "ARCHIVE"),
    (b"BZh", "ARCHIVE"),
    (b"\xfd7zXZ", "ARCHIVE"),
    (b"\x28\xb5\x2f\xfd", "ARCHIVE"),
    (b"MSCF", "ARCHIVE"),
    (b"MZ", "PROGRAM"),
    (b"\x7fELF", "PROGRAM"),
    (b"#!/", "PROGRAM"),
    (b"{\\rtf", "DOCUMENT"),
)
_PROGRAMS = (
    (b"SQLite format 3\0", "SQLite"),
    (b"PAR1", "Parquet"),
    (b"\x00\x01\x00\x00Standard Jet DB", "Microsoft Access"),
    (b"\x00\x01\x00\x00Standard ACE DB", "Microsoft Access"),
    (b"$FL2", "SPSS"),
    (b"<stata_dta>", "Stata"),
    (b"\xd3\xb2", "SAS"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PAGE = re.compile(
    r"\s*(<!--.*?-->\s*)?<(!doctype html|html|head|body|table|meta|div)\b",
    re.IGNORECASE | re.DOTALL,
)
_CONTROLS = bytes({*range(1, 9), *range(14, 27), *range(28, 32), 11})
_TAR, HEAD = 257, 4_096


def form_of(source: Source, limits: Limits) -> Form:
    """
    Return how a file is read.

    :raises NotRead: if it is no table, empty, too large, locked or hostile.
    """
    if source.size > limits.size:
        raise NotRead("TOO_LARGE", limit=f"{limits.size // MB:,}")
    with source.open() as stream:
        head = stream.read(HEAD)
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise NotRead("EMPTY_FILE" if _is_empty(source) else "NOT_A_TABLE")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return Form(archives.form_of(source, limits))
    if head.startswith(_OLE):
        raise NotRead(_old_office(source))
    for start, program in _PROGRAMS:
        if head.startswith(start):
            raise NotRead("OTHER_PROGRAM", program=program)
    binary = b"\0" in head or len(head.translate(None, _CONTROLS)) < len(head)
    for start, code in _STARTS:
        # Two letters of a text may begin like a picture or a program; a table has no zero bytes.
        if head.startswith(start) and (len(start) > 2 or binary):
            raise NotRead(code)
    if head[_TAR : _TAR + 5] == b"ustar":
        raise NotRead("ARCHIVE")
    return _text_form(source, head)


def _is_empty(source: Source) -> bool:
    with source.open() as stream:
        for _ in range(1_024):
            piece = stream.read(MB)
            if piece.strip(b"\0 \t\r\n\xef\xbb\xbf"):
                return False
            if not piece:
                return True
    return True


def _old_office(source: Source) -> str:
    """Tell a locked workbook from an old one by the names in the file's directory."""
    with source.open() as stream:
        piece = stream.read(MB)
        stream.seek(max(source.size - MB, 0))
        piece += stream.read(MB)
    if "EncryptedPackage".encode("utf-16-le") in piece:
        return "PASSWORD"
    is_book = "Workbook".encode("utf-16-le") in piece or "Book".encode("utf-16-le") in piece
    return "OLD_EXCEL" if is_book else "OLD_OFFICE"


def _text_form(source: Source, head: bytes) -> Form:
    encoding = encoding_of(source)
    text = head[encoding.mark :].decode(encoding.name, "replace")
    if _PAGE.match(text):
        raise NotRead("WEB_PAGE")
    start = text.lstrip()
    if start.startswith("<?xml"):
        raise NotRead("XML")
    if _is_binary(text, encoding):
        raise NotRead("NOT_A_TABLE")
    if start.startswith("[") and _is_json_start(start[1:].lstrip()):
        raise NotRead("JSON_ARRAY")
    if start.startswith("{"):
        _check_object(source, encoding)
        return Form.JSON_LINES
    return Form.TEXT


def _is_binary(text: str, encoding: Encoding) -> bool:
    """Tell whether so many characters are none of a text that nobody could mend it."""
    sample = text[:2_000]
    odd = sum(each < " " and each not in "\t\r\n\0\x0b\x0c\x1b" for each in sample)
    odd += sum(each == "\ufffd" for each in sample) if encoding.name == "utf-8" else 0
    lost = sample.count("\0")
    return odd * 10 > len(sample) or lost * 3 > len(sample)


def _is_json_start(text: str) -> bool:
    return text[:1] in ("{", "[", "]")


def _check_object(source: Source, encoding: Encoding) -> None:
    with source.open() as stream:
        stream.seek(encoding.mark)
        line = stream.read(MB).decode(encoding.name, "replace").lstrip().splitlines()[0]
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        raise NotRead("NOT_JSON_LINES") from None
