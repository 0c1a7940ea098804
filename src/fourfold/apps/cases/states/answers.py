"""Why a field has no value: three answers that are never taken for one another."""

from __future__ import annotations

from enum import StrEnum


class NoValue(StrEnum):
    """The person refused, nobody knows, or nobody asked."""

    REFUSED = "REFUSED"
    UNKNOWN = "UNKNOWN"
    NOT_ASKED = "NOT_ASKED"
