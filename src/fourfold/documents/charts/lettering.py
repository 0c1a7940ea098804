"""How wide words are in a chart, where they wrap, and how values are printed."""

from __future__ import annotations

from decimal import Decimal

from fourfold.analysis.tables import Hidden, Value

_NARROW = frozenset("iljtfrI.,'’‘|:;!()[] ·")
_BROAD = frozenset("mwMW@%—…")
_AVERAGE = {"narrow": 0.36, "digit": 0.63, "capital": 0.7, "other": 0.58, "broad": 0.92}
"""Shares of the type size, a little above Public Sans so that a guess never overlaps."""


def width(text: str, size: float) -> float:
    """Guess the width of a line, in the unit of `size`; never too small in Latin script."""
    return sum(_share(letter) for letter in text) * size


def _share(letter: str) -> float:
    if letter in _NARROW:
        return _AVERAGE["narrow"]
    if letter in _BROAD:
        return _AVERAGE["broad"]
    if letter.isdigit():
        return _AVERAGE["digit"]
    if ord(letter) > 0x2E7F:  # scripts whose letters are as wide as they are high
        return 1.05
    return _AVERAGE["capital"] if letter.isupper() else _AVERAGE["other"]


def wrap(text: str, *, size: float, room: float) -> list[str]:
    """
    Break text into lines no wider than room; a word that is wider is cut.

    Returns at least one line; nothing of the text is lost but the spaces at the breaks.
    """
    lines: list[str] = []
    current = ""
    for word in text.split():
        joined = f"{current} {word}" if current else word
        if width(joined, size) <= room:
            current = joined
            continue
        if current:
            lines.append(current)
        while width(word, size) > room and len(word) > 1:
            cut = _fits(word, size, room)
            lines.append(word[:cut])
            word = word[cut:]
        current = word
    return [*lines, current] if current or not lines else lines


def _fits(word: str, size: float, room: float) -> int:
    """Return how many letters of a word fit, at least one; the cut prefers a slash or hyphen."""
    cut = next((n for n in range(len(word), 1, -1) if width(word[:n], size) <= room), 1)
    soft = max(word.rfind(mark, 0, cut) for mark in "/-–") + 1
    return soft or cut


def printed(value: Value, *, unit: str = "", shown: str = "", hidden: str = "hidden") -> str:
    """
    Write a value as it stands beside its mark: "12,957", "46%", "<3, hidden".

    shown: the printed form, which wins for values that are not hidden. hidden: the word for it.
    """
    if isinstance(value, Hidden):
        form = shown or ("" if value.below is None else str(value))
        return form if hidden in form else f"{form}, {hidden}" if form else hidden
    if shown:
        return shown
    return f"{Decimal(value):,f}" + ("%" if unit in {"percent", "%"} else "")
