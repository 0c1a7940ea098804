"""Applications as curators see them, and the words that go to who applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fourfold.apps.directory import access
from fourfold.apps.directory.models import Application, ApplicationStep, Organization, VettingAnswer
from fourfold.apps.directory.rules import NoSuchListing
from fourfold.apps.directory.rules.twins import digits
from fourfold.apps.directory.states import Applied, Looked, Way

OPEN = (Applied.RECEIVED, Applied.VETTING, Applied.ASKED)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken."""

    to: Applied
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    """An application. said: `Applying.kept`. listing: what it became, or ""."""

    id: str
    organization: str
    service: str
    language: str
    said: Mapping[str, Any]
    way: Way
    mailbox: str
    telephone: str
    may_leave: bool
    best_time: str
    state: Applied
    received_at: datetime
    version: int
    listing: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail tells an organization. words: of the curator."""

    to: str
    language: str
    state: Applied
    service: str
    words: str


def applications(*, viewer: access.Who) -> tuple[ApplicationLine, ...]:
    """Return the applications, those that wait first, the oldest of them first."""
    found = map(_line, access.applications(viewer).order_by("received_at"))
    return tuple(sorted(found, key=lambda each: each.state not in OPEN))


def waiting(*, viewer: access.Who) -> int:
    """Return how many applications nobody has decided on."""
    return access.applications(viewer).filter(state__in=[each.value for each in OPEN]).count()


def application(number: str, *, viewer: access.Who) -> ApplicationLine:
    """Return one application. :raises NoSuchListing:"""
    found = access.applications(viewer).filter(pk=number).first()
    if found is None:
        raise NoSuchListing("There is no such application.")
    return _line(found)


def steps(number: str, *, viewer: access.Who) -> tuple[Step, ...]:
    """Return what was done with an application, in order."""
    rows = ApplicationStep.objects.filter(application__in=access.applications(viewer))
    found = list(rows.filter(application=number).order_by("at", "id"))
    names = access.names({each.by for each in found})
    return tuple(
        Step(Applied(each.to), each.words, each.at, names.get(each.by, each.by)) for each in found
    )


def looked_at(number: str, *, viewer: access.Who) -> dict[str, tuple[Looked, str]]:
    """Return what was found of each item that somebody looked at, the newest of each."""
    rows = VettingAnswer.objects.filter(application__in=access.applications(viewer))
    return {
        each.item: (Looked(each.answer), each.note)
        for each in rows.filter(application=number).order_by("at", "id")
    }


def alike(line: ApplicationLine, *, viewer: access.Who) -> tuple[tuple[str, str, str], ...]:
    """Return listings that may say the same: id, name, organization."""
    words = line.said.get("phones", "").splitlines()
    numbers = {digits(each.split(",")[0]) for each in words} - {""}
    found = {}
    rows = access.listings(viewer).select_related("organization").prefetch_related("phones")
    for each in rows:
        theirs = {digits(one.number) for one in each.phones.all()}
        same = each.organization.name.casefold() == line.organization.casefold()
        if same or numbers & theirs:
            found[each.pk] = (each.pk, each.name, each.organization.name)
    return tuple(found.values())


def owner_of(line: ApplicationLine, *, viewer: access.Who) -> str:
    """Return the organization of the directory that has this name, or ""."""
    found = access.organizations(viewer).filter(name__iexact=line.organization).first()
    return found.pk if isinstance(found, Organization) else ""


def letter(step: str, *, viewer: str) -> Letter | None:
    """Return what the mail of a step tells, for the outbox; None if nothing is to be told."""
    if not viewer:
        return None
    found = ApplicationStep.objects.select_related("application").filter(pk=step).first()
    if found is None or not found.application.mailbox:
        return None
    of = found.application
    return Letter(of.mailbox, of.language, Applied(found.to), of.service, found.words)


def _line(each: Application) -> ApplicationLine:
    return ApplicationLine(
        id=each.pk,
        organization=each.organization,
        service=each.service,
        language=each.language,
        said=each.said,
        way=Way(each.way),
        mailbox=each.mailbox,
        telephone=each.telephone,
        may_leave=each.may_leave,
        best_time=each.best_time,
        state=Applied(each.state),
        received_at=each.received_at,
        version=each.version,
        listing=each.listing_id or "",
    )
