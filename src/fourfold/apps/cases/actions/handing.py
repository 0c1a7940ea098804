"""Handing the counting fields of a period to the data side; nothing else ever goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.queries.counting import counting_rows
from fourfold.apps.cases.rules import counting
from fourfold.security import audit
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.models import Agency


class NoSuchAgency(LookupError):
    """No agency of this code is open here."""


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What goes over. cases: how many. only_totals: the agency is bound to give only aggregates."""

    head: tuple[str, ...]
    rows: Sequence[Sequence[str | int]]
    cases: int
    only_totals: bool


@transaction.atomic
def hand_over(period: str, *, by: Viewer) -> HandedOver:
    """
    Return the counting fields of an agency's cases of a year, and write that they went over.

    by: the job, of the agency whose cases they are. An agency bound by VAWA gives only totals:
    34 U.S.C. 12291(b)(2)(D).
    :raises NoSuchPeriod: for anything but a year that has begun. :raises NoSuchAgency: as its name.
    """
    year = counting.year_of(period, today=timezone.localdate(by.at))
    agency = Agency.objects.filter(code=by.agency).first()
    if agency is None:
        raise NoSuchAgency(
            f"There is no agency {by.agency!r} here. Its code is the one its accounts have."
        )
    rows = counting_rows(viewer=by, first=_first(year), until=_first(year + 1))
    totals = agency.bound_by_vawa
    given: Sequence[Sequence[str | int]] = counting.totals(rows) if totals else rows
    head = counting.TOTALS if totals else counting.COLUMNS
    audit.record(
        Event.CASES_HANDED_OVER,
        by=by.account,
        subject=f"agency:{by.agency}",
        at=by.at,
        facts={"period": str(year), "cases": len(rows), "form": "TOTALS" if totals else "ROWS"},
        agency=by.agency,
    )
    return HandedOver(head, given, len(rows), only_totals=totals)


def _first(year: int) -> datetime:
    return timezone.make_aware(datetime(year, 1, 1))  # noqa: DTZ001  made aware at once
