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
    """Pair what counts the same of the same group and place; the rest stands alone."""
    mine, theirs = _counted(now), _counted(was)
    found = []
    for key in sorted(mine.keys() | theirs.keys()):
        new, old = mine.get(key, []), theirs.get(key, [])
        if len(new) == len(old) == 1:
            pairs = [(new[0], old[0])]
        else:
            codes = sorted({*new, *old})
            pairs = [(each if each in new else "", each if each in old else "") for each in codes]
        for one, other in pairs:
            shown, before_it = _shown(one, now), _shown(other, was)
            if shown != before_it:
                table, code = (now.figures, one) if one else (was.figures, other)
                name = code if code in (other, "") or not other else f"{other}, {one}"
                found.append(Changed(name, words_of(table[code], table), before_it, shown))
    return sorted(found, key=lambda each: (not (each.was and each.now), each.code))


def _counted(told: Edition) -> dict[tuple[str, ...], list[str]]:
    by_key: dict[tuple[str, ...], list[str]] = {}
    for each in told.figures:
        key = (each.indicator, each.group, each.wave, each.geography)
        by_key.setdefault(key, []).append(each.code)
    return by_key


def _shown(code: str, told: Edition) -> str:
    return shown_by(told.figures[code], told.figures) if code else ""
