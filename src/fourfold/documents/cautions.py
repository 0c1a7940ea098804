"""A check's finding in words for readers: periods as people say them, rows as links or left out."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from fourfold.analysis.tables import Figure
from fourfold.documents.blocks import Line, Link, Text
from fourfold.documents.words import period_words

_CODES = re.compile(r" \([A-Z]+\d+[^)]*\)")
_CODE = re.compile(r"\b([A-Z]+\d+)\b")


def plainly(said: str, figures: Iterable[Figure]) -> str:
    """Say what a check found without the codes of rows; figures: those it is about."""
    return _CODES.sub("", with_periods(said, figures))


def with_links(said: str, figures: Iterable[Figure], rows: Container[str]) -> Line:
    """Say what a check found, each code of a row that the document has as a link to it."""
    pieces: list[Text | Link] = []
    for place, part in enumerate(_CODE.split(with_periods(said, figures))):
        if place % 2 and part in rows:
            pieces.append(Link(part, f"#{part}"))
        elif part:
            pieces.append(Text(part))
    return tuple(pieces)


def with_periods(said: str, figures: Iterable[Figure]) -> str:
    """Say "(December 2007 to May 2018)" for "(2007-12/2018-05)"."""
    for each in figures:
        if each.period:
            said = said.replace(f"({each.period})", f"({period_words(each)})")
    return said
