"""What a room puts on the case page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SIDES = ("left", "right", "below")


@dataclass(frozen=True, slots=True)
class Panel:
    """
    One part of the case page. anchor: its id on the page. template: below templates/cases; it gets
    `panel` (the values), `opened`, `case`, `show` and `purposes` (for `{% masked %}`).

    side: facts on the "left" of the story, next steps and clocks on its "right" (both narrow: no
    tables), and "below" it in full width. quiet: worth no line in the list of what is on the page.
    """

    anchor: str
    title: Any
    template: str
    values: dict[str, Any] = field(default_factory=dict)
    side: str = "below"
    quiet: bool = False
