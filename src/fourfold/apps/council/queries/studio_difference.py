"""What is new, changed or gone in a report, against the one of the year before."""

from __future__ import annotations

from dataclasses import dataclass

from fourfold.apps.council import access
from fourfold.apps.council.queries.studio_edition import before, edition
from fourfold.apps.council.rules.studio import shown_by, words_of
from fourfold.documents.studio import Edition, Part


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure of both reports that says something else, or of one alone ("" in the other)."""

    code: str
    words: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How two reports differ. than: title of the earlier; year: its year."""

    than: str
    year: int
    added: tuple[Part, ...]
    gone: tuple[Part, ...]
    same: int
    figures: tuple[Changed, ...]


def difference(report: str, *, viewer: access.Who) -> Difference | None:
    """Return how a report differs from the one before; None if there is none."""
    earlier = before(report, viewer=viewer)
    if earlier is None:
        return None
    now = edition(report, language="en", viewer=viewer)
    was = edition(earlier.id, language="en", viewer=viewer)
    mine, theirs = _by_words(now), _by_words(was)
    return Difference(
        was.title,
        was.year,
        tuple(part for key, part in mine.items() if key not in theirs),
        tuple(part for key, part in theirs.items() if key not in mine),
        len(mine.keys() & theirs.keys()),
        tuple(_figures(now, was)),
    )


def _by_words(told: Edition) -> dict[tuple[str, str, str], Part]:
    return {
        (each.kind.value, " ".join(each.english.split()), each.ref if not each.rows else ""): each
        for each in told.parts
    }


def _figures(now: Edition, was: Edition) -> list[Changed]:
    found = []
    for code in sorted({each.code for each in now.figures} | {each.code for each in was.figures}):
        new = shown_by(now.figures[code], now.figures) if code in now.figures else ""
        old = shown_by(was.figures[code], was.figures) if code in was.figures else ""
        if new != old:
            table = now.figures if new else was.figures
            found.append(Changed(code, words_of(table[code], table), old, new))
    return found
