"""The text that goes with substance use facts wherever they are shown, printed or sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fourfold.reference.packs import Pack


class NoticeMissing(ValueError):
    """The pack has no notice for substance use facts on that day, so none may be told."""


@dataclass(frozen=True, slots=True)
class SudNotice:
    """A version of the notice. short: the statement for places without room for the whole."""

    version: str
    text: str
    short: str
    citation: str


def sud_notice(pack: Pack, *, on: date) -> SudNotice:
    """
    Return the notice in force on a day.

    Source: 42 CFR 2.32.
    :raises NoticeMissing: if the pack has none for that day.
    """
    for row in pack.rows("disclosure_notices"):
        begun = not row["from"] or date.fromisoformat(row["from"]) <= on
        ended = bool(row["until"]) and date.fromisoformat(row["until"]) <= on
        if begun and not ended:
            return SudNotice(row["code"], row["text"], row["short"], row["citation"])
    raise NoticeMissing(
        f"Pack {pack.code!r} has no notice for substance use records on {on:%B %-d, %Y}. Add it to "
        "disclosure_notices.csv; until then these records cannot be disclosed."
    )
