"""From which background somebody takes part in a working group."""

from __future__ import annotations

from enum import StrEnum


class Background(StrEnum):
    """
    What somebody brings to a working group.

    The Colorado Project's guide, whose model the needs assessment follows, asks for survivors,
    practitioners and researchers together (`fidelity_steps.csv`, GROUP_DIVERSE).
    """

    SURVIVOR = "SURVIVOR"
    PRACTITIONER = "PRACTITIONER"
    RESEARCHER = "RESEARCHER"
