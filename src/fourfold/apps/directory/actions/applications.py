"""An organization asks to be listed; a curator looks at it, asks, accepts or declines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.apps.directory import access
from fourfold.apps.directory.actions import listings, organizations, places
from fourfold.apps.directory.actions.places import PlaceSaid
from fourfold.apps.directory.models import Application, ApplicationStep, VettingAnswer
from fourfold.apps.directory.queries.applications import looked_at
from fourfold.apps.directory.rules import ChangedMeanwhile, NotWhole
from fourfold.apps.directory.rules.applying import (
    Applying,
    Reached,
    check_may_accept,
    check_reached,
    checklist,
)
from fourfold.apps.directory.rules.said import Said
from fourfold.apps.directory.states import APPLIED_MOVES, Applied, Looked, Way, check_applied
from fourfold.security import audit, outbox
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

APPLICANT = "organization-by-form"
"""Who sends the public form."""
MAIL = "APPLICATION"
"""What the outbox calls the words to an organization that applied."""


@transaction.atomic
def apply(
    said: Applying, *, reached: Reached, language: str, once: str, site: str, by: str, at: datetime
) -> str:
    """
    Take an application; returns its number. The same page sent again makes nothing.

    :raises NotWhole: of how they are reached.
    """
    check_reached(reached)
    kept = {
        "language": language,
        "organization": said.organization,
        "service": said.service,
        "said": said.kept(),
        "mailbox": reached.mailbox,
        "telephone": reached.telephone,
        "way": reached.way.value,
        "may_leave": reached.may_leave,
        "best_time": reached.best_time,
        "received_at": at,
        "changed_at": at,
    }
    made, is_new = Application.objects.get_or_create(once=once, defaults=kept)
    if not is_new:
        return made.pk
    _step(made, Applied.RECEIVED, words="", site=site, by=by, at=at)
    return made.pk


@transaction.atomic
def look(
    application: str,
    *,
    found: Mapping[str, tuple[Looked, str]],
    version: int,
    by: access.Who,
    at: datetime,
) -> None:
    """Keep what a curator found of items of the checklist; only what differs is written."""
    held = _held(application, version=version, by=by)
    now = Applied(held.state)
    if now is not Applied.VETTING:
        check_applied(now, Applied.VETTING)
    known, before = {each.code for each in checklist(held.said)}, looked_at(held.pk, viewer=by)
    new = {
        code: told
        for code, told in found.items()
        if code in known and before.get(code) != (told[0], told[1].strip())
    }
    for code, (answer, note) in new.items():
        VettingAnswer.objects.create(
            application=held,
            item=code,
            answer=answer.value,
            note=note.strip(),
            at=at,
            by=access.name_of(by),
        )
    if now is not Applied.VETTING or new:
        _step(held, Applied.VETTING, words="", site="", by=by, at=at)


@transaction.atomic
def ask(
    application: str, *, words: str, site: str, version: int, by: access.Who, at: datetime
) -> None:
    """Ask the organization something. :raises NotWhole: without words."""
    _told(application, Applied.ASKED, words=words, site=site, version=version, by=by, at=at)


@transaction.atomic
def decline(
    application: str, *, words: str, site: str, version: int, by: access.Who, at: datetime
) -> None:
    """Decline, with the reason that the organization hears. :raises NotWhole: without one."""
    _told(application, Applied.DECLINED, words=words, site=site, version=version, by=by, at=at)


@transaction.atomic
def withdraw(
    application: str, *, words: str, site: str, version: int, by: access.Who, at: datetime
) -> None:
    """Note that the organization does not want to be listed any more; no mail goes."""
    _told(application, Applied.WITHDRAWN, words=words, site=site, version=version, by=by, at=at)


@transaction.atomic
def accept(
    application: str,
    *,
    organization: str,
    said: Said,
    how: str,
    site: str,
    version: int,
    by: access.Who,
    at: datetime,
) -> str:
    """
    List what an organization applied for; returns the listing's id. Everyone sees it from now on.

    organization: one of the directory, or "" to add it. said: as the curator wrote it down. how: it
    was checked. :raises NotWhole: while the checklist is open. :raises: as `listings.add`.
    """
    held = _held(application, version=version, by=by)
    check_applied(Applied(held.state), Applied.ACCEPTED)
    found = {code: answer for code, (answer, _) in looked_at(held.pk, viewer=by).items()}
    check_may_accept((each.code for each in checklist(held.said)), found=found)
    owner = organization or organizations.add(
        held.organization, website=held.said["website"], email=held.mailbox, by=by, at=at
    )
    made = listings.add(owner, said=said, by=by, at=at)
    where, seen = _place(held.said), 1
    if where is not None and isinstance(by, Viewer):
        places.set_place(made, place=where, version=seen, by=by, at=at)
        seen += 1
    today = timezone.localdate(at)
    listings.check(made, on=today, version=seen, how=how, by=by, at=at)
    held.listing_id = made
    _step(held, Applied.ACCEPTED, words="", site=site, by=by, at=at)
    return made


def _place(said: Mapping[str, Any]) -> PlaceSaid | None:
    """Return the open place an application names; None of a private one, or without a street."""
    if said["is_private"] or not (said["street"] and said["town"]):
        return None
    return PlaceSaid(
        is_confidential=False,
        street=said["street"],
        town=said["town"],
        postal_code=said["postal_code"],
    )


def _told(
    application: str,
    to: Applied,
    *,
    words: str,
    site: str,
    version: int,
    by: access.Who,
    at: datetime,
) -> None:
    held = _held(application, version=version, by=by)
    check_applied(Applied(held.state), to)
    if not words.strip():
        raise NotWhole("Write what it is about. These words go to the organization as they are.")
    _step(held, to, words=words.strip(), site=site, by=by, at=at)


def _held(application: str, *, version: int, by: access.Who) -> Application:
    held = access.hold_application(application, by=by)
    if held.version != version:
        raise ChangedMeanwhile("Somebody took a step since you opened the page. Look again.")
    return held


def _step(
    held: Application, to: Applied, *, words: str, site: str, by: access.Who, at: datetime
) -> None:
    """Move, keep the step, leave a mail where a mail is safe, and tell the log."""
    if to is not Applied.RECEIVED:
        held.state, held.version, held.changed_at = to.value, held.version + 1, at
        held.ended_at = None if APPLIED_MOVES[to] else at
        held.save()
    name = access.name_of(by)
    step = ApplicationStep.objects.create(
        application=held, to=to.value, words=words, at=at, by=name
    )
    if site and held.way == Way.EMAIL.value:
        outbox.put(MAIL, about=step.pk, site=site, by=name, at=at)
    audit.record(
        Event.LISTING_APPLICATION,
        by=name,
        subject=f"application:{held.pk}",
        at=at,
        facts={"state": to.value},
    )
