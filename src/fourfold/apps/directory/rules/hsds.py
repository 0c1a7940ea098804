"""
A listing as the exchange format HSDS 3 says it (Open Referral), and whether it keeps its rules.

The rules are data: hsds_fields.csv, read from the published specification.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from fourfold.apps.directory.rules.hours import of_rule
from fourfold.apps.directory.rules.languages import LANGUAGES
from fourfold.reference.hsds import term_id, uuid_of

FIELDS = Path(__file__).with_name("hsds_fields.csv")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PlaceTold:
    """A place as everyone may know it; a confidential one has its area and nothing else."""

    id: str
    at: str
    name: str
    is_confidential: bool
    street: str
    city: str
    postal_code: str
    state: str
    area: str


@dataclass(frozen=True, slots=True)
class Told:
    """All that is told of a listing. Codes stand beside their names."""

    id: str
    organization: Row
    name: str
    description: str
    url: str
    email: str
    from_age: int | None
    until_age: int | None
    eligibility: str
    cost: str
    accessibility: str
    assured_on: date | None
    changed_at: datetime
    kinds: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    areas: tuple[tuple[str, str], ...]
    phones: tuple[tuple[str, str], ...]
    hours: tuple[tuple[str, time, time], ...]
    capacity: tuple[str, int, datetime] | None
    places: tuple[PlaceTold, ...]


def organization(
    number: str, *, name: str, other_name: str, about: str, website: str, email: str
) -> Row:
    """Return an organization. The format wants a description: without one, its name stands."""
    return _filled(
        id=number,
        name=name,
        alternate_name=other_name,
        description=about or name,
        website=website,
        email=email,
    )


def service(told: Told) -> Row:
    """Return a listing as a service with all that hangs on it; what is unknown is left out."""
    own = {"service_id": told.id}
    row = _filled(
        id=told.id,
        organization_id=told.organization["id"],
        name=told.name,
        description=told.description,
        url=told.url,
        email=told.email,
        status="active",
        fees_description=told.cost,
        eligibility_description=told.eligibility,
        minimum_age=told.from_age,
        maximum_age=None if told.until_age is None else told.until_age - 1,
        assured_date=told.assured_on.isoformat() if told.assured_on else "",
        last_modified=told.changed_at.isoformat(),
        organization=told.organization,
    )
    parts = {
        "phones": [
            _filled(id=uuid_of(told.id, "phone", str(nth)), **own, number=number, description=what)
            for nth, (number, what) in enumerate(told.phones)
        ],
        "schedules": [
            _schedule(told.id, nth, *each, description="") for nth, each in enumerate(told.hours)
        ],
        "service_areas": [
            _filled(id=uuid_of(told.id, "area", code), **own, name=name)
            for code, name in told.areas
        ],
        "languages": [
            _filled(
                id=uuid_of(told.id, "language", code),
                **own,
                name=LANGUAGES[code][0],
                code=LANGUAGES[code][1],
            )
            for code in told.languages
        ],
        "attributes": [
            _filled(
                id=uuid_of(told.id, "attribute", code),
                link_id=told.id,
                link_entity="service",
                link_type="service_type",
                taxonomy_term_id=term_id(code),
                value=code,
                label=name,
            )
            for code, name in told.kinds
        ],
        "service_at_locations": [_at(told, each) for each in told.places],
        "capacities": [_capacity(told.id, *told.capacity)] if told.capacity else [],
    }
    return row | {name: rows for name, rows in parts.items() if rows}


def _schedule(owner: str, nth: int, rule: str, opens: time, closes: time, description: str) -> Row:
    return _filled(
        id=uuid_of(owner, "schedule", str(nth)),
        service_id=owner,
        freq="WEEKLY",
        interval=1,
        byday=",".join(of_rule(rule, opens=opens, closes=closes).days),
        opens_at=f"{opens:%H:%M}",
        closes_at=f"{closes:%H:%M}",
        description=description,
    )


def _at(told: Told, place: PlaceTold) -> Row:
    where = _filled(
        id=place.id,
        location_type="physical",
        organization_id=told.organization["id"],
        name=place.name,
        description=f"Confidential address. Area: {place.area or 'not told'}."
        if place.is_confidential
        else "",
    )
    if not place.is_confidential:
        if place.street and place.city and place.postal_code:
            where["addresses"] = [
                {
                    "id": uuid_of(place.id, "address"),
                    "location_id": place.id,
                    "address_1": place.street,
                    "city": place.city,
                    "state_province": place.state,
                    "postal_code": place.postal_code,
                    "country": "US",
                    "address_type": "physical",
                }
            ]
        if told.accessibility:
            where["accessibility"] = [
                {
                    "id": uuid_of(place.id, "accessibility"),
                    "location_id": place.id,
                    "description": told.accessibility,
                }
            ]
    return {"id": place.at, "service_id": told.id, "location_id": place.id, "location": where}


def _capacity(owner: str, unit: str, free: int, at: datetime) -> Row:
    unit_id = uuid_of("unit", unit)
    return {
        "id": uuid_of(owner, "capacity"),
        "service_id": owner,
        "unit_id": unit_id,
        "unit": {"id": unit_id, "name": unit},
        "available": free,
        "updated": at.isoformat(timespec="milliseconds"),
    }


def _filled(**values: Any) -> Row:
    return {name: value for name, value in values.items() if value not in ("", None)}


# ------------------------------------------------------------------ the format's own rules
@dataclass(frozen=True, slots=True)
class Rule:
    """One property of one object: its type, whether it must be there, its format and its codes."""

    name: str
    type: str
    required: bool
    format: str
    codes: tuple[str, ...]
    of: str


@lru_cache(maxsize=1)
def rules() -> Mapping[str, Mapping[str, Rule]]:
    """Return the properties of each object of the format, by name."""
    found: dict[str, dict[str, Rule]] = {}
    with FIELDS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["object"], {})[row["property"]] = Rule(
                row["property"],
                row["type"],
                row["required"] == "yes",
                row["format"],
                tuple(filter(None, row["codes"].split(";"))),
                row["of"],
            )
    return found


def problems(kind: str, *, row: object, where: str = "") -> list[str]:
    """Return everything in which an object breaks the format's rules, with its place."""
    here = where or kind
    if not isinstance(row, dict):
        return [f"{here}: an object is wanted."]
    known = rules()[kind]
    wrong = [
        f"{here}: {e.name} is missing." for e in known.values() if e.required and e.name not in row
    ]
    for name, value in row.items():
        if name not in known:
            wrong.append(f"{here}: {name} is no property of {kind}.")
        else:
            wrong += _value_problems(known[name], value, f"{here}.{name}")
    return wrong


def _value_problems(rule: Rule, value: object, where: str) -> list[str]:
    if rule.type == "array":
        if not isinstance(value, list):
            return [f"{where}: a list is wanted."]
        told: Iterable[list[str]] = (
            problems(rule.of, row=each, where=f"{where}[{nth}]") for nth, each in enumerate(value)
        )
        return [each for some in told for each in some]
    if rule.type == "object":
        return problems(rule.of, row=value, where=where)
    if rule.type == "number":
        good = isinstance(value, int | float) and not isinstance(value, bool)
        return [] if good else [f"{where}: a number is wanted."]
    if not isinstance(value, str):
        return [f"{where}: a text is wanted."]
    if rule.codes and value not in rule.codes:
        return [f"{where}: {value!r} is none of {', '.join(rule.codes)}."]
    return [] if _fits(rule.format, value) else [f"{where}: {value!r} is no {rule.format}."]


def _fits(form: str, value: str) -> bool:
    try:
        if form == "uuid":
            UUID(value)
        elif form == "date":
            date.fromisoformat(value)
        elif form == "date-time":
            datetime.fromisoformat(value)
        elif form == "time":
            time.fromisoformat(value)
        elif form == "email":
            return re.fullmatch(r"[^@\s]+@[^@\s]+", value) is not None
        elif form == "uri":
            return re.match(r"[a-z][a-z0-9+.-]*:", value) is not None
    except ValueError:
        return False
    return True
