"""A workbook is an archive: its directory is looked through before anything is unpacked."""

from __future__ import annotations

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fourfold.analysis.check.files.bringing.limits import MB, Limits
from fourfold.analysis.check.files.bringing.told import NotRead
from fourfold.analysis.check.files.source import Source

_END_MARK = b"PK\x05\x06"
_END = struct.Struct("<4s4H2LH")
_LOCKED = 0x1
_PIECE = 2**18
_BOOK = re.compile(r"^xl/workbook\d*\.xml$", re.IGNORECASE)
_ODD_NAME = re.compile(r"^/|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(^|/)\.\.?(/|$)|//")
_BROKEN = (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, struct.error)
_CUT = "it cannot be unpacked"


@contextmanager
def opened(source: Source, limits: Limits) -> Iterator[ZipFile]:
    """
    Open a workbook's archive after its directory was checked.

    :raises NotRead: if it is damaged, unpacks to too much, or hides something.
    """
    with source.open() as stream:
        _check_end(stream, source.size, limits)
        try:
            archive = ZipFile(stream)
        except _BROKEN as problem:
            raise NotRead("DAMAGED", detail=_CUT) from problem
        with archive:
            _check_members(archive.infolist(), source.size, limits)
            yield archive


def _check_end(stream: BinaryIO, size: int, limits: Limits) -> None:
    """Check the last record before Python reads as long a directory as the record names."""
    tail = min(size, _END.size + 2**16)
    stream.seek(size - tail)
    ending = stream.read(tail)
    at = ending.rfind(_END_MARK)
    if at < 0 or len(ending) - at < _END.size:
        raise NotRead("DAMAGED", detail="its end is missing")
    members, length = _END.unpack_from(ending, at)[4:6]
    if members > limits.members or length > limits.members * 512:
        raise NotRead("UNPACKS_TOO_MUCH")
    stream.seek(0)


def _check_members(members: list[ZipInfo], size: int, limits: Limits) -> None:
    if len(members) > limits.members:
        raise NotRead("UNPACKS_TOO_MUCH")
    seen: set[str] = set()
    total = end = 0
    for each in sorted(members, key=lambda member: member.header_offset):
        name = each.orig_filename
        if _ODD_NAME.search(name) or name.casefold() in seen:
            raise NotRead("STRANGE_PARTS", detail="a name points elsewhere or comes twice")
        seen.add(name.casefold())
        if stat.S_IFMT(each.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise NotRead("STRANGE_PARTS", detail="a part is a link to another place")
        if each.flag_bits & _LOCKED:
            raise NotRead("PASSWORD")
        if each.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise NotRead("STRANGE_PARTS", detail="a part is packed in a rare way")
        if each.header_offset < end:
            raise NotRead("STRANGE_PARTS", detail="parts lie upon each other")
        end = each.header_offset + each.compress_size
        total += each.file_size
        if each.file_size > limits.unpacked:
            raise NotRead("UNPACKS_TOO_MUCH")
    if total > 8 * MB and total > limits.ratio * size:
        raise NotRead("UNPACKS_TOO_MUCH")


def pieces(archive: ZipFile, name: str, limits: Limits) -> Iterator[bytes]:
    """
    Yield a part in pieces, counted as they come, whatever the directory said.

    :raises NotRead: if it is damaged or more than it may be.
    """
    member = archive.getinfo(name)
    most = min(limits.unpacked, max(member.compress_size * limits.ratio * 5, 8 * MB))
    unpacked = 0
    try:
        with archive.open(member) as stream:
            while piece := stream.read(_PIECE):
                unpacked += len(piece)
                if unpacked > most:
                    raise NotRead("UNPACKS_TOO_MUCH")
                yield piece
    except _BROKEN as problem:
        raise NotRead("DAMAGED", detail=_CUT) from problem


def form_of(source: Source, limits: Limits) -> str:
    """
    Return XLSX or ODS.

    :raises NotRead: for any other archive, and for one that hides something.
    """
    with opened(source, limits) as archive:
        names = set(archive.namelist())
        kind = b""
        if "mimetype" in names:
            kind = next(pieces(archive, "mimetype", limits), b"")[:100].strip()
    if kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        if "content.xml" not in names:
            raise NotRead("DAMAGED", detail="its content is missing")
        return "ODS"
    elif (
        kind.startswith(b"application/vnd.oasis.opendocument.text") or "word/document.xml" in names
    ):
        raise NotRead("DOCUMENT")
    elif kind.startswith(b"application/vnd.oasis") or "ppt/presentation.xml" in names:
        raise NotRead("SLIDES")
    elif "xl/workbook.bin" in names:
        raise NotRead("BINARY_EXCEL")
    elif "[Content_Types].xml" in names and any(is_book(name) for name in names):
        return "XLSX"
    elif any(name.startswith("Index/") and name.endswith(".iwa") for name in names):
        raise NotRead("OTHER_PROGRAM", program="Numbers or Pages for the Mac")
    raise NotRead("ARCHIVE")


def is_book(name: str) -> bool:
    """Tell whether a part lists a workbook's sheets; some programs number it."""
    return _BOOK.search(name) is not None
