"""A case as a file: every field the viewer may take along, for a purpose, on the audit."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fourfold.apps.cases.models import Imported
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules import exchange
from fourfold.reference import active_pack, htcds
from fourfold.security.access.viewer import Viewer
from fourfold.security.edges import sheets

FORMS = {
    "JSON": "All that you may take along, for another program (JSON)",
    "HTCDS": "A case file for another agency (HTCDS 2.0)",
}
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
    case = opened.seen.taken_out(purpose=purpose)
    person = opened.person.taken_out(purpose=purpose) if opened.person is not None else {}
    newest = Imported.objects.filter(case=opened.case).order_by("-at", "-id").first()
    came = opened.seen.part(newest).taken_out(purpose=purpose) if newest is not None else {}
    if form == "HTCDS":
        imported = {(field, nth): value for field, nth, value in came.get("facts") or ()}
        towns = {each.code: each.name for each in active_pack().towns}
        own = exchange.of_case(case["state"], case["concern"])
        facts = exchange.merged(imported, person, own, towns=towns)
        lines = sheets.csv_rows([htcds.COLUMNS, *htcds.rows_of(facts)])
        return Made(b"".join(lines), "text/csv; charset=utf-8", "csv")
    told = {"case": case, "person": person, "imported": came}
    content = json.dumps(told, indent=1, ensure_ascii=False, default=_plain)
    return Made(content.encode(), "application/json", "json")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else str(value)
