"""
Numbers in the prose of a report: each must be a reference to a figure, so that it can be traced.

Allowed without a reference: years, dates, citations of laws, and the pack's own names (a
telephone number of a help line, a course called "Day 1").
"""

from __future__ import annotations

import re
from collections.abc import Iterable

REFERENCE = re.compile(r"\{(F[0-9]{3,5})\}")
_BRACES = re.compile(r"\{[^{}]{0,40}\}?|\}")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?)"
)
_DATE = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:[-–]\d{{1,2}})?(?!\d)"
    rf"|(?<!\d)\d{{1,2}}\s+{_MONTH}\b"
    r"|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)"
)
_YEAR = re.compile(r"(?<![\d.,$])(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)?\d\d(?!\d))?(?![\d%]|[.,]\d)")
_SECTION = r"\d{1,5}[A-Za-z]{0,2}(?:[-.:]\d{1,5}[A-Za-z]{0,2})?(?:\([A-Za-z0-9]{1,4}\))*"
_DASHED = r"\d{1,5}[A-Za-z]{0,2}-\d{1,5}[A-Za-z]{0,2}(?:\([A-Za-z0-9]{1,4}\))*"
_BODY = (
    r"(?:C\.\s?G\.\s?S\.?|General Statutes|U\.\s?S\.\s?C\.|USC|C\.\s?F\.\s?R\.|CFR"
    r"|P\.\s?A\.|Public Acts?|S\.\s?A\.|Special Acts?|Pub\.\s?L\.|Public Law"
    r"|House Bill|Senate Bill|HB|SB"
    r"|[tT]itle|[cC]hapter|Sub[sS]ections?|[sS]ections?|Secs?\.?|§{1,2})"
)
_LAW = re.compile(
    rf"(?:(?<!\d)\d{{1,3}}\s+)?(?<![A-Za-z]){_BODY}\s*(?:§{{1,2}}\s*|[sS]ections?\s+|Secs?\.?\s*)?"
    rf"{_SECTION}(?:(?:\s*[,;]\s*|\s+)(?:(?:and|or|to|through)\s+)?{_DASHED})*"
    r"|(?<![\w-])\d{1,5}[A-Za-z]{1,2}-\d{1,5}[A-Za-z]{0,2}(?:\([A-Za-z0-9]{1,4}\))*"
    r"|(?<![\w-])\d{1,5}-\d{1,5}[A-Za-z]{1,2}\b(?:\([A-Za-z0-9]{1,4}\))*"
)
_NUMBER = re.compile(r"\S*\d\S*")


def figure_references(text: str) -> list[str]:
    """Return the codes of the figures a text refers to, in order: "{F041} youth" gives F041."""
    return REFERENCE.findall(text)


def broken_references(text: str) -> list[str]:
    """Return what stands in braces, or is left of a pair of braces, and is no reference."""
    return [found[0] for found in _BRACES.finditer(text) if not REFERENCE.fullmatch(found[0])]


def untraced_numbers(text: str, *, names: Iterable[str] = ()) -> list[str]:
    """
    Return the words with a digit that are neither a reference, a year, a date nor a citation.

    names: words of the pack that hold digits and may stand as they are.
    A bare number from 1900 to 2099 reads as a year; nobody can tell it from one.
    """
    rest = REFERENCE.sub(" ", text)
    for name in sorted(names, key=len, reverse=True):
        rest = rest.replace(name, " ")
    for allowed in (_LAW, _DATE, _YEAR):
        rest = allowed.sub(" ", rest)
    return [found.strip(".,;:()\"'") for found in _NUMBER.findall(rest)]
