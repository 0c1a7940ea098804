from __future__ import annotations

from pathlib import Path

import pytest

from fourfold.security.audit import anchors, verification


@pytest.fixture
def anchor_file(tmp_path: Path, settings, monkeypatch) -> Path:
    """Keep anchors in a file of this test alone, one at each commit that is due."""
    settings.ANCHORS = str(tmp_path / "anchors.txt")
    monkeypatch.setattr(anchors, "_due", 0.0)
    monkeypatch.setattr(anchors, "_waiting", None)
    monkeypatch.setattr(verification, "_seen", None)
    return tmp_path / "anchors.txt"
