"""What an invitation and a calendar tell of a session, and how many were invited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from fourfold.apps.surveys.queries.occasions import WavePart, address_now
from fourfold.apps.training import access
from fourfold.apps.training.models import Invitation, InvitedAddress, Session
from fourfold.apps.training.rules.calendars import Appointment as Appointment
from fourfold.apps.training.rules.calendars import calendar as calendar
from fourfold.apps.training.rules.courses import courses, town_names
from fourfold.apps.training.rules.invitations import Event, invitation
from fourfold.apps.training.states import Invited, Language
from fourfold.reference import active_pack
from fourfold.security import outbox
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import CannotOpen, opened
from fourfold.security.models import MailState
from fourfold.security.outbox import Attached, Mail

Leads = Callable[[str], str]
"""Gives the whole address of a survey."""


@dataclass(frozen=True, slots=True)
class PublicSession:
    """A session on the public calendar. town, language, sector: codes."""

    title: str
    place: str
    town: str
    language: str
    sector: str
    starts_at: datetime
    ends_at: datetime


def event_of(session: Session, *, leads: Leads, viewer: str, at: datetime) -> Event:
    """Return what an invitation to a session tells. leads: gives a survey's whole address."""
    survey = address_now(
        session.occasion, part=WavePart.BEFORE, viewer=viewer, today=timezone.localdate(at)
    )
    return Event(
        _title(session),
        _place(session),
        timezone.localtime(session.starts_at),
        timezone.localtime(session.ends_at),
        leads(survey) if survey else "",
        session.language == Language.SPANISH.value,
    )


def told_of(session: str, *, leads: Leads, viewer: Viewer) -> Event | None:
    """Return what an invitation would tell; None: there is no such session for this viewer."""
    found = access.sessions(viewer).filter(pk=session).first()
    return event_of(found, leads=leads, viewer=viewer.account, at=viewer.at) if found else None


def mail_of(number: str, *, leads: Leads, viewer: str, at: datetime) -> Mail | None:
    """
    Make an invitation's mail; None: it has begun, was called off, or its address went.

    viewer: the house, which sends it. leads: gives a survey's whole address.
    """
    row = InvitedAddress.objects.select_related("invitation__session").filter(invitation=number)
    found = row.first()
    if found is None:
        return None
    session = found.invitation.session
    if session.off_at is not None or session.starts_at <= at:
        return None
    with opened() as held:
        held.learn([found.seal])
        try:
            to = found.mail
        except CannotOpen:  # its key was shredded
            return None
    event = event_of(session, leads=leads, viewer=viewer, at=at)
    subject, body = invitation(event, sender=str(active_pack().settings["council"]["name"]))
    made = calendar([_appointment(session)], named=event.title, at=at)
    return Mail(to, subject, body, (Attached("session.ics", made.encode(), "text/calendar"),))


def invited(session: str, *, viewer: Viewer) -> dict[Invited, int]:
    """Return how many invitations of a session stand where."""
    found = Invitation.objects.filter(session__in=access.sessions(viewer).filter(pk=session))
    counted = found.values_list("state").annotate(mails=Count("id"))
    return {Invited(state): mails for state, mails in counted}


def on_calendar(*, viewer: Viewer) -> list[PublicSession]:
    """Return the sessions to come that chose to be public, the first first. viewer: nobody."""
    return [
        PublicSession(
            _title(each),
            each.place,
            each.town,
            each.language,
            each.sector,
            each.starts_at,
            each.ends_at,
        )
        for each in _public(viewer.at)
    ]


def appointments(*, viewer: Viewer) -> list[Appointment]:
    """Return the same for calendars. viewer: nobody, at this moment."""
    return [_appointment(each) for each in _public(viewer.at)]


def mailed(papers: list[str], *, viewer: Viewer) -> dict[str, MailState]:
    """Return where the mails of certificates stand, for those that have one."""
    own = access.certificates(viewer).filter(pk__in=papers).values_list("pk", flat=True)
    found = outbox.standing("CERTIFICATE", about=own)
    return {number: each.state for number, each in found.items()}


def _appointment(session: Session) -> Appointment:
    """Return a session as calendars have it."""
    return Appointment(
        f"{session.id}@fourfold.training",
        _title(session),
        _place(session),
        session.starts_at,
        session.ends_at,
    )


def _public(at: datetime) -> list[Session]:
    found = Session.objects.filter(is_public=True, off_at=None, counts_only=False)
    return list(found.filter(ends_at__gt=at).order_by("starts_at", "pk")[:200])


def _title(session: Session) -> str:
    course = courses().get(session.course)
    return course.title if course else session.course


def _place(session: Session) -> str:
    return f"{session.place}, {town_names().get(session.town, session.town)}"
