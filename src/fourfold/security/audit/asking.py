"""
Asking the log: search, "who has seen this", and rows for a spreadsheet.

For the privacy officer; the pages' doors see to that. Each question is a line of the log itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import QuerySet

from fourfold.security.audit.lines import record
from fourfold.security.events import LABELS, Event
from fourfold.security.models import AuditEvent

PER_PAGE = 50
AT_A_TIME = 2_000
COLUMNS = (
    *("line", "moment", "account", "event", "meaning", "subject"),
    *("outcome", "agency", "request", "facts"),
)
"""The heads of an export's columns, in their order."""
HOW = {
    Event.RECORD_READ: "read",
    Event.RECORD_SHOWN: "shown unmasked",
    Event.RECORDS_LISTED: "shown in a list",
    Event.RECORDS_LOOKED_UP: "found by a look-up",
    Event.RECORD_EXPORTED: "taken out as a file",
    Event.RECORD_CHANGED: "changed",
    Event.GLASS_BROKEN: "opened in an emergency",
}
"""The events in which somebody sees something of a record, and how each is said."""
_CODE = re.compile(r"[A-Za-z0-9._:-]{1,80}")


class Asked(TypedDict, total=False):
    """
    What to look for; what is left out or empty is not asked for.

    by: account id. event: its code. subject: kind and id. agency: its code. from_at, until_at:
    moments; the end is excluded.
    """

    by: str
    event: str
    subject: str
    agency: str
    from_at: datetime | None
    until_at: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the log as people read it. facts: counts and codes."""

    number: int
    at: datetime
    by: str
    event: str
    label: str
    subject: str
    outcome: str
    agency: str
    request: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """Up to 50 lines, newest first. next_page: what to ask for next; None at the end."""

    lines: tuple[Told, ...]
    next_page: int | None


@dataclass(frozen=True, slots=True)
class Sighting:
    """Somebody saw a record: who, when, how (such as "read"), and from which agency."""

    number: int
    by: str
    at: datetime
    how: str
    agency: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sightings:
    """Up to 50 sightings, newest first. next_page: what to ask for next; None at the end."""

    lines: tuple[Sighting, ...]
    next_page: int | None


def search(*, viewer: str, at: datetime, page: int = 0, **asked: Unpack[Asked]) -> Page:
    """
    Return the lines that match all that is asked, newest first; the question is a line too.

    viewer: account id of who asks. page: 0 for the newest, then the `next_page` of the one before.
    """
    with transaction.atomic():
        found, more = _page(_matching(asked), page)
        record(
            Event.AUDIT_SEARCHED,
            by=viewer,
            subject="audit:search",
            at=at,
            facts=_as_facts(asked) | {"page": page, "found": len(found)},
        )
    return Page(tuple(_told(each) for each in found), more)


def seen_by(subject: str, *, viewer: str, at: datetime, page: int = 0) -> Sightings:
    """
    Return who has seen a record, when and how, newest first; asking is a line too.

    subject: kind and id, such as "cases.case:7Q2K…". viewer, page: as for `search`.
    """
    with transaction.atomic():
        found, more = _page(
            AuditEvent.objects.filter(subject=subject, event__in=[*HOW], outcome="DONE"), page
        )
        facts = _as_facts({"subject": subject}) | {"page": page, "found": len(found)}
        record(Event.AUDIT_SEARCHED, by=viewer, subject="audit:seen", at=at, facts=facts)
    return Sightings(
        tuple(
            Sighting(one.id, one.by, one.at, HOW[Event(one.event)], one.agency, one.facts)
            for one in found
        ),
        more,
    )


def export_rows(*, viewer: str, at: datetime, **asked: Unpack[Asked]) -> Iterator[tuple[str, ...]]:
    """
    Return rows for a spreadsheet, oldest first, below a row with the heads of the columns.

    Call it outside of any transaction: the export is a line of the log, on disk before the first
    row is given out. That line is not among the rows.
    """
    with transaction.atomic(durable=True):
        facts = _as_facts(asked) | {"rows": _matching(asked).count()}
        line = record(Event.AUDIT_EXPORTED, by=viewer, subject="audit:export", at=at, facts=facts)
    return _rows(_matching(asked).filter(id__lt=line.number))


def _rows(lines: QuerySet[AuditEvent]) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    after = 0
    while found := list(lines.filter(id__gt=after).order_by("id")[:AT_A_TIME]):
        for one in map(_told, found):
            at = one.at.astimezone(UTC).isoformat(timespec="seconds")
            facts = " ".join(f"{name}={value}" for name, value in sorted(one.facts.items()))
            yield (
                *(str(one.number), at, one.by, one.event, one.label, one.subject),
                *(one.outcome, one.agency, one.request, facts),
            )
        after = found[-1].id


def _matching(asked: Asked) -> QuerySet[AuditEvent]:
    exact = {name: asked.get(name) for name in ("by", "event", "subject", "agency")}
    found = AuditEvent.objects.filter(**{name: value for name, value in exact.items() if value})
    if from_at := asked.get("from_at"):
        found = found.filter(at__gte=from_at)
    if until_at := asked.get("until_at"):
        found = found.filter(at__lt=until_at)
    return found


def _page(lines: QuerySet[AuditEvent], page: int) -> tuple[list[AuditEvent], int | None]:
    """Return a page of lines and what to ask for next: the number that it begins below."""
    if page:
        lines = lines.filter(id__lt=page)
    found = list(lines.order_by("-id")[: PER_PAGE + 1])
    return found[:PER_PAGE], found[PER_PAGE - 1].id if len(found) > PER_PAGE else None


def _told(line: AuditEvent) -> Told:
    known = line.event in set(Event)
    return Told(
        number=line.id,
        at=line.at,
        by=line.by,
        event=line.event,
        label=LABELS[Event(line.event)] if known else line.event,
        subject=line.subject,
        outcome=line.outcome,
        agency=line.agency,
        request=line.request,
        facts=line.facts,
    )


def _as_facts(asked: Asked) -> dict[str, str | int]:
    """Write a question as facts. What is no code was typed by mistake, perhaps a name: left out."""
    facts: dict[str, str | int] = {}
    for name, value in asked.items():
        if isinstance(value, datetime):
            value = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        if value:
            facts[name] = str(value) if _CODE.fullmatch(str(value)) else "unreadable"
    return facts
