"""The schemas describe every column, and point only to what exists."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fourfold.reference.contents import packs_root
from fourfold.reference.shapes import read_shapes

FOLDER = packs_root() / "schema"
SHAPES = read_shapes(FOLDER)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_schema_is_a_schema_and_every_field_is_described(path: Any) -> None:
    schema = json.loads(path.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    assert schema["title"]
    assert schema["description"]
    assert schema["additionalProperties"] is False
    for name, rules in schema["properties"].items():
        assert rules.get("title"), name
        assert rules.get("description"), name


@pytest.mark.parametrize("shape", SHAPES.tables.values(), ids=lambda shape: shape.name)
def test_a_shape_points_only_to_columns_that_exist(shape: Any) -> None:
    columns = set(shape.columns)

    named = {*shape.key, *shape.required, *shape.lists, *shape.references}
    assert named <= columns
    for file, column in shape.references.values():
        assert column in SHAPES.tables[file].columns


@pytest.mark.parametrize("shape", SHAPES.tables.values(), ids=lambda shape: shape.name)
def test_every_row_must_have_a_source(shape: Any) -> None:
    if shape.name != "sources":
        assert "source" in shape.required
        assert shape.references["source"] == ("sources", "code")


def test_every_list_of_codes_is_declared_as_a_list() -> None:
    for shape in SHAPES.tables.values():
        for column, rules in shape.schema["properties"].items():
            assert ("joined by semicolons" in rules["description"].lower()) <= (
                column in shape.lists
            ), f"{shape.file}: {column}"
