"""Ways from a fact to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from fourfold.documents.blocks import Block, Line, Link, Paragraph, Text, line

_KEY = re.compile(r"\((\w+)\)")


def numbers_of(keys: Iterable[str], order: Mapping[str, int]) -> list[Link | Text]:
    """Return "Source 1, Source 3" as links to the register of sources; order: key to number."""
    return _joined([Link(f"Source {order[key]}", f"#source-{key}") for key in keys], ", ")


def told_sources(keys: Iterable[str], titles: Mapping[str, str]) -> Block:
    """Return a note that names the sources by their titles, each a link to the register."""
    told = {key: short(titles[key]) for key in keys}
    names = list(told.values())
    links = [
        Link(name if names.count(name) == 1 else titles[key], f"#source-{key}")
        for key, name in told.items()
    ]
    opening = "Source: " if len(links) == 1 else "Sources: "
    return Paragraph(line(opening, *_joined(links, "; ")), role="note")


def linked(said: str, titles: Mapping[str, str]) -> Line:
    """Return words in which a key in brackets, such as (cga_2017sum32), becomes its source."""
    pieces: list[Link | Text] = []
    for place, part in enumerate(_KEY.split(said)):
        if place % 2 and part in titles:
            pieces += [Text("("), Link(short(titles[part]), f"#source-{part}"), Text(")")]
        elif place % 2:
            pieces.append(Text(f"({part})"))
        elif part:
            pieces.append(Text(part))
    return tuple(pieces)


def short(title: str) -> str:
    """Return a source's title without what follows in brackets."""
    return title.split(" (")[0]


def _joined(links: list[Link], between: str) -> list[Link | Text]:
    pieces: list[Link | Text] = []
    for link in links:
        pieces += [Text(between), link] if pieces else [link]
    return pieces
