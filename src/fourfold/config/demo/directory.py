"""
The directory of the demonstration: the pack's listings as drafts, and made-up checked ones.

No real organization gets a made-up check, place or number of beds.
"""

from __future__ import annotations

from datetime import timedelta
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

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

DAY = timedelta(days=1)
MADE_UP = "Made up for this demonstration."
ALL_WEEK, OFFICE = "Daily 00:00-24:00", "Mo-Fr 09:00-17:00"
LISTINGS: tuple[tuple[str, str, str, str, int | None, int | None, int, int | None], ...] = (
    ("Beds tonight for youth", "Housing", ALL_WEEK, "EN ES", 14, 18, 12, 3),
    ("Walk-in center", "Human services", OFFICE, "EN ES", 13, 25, 40, None),
    ("Legal desk", "Legal assistance", OFFICE, "EN", None, None, 210, None),
    ("Job and school coach", "Education", OFFICE, "EN", 16, None, 300, None),
)
"""Name, words of a kind of help, hours, languages, ages, days since its check, beds free."""
LANGUAGES = {"EN": "ENGLISH", "ES": "SPANISH"}
APPLIED = (
    ("Made-up Harbor Kitchen", "Hot meals at night", "Human services", Way.EMAIL),
    ("Casa Inventada", "Consejo legal gratuito", "Legal assistance", Way.CALL),
    ("Made-up River Rides", "Rides to court and doctors", "Human services", Way.TEXT),
)
"""Organization, service, words of a kind of help, and how it is safe to reach it."""


def fill_directory(staff: Staff, pack: Pack) -> None:
    """Fill it from the pack, and let Cora keep a made-up house with its services."""
    filling.fill(pack, by="demo", at=staff.at - 60 * DAY)
    cora, at = staff.viewer("cora"), staff.at
    owner = organizations.add("Shore House (made up)", about=MADE_UP, by=cora, at=at - 320 * DAY)
    here = active_pack()
    kinds = [(row["code"], row["name"].casefold()) for row in here.rows("service_types")]
    region = here.regions[0].code
    towns = [each.code for each in here.towns if each.region == region]
    postal_codes = {row["town"]: row["zip"] for row in here.rows("zip_towns")}
    for nth, (name, words, hours, spoken, from_age, until_age, age, beds) in enumerate(LISTINGS):
        kind = next((code for code, said in kinds if words.casefold() in said), kinds[0][0])
        checked = at - age * DAY
        said = Said(
            name=name,
            kinds=(kind,),
            description=MADE_UP,
            phones="800-555-0170, day and night",
            hours=hours,
            languages=tuple(sorted(LANGUAGES[each] for each in spoken.split())),
            from_age=from_age,
            until_age=until_age,
            cost="Free",
            reach="STATE" if beds else "LISTED",
            regions=() if beds else (region,),
        )
        made = listings.add(owner, said=said, by=cora, at=checked)
        town = towns[nth * 5 % len(towns)]
        place = places.PlaceSaid(
            is_confidential=False,
            street="1 Made-up Street",
            town=town,
            postal_code=postal_codes.get(town, ""),
        )
        if beds is not None:
            hidden = "99 Made-up Hidden Lane\nMade-up Harbor"
            place = places.PlaceSaid(is_confidential=True, region=region, address=hidden)
        places.set_place(made, place=place, version=1, by=cora, at=checked)
        on = timezone.localdate(checked)
        listings.check(made, on=on, version=2, how="A made-up call.", by=cora, at=checked)
        if beds is not None:
            listings.note_capacity(
                made, unit="beds (made up)", free=beds, version=3, by=cora, at=at - DAY
            )
    _fill_applications(staff, kinds)


def _fill_applications(staff: Staff, kinds: list[tuple[str, str]]) -> None:
    """Leave one that nobody looked at, one that was asked something, one half looked at."""
    cora, site = staff.viewer("cora"), "https://made-up.example/"
    for nth, (name, service, words, way) in enumerate(APPLIED):
        kind = next((code for code, said in kinds if words.casefold() in said), kinds[0][0])
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
