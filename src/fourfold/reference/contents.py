"""Everything a pack's folder holds, read once, with every problem of layout and reference."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.files import read_document, read_table
from fourfold.reference.problems import Problem
from fourfold.reference.rows import Row
from fourfold.reference.shapes import FileShape, Shapes, read_shapes

SETTINGS_FILE = "pack.yaml"
REPORTS_FOLDER = "reports"
CONTRACTS_FOLDER = "contracts"
FORMS_FOLDER = "forms"
CODEBOOKS_FOLDER = "codebooks"
_FOLDERS = {
    REPORTS_FOLDER: ("year", "a report", "Name a report like 2016.yaml"),
    CONTRACTS_FOLDER: ("name", "a contract", "Name a contract like its dataset, with .yaml"),
    CODEBOOKS_FOLDER: ("name", "a codebook", "Name a codebook like its form, with .yaml"),
}
"""The first field of each kind of document, what it is, and how its file is named."""
_OTHER_FILES = frozenset({SETTINGS_FILE, "README.md", FORMS_FOLDER, *_FOLDERS})
_REPOSITORY_PACKS = Path(__file__).resolve().parents[3] / "jurisdictions"


@dataclass(slots=True)
class Contents:
    """
    What was read from a pack's folder.

    settings: pack.yaml, or None if it could not be read. tables: file name without ending to its
    rows; a file the pack lacks is not there. reports, contracts, codebooks: file name ("2016.yaml")
    to its document.
    """

    folder: Path
    shapes: Shapes
    settings: dict[str, Any] | None = None
    tables: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    reports: dict[str, Any] = field(default_factory=dict)
    contracts: dict[str, Any] = field(default_factory=dict)
    codebooks: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def packs_root(root: Path | None = None) -> Path:
    """Return the folder of packs: the one given, else FOURFOLD_JURISDICTIONS, else our own."""
    if root is not None:
        return root
    named = os.environ.get("FOURFOLD_JURISDICTIONS")
    return Path(named) if named else _REPOSITORY_PACKS


def shapes_for(root: Path) -> Shapes:
    """Return the schemas beside the packs, or ours where a folder of packs brings none."""
    folder = root / "schema"
    return read_shapes(folder if folder.is_dir() else _REPOSITORY_PACKS / "schema")


def read_contents(folder: Path) -> Contents:
    """
    Read a pack's folder.

    Never raises for what the pack holds: each problem is in `problems`, and what could be read
    is there all the same.
    """
    contents = Contents(folder, shapes_for(folder.parent))
    settings, problems = read_document(folder / SETTINGS_FILE, name=SETTINGS_FILE)
    contents.problems += problems
    if isinstance(settings, dict):
        contents.settings = settings
    elif not problems:
        why = "The file holds no fields."
        contents.problems.append(Problem(SETTINGS_FILE, None, "", why, "Start it with code: …"))
    for name, shape in contents.shapes.tables.items():
        path = folder / shape.file
        if shape.optional and not path.exists():
            continue
        contents.tables[name], problems = read_table(path, shape)
        contents.problems += problems
    _read_documents(contents, REPORTS_FOLDER, contents.reports)
    _read_documents(contents, CONTRACTS_FOLDER, contents.contracts)
    _read_documents(contents, CODEBOOKS_FOLDER, contents.codebooks)
    _look_for_strangers(contents)
    # Codes first: a code that stands twice is often why another file's reference is lost.
    for name, rows in contents.tables.items():
        contents.problems += _repeated_keys(rows, contents.shapes.tables[name])
    for name, rows in contents.tables.items():
        contents.problems += _lost_references(rows, contents.shapes.tables[name], contents)
    return contents


def _read_documents(contents: Contents, name: str, into: dict[str, Any]) -> None:
    folder, (first_field, thing, how) = contents.folder / name, _FOLDERS[name]
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        file = f"{name}/{shorten(path.name)}"
        if path.name.startswith("."):
            continue
        if path.suffix != ".yaml":
            fix = f"{how}; remove what is none."
            contents.problems.append(Problem(file, None, "", f"This is not {thing}.", fix))
            continue
        document, problems = read_document(path, name=file)
        contents.problems += problems
        if isinstance(document, dict):
            into[path.name] = document
        elif not problems:
            why = "The file holds no fields."
            contents.problems.append(
                Problem(file, None, "", why, f"Start it with {first_field}: …")
            )


def _look_for_strangers(contents: Contents) -> None:
    known = {shape.file for shape in contents.shapes.tables.values()} | _OTHER_FILES
    for path in sorted(contents.folder.iterdir()):
        if path.name not in known and not path.name.startswith("."):
            missing = [each for each in known if not (contents.folder / each).exists()]
            fix = did_you_mean(path.name, missing).strip() or "Remove it or correct its name."
            why = "This is not a file of a pack."
            contents.problems.append(Problem(shorten(path.name), None, "", why, fix))


def _repeated_keys(rows: tuple[Row, ...], shape: FileShape) -> list[Problem]:
    found = []
    first: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in shape.key)
        if not any(key):
            continue
        if key in first:
            shown = shorten(" ".join(part for part in key if part))
            why = f"{shown!r} stands already in line {first[key]}."
            column = " + ".join(shape.key)
            found.append(Problem(shape.file, row.line, column, why, "Give it its own code."))
        else:
            first[key] = row.line
    return found


def _lost_references(rows: tuple[Row, ...], shape: FileShape, contents: Contents) -> list[Problem]:
    found = []
    for column, (target, target_column) in shape.references.items():
        known = {each[target_column] for each in contents.tables.get(target, ())}
        for row in rows:
            cell = row[column]
            if not cell or cell in known:
                continue
            named = row.parts(column) if column in shape.lists else (cell,)
            for code in named:
                if code not in known:
                    why = f"{shorten(code)!r} is not in {target}.csv."
                    fix = did_you_mean(code, known).strip() or f"Add it to {target}.csv first."
                    found.append(Problem(shape.file, row.line, column, why, fix))
    return found
