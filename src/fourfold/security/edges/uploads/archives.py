"""An archive is looked through before and while it is unpacked; nothing is written to disk."""

from __future__ import annotations

import io
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from fourfold.security.edges.uploads.errors import Damaged, TooMuchInside, Unsafe

MOST_UNPACKED = 100 * 2**20
MOST_RATIO = 100
MOST_MEMBERS = 1_000
SMALL = 2**20
"""Below this size a member may be packed as tightly as it likes."""
CHUNK = 2**18

_END = struct.Struct("<4s4H2LH")
_END_MARK = b"PK\x05\x06"
_MOST_DIRECTORY = MOST_MEMBERS * 512
_LOCAL_HEADER = 30
_ENCRYPTED = 0x1
# The old formats of Office hold macros; the others hide what cannot be looked at here.
_NESTED = (
    *(b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"Rar!", b"7z\xbc\xaf"),
    *(b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"MSCF"),
    *(b"MZ", b"\x7fELF", b"%PDF-", b"#!"),
)
_ODD_NAME = re.compile(r"^/|^[A-Za-z]:|\\|[\x00-\x1f\x7f]|(^|/)\.\.?(/|$)|//")


class Archive:
    """An archive whose directory holds to the rules. Members are read in pieces."""

    def __init__(self, content: bytes) -> None:
        """
        Check the archive's directory.

        :raises Damaged, TooMuchInside, Unsafe: if it breaks a rule.
        """
        _check_end(content)
        try:
            self._zip = ZipFile(io.BytesIO(content))
        except (BadZipFile, ValueError, NotImplementedError, struct.error) as problem:
            raise damaged() from problem
        self.members = self._zip.infolist()
        self._unpacked = 0
        self._size = len(content)
        self._check_members()

    @property
    def names(self) -> list[str]:
        """The members' names."""
        return [each.filename for each in self.members]

    def pieces(self, member: ZipInfo) -> Iterator[bytes]:
        """
        Yield a member's content in pieces of up to 256 KB, counted against what may be unpacked.

        :raises TooMuchInside: as soon as it is more, whatever the directory said.
        """
        unpacked = 0
        try:
            with self._zip.open(member) as stream:
                while piece := stream.read(CHUNK):
                    unpacked += len(piece)
                    self._unpacked += len(piece)
                    self._check_sizes(self._unpacked, unpacked, member.compress_size)
                    yield piece
        except (BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError) as problem:
            if isinstance(problem, TooMuchInside):
                raise
            raise damaged() from problem

    def _check_members(self) -> None:
        if len(self.members) > MOST_MEMBERS:
            raise TooMuchInside(f"The file holds more than {MOST_MEMBERS:,} parts.")
        seen: set[str] = set()
        for each in self.members:
            name = each.orig_filename
            if _ODD_NAME.search(name) or name.lower() in seen:
                raise Unsafe("A part of the file has a name that points elsewhere or comes twice.")
            seen.add(name.lower())
            kind = stat.S_IFMT(each.external_attr >> 16)
            if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
                raise Unsafe("A part of the file is a link to another place.")
            if each.flag_bits & _ENCRYPTED or each.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
                raise Unsafe("The file is locked or packed in a way that cannot be looked into.")
            self._check_sizes(each.file_size, each.file_size, each.compress_size)
        self._check_sizes(sum(each.file_size for each in self.members), 0, 1)
        ends = 0
        for each in sorted(self.members, key=lambda member: member.header_offset):
            if each.header_offset < ends:
                raise TooMuchInside("Parts of the file lie upon each other.")
            ends = each.header_offset + _LOCAL_HEADER + each.compress_size
        if self.members and min(each.header_offset for each in self.members) != 0:
            raise Unsafe("Something else stands before the archive.")

    def _check_sizes(self, total: int, member: int, packed: int) -> None:
        if total > MOST_UNPACKED or (total > SMALL and total > MOST_RATIO * self._size):
            raise TooMuchInside("The file unpacks to far more than its size, or to over 100 MB.")
        if member > SMALL and member > MOST_RATIO * max(packed, 1):
            raise TooMuchInside("The file unpacks to over 100 times its size, as no document does.")


def check_not_nested(start: bytes) -> None:
    """Raise Unsafe if a member begins like an archive, a program or an old Office file."""
    if start.startswith(_NESTED):
        raise Unsafe("There is another file packed inside this one. Send it by itself.")


def damaged() -> Damaged:
    """Return the error for an archive that cannot be read."""
    return Damaged("The file is damaged: it cannot be unpacked. Save it anew and send it again.")


def _check_end(content: bytes) -> None:
    """Check the archive's last record before Python reads the directory that it names."""
    if len(content) < _END.size:
        raise damaged()
    mark, disk, first, here, members, length, start, comment = _END.unpack(content[-_END.size :])
    if mark != _END_MARK or comment or disk or first or here != members:
        raise Damaged("The file is damaged, or something was added at its end.")
    if members > MOST_MEMBERS or length > _MOST_DIRECTORY:
        raise TooMuchInside(f"The file holds more than {MOST_MEMBERS:,} parts.")
    if start + length + _END.size != len(content):
        raise Unsafe("Something else stands before or after the archive.")
