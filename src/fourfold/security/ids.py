"""Ids that say nothing: random, not counted up, easy to read out over a telephone."""

from __future__ import annotations

import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U, so that nothing is misread and no word is made."""
LENGTH = 16
"""16 letters hold 80 bits: nobody guesses one, and two are never the same by chance."""


def new_id() -> str:
    """Return a new id, such as "7Q2KX0M9D4TBN8AE"."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
