from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fourfold import reference
from tests.make import river


@pytest.fixture
def other_words(tmp_path: Path) -> reference.Pack:
    """The small state, after somebody gave its first indicator another name."""
    packs = river.small_state().folder.parent
    shutil.copytree(packs / "zz", tmp_path / "zz")
    shutil.copytree(packs / "schema", tmp_path / "schema")
    file = tmp_path / "zz" / "indicators.csv"
    first = next(iter(river.small_state().rows("indicators")))
    file.write_text(file.read_text("utf-8").replace(first["name"], "Other words"), "utf-8")
    return reference.load_pack("zz", root=tmp_path)
