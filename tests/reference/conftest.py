"""A copy of the made-up state that a test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fourfold import reference
from fourfold.reference.contents import packs_root

Spoil = Callable[[str, str, str], None]
Told = Callable[[], list[str]]


@pytest.fixture
def zamara(tmp_path: Path) -> Path:
    return Path(shutil.copytree(packs_root() / "zz", tmp_path / "zz"))


@pytest.fixture
def spoil(zamara: Path) -> Spoil:
    """Replace a text that stands in a file exactly once."""

    def replace(file: str, old: str, new: str) -> None:
        path = zamara / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8", newline="")

    return replace


@pytest.fixture
def told(zamara: Path) -> Told:
    """Check the spoiled copy and return its problems as people read them."""
    return lambda: [str(problem) for problem in reference.check_pack(zamara).problems]
