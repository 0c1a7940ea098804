"""The cleared directory as a package: one table a kind of object, as the exchange format asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fourfold.apps.directory.rules.hsds import rules

Row = dict[str, Any]
FILES: dict[str, str] = {
    "organization": "organizations.csv",
    "service": "services.csv",
    "service_at_location": "service_at_locations.csv",
    "location": "locations.csv",
    "address": "addresses.csv",
    "phone": "phones.csv",
    "schedule": "schedules.csv",
    "service_area": "service_areas.csv",
    "language": "languages.csv",
    "cost_option": "cost_options.csv",
    "accessibility": "accessibility.csv",
    "attribute": "attributes.csv",
    "taxonomy": "taxonomies.csv",
    "taxonomy_term": "taxonomy_terms.csv",
    "service_capacity": "service_capacity.csv",
    "unit": "units.csv",
}
"""Kind of object to the file it stands in."""


def tables(objects: Iterable[tuple[str, Row]]) -> dict[str, list[list[str]]]:
    """
    Return the tables of a package by file, each with its head, its rows by id, each object once.

    objects: a kind and an object; what hangs on it goes into the tables of its own kind. A table
    without rows is left out.
    """
    found: dict[str, dict[str, Row]] = {}
    for kind, row in objects:
        _lay(kind, row, found)
    told = {}
    for kind, file in FILES.items():
        if kind in found:
            heads = [e.name for e in rules()[kind].values() if e.type not in ("array", "object")]
            rows = [found[kind][each] for each in sorted(found[kind])]
            told[file] = [heads, *([_text(row.get(head)) for head in heads] for row in rows)]
    return told


def whole(read: Mapping[str, list[Row]]) -> list[Row]:
    """
    Return services with their organization and all that hangs on them, from the tables by kind.

    Rows that point at no service of the package are left out.
    """
    organizations = {each["id"]: each for each in read.get("organization", [])}
    places = {each["id"]: dict(each) for each in read.get("location", [])}
    for kind, name in (("address", "addresses"), ("accessibility", "accessibility")):
        for each in read.get(kind, []):
            if (place := places.get(each.get("location_id", ""))) is not None:
                place.setdefault(name, []).append(each)
    services = {each["id"]: dict(each) for each in read.get("service", [])}
    for each in services.values():
        if (owner := organizations.get(each.get("organization_id", ""))) is not None:
            each["organization"] = owner
    for kind, name in HANG.items():
        for each in read.get(kind, []):
            own = each.get("link_id") if kind == "attribute" else each.get("service_id")
            if (service := services.get(own or "")) is not None:
                if kind == "service_at_location":
                    each = each | {"location": places.get(each.get("location_id", ""), {})}
                service.setdefault(name, []).append(each)
    return list(services.values())


HANG = {
    "phone": "phones",
    "schedule": "schedules",
    "service_area": "service_areas",
    "language": "languages",
    "attribute": "attributes",
    "service_at_location": "service_at_locations",
}


def _lay(kind: str, row: Row, found: dict[str, dict[str, Row]]) -> None:
    plain = {}
    for name, value in row.items():
        rule = rules()[kind][name]
        if rule.type == "array":
            for each in value:
                _lay(rule.of, each, found)
        elif rule.type == "object":
            _lay(rule.of, value, found)
        else:
            plain[name] = value
    found.setdefault(kind, {}).setdefault(row["id"], {}).update(plain)


def _text(value: object) -> str:
    return "" if value is None else str(value)
