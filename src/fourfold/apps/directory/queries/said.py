"""What a listing says now, read back from its rows."""

from __future__ import annotations

from typing import Any

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Listing
from fourfold.apps.directory.rules import NoSuchListing
from fourfold.apps.directory.rules.bringing import Names
from fourfold.apps.directory.rules.hours import of_rule
from fourfold.apps.directory.rules.said import CODES, COLUMNS, Known, Said
from fourfold.reference import active_pack


def said(listing: str, *, viewer: access.Who) -> Said:
    """Return what a listing says. :raises NoSuchListing:"""
    found = (
        access.listings(viewer)
        .prefetch_related("codes", "phones", "hours")
        .filter(pk=listing)
        .first()
    )
    if found is None:
        raise NoSuchListing("There is no such listing.")
    return said_of(found, viewer=viewer)


def said_of(found: Listing, *, viewer: access.Who) -> Said:
    """Return what rows say that somebody may see already."""
    access.check_curates(viewer)
    codes: dict[str, Any] = {
        name: tuple(sorted(each.code for each in found.codes.all() if each.kind == kind.value))
        for name, kind in CODES.items()
    }
    phones = sorted(found.phones.all(), key=lambda each: each.nth)
    hours = sorted(found.hours.all(), key=lambda each: each.nth)
    return Said(
        **{name: getattr(found, name) for name in COLUMNS},
        **codes,
        phones="\n".join(f"{e.number}, {e.what}" if e.what else e.number for e in phones),
        hours="\n".join(of_rule(e.rule, opens=e.opens_at, closes=e.closes_at).line for e in hours),
    )


def known(*, viewer: access.Who) -> Known:
    """Return the codes of the pack that a listing may use."""
    access.check_curates(viewer)
    pack = active_pack()
    return Known(
        kinds={row["code"] for row in pack.rows("service_types")},
        regions={each.code for each in pack.regions},
        towns={each.code for each in pack.towns},
    )


def names(*, viewer: access.Who) -> Names:
    """Return the names a brought file may use for the pack's codes."""
    access.check_curates(viewer)
    pack = active_pack()
    kinds = [(row["code"], row["name"]) for row in pack.rows("service_types")]
    return Names(
        kinds=_words(kinds),
        regions=_words([(each.code, each.name) for each in pack.regions]),
        towns=_words([(each.code, each.name) for each in pack.towns]),
        state=("state", "statewide", "the whole state", pack.name.casefold()),
    )


def _words(pairs: list[tuple[str, str]]) -> dict[str, str]:
    return {word.casefold(): code for code, name in pairs for word in (name, code)}
