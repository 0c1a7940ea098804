"""A report, or words added to one, as it waits on the disk while the database cannot take it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

BORN = "child_born_on"


@dataclass(frozen=True, slots=True)
class Waiting:
    """
    One thing that waits. told: of a new report. words: what is added to the report of the receipt.

    receipt: 16 digits, never kept elsewhere than here. agency: who is to keep it.
    """

    receipt: str
    at: datetime
    agency: str
    told: Mapping[str, Any] | None = None
    words: str = ""


def pack(waiting: Waiting) -> bytes:
    """Return it as bytes, to be sealed."""
    plain = asdict(waiting) | {"at": waiting.at.isoformat()}
    return json.dumps(plain, ensure_ascii=False, default=_day).encode()


def unpack(content: bytes) -> Waiting:
    """Return what `pack` packed."""
    plain = json.loads(content)
    told = plain["told"]
    if told is not None and told.get(BORN):
        told[BORN] = date.fromisoformat(told[BORN])
    return Waiting(**plain | {"at": datetime.fromisoformat(plain["at"]), "told": told})


def _day(value: Any) -> str:
    if not isinstance(value, date):
        raise TypeError(f"A report says nothing of the kind {type(value).__name__}.")
    return value.isoformat()
