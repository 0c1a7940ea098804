"""The recommendations that printed reports name, taken over from the pack."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from fourfold.apps.council.actions.recommendations import take_over

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff


def fill_recommendations(staff: Staff) -> None:
    """Take over what the pack prints."""
    take_over(by=staff.viewer("sam"), at=staff.at - timedelta(days=50))
