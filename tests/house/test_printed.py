"""Every printed report has its pictures in the docs, and every picture is shown."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "docs" / "reports"
MOST = 1_500_000  # bytes that all pictures together may have


def test_every_report_of_the_list_has_pictures_that_the_page_shows() -> None:
    found = importlib.util.spec_from_file_location("print_pages", ROOT / "tools/print_pages.py")
    tool = importlib.util.module_from_spec(found)
    found.loader.exec_module(tool)
    shown = set(re.findall(r"\]\(([^)]+)\)", (KEPT / "README.md").read_text("utf-8")))
    kept = {file.name for file in KEPT.glob("*.png")}

    assert shown == kept
    assert {name for name, *_rest in tool.REPORTS} == {each.rpartition("-")[0] for each in kept}
    assert sum(file.stat().st_size for file in KEPT.glob("*.png")) < MOST
