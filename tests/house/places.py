"""Where things stand, for the guards."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from tools.check import ROOT, project_files

SOURCE = ROOT / "src" / "fourfold"
APPS = SOURCE / "apps"


def doors() -> list[Path]:
    """Return the folders directly under src/fourfold."""
    return sorted(p for p in SOURCE.iterdir() if p.is_dir() and _has_something(p))


def app_folders() -> list[Path]:
    """Return the folders under src/fourfold/apps."""
    return sorted(p for p in APPS.iterdir() if p.is_dir() and _has_something(p))


def apps_with_code() -> list[str]:
    """Return the names of the apps that are Python packages."""
    return [folder.name for folder in app_folders() if (folder / "__init__.py").exists()]


def files(*endings: str, under: tuple[str, ...] = ()) -> Iterator[Path]:
    """Yield the project's files with these endings, below one of these folders if any are given."""
    for path in project_files():
        inside = path.relative_to(ROOT).as_posix()
        if path.suffix in endings and (not under or inside.startswith(under)):
            yield path


def floors() -> dict[str, int]:
    """
    Return the height of every room, from the contracts of pyproject.toml: 0 is the ground.

    Keys are doors ("catalog") and apps ("apps.studies"); rooms on one floor share a number.
    """
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = {
        contract["containers"][0]: contract["layers"]
        for contract in contracts["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    }
    heights: dict[str, int] = {}
    for height, layer in enumerate(reversed(layers["fourfold"])):
        for room in layer.split("|"):
            heights[room.strip(" ()")] = height * 100
    for height, layer in enumerate(reversed(layers["fourfold.apps"])):
        for room in layer.split("|"):
            heights[f"apps.{room.strip(' ()')}"] = heights["apps"] + height
    return heights


def room_of(module: str) -> str:
    """Return the room of a module: fourfold.apps.studies.models is in "apps.studies"."""
    parts = module.split(".")[1:]
    return ".".join(parts[:2]) if parts[0] == "apps" else parts[0]


def _has_something(folder: Path) -> bool:
    return folder.name != "__pycache__" and any(
        path.is_file() and "__pycache__" not in path.parts for path in folder.rglob("*")
    )
