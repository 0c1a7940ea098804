"""Who may import whom, and by which door."""

from __future__ import annotations

import grimp
import pytest
from tools.check import tool

from .places import SOURCE, app_folders, doors, floors, room_of

FRONT_DOORS = {"queries", "actions"}
ROOT_DOORS = FRONT_DOORS | {"jobs", "urls", "states"}  # config joins addresses and jobs
PLAYS_THE_STAFF = "fourfold.config.demo."
"""The demonstration acts as the staff do; it also reads the versions and codes its forms carry."""
STAFF_DOORS = ROOT_DOORS | {"access", "models", "rules"}


@pytest.mark.slow
def test_the_import_contracts_hold() -> None:
    assert tool("lint-imports", "--no-cache").problems == ()


@pytest.mark.slow
def test_an_app_is_entered_by_its_front_doors_only() -> None:
    graph = grimp.build_graph("fourfold", cache_dir=None)
    broken = []
    for imported in sorted(graph.modules):
        parts = imported.split(".")
        if parts[1:2] != ["apps"] or len(parts) < 3:
            continue
        for importer in sorted(graph.find_modules_that_directly_import(imported)):
            if room_of(importer) == room_of(imported):
                continue
            allowed = ROOT_DOORS if room_of(importer) == "config" else FRONT_DOORS
            allowed = STAFF_DOORS if importer.startswith(PLAYS_THE_STAFF) else allowed
            if parts[3:4] == [] or parts[3] not in allowed:
                broken.append(f"{importer} imports {imported}")
    assert broken == []


def test_every_door_and_every_app_stands_in_the_plan() -> None:
    planned = set(floors())
    standing = {door.name for door in doors()} | {f"apps.{app.name}" for app in app_folders()}
    modules = {file.stem for file in SOURCE.glob("*.py")} - {"__init__", "__main__"}

    assert (standing | modules) - planned - NOT_CODE == set()
    assert planned - standing - modules == set()


NOT_CODE = {"locale"}  # translations: text files, no module
