"""Reading consents and disclosures. Who may not look gets nothing, without a word."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from fourfold.security.consent.live import live_at
from fourfold.security.models import (
    Consent,
    Disclosure,
    Relation,
    RelationKind,
    ReleaseTask,
)

VIEW, WATCH = "consent.view", "glass.review"
"""WATCH is the privacy officer's: sees the consents of the whole agency."""
WORKS_WITH = (
    *(RelationKind.ASSIGNED, RelationKind.SUPERVISOR, RelationKind.HOLDER),
    RelationKind.BREAK_GLASS,
)
"""Relations of an account of the agency that holds a record which open its consents."""


class Looks(Protocol):
    """What is asked of a viewer here; `access.Viewer` has it."""

    @property
    def account(self) -> str: ...
    @property
    def agency(self) -> str: ...
    @property
    def at(self) -> datetime: ...
    @property
    def permissions(self) -> Collection[str]: ...


def consents_of(person: str, *, viewer: Looks) -> QuerySet[Consent]:
    """Return every consent for the record of a person the viewer works with, newest first."""
    return _seen(viewer).filter(person=person).order_by("-recorded_at", "id")


def consent(consent_id: str, *, viewer: Looks) -> Consent | None:
    """Return one consent with its scopes, or None: unknown and not yours look the same."""
    return _seen(viewer).filter(pk=consent_id).prefetch_related("scopes").first()


def expiring(within_days: int, *, viewer: Looks) -> QuerySet[Consent]:
    """
    Return live consents of the viewer's agency that end within some days, the soonest first.

    Those already renewed are left out.
    """
    renewed = Consent.objects.filter(renews=OuterRef("pk"), revoked_at__isnull=True)
    until = viewer.at + timedelta(days=within_days)
    return (
        _seen(viewer)
        .filter(live_at(viewer.at), ~Exists(renewed), until_at__lte=until)
        .order_by("until_at", "id")
    )


def accounting(person: str, *, viewer: Looks) -> QuerySet[Disclosure]:
    """
    Return all that was told of a person's record by the viewer's agency, newest first.

    Source: 42 CFR 2.25. Each row names its ground: a consent or a legal exception.
    """
    told = Disclosure.objects.filter(person=person, from_agency=viewer.agency)
    return told.filter(_known(viewer, "person")).prefetch_related("tasks").order_by("-at", "id")


def open_tasks(*, viewer: Looks) -> QuerySet[ReleaseTask]:
    """Return what is still to be done after releases of the viewer's agency, most urgent first."""
    tasks = ReleaseTask.objects.filter(
        _known(viewer, "disclosure__person"),
        done_at__isnull=True,
        disclosure__from_agency=viewer.agency,
    )
    return tasks.select_related("disclosure").order_by("due_at", "id")


def _seen(viewer: Looks) -> QuerySet[Consent]:
    return Consent.objects.filter(_known(viewer, "person"), from_agency=viewer.agency)


def _known(viewer: Looks, person: str) -> Q:
    """Return the condition of rows about whom the viewer may know; person: the column's path."""
    if VIEW not in viewer.permissions:
        return Q(pk__in=())
    if WATCH in viewer.permissions:
        return Q()
    return Q(Exists(relations(viewer=viewer).filter(person=OuterRef(person))))


def relations(*, viewer: Looks) -> QuerySet[Relation]:
    """Return the viewer's relations that hold now, of persons with whom there is no conflict."""
    held = Relation.objects.filter(
        Q(until_at=None) | Q(until_at__gt=viewer.at),
        account=viewer.account,
        from_at__lte=viewer.at,
    )
    conflict = held.filter(kind=RelationKind.CONFLICT, person=OuterRef("person"))
    return held.filter(~Exists(conflict), kind__in=WORKS_WITH)
