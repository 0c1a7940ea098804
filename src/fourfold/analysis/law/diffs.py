"""Two texts side by side, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_WORDS = re.compile(r"\s+|\w+(?:[-’'.]\w+)*|[^\w\s]")
"""Spaces, words with what joins them (53a-192a), and each sign by itself."""


class Kept(StrEnum):
    """What became of a piece of a text."""

    SAME = "SAME"
    GONE = "GONE"
    NEW = "NEW"


@dataclass(frozen=True, slots=True)
class DiffPiece:
    """Words that stayed, went or came, with the spaces between them."""

    kept: Kept
    words: str


def diff_words(old: str, new: str) -> tuple[DiffPiece, ...]:
    """
    Return the pieces of two texts in reading order; what went stands before what came instead.

    Pieces that are SAME or GONE joined are the old text, those that are SAME or NEW the new one,
    to the letter. No two neighbors are of one kind. Two equal texts are one piece; two empty ones
    none. Source: difflib of Python, by words instead of letters.
    """
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    pieces: list[tuple[Kept, str]] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((Kept.SAME, "".join(before[a:b])))
        else:
            pieces += [(Kept.GONE, "".join(before[a:b])), (Kept.NEW, "".join(after[c:d]))]
    return tuple(_joined(_bridged(pieces)))


def _bridged(pieces: list[tuple[Kept, str]]) -> list[tuple[Kept, str]]:
    # A lone space between two changes is read as part of both: "a b" to "c d" is one change.
    found: list[tuple[Kept, str]] = []
    for place, (kept, words) in enumerate(pieces):
        inside = 0 < place < len(pieces) - 1
        if kept is Kept.SAME and inside and not words.strip():
            found += [(Kept.GONE, words), (Kept.NEW, words)]
        elif words:
            found.append((kept, words))
    return found


def _joined(pieces: Iterable[tuple[Kept, str]]) -> list[DiffPiece]:
    found: list[DiffPiece] = []
    waiting = {Kept.GONE: "", Kept.NEW: ""}

    def flush() -> None:
        found.extend(DiffPiece(kept, words) for kept, words in waiting.items() if words)
        waiting.update({Kept.GONE: "", Kept.NEW: ""})

    for kept, words in pieces:
        if kept is Kept.SAME:
            flush()
            found.append(DiffPiece(kept, words))
        else:
            waiting[kept] += words
    flush()
    return found
