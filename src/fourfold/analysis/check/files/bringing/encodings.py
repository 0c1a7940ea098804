"""In which letters a text was saved: by its mark, by proof, or by asking."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from fourfold.analysis.check.files.recognition import Doubt
from fourfold.analysis.check.files.source import Source

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ONE_BYTE = {
    "cp1252": "Windows (most of Excel in the United States)",
    "mac_roman": "old Macs",
    "cp850": "old DOS programs",
}
# Letters and marks that English and Spanish tables hold; others are signs of a wrong guess.
_LIKELY = frozenset("áéíóúüñçàèâêôîïëãõäöåÁÉÍÓÚÜÑÇÄÖ¿¡°ºª’‘“”–—…©®™½¼¾€£§·•´«»\xa0")
_SIGN_IN_WORD = re.compile(r"(?<=[A-Za-z])[^\w\x00-\x7f’](?=[A-Za-z])")
HEAD, PIECE, PIECES = 2**18, 2**16, 12


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes become letters. mark: bytes of the mark at the start. doubt: what to ask."""

    name: str
    mark: int = 0
    doubt: Doubt | None = None


def encoding_of(source: Source, *, answer: str = "") -> Encoding:
    """
    Return a text's encoding, from its head and a few pieces further on.

    answer: what the person said, one of ONE_BYTE or "utf-8"; anything else is not heard.
    """
    with source.open() as stream:
        head = stream.read(HEAD)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, len(mark))
    if wide := _wide(head):
        return Encoding(wide)
    pieces = list(_pieces(source, head))
    if all(_is_utf8(piece) for piece in pieces):
        return Encoding("utf-8")
    if answer in ONE_BYTE or answer == "utf-8":
        return Encoding(answer)
    return _one_byte(b"\n".join(piece for piece in pieces if not piece.isascii()))


def _wide(head: bytes) -> str:
    """Tell UTF-16 and UTF-32 without a mark by where their zero bytes stand."""
    sample = head[: len(head) // 4 * 4]
    if len(sample) < 8 or sample.count(0) < len(sample) // 4:
        return ""
    zeros = [sample[at::4].count(0) * 4 / len(sample) for at in range(4)]
    if min(zeros[1:]) > 0.9 and zeros[0] < 0.2:
        return "utf-32-le"
    if min(zeros[:3]) > 0.9 and zeros[3] < 0.2:
        return "utf-32-be"
    odd, even = (zeros[1] + zeros[3]) / 2, (zeros[0] + zeros[2]) / 2
    if odd > 0.7 and even < 0.1:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 and odd < 0.1 else ""


def _pieces(source: Source, head: bytes) -> Iterator[bytes]:
    yield head
    rest = source.size - len(head)
    if rest > 0:
        with source.open() as stream:
            for number in range(PIECES):
                stream.seek(len(head) + max(rest - PIECE, 0) * number // max(PIECES - 1, 1))
                yield stream.read(PIECE)


def _is_utf8(piece: bytes) -> bool:
    """Tell whether the bytes are UTF-8, but for a letter cut at either end."""
    if piece.isascii():
        return True
    start = next((at for at in range(min(4, len(piece))) if piece[at] & 0xC0 != 0x80), 0)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(piece[start:])
    except UnicodeDecodeError:
        return False
    return True


def _one_byte(sample: bytes) -> Encoding:
    marks = {name: _share(sample, name) for name in ONE_BYTE}
    best = max(marks, key=lambda name: marks[name])
    others = max(share for name, share in marks.items() if name != best)
    if marks[best] == 1 and others < 1:
        return Encoding(best)
    likely = sorted(ONE_BYTE, key=lambda name: -marks[name])
    shown = tuple(f"{ONE_BYTE[name]}: {_sample(sample, name)}" for name in likely)
    choices = {name: ONE_BYTE[name] for name in likely}
    choices |= {"utf-8": "none of these; the letters that cannot be read are marked"}
    return Encoding(
        best,
        doubt=Doubt(
            "encoding", "In which of these are all letters right?", choices, likely[0], shown
        ),
    )  # fmt: skip


def _share(sample: bytes, name: str) -> float:
    """Return how much of what is not ASCII would be letters that people write here."""
    text = sample[:HEAD].decode(name, "replace")
    high = [letter for letter in text if letter > "\x7f"]
    odd = sum(letter not in _LIKELY for letter in high) + len(_SIGN_IN_WORD.findall(text))
    return 1 - odd / max(len(high), 1)


def _sample(sample: bytes, name: str) -> str:
    words = re.findall(rb"[^\s,;|\"]*[\x80-\xff][^\s,;|\"]*", sample)[:6]
    return " ".join(word[:30].decode(name, "replace") for word in words)
