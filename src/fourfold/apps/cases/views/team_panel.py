"""The teams of a case as its page shows them, and what waits for a member on My day."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from fourfold.apps.cases.queries import reviews as review_queries
from fourfold.apps.cases.queries import teams as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.rules.teams import Belongs
from fourfold.apps.cases.states.teams import ReviewState
from fourfold.apps.cases.views.panel import Panel
from fourfold.apps.cases.views.saying import in_words
from fourfold.apps.cases.views.team_words import (
    REVIEW_STATES,
    result_facts,
    to_dos,
    tracks_in_words,
)
from fourfold.reference import NotKnownThen, UnknownName, name_of_district
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.pages.seats import team_name
from fourfold.security.pages.waits import Wait

SOON = 7
"""Days before a meeting from which it stands on My day."""


def panel(opened: OpenCase) -> Panel | None:
    """Show the teams of a case, the latest reviews, and what was agreed."""
    viewer = opened.viewer
    placed = review_queries.placing(opened, viewer=viewer)
    reviews = review_queries.reviews_of(opened, viewer=viewer)
    supervises = placed.belongs is not None
    if not placed.before and not reviews and not supervises:
        return None
    shown = [
        {
            "review": each.record,
            "team": team_name(each.record.team),
            "on": in_words(timezone.localtime(each.record.meeting.starts_at).date()),
            "state": REVIEW_STATES[ReviewState(each.record.state)],
            "tracks": [
                track
                for track in tracks_in_words(review_queries.tracks_of(each.record, viewer=viewer))
                if track.said
            ],
            "results": result_facts(opened, each),
            "next_on": in_words(each.record.next_on),
        }
        for each in reviews
    ]
    values = {
        "before": placed.before,
        "reviews": shown[:3],
        "earlier": shown[3:],
        "to_do": to_dos(review_queries.to_dos_of(opened, viewer=viewer), viewer=viewer),
        "supervises": supervises,
        "moved": moved(placed.belongs),
        "may_end": opened.may_write("state"),
    }
    return Panel("team", _lazy("The team"), "cases/panel_team.html", values)


def waits(viewer: Viewer) -> list[Wait]:
    """Return what one agreed to do in a team, and for a coordinator the meetings of a week."""
    if not viewer.may(Permission.RECORD_READ):
        return []
    lines = review_queries.my_to_dos(viewer=viewer)
    found = [
        Wait(
            words=each.what,
            about=_("Agreed by {team}, due {by}.").format(team=team_name(line.team), by=each.by)
            if each.by
            else _("Agreed by {team}.").format(team=team_name(line.team)),
            href=reverse("cases:case", args=[line.case]) + "#team",
            action=_("See"),
        )
        for line, each in zip(lines, to_dos(lines, viewer=viewer), strict=True)
    ]
    for seat in queries.mine(viewer=viewer):
        if seat.meets_at and (seat.meets_at - viewer.at).days < SOON:
            found.append(
                Wait(
                    words=_("{team} meets").format(team=seat.name),
                    about=in_words(seat.meets_at),
                    href=reverse("cases:meeting", args=[seat.team, seat.meeting]),
                    action=_("Read the agenda"),
                )
            )
    return found


def moved(found: Belongs | None) -> str:
    """Say that the town's district moved since the day of the report; "" if it did not."""
    if found is None or not found.moved_to:
        return ""
    then, now = district_name(found.district, found) or _("none"), district_name(found.moved_to)
    return _(
        "The town’s court district has moved: from {then} to {now}. This case stays with its "
        "team until you move it."
    ).format(then=then, now=now)


def district_name(code: str, found: Belongs | None = None) -> str:
    """Return the name of a court district on the day of the report, or today's; "" for none."""
    if not code:
        return ""
    try:
        return name_of_district(code, on=found.on if found else timezone.localdate())
    except (NotKnownThen, UnknownName):
        return code.replace("_", " ").title()
