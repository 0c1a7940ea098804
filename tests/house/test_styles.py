"""The cut-down style sheet of the design system has every piece that our pages name."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
WHOLE = ROOT / "node_modules/@uswds/uswds/dist/css/uswds.min.css"
CUT = Path(settings.VAR) / "assets/uswds/css/uswds.min.css"
PIECE = re.compile(r"\busa-[a-z][a-zA-Z0-9_-]*")


def together(styles: str) -> set[frozenset[str]]:
    """Return which pieces each rule speaks of together."""
    heads = re.findall(r"([^{}]+)\{", styles)
    return {frozenset(PIECE.findall(each)) for head in heads for each in head.split(",")}


def test_every_rule_for_the_pieces_our_pages_name_is_in_the_style_sheet():
    sources = [*ROOT.glob("src/fourfold/**/*.html"), *ROOT.glob("src/fourfold/**/*.py")]
    named = {name for file in sources for name in PIECE.findall(file.read_text("utf-8"))}
    whole, cut = (together(file.read_text("utf-8")) for file in (WHOLE, CUT))

    lost = {pieces for pieces in whole - cut if pieces <= named}

    assert lost == set(), (
        "name them in tools/purgecss.config.mjs, then: rm -r var/assets; make setup"
    )
