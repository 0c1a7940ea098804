"""
The directory of the demonstration: the pack's listings as drafts, and made-up checked ones.

No real organization gets a made-up check, place or number of beds.
"""

from __future__ import annotations

import csv
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.directory.actions import (
    applications,
    filling,
    listings,
    organizations,
    places,
)
from fourfold.apps.directory.queries import applications as queries
from fourfold.apps.directory.rules.applying import Applying, Reached, checklist
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import Looked, Way
from fourfold.reference import Pack, active_pack
from fourfold.security.access.viewer import Viewer

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
MADE_UP = "Made up for this demonstration."
LISTINGS = Path(__file__).with_name("directory.csv")
"""
A made-up service a line. kinds: words of kinds of help. checked: days since its check. place: OPEN,
HIDDEN, or NONE. region: its place in the pack's list, blank for the whole state. free: beds.
"""
APPLIED = (
    ("Made-up Harbor Kitchen", "Hot meals at night", "Human services", Way.EMAIL),
    ("Casa Inventada", "Consejo legal gratuito", "Legal assistance", Way.CALL),
    ("Made-up River Rides", "Rides to court and doctors", "Human services", Way.TEXT),
)
"""Organization, service, words of a kind of help, and how it is safe to reach it."""


def fill_directory(staff: Staff, pack: Pack) -> None:
    """Fill it from the pack, and let Cora keep made-up houses with their services."""
    filling.fill(pack, by="demo", at=staff.at - 60 * DAY)
    cora, here = staff.viewer("cora"), active_pack()
    kinds = [(row["code"], row["name"].casefold()) for row in here.rows("service_types")]
    owners: dict[str, str] = {}
    with LISTINGS.open(encoding="utf-8", newline="") as lines:
        for nth, row in enumerate(csv.DictReader(lines)):
            name = row["organization"]
            if name not in owners:
                owners[name] = organizations.add(
                    f"{name} (made up)", about=MADE_UP, by=cora, at=staff.at - 320 * DAY
                )
            _list(row, nth, owners[name], kinds, cora, staff.at, here)
    _fill_applications(staff, kinds)


def _list(
    row: dict[str, str],
    nth: int,
    owner: str,
    kinds: list[tuple[str, str]],
    cora: Viewer,
    at: datetime,
    here: Pack,
) -> None:
    """Write one listing down, give it its place, check it, and say how much is free."""
    checked = at - int(row["checked"]) * DAY
    region = here.regions[int(row["region"]) % len(here.regions)].code if row["region"] else ""
    said = Said(
        name=row["service"],
        kinds=tuple(dict.fromkeys(_kind(words, kinds) for words in row["kinds"].split("|"))),
        description=f"{row['description']} {MADE_UP}",
        phones=f"800-555-{row['phone']}",
        hours=row["hours"].replace("; ", "\n"),
        languages=tuple(sorted(row["languages"].split())),
        from_age=int(row["from_age"]) if row["from_age"] else None,
        until_age=int(row["until_age"]) if row["until_age"] else None,
        cost="Free",
        reach="LISTED" if region else "STATE",
        regions=(region,) if region else (),
    )
    made, version = listings.add(owner, said=said, by=cora, at=checked), 1
    if place := _place(row["place"], region, nth, here):
        places.set_place(made, place=place, version=version, by=cora, at=checked)
        version += 1
    on = timezone.localdate(checked)
    listings.check(made, on=on, version=version, how="A made-up call.", by=cora, at=checked)
    if row["free"]:
        listings.note_capacity(
            made,
            unit="beds (made up)",
            free=int(row["free"]),
            version=version + 1,
            by=cora,
            at=at - DAY,
        )


def _kind(words: str, kinds: list[tuple[str, str]]) -> str:
    """Return the kind of help that has these words; another pack may have none of them."""
    return next((code for code, said in kinds if words.casefold() in said), kinds[0][0])


def _place(kind: str, region: str, nth: int, here: Pack) -> places.PlaceSaid | None:
    if kind == "HIDDEN":
        hidden = f"{90 + nth} Made-up Hidden Lane\nMade-up Harbor"
        where = region or here.regions[0].code
        return places.PlaceSaid(is_confidential=True, region=where, address=hidden)
    towns = [each.code for each in here.towns if each.region == region]
    if kind == "NONE" or not towns:
        return None
    postal_codes = {row["town"]: row["zip"] for row in here.rows("zip_towns")}
    town = towns[nth * 5 % len(towns)]
    return places.PlaceSaid(
        is_confidential=False,
        street=f"{nth + 1} Made-up Street",
        town=town,
        postal_code=postal_codes.get(town, ""),
    )


def _fill_applications(staff: Staff, kinds: list[tuple[str, str]]) -> None:
    """Leave one that nobody looked at, one that was asked something, one half looked at."""
    cora, site = staff.viewer("cora"), "https://made-up.example/"
    for nth, (name, service, words, way) in enumerate(APPLIED):
        kind = _kind(words, kinds)
        number = applications.apply(
            Applying(
                name, service, kinds=(kind,), about=MADE_UP, phones="800-555-0188", cost="Free"
            ),
            reached=Reached(way, "desk@made-up.example", "800-555-0189", best_time="Mornings"),
            language="es" if nth == 1 else "en",
            once=f"demo-{nth}",
            site="",
            by=applications.APPLICANT,
            at=staff.at - (9 - nth) * DAY,
        )
        if nth == 0:
            continue
        line = queries.application(number, viewer=cora)
        first = checklist(line.said)[0].code
        found = {first: (Looked.YES, "Made up: the register was looked at.")}
        at = staff.at - (4 - nth) * DAY
        applications.look(number, found=found, version=line.version, by=cora, at=at)
        if nth == 1:
            told = "Made up: ¿en qué días atienden?"
            seen = queries.application(number, viewer=cora).version
            applications.ask(number, words=told, site=site, version=seen, by=cora, at=at)
