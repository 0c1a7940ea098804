"""Whom an answer link lets in, and which offices have one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from fourfold.apps.submissions import access
from fourfold.apps.submissions.models import AnswerLink, Asked, digest_of_key
from fourfold.apps.submissions.rules.links import BY_LINK
from fourfold.security import outbox
from fourfold.security.access.viewer import Viewer
from fourfold.security.outbox import Standing


@dataclass(frozen=True, slots=True)
class WayIn:
    """What a link opens: one office's answer to one call. name: what the log calls it."""

    link: str
    call: str
    office: str
    name: str


@dataclass(frozen=True, slots=True)
class LinkOf:
    """An office's link to a call that works now. until_on: its last day, None: the call's end."""

    office: str
    made_at: datetime
    used_at: datetime | None
    until_on: date | None


def way_in(token: str, *, viewer: Viewer) -> WayIn | None:
    """
    Return what a link's secret opens at this moment, or None, whatever is the matter with it.

    viewer: nobody, at this moment.
    """
    found = working(viewer=viewer).filter(digest=digest_of_key(token)).first()
    if found is None or not _in_time(found, viewer.at):
        return None
    return WayIn(found.id, found.call.code, found.respondent.code, f"{BY_LINK}{found.id}")


def of_call(call: str, *, viewer: Viewer) -> list[LinkOf]:
    """Return the links of a call that work now, for those who see every office, by office."""
    if not access.is_council(viewer):
        return []
    return [
        LinkOf(each.respondent.code, each.made_at, each.used_at, each.last_day())
        for each in working(viewer=viewer).filter(call__code=call).order_by("respondent__code")
        if _in_time(each, viewer.at)
    ]


def mails_of(call: str, *, viewer: Viewer) -> dict[str, Standing]:
    """Return where the newest mail with a link stands, by office, for who sees every office."""
    if not access.is_council(viewer):
        return {}
    found = Asked.objects.filter(call__code=call).values_list("pk", "respondent__code")
    offices = dict(found)
    mails = outbox.standing("ANSWER_LINK", about=offices)
    return {offices[asked]: each for asked, each in mails.items()}


def working(*, viewer: access.Who) -> QuerySet[AnswerLink]:
    """Return the links that nobody has ended, whose call is open and whose office is, too."""
    live = AnswerLink.objects.filter(
        ended_at=None, call__closed_at=None, respondent__is_active=True
    )
    return live.select_related("call", "respondent")


def _in_time(link: AnswerLink, at: datetime) -> bool:
    asked = Asked.objects.filter(call=link.call_id, respondent=link.respondent_id)
    until = link.last_day()
    return asked.exists() and (until is None or timezone.localdate(at) <= until)
