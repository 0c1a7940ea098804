"""What of a list's address may be kept: codes and days, never a word that somebody typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

LONGEST = 400
CODE = re.compile(r"-?[A-Za-z0-9_.:-]{1,60}")
"""A code, a day, an order such as "-opened", or an account's id."""
NEVER = frozenset({"page", "words", "name", "on", "csrfmiddlewaretoken"})


def kept_of(query: Mapping[str, str]) -> dict[str, str]:
    """
    Return what is kept of a query.

    Words, the page number and empty filters are left out; "on" stands for typed words, which stay
    in the session, so it goes too.
    """
    return {
        name: value
        for name, value in query.items()
        if name not in NEVER and CODE.fullmatch(name) and CODE.fullmatch(value) and value != "on"
    }
