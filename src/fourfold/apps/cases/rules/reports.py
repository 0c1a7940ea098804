"""What a report says as told, by column, and the one thing it cannot do without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from fourfold.apps.cases.rules.people import age

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

AGE = re.compile(r"(\d{1,2})(?: years?)?(?: old)?", re.IGNORECASE)
"""An age that is no guess."""


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


def age_told(report: Any, *, on: date) -> int | None:
    """
    Return how old the child is by a report that came on a day; None unless it really says so.

    Words around a number, such as "15 or 16", are a guess, and say no age. So does a birth date
    that does not fit the age beside it.
    """
    born, words = report.child_born_on, str(report.child_age or "").strip()
    said = AGE.fullmatch(words)
    typed = int(said[1]) if said else None
    if born is None or born > on:
        return typed
    years = age(born, on=on)
    return years if typed in (None, years) else None
