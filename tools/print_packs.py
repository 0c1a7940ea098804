"""Print what a jurisdiction pack must contain, from jurisdictions/schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).resolve().parent.parent / "jurisdictions" / "schema"
Entry = tuple[str, str, str, str]


def files() -> list[tuple[str, str, str]]:
    """
    Return each file of a pack: its name, what it holds, and its columns as a Markdown table.

    YAML files come first, then the CSV files by name.
    """
    shapes = [json.loads(path.read_text("utf-8")) for path in sorted(SCHEMA.glob("*.schema.json"))]
    shapes.sort(key=lambda shape: (shape["x-file"].endswith(".csv"), shape["x-file"]))
    return [(shape["x-file"], _about(shape), _table(shape)) for shape in shapes]


def _about(shape: dict[str, Any]) -> str:
    text = str(shape["description"])
    if key := shape.get("x-key"):
        text += f" Each row is known by {' + '.join(f'`{each}`' for each in key)}."
    if shape.get("x-optional-file"):
        text += " The file may be absent."
    return text


def _table(shape: dict[str, Any]) -> str:
    lists = set(shape.get("x-lists", ()))
    leads = shape.get("x-references", {})
    lines = ["| Name | Needed | Meaning | What it may hold |", "| --- | --- | --- | --- |"]
    for name, needed, meaning, may in _entries(shape, ""):
        if name in leads:
            may = f"a code of `{leads[name]}`" + ("; several with semicolons" * (name in lists))
        cells = (f"`{name}`", needed, meaning, may)
        lines.append(
            "| " + " | ".join(" ".join(c.split()).replace("|", "\\|") for c in cells) + " |"
        )
    return "\n".join(lines)


def _entries(shape: dict[str, Any], before: str) -> Iterator[Entry]:
    """Yield name, needed, meaning and content of every property, nested ones with their path."""
    needed = set(shape.get("required", ()))
    for name, inner in shape.get("properties", {}).items():
        path = before + name
        yield path, "yes" if name in needed else "no", _meaning(inner), _may_hold(inner)
        if inner.get("type") == "object":
            yield from _entries(inner, f"{path}.")
        if inner.get("type") == "array" and inner.get("items", {}).get("type") == "object":
            yield from _entries(inner["items"], f"{path}[].")


def _meaning(shape: dict[str, Any]) -> str:
    return str(shape.get("description", shape.get("title", "")))


def _may_hold(shape: dict[str, Any]) -> str:
    if choices := shape.get("enum"):
        return ", ".join(f"`{choice}`" for choice in choices)
    if pattern := shape.get("pattern"):
        example = shape.get("examples", [""])[0]
        return f"such as `{example}`" if example else f"`{pattern}`"
    kind = str(shape.get("type", "text"))
    return {"string": "text", "array": "a list", "object": "parts, below"}.get(kind, kind)
