"""What a check has to say, and the words all checks share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from fourfold.analysis.tables.figures import Figure, Indicator, where
from fourfold.analysis.tables.values import Bound, Hidden


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "ERROR"
    """The row cannot be true as it is written; mend it before it is used."""
    WARNING = "WARNING"
    """Printed numbers disagree or look slipped; a person decides, the value stays as printed."""
    NOTE = "NOTE"
    """Nothing is wrong; a reader is better off knowing."""


@dataclass(frozen=True, slots=True)
class Finding:
    """
    One thing a check found. It never changes a value.

    check: name of the check. figures: codes of the figures it is about, in order; for telephone
    numbers the codes of the organizations. what, why, fix: plain sentences with the numbers and
    the place in them.
    """

    check: str
    severity: Severity
    figures: tuple[str, ...]
    what: str
    why: str
    fix: str


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings sorted by what they are about, so that row order never matters."""
    return sorted(findings, key=lambda each: (each.figures, each.what))


def amount(number: Decimal) -> str:
    """Write a number with thousands separators and the decimals it came with."""
    return f"{number:,f}"


def as_printed(figure: Figure) -> str:
    """Write a figure's value with its bound: "at least 12,900", "about 117", "<3"."""
    if isinstance(figure.value, Hidden):
        return str(figure.value)
    lead = {Bound.AT_LEAST: "at least ", Bound.ABOUT: "about ", Bound.EXACT: ""}[figure.bound]
    return lead + amount(figure.value)


def place(figure: Figure) -> str:
    """Say which figure and where it stands: "F147, figures.csv line 148"."""
    at = where(figure)
    return figure.code if at == figure.code else f"{figure.code}, {at}"


def named(indicator: Indicator, figure: Figure) -> str:
    """Say what a figure measures and when: "Council meetings (2016)"."""
    return f"{indicator.name} ({figure.period or 'no period printed'})"
