"""
The panels of the case page, in order. A room adds one line: its function takes an opened case and
returns the panel as this viewer may see it, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from fourfold.apps.cases.queries.cases import OpenCase


@dataclass(frozen=True, slots=True)
class Panel:
    """
    One part of the case page. anchor: its id on the page. template: below templates/cases.
    side: it stands beside the story (facts on the left, next steps on the right), or below.
    """

    anchor: str
    title: Any
    template: str
    values: dict[str, Any] = field(default_factory=dict)
    side: str = "below"


PANELS: tuple[Callable[[OpenCase], Panel | None], ...] = ()


def panels(opened: OpenCase) -> list[Panel]:
    """Return the panels of a case for whoever opened it."""
    return [found for each in PANELS if (found := each(opened)) is not None]
