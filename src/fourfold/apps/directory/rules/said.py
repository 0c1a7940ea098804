"""What a listing says, as one value; and what must hold of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields

from fourfold.apps.directory.rules import NotWhole
from fourfold.apps.directory.rules.hours import read_hours
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.apps.directory.states import CodeKind, Reach


@dataclass(frozen=True, slots=True)
class Said:
    """
    What a listing says. Empty or None is unknown. until_age is excluded.

    phones: a line each, the number and after a comma what it is for. hours: a line each.
    """

    name: str
    kinds: tuple[str, ...] = ()
    description: str = ""
    url: str = ""
    email: str = ""
    phones: str = ""
    hours: str = ""
    languages: tuple[str, ...] = ()
    from_age: int | None = None
    until_age: int | None = None
    eligibility: str = ""
    cost: str = ""
    accessibility: str = ""
    reach: str = ""
    regions: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()

    @property
    def open_words(self) -> tuple[str, ...]:
        """Return every text that everyone will read."""
        return tuple(each for name in WORDS if (each := str(getattr(self, name))))


WORDS = ("name", "description", "url", "email", "phones", "eligibility", "cost", "accessibility")
COLUMNS = (
    *("name", "description", "url", "email", "from_age", "until_age"),
    *("eligibility", "cost", "accessibility", "reach"),
)
CODES = {
    "kinds": CodeKind.SERVICE_TYPE,
    "languages": CodeKind.LANGUAGE,
    "regions": CodeKind.REGION,
    "towns": CodeKind.TOWN,
}


@dataclass(frozen=True, slots=True)
class Known:
    """The codes a pack knows."""

    kinds: Collection[str] = ()
    regions: Collection[str] = ()
    towns: Collection[str] = ()
    languages: Collection[str] = field(default=tuple(LANGUAGES))


def check_said(said: Said, *, known: Known) -> None:
    """:raises NotWhole: with everything that is missing or not known, at once."""
    wrong = []
    if not said.name.strip():
        wrong.append("Give the listing a name.")
    if said.url and not said.url.startswith(("https://", "http://")):
        wrong.append("A web address begins with https:// or http://.")
    if None not in (said.from_age, said.until_age) and said.until_age <= said.from_age:  # type: ignore[operator]
        wrong.append("The age it ends at comes after the age it begins at.")
    for name in CODES:
        unknown = sorted(set(getattr(said, name)) - set(getattr(known, name)))
        if unknown:
            wrong.append(f"Not known here, in {name}: {', '.join(unknown)}.")
    if (said.reach == Reach.LISTED) != bool(said.regions or said.towns):
        wrong.append(
            "Name towns or regions if it serves only those, and none if it serves the whole state."
        )
    try:
        read_hours(said.hours)
    except NotWhole as problem:
        wrong.append(str(problem))
    if wrong:
        raise NotWhole(" ".join(wrong))


def differences(before: Said, *, after: Said) -> Mapping[str, tuple[str, str]]:
    """Return each field that changed, as words before and after."""
    told = {}
    for each in fields(Said):
        old, new = getattr(before, each.name), getattr(after, each.name)
        if old != new:
            told[each.name] = (_words(old), _words(new))
    return told


def _words(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(value)
    return "" if value is None else str(value)
