"""A call of the made-up state, an office that answers it, and the file it brings."""

from __future__ import annotations

import hashlib

from fourfold.apps.submissions import actions
from fourfold.apps.submissions.actions import batches, uploads
from fourfold.apps.submissions.models import Respondent
from fourfold.security.access.viewer import Viewer
from tests.make import people
from tests.make.people import NOW

OFFICE, OTHER_OFFICE = "PD_JUNIPER", "PD_BRINE"
CALL, DATASET = "LAMPS-2029", "lamp_counts"
PART = 64 * 1024

HEAD = "year,town,calls,by_night,by_day\n"
ANSWER = f"{HEAD}2029,BRINEPORT,12,5,7\n2029,CEDAR_FALLS,3,1,2\n".encode()


def office(code: str = OFFICE, *, agency: str = people.DCF) -> None:
    Respondent.objects.get_or_create(
        code=code,
        defaults={
            "name": f"Made-up office {code}",
            "kind": "POLICE",
            "agency": agency,
            "added_at": NOW,
            "added_by": "setup",
        },
    )


def open_call(code: str = CALL, *, dataset: str = DATASET, year: int = 2029) -> None:
    actions.open_call(code, dataset=dataset, year=year, by="setup", at=NOW)


def bring(
    content: bytes,
    *,
    by: Viewer | str,
    name: str = "lamps.csv",
    call: str = CALL,
    organization: str = OFFICE,
    once: str = "",
) -> str:
    """Bring a whole file in parts; returns the upload."""
    upload = uploads.begin(
        call,
        organization=organization,
        file_name=name,
        size=len(content),
        once=once or hashlib.sha256(content + name.encode()).hexdigest(),
        by=by,
        at=NOW,
    )
    for start in range(0, len(content), PART):
        part = content[start : start + PART]
        uploads.add_part(upload, start=start, content=part, by=by, at=NOW)
    return upload


def keep(content: bytes = ANSWER, *, by: Viewer | str, **more: str) -> str:
    """Bring and keep a file; returns the batch."""
    return batches.keep(bring(content, by=by, **more), by=by, at=NOW)
