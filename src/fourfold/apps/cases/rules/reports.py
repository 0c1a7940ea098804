"""What a report says as told, by column, and the one thing it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PERSONAL = (
    *("narrative", "child_given_name", "child_family_name", "child_name", "child_born_on"),
    *("child_age", "child_gender"),
    *("child_languages", "guardians", "others", "happened_when", "known_how", "before"),
    *("done_so_far", "safe_contact"),
    *("reporter_name", "reporter_job", "reporter_phone", "reporter_address", "reporter_contact"),
)
PLACES = ("child_address", "child_now", "child_school", "town", "happened_where")
CODES = (
    *("channel", "call_type", "region", "danger", "reporter_kind", "mandated", "suspected_at"),
)
TOLD = frozenset({*CODES, *PERSONAL, *PLACES, "injuries", "suspect"})
"""What whoever takes a report may fill in. Source of what is asked: C.G.S. 17a-101d."""


class NothingTold(ValueError):
    """A report says at least what was told."""


def check_told(told: Mapping[str, Any]) -> None:
    """Raise NothingTold without a narrative; and KeyError for what is no field of a report."""
    if strange := set(told) - TOLD:
        raise KeyError(f"No field of a report as told: {', '.join(sorted(strange))}.")
    if not str(told.get("narrative") or "").strip():
        raise NothingTold("Write down what was told, in a few words at least.")


def facts_of(report: Any) -> dict[str, str]:
    """Return the codes of a report that clocks, counts and the audit may know."""
    return {name: getattr(report, name) for name in ("channel", "call_type", "danger", "mandated")}
