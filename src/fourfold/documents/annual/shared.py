"""Sentences that many methods share are said once; each method then leads to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from fourfold.documents.blocks import Line, Link, Text

MANY = 4
"""From how many methods on a sentence is said once for all."""
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")


def shared(methods: Iterable[str]) -> tuple[str, ...]:
    """Return the sentences that many methods have in common, in the order they first come."""
    counts: Counter[str] = Counter()
    for method in methods:
        counts.update(list(dict.fromkeys(_SENTENCE.split(method))))
    return tuple(each for each, times in counts.items() if times >= MANY)


def letter(place: int) -> str:
    """Name a shared sentence by its place, from 0: A, B, C … Z, AA."""
    rest, last = divmod(place, 26)
    return (letter(rest - 1) if rest else "") + chr(ord("A") + last)


def shortened(method: str, common: Sequence[str]) -> Line:
    """Return a method with its shared sentences as links: "See A and C. The source prints …"."""
    sentences = _SENTENCE.split(method)
    links = [
        Link(letter(place), f"#shared-{letter(place)}")
        for place, each in enumerate(common)
        if each in sentences
    ]
    own = " ".join(each for each in sentences if each not in common)
    pieces: list[Text | Link] = []
    for number, link in enumerate(links):
        last = number == len(links) - 1
        pieces += [Text("See " if not number else " and " if last else ", "), link]
    if links:
        pieces.append(Text(". " if own else "."))
    return (*pieces, Text(own)) if own else tuple(pieces)
