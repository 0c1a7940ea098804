"""Ways from a fact to its source."""

from __future__ import annotations

from collections.abc import Iterable

from fourfold.documents.blocks import Link, Text


def source_links(keys: Iterable[str]) -> list[Link | Text]:
    """Return the keys as links to the register of sources, with commas between them."""
    pieces: list[Link | Text] = []
    for key in keys:
        if pieces:
            pieces.append(Text(", "))
        pieces.append(Link(key, f"#source-{key}"))
    return pieces
