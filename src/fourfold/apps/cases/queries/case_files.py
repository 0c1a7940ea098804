"""A case as a file: every field the viewer may take along, for a purpose, on the audit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.security.access.viewer import Viewer

FORMS = {"JSON": "All that you may take along, for another program (JSON)"}
"""The files there are, by code."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file. kind: its media type; ending: of its name."""

    content: bytes
    kind: str
    ending: str


def taken_out(opened: OpenCase, *, viewer: Viewer, form: str, purpose: str) -> Made:
    """
    Return a file of an opened case, each record of it with a line in the audit.

    :raises NotKnown: if the viewer may take nothing along. :raises NoPurpose: without a purpose.
    """
    told: dict[str, Any] = {"case": opened.seen.taken_out(purpose=purpose)}
    if opened.person is not None:
        told["person"] = opened.person.taken_out(purpose=purpose)
    content = json.dumps(told, indent=1, ensure_ascii=False, default=_plain)
    return Made(content.encode(), "application/json", "json")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
