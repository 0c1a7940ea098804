"""What a state's pack says of consent: ages, days, laws for youth alone, legal exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from fourfold.reference.packs import Pack
from fourfold.reference.rows import Row

CONFIRMED = "CONFIRMED"


class TermsMissing(ValueError):
    """A pack does not say something that consent cannot do without."""


@dataclass(frozen=True, slots=True)
class AloneLaw:
    """
    A law by which a youth may receive a service, and say yes, alone.

    from_age: None is any. covers: field classes that may be shared by it.
    """

    code: str
    label: str
    from_age: int | None
    covers: frozenset[str]
    citation: str
    text: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class LegalException:
    """
    A ground to disclose without consent. The list in the pack is closed.

    text: a short paraphrase; the law itself is at its source. may_disclose: field classes.
    binds: organizations that may use it; none is any. by_order: a paper orders it, so what it names
    is the limit and a second person reads it first. follow_up: codes of tasks to be done after.
    confirmed: somebody read the law's text for this row; others cannot be used.
    """

    code: str
    label: str
    citation: str
    text: str
    binds: frozenset[str]
    may_disclose: frozenset[str]
    to_whom: str
    by_order: bool
    follow_up: tuple[str, ...]
    confirmed: bool
    note: str
    links: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """
    A pack's rules of consent. Ages in whole years, the rest in days.

    asked_from_age: from here on a youth's own yes is needed beside the guardian's.
    spoken_days: how long a spoken yes holds; 0 where the law asks for writing.
    """

    adult_age: int
    asked_from_age: int
    default_days: int
    most_days: int
    spoken_days: int
    notice_days: int
    alone_laws: Mapping[str, AloneLaw]
    exceptions: Mapping[str, LegalException]


@lru_cache(maxsize=16)
def terms_of(pack: Pack) -> Terms:
    """
    Read a pack's terms of consent. Kept per pack; a pack never changes.

    :raises TermsMissing: if a number of consent_terms.csv is not there.
    """
    numbers = {row["code"]: int(row["value"]) for row in pack.rows("consent_terms")}
    try:
        return Terms(
            adult_age=numbers["ADULT_AGE"],
            asked_from_age=numbers["ASKED_FROM_AGE"],
            default_days=numbers["DEFAULT_DAYS"],
            most_days=numbers["MOST_DAYS"],
            spoken_days=numbers["SPOKEN_DAYS"],
            notice_days=numbers["NOTICE_DAYS"],
            alone_laws=MappingProxyType(
                {row["code"]: _alone_law(row) for row in pack.rows("minor_consent")}
            ),
            exceptions=MappingProxyType(
                {row["code"]: _exception(row, pack) for row in pack.rows("disclosure_exceptions")}
            ),
        )
    except KeyError as missing:
        raise TermsMissing(
            f"Pack {pack.code!r} has no {missing.args[0]} in consent_terms.csv. Without it nobody "
            "can record a consent; add the row, with its source."
        ) from missing


def _alone_law(row: Row) -> AloneLaw:
    return AloneLaw(
        code=row["code"],
        label=row["label"],
        from_age=int(row["from_age"]) if row["from_age"] else None,
        covers=frozenset(row.parts("covers")),
        citation=row["citation"],
        text=row["text"],
        confirmed=row["status"] == CONFIRMED,
    )


def _exception(row: Row, pack: Pack) -> LegalException:
    places = (pack.source(key).location for key in row.parts("source"))
    return LegalException(
        code=row["code"],
        label=row["label"],
        citation=row["citation"],
        text=row["text"],
        binds=frozenset(row.parts("binds")),
        may_disclose=frozenset(row.parts("may_disclose")),
        to_whom=row["to_whom"],
        by_order=row["by_order"] == "yes",
        follow_up=row.parts("follow_up"),
        confirmed=row["status"] == CONFIRMED,
        note=row["note"],
        links=tuple(places),
    )
