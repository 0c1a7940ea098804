"""Organizations of the pack that a survey may ask, and the words of a list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from fourfold.apps.surveys.rules.frame_list import Listed
from fourfold.reference import UnknownName, active_pack

AREA_OFFICE, CENTER = "area office", "child advocacy center"
"""Kinds that the pack keeps in lists of their own, with a place."""
OFFICE_SECTOR, CENTER_SECTOR = "child welfare", "child advocacy"


def region_name(code: str) -> str:
    """Return a region's name; "" for none, and the code where the pack does not know it."""
    try:
        return active_pack().region(code).name if code else ""
    except UnknownName:
        return code


def regions() -> list[tuple[str, str]]:
    """Return the regions of the pack, code and name."""
    return [(each.code, each.name) for each in active_pack().regions]


def pack_kinds() -> list[tuple[str, int]]:
    """Return the kinds of the pack's organizations, and how many it has of each."""
    counts = Counter(kind for kind, _each in _of_pack())
    return sorted(counts.items())


def pack_organizations(*, kinds: Collection[str], within: Collection[str]) -> list[Listed]:
    """Return the pack's organizations of these kinds. within: regions; "" for those without one."""
    return [each for kind, each in _of_pack() if kind in kinds and each.region in within]


def sectors() -> list[str]:
    """Return the sectors of the pack's organizations."""
    found = {str(row["sector"]) for row in active_pack().rows("organizations") if row["sector"]}
    return sorted(found | {OFFICE_SECTOR, CENTER_SECTOR})


def _of_pack() -> list[tuple[str, Listed]]:
    pack = active_pack()
    found = [
        (
            str(row["kind"]),
            Listed(
                name=str(row["name"]),
                sector=str(row["sector"]),
                mail=str(row["emails"] or "").partition(";")[0].strip(),
            ),
        )
        for row in pack.rows("organizations")
        if row["kind"] and row["sector"]
    ]
    for row in pack.rows("offices"):
        name = f"Area office {row['name']}"
        found.append((AREA_OFFICE, Listed(name, OFFICE_SECTOR, str(row["region"] or ""))))
    towns = {each.code: each.region for each in pack.towns}
    for row in pack.rows("centers"):
        region = towns.get(str(row["town"] or ""), "")
        found.append((CENTER, Listed(str(row["name"]), CENTER_SECTOR, region)))
    return found
