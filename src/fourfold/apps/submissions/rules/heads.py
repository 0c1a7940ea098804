"""The head of a file that is still on its way, cut so that only whole rows are in it."""

from __future__ import annotations

MOST_TRIES = 200
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


def whole_rows(head: bytes, *, is_all: bool = False) -> bytes:
    """
    Return the whole rows at the beginning of a file of text; b"" if none can be told yet.

    head: the first bytes that arrived. is_all: True if no more will come. A workbook cannot be
    read before all of it is here. A line's end inside quotes is not a row's.
    """
    if is_all:
        return head
    if head.startswith((_ZIP, _OLE)):
        return b""
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    end = len(head)
    for _ in range(MOST_TRIES):
        end = head.rfind(b"\n", 0, end)
        if end < 0:
            return b""
        after = _after(head, end, wide=wide)
        if after and head.count(b'"', 0, after) % 2 == 0:
            return head[:after]
    return b""


def _after(head: bytes, end: int, *, wide: bool) -> int:
    """Return where the next row begins, or 0 where this byte is no line's end (UTF-16)."""
    if not wide:
        return end + 1
    is_little = head[:2] == b"\xff\xfe"
    if is_little and end % 2 == 0 and head[end + 1 : end + 2] == b"\0":
        return end + 2
    if not is_little and end % 2 == 1 and head[end - 1 : end] == b"\0":
        return end + 1
    return 0
