"""Made-up listings: an organization, a listing that was checked, a shelter nobody may find."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from fourfold.apps.directory.actions import applications, checking, listings, places
from fourfold.apps.directory.models import Listing, Organization
from fourfold.apps.directory.queries import applications as queries
from fourfold.apps.directory.queries.checking import token
from fourfold.apps.directory.rules.applying import Applying, Reached, checklist
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import Looked, Way
from fourfold.security.access.viewer import Viewer
from tests.make.people import NOW

STREET, ZIP = "417 Hidden Hollow Road", "00917"
SECRET = f"{STREET}\nMade-up Town {ZIP}"
"""The address that must stand nowhere."""


def organization(name: str = "Made-up Harbor") -> str:
    """Keep an organization; returns its id."""
    return Organization.objects.create(name=name, made_at=NOW, made_by="test").id


def said(**told: Any) -> Said:
    """Return what a made-up listing says."""
    usual: dict[str, Any] = {
        "name": "Beds for youth",
        "kinds": ("SV26",),
        "phones": "800-555-0101, day and night",
        "hours": "Mo-Fr 09:00-17:00",
        "languages": ("ENGLISH", "SPANISH"),
        "from_age": 14,
        "until_age": 18,
        "reach": "STATE",
    }
    return Said(**usual | told)


def version(listing: str) -> int:
    """Return the version that stands."""
    return Listing.objects.get(pk=listing).version


def listed(by: Viewer, *, on: Any = None, **told: Any) -> str:
    """Add a listing and check it; returns its id."""
    made = listings.add(organization(), said=said(**told), by=by, at=NOW)
    listings.check(made, on=on or NOW.date(), version=1, how="A call.", by=by, at=NOW)
    return made


def shelter(by: Viewer, *, address: str = SECRET, **told: Any) -> str:
    """Add a listing at a confidential place and check it; returns its id."""
    made = listings.add(organization("Made-up Lantern"), said=said(**told), by=by, at=NOW)
    where = places.PlaceSaid(is_confidential=True, region="REGION_1", address=address)
    places.set_place(made, place=where, version=1, by=by, at=NOW)
    listings.check(made, on=NOW.date(), version=2, how="A call.", by=by, at=NOW)
    return made


def opened(by: Viewer, town: str, **told: Any) -> str:
    """Add a listing with an open address in a town and check it; returns its id."""
    made = listings.add(organization(), said=said(**told), by=by, at=NOW)
    where = places.PlaceSaid(
        is_confidential=False, street="1 Made-up Street", town=town, postal_code="00901"
    )
    places.set_place(made, place=where, version=1, by=by, at=NOW)
    listings.check(made, on=NOW.date(), version=2, how="A call.", by=by, at=NOW)
    return made


APPLYING = Applying(
    "Made-up Haven",
    "Quiet rooms",
    kinds=("SV26",),
    about="Rooms for a night.",
    phones="800-555-0144",
    hours="Every day, all day",
    languages=("SPANISH",),
    from_age=14,
    last_age=17,
    towns=("NORWICH",),
    beds=3,
)
REACHED = Reached(Way.EMAIL, "desk@haven.example", "800-555-0145", best_time="Mornings")


def applied(once: str = "page", **other: Any) -> str:
    """Send a made-up application; returns its number."""
    return applications.apply(
        replace(APPLYING, **other),
        reached=REACHED,
        language="es",
        once=once,
        site="https://made-up.example/",
        by=applications.APPLICANT,
        at=NOW,
    )


def vetted(number: str, by: Viewer, *, answer: Looked = Looked.YES) -> int:
    """Answer the whole checklist of an application; returns its version."""
    line = queries.application(number, viewer=by)
    found = {each.code: (answer, "") for each in checklist(line.said)}
    applications.look(number, found=found, version=line.version, by=by, at=NOW)
    return queries.application(number, viewer=by).version


def gaps(curator: Viewer) -> dict[str, str]:
    """Return real values for the gaps of addresses."""
    number = shelter(curator, email="desk@made-up.example")
    asked = checking.ask(number, site="https://made-up.example/", by=curator, at=NOW)
    found = {"listing": number, "check": token(asked, viewer=curator)}
    return found | {"application": applied()}
