"""The data call on trainings, answered from what is kept here: its rows, and what they change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fourfold.apps.submissions.queries import counted
from fourfold.apps.submissions.queries.counted import AskedOf, LookedAt
from fourfold.apps.training import access
from fourfold.apps.training.queries.numbers import COLUMNS, rows_between
from fourfold.security.access.viewer import Viewer

DATASET = "trainings"


@dataclass(frozen=True, slots=True)
class Ready:
    """
    An answer made of our own records, before it is sent.

    first, end: the days it covers, the last excluded. rows: by field of the contract, as text.
    digest: of the rows, so that what is sent is what was looked at.
    """

    asked: AskedOf
    first: date
    end: date
    rows: tuple[dict[str, str], ...]
    digest: str
    looked: LookedAt

    @property
    def people(self) -> int:
        """How many came, all rows together."""
        return sum(int(each["attended"]) for each in self.rows)

    @property
    def is_same(self) -> bool:
        """Whether nothing changed since the last answer was sent."""
        found = self.looked.differs
        return found is not None and not (found.added or found.taken_out or found.changed)


def calls(*, viewer: Viewer) -> list[AskedOf]:
    """Return the open data calls on trainings that ask the viewer's training office."""
    if not access.leads(viewer):
        return []
    return counted.asked_of(DATASET, viewer=viewer, on=timezone.localdate(viewer.at))


def ready(call: str, *, office: str, viewer: Viewer) -> Ready | None:
    """Return the answer to a call as our records are now; None: it does not ask this office."""
    today = timezone.localdate(viewer.at)
    asked = next(
        (
            each
            for each in calls(viewer=viewer)
            if (each.call.code, each.line.organization) == (call, office)
        ),
        None,
    )
    if asked is None:
        return None
    first = asked.call.from_on or date(asked.call.year, 1, 1)
    end = asked.call.until_on or date(asked.call.year + 1, 1, 1)
    rows = tuple(
        dict(zip(COLUMNS, map(str, cells), strict=True))
        for cells in rows_between(first, end=end, viewer=viewer, on=today)
    )
    looked = counted.looked_at(call, office=office, rows=rows, today=today, viewer=viewer)
    if looked is None:
        return None
    digest = hashlib.sha256(json.dumps(rows).encode()).hexdigest()
    return Ready(asked, first, end, rows, digest, looked)
