"""What waits for a person: one list for My day, the most urgent first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.conf import settings
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.security import consent, notices, retention
from fourfold.security.access import glass, people, seats
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.roles import Permission
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import Viewer
from fourfold.security.accounts import recovery
from fourfold.security.models import Notice
from fourfold.security.pages.frame import agency_name, names_of
from fourfold.security.pages.seats import team_name

WEEK = 7
DECIDED_BY = {
    notices.NoticeKind.ROLE_WAITS: Permission.ROLE_AGREE,
    notices.NoticeKind.SEAT_WAITS: Permission.ROLE_AGREE,
    notices.NoticeKind.GLASS_BROKEN: Permission.GLASS_REVIEW,
    notices.NoticeKind.RECOVERY_WAITS: Permission.RECOVERY_CONFIRM,
}


@dataclass(frozen=True, slots=True)
class Wait:
    """
    One thing to do. about: who or what, below the words. since_at: from when it waits. by_at:
    until when it must be done, if the law says so.
    """

    words: str
    href: str
    action: str
    about: str = ""
    since_at: datetime | None = None
    by_at: datetime | None = None

    def is_late(self, at: datetime) -> bool:
        """Tell whether its time is over."""
        return self.by_at is not None and self.by_at < at


@dataclass(frozen=True, slots=True)
class News:
    """A notice that asks for no decision: words, where it leads, and its id to take it away."""

    id: str
    words: str
    at: datetime
    href: str


def waits(*, viewer: Viewer) -> list[Wait]:
    """Return what waits for this viewer: what is late first, then what waits longest."""
    sources = (*SOURCES, *(import_string(name) for name in settings.WAITS))
    found = [wait for source in sources for wait in source(viewer)]
    return sorted(
        found,
        key=lambda each: (
            not each.is_late(viewer.at),
            each.by_at is None,
            each.by_at or each.since_at or viewer.at,
        ),
    )


def news(*, viewer: Viewer) -> list[News]:
    """
    Return the notices this viewer has not taken off the list, newest first.

    Left out is what stands among the things that wait, because this viewer decides it.
    """
    decides = {kind for kind, permission in DECIDED_BY.items() if viewer.may(permission)}
    found = notices.waiting_for(viewer.account).exclude(kind__in=decides)[:20]
    return [
        News(one.id, notices.NoticeKind(one.kind).label, one.at, _leads_to(one, viewer))
        for one in found
    ]


def _leads_to(one: Notice, viewer: Viewer) -> str:
    if one.kind in settings.NEWS:
        return reverse(settings.NEWS[one.kind])
    kind, _colon, number = one.subject.partition(":")
    page = {"role": "desk:decide_role", "seat": "desk:decide_seat"}.get(kind)
    if page and viewer.may(Permission.ROLE_AGREE):
        return reverse(page, args=[number])
    return page_of_record(kind, number, viewer=viewer) if kind in settings.LEADS else ""


def page_of_record(kind: str, number: str, *, viewer: Viewer) -> str:
    """Return the address of a record's page, or "" if this viewer may know of none."""
    known = visible_to(viewer, apps.get_model(kind)).filter(pk=number).exists()
    return reverse(settings.LEADS[kind], args=[number]) if known else ""


# ------------------------------------------------------------------ where it comes from
def _terms(viewer: Viewer) -> list[Wait]:
    agency = people.agency_of(viewer)
    may = viewer.may(Permission.TERMS_ACCEPT)
    if not may or agency is None or agency.terms_version == CURRENT.version:
        return []
    words = _("Your agency has not accepted the terms of use")
    about = _("Until it does, only administrators can work here.")
    return [Wait(words, reverse("desk:terms"), _("Read them"), about)]


def _roles(viewer: Viewer) -> list[Wait]:
    waiting = [each for each in people.waiting_roles(viewer=viewer) if not each.why_not]
    return [
        Wait(
            words=_("{role} for {person}").format(role=each.role.name, person=each.person),
            about=_("A role waits for a second person. {agency}.").format(
                agency=agency_name(each.agency)
            ),
            href=reverse("desk:decide_role", args=[each.id]),
            action=_("Read and decide"),
            since_at=each.proposed_at,
        )
        for each in waiting
    ]


def _seats(viewer: Viewer) -> list[Wait]:
    waiting = [each for each in seats.waiting_seats(viewer=viewer) if not each.why_not]
    return [
        Wait(
            words=_("A seat on {team} for {person}").format(
                team=team_name(each.team), person=each.person
            ),
            about=_("A seat waits for a second person. {agency}.").format(
                agency=agency_name(each.agency)
            ),
            href=reverse("desk:decide_seat", args=[each.id]),
            action=_("Read and decide"),
            since_at=each.proposed_at,
        )
        for each in waiting
    ]


def _openings(viewer: Viewer) -> list[Wait]:
    waiting = [each for each in glass.to_review(viewer=viewer) if each.account != viewer.account]
    names = names_of({each.account for each in waiting})
    return [
        Wait(
            words=_("{who} opened a record in an emergency").format(who=names[each.account]),
            about=_("{reason}. {agency}.").format(
                reason=glass.GlassReason(each.reason).label, agency=agency_name(each.agency)
            ),
            href=reverse("desk:review_opening", args=[each.id]),
            action=_("Review"),
            since_at=each.begun_at,
        )
        for each in waiting
    ]


def _recoveries(viewer: Viewer) -> list[Wait]:
    return [
        Wait(
            words=_("{who} cannot sign in").format(who=each.name),
            about=_("Make sure that it is them, then hand them a code."),
            href=reverse("desk:recover", args=[each.account]),
            action=_("Help"),
            since_at=each.asked_at,
        )
        for each in recovery.waiting(viewer=viewer)
    ]


def _tasks(viewer: Viewer) -> list[Wait]:
    words = _("A record was asked for by law: give notice and keep the person safe")
    return [
        Wait(words, reverse("desk:consents"), _("See"), by_at=each.due_at)
        for each in consent.open_tasks(viewer=viewer)
    ]


def _consents(viewer: Viewer) -> list[Wait]:
    count = consent.expiring(WEEK, viewer=viewer).count()
    if not count:
        return []
    words = ngettext(
        "{} consent ends within a week", "{} consents end within a week", count
    ).format(count)
    return [Wait(words, f"{reverse('desk:consents')}?days={WEEK}", _("See which"))]


def _lists(viewer: Viewer) -> list[Wait]:
    if not viewer.may(Permission.RETENTION_AGREE):
        return []
    waiting = retention.kept_previews(viewer=viewer).filter(agreed_at=None)
    return [
        Wait(
            words=_("A list of what will go waits for a second person"),
            href=reverse("desk:kept_list", args=[each.id]),
            action=_("Look at it"),
            since_at=each.as_of,
        )
        for each in waiting.exclude(made_by=viewer.account)[:5]
    ]


def _holds(viewer: Viewer) -> list[Wait]:
    if not viewer.may(Permission.HOLD_PLACE):
        return []
    asked = retention.holds(viewer=viewer).exclude(lift_asked_by__in=["", viewer.account])
    return [
        Wait(
            words=_("Somebody asks to lift a hold"),
            href=reverse("desk:lift_hold", args=[each.id]),
            action=_("Look at it"),
            since_at=each.lift_asked_at,
        )
        for each in asked
    ]


SOURCES: tuple[Callable[[Viewer], list[Wait]], ...] = (
    _terms,
    _tasks,
    _openings,
    _recoveries,
    _roles,
    _seats,
    _holds,
    _lists,
    _consents,
)
