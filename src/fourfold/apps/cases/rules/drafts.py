"""What of a form is kept as it is typed: its fields as they came, and no more than fits."""

from __future__ import annotations

import re
from collections.abc import Iterable

LETTERS = 400_000
"""Letters of one field, more than any form takes, so that too long a text is kept as well."""
FIELDS = 400
NAME = re.compile(r"[A-Za-z0-9_]{1,80}")
NEVER = frozenset({"csrfmiddlewaretoken", "draft", "draft_kind", "draft_about", "do"})

Told = dict[str, list[str]]


def typed(sent: Iterable[tuple[str, Iterable[str]]]) -> Told:
    """Return the fields of a form with all their values; empty ones are left out."""
    found = {
        name: [each.replace("\0", "")[:LETTERS] for each in values if each]
        for name, values in sent
        if name not in NEVER and NAME.fullmatch(name)
    }
    return dict([(name, values) for name, values in found.items() if values][:FIELDS])
