"""What a pack's files must look like, read from the schema folder; no validator is needed here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class FileShape:
    """
    The shape of one CSV file of a pack.

    name: "towns". file: "towns.csv". columns: in the order of the schema; all must be there.
    required: columns that may not be empty. key: columns that together name a row once.
    references: column to (file name, column) where its codes must stand.
    lists: columns that hold several values joined by semicolons.
    one_at_a_time: the rows that share these columns may not hold on the same day.
    optional: a pack may lack the file. schema: the JSON Schema of one row.
    """

    name: str
    file: str
    title: str
    columns: tuple[str, ...]
    required: frozenset[str]
    key: tuple[str, ...]
    references: dict[str, tuple[str, str]]
    lists: frozenset[str]
    one_at_a_time: tuple[str, ...]
    optional: bool
    schema: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Every file of a pack: tables by name, and the schemas of its YAML files."""

    tables: dict[str, FileShape]
    settings: dict[str, Any]
    report: dict[str, Any]
    contract: dict[str, Any]
    codebook: dict[str, Any]


@lru_cache(maxsize=8)
def read_shapes(folder: Path) -> Shapes:
    """
    Read every schema of the folder.

    :raises OSError: when the folder or the schema of pack, report, contract or codebook is missing.
    :raises ValueError: when a schema is not JSON.
    """
    tables: dict[str, FileShape] = {}
    for path in sorted(folder.glob("*.schema.json")):
        schema = json.loads(path.read_text(encoding="utf-8"))
        if schema["x-file"].endswith(".csv"):
            shape = _shape_of(schema)
            tables[shape.name] = shape
    return Shapes(
        tables=tables,
        settings=json.loads((folder / "pack.schema.json").read_text(encoding="utf-8")),
        report=json.loads((folder / "report.schema.json").read_text(encoding="utf-8")),
        contract=json.loads((folder / "contract.schema.json").read_text(encoding="utf-8")),
        codebook=json.loads((folder / "codebook.schema.json").read_text(encoding="utf-8")),
    )


def _shape_of(schema: dict[str, Any]) -> FileShape:
    references = {}
    for column, target in schema.get("x-references", {}).items():
        file, _, target_column = target.partition(".")
        references[column] = (file, target_column)
    return FileShape(
        name=schema["x-file"].removesuffix(".csv"),
        file=schema["x-file"],
        title=schema["title"],
        columns=tuple(schema["properties"]),
        required=frozenset(schema.get("required", ())),
        key=tuple(schema.get("x-key", ())),
        references=references,
        lists=frozenset(schema.get("x-lists", ())),
        one_at_a_time=tuple(schema.get("x-one-at-a-time", ())),
        optional=bool(schema.get("x-optional-file", False)),
        schema=schema,
    )
