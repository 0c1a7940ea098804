"""Keyed marks, and the class of fields that name nobody."""

from __future__ import annotations

import hmac

from fourfold.security import keys

MARK = 32
"""Letters of a mark: 128 bits, keyed."""


def internal(*names: str) -> dict[str, str]:
    """Class fields that name nobody."""
    return dict.fromkeys(names, "internal")


def mark_of(*parts: str) -> str:
    """Return the keyed mark of a key or a code; without our key nobody can try codes against it."""
    told = "\0".join(("survey", *parts))
    return hmac.digest(keys.ring().token, told.encode(), "sha256").hex()[:MARK]
