"""XML in pieces: no document type, so no entities; nothing so long that it stops the reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol
from xml.parsers import expat

from fourfold.analysis.check.files.bringing.limits import MB
from fourfold.analysis.check.files.bringing.told import NotRead

LONGEST_TOKEN = 2 * MB
MOST_DEPTH = 200


class Handler(Protocol):
    """What is told while XML is read; names come without their prefix."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, name: str) -> None:
        """End an element."""

    def text(self, piece: str) -> None:
        """Take a piece of text."""


def read(pieces: Iterable[bytes], handler: Handler) -> Iterator[None]:
    """
    Read XML and tell the handler; yields after each piece, so that a caller can take and stop.

    :raises NotRead: if it declares entities, is not well-formed, or holds an endless value.
    """
    reader = _Reader(handler)
    for piece in pieces:
        reader.feed(piece, last=False)
        yield
    reader.feed(b"", last=True)
    yield


def read_whole(pieces: Iterable[bytes], handler: Handler) -> None:
    """Read XML to its end; see `read`."""
    for _ in read(pieces, handler):
        pass


class _Reader:
    def __init__(self, handler: Handler) -> None:
        self._start_of, self._end_of = handler.start, handler.end
        self._fed = self._depth = 0
        self._names: dict[str, str] = {}
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = handler.text
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse

    def feed(self, piece: bytes, *, last: bool) -> None:
        self._fed += len(piece)
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as problem:
            raise NotRead("DAMAGED", detail="a part of it is not whole") from problem
        except (ValueError, LookupError, OverflowError) as problem:
            raise NotRead("DAMAGED", detail="a part of it cannot be understood") from problem
        # Expat reads an unfinished value again with each piece.
        if self._fed - self._parser.CurrentByteIndex > LONGEST_TOKEN:
            raise NotRead("STRANGE_PARTS", detail="one value is longer than any table holds")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise NotRead("STRANGE_PARTS", detail="it is nested without end")
        self._start_of(self._names.get(name) or self._short(name), attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._end_of(self._names.get(name) or self._short(name))

    def _short(self, name: str) -> str:
        short = name.rpartition(":")[2]
        if len(self._names) < 1_000:
            self._names[name] = short
        return short

    @staticmethod
    def _refuse(*_: object) -> None:
        raise NotRead("ENTITIES")
