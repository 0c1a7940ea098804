"""
Meetings of a team: planned, changed, called off, held with who came. By its coordinators alone.

MeetingError
├── NotNow      the meeting is over, not yet, or called off
├── Unfinished  cases of the agenda were neither reviewed nor put off
└── NoPlace     not a place of the list
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from fourfold.apps.cases.access.teams import coordinates, seats
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.records import ChangedMeanwhile, ChangeError
from fourfold.apps.cases.models import Case, TeamMeeting, TeamPresence
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.states.teams import Came, MeetingState, ReviewState, check_move
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.ids import new_id

VIDEO = "VIDEO"


class MeetingError(ChangeError):
    """Nothing was changed; the message says why and what to do."""


class NotNow(MeetingError):
    """Its time or its state does not allow this."""


class Unfinished(MeetingError):
    """Something on the agenda has no answer yet."""


class NoPlace(MeetingError):
    """Not a place of the list."""


@transaction.atomic
def plan(team: str, *, starts_at: datetime, by: Viewer, place: str = "", key: str = "") -> str:
    """
    Plan a meeting of a team one coordinates; returns its id.

    place: code of a center of the pack, VIDEO, or blank. key: what the form carried.
    :raises NotKnown: if one does not coordinate the team. :raises NotNow: for a moment that is
    over. :raises NoPlace: :raises records.DoneBefore: if the form came before.
    """
    _check_coordinates(team, by)
    made = new_id()
    if key:
        records.once(key, leads_to=f"meeting:{made}", by=by)
    _check_when(starts_at, place, by=by)
    meeting = TeamMeeting(id=made, team=team, starts_at=starts_at, place=place)
    meeting.planned_by = meeting.changed_by = by.account
    meeting.changed_at = by.at
    meeting.save(force_insert=True)
    _tell(meeting, "PLANNED", by=by)
    return made


def change(meeting: str, *, starts_at: datetime, place: str, version: int, by: Viewer) -> None:
    """
    Change day, time or place of a planned meeting.

    :raises ChangedMeanwhile: if another coordinator changed it since the page was opened.
    """
    with _changing(meeting, version=version, by=by) as found:
        if found.state != MeetingState.PLANNED:
            raise NotNow("This meeting is no longer planned, so it cannot be changed.")
        _check_when(starts_at, place, by=by)
        found.starts_at, found.place = starts_at, place
        _tell(found, "CHANGED", by=by)


@transaction.atomic
def call_off(meeting: str, *, version: int, by: Viewer) -> None:
    """Call a planned meeting off; every case on its agenda is put off to another one."""
    waits = TeamMeeting.objects.filter(pk=meeting, reviews__state=ReviewState.ON_AGENDA)
    numbers = list(waits.values_list("reviews__case_id", flat=True))
    # cases before the meeting, as everywhere: two who wait for each other would wait for good
    locked = Case.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    cases = {each.pk: each for each in locked}
    with _changing(meeting, version=version, by=by) as found:
        check_move(MeetingState(found.state), MeetingState.CANCELLED)
        found.state = MeetingState.CANCELLED.value
        _tell(found, "CANCELLED", by=by)
        for review in found.reviews.filter(state=ReviewState.ON_AGENDA).order_by("pk"):
            if review.case_id not in cases:
                raise ChangedMeanwhile(found.changed_by, found.changed_at)
            review.state = ReviewState.PUT_OFF.value
            review.save(update_fields=["state"])
            telling.tell(cases[review.case_id], Step.TEAM_REVIEW_PUT_OFF, by=by, part=review)


def hold(meeting: str, *, came: Mapping[str, str], version: int, by: Viewer) -> None:
    """
    Note that a meeting was held, and who of the team was there.

    came: account to a code of Came, for each seat held now; who is left out did not come.
    :raises NotNow: before its day. :raises Unfinished: while a case is neither reviewed nor put
    off. :raises ChangedMeanwhile: if another coordinator changed it since.
    """
    with _changing(meeting, version=version, by=by) as found:
        check_move(MeetingState(found.state), MeetingState.HELD)
        if found.starts_at > by.at:
            raise NotNow("This meeting has not begun. Note who came when it has.")
        left = found.reviews.filter(state=ReviewState.ON_AGENDA).count()
        if left:
            raise Unfinished(
                f"{left} on the agenda have no answer yet. Review each, or put it off."
            )
        TeamPresence.objects.bulk_create(
            TeamPresence(
                meeting=found,
                account=each.account_id,
                discipline=each.discipline,
                came=Came(came.get(each.account_id, Came.DID_NOT_COME)).value,
            )
            for each in seats(found.team, viewer=by).order_by("discipline", "id")
        )
        found.state = MeetingState.HELD.value
        _tell(found, "HELD", by=by)


def _check_when(starts_at: datetime, place: str, *, by: Viewer) -> None:
    if starts_at < by.at:
        raise NotNow("That moment is over. Choose a day to come.")
    if place not in {"", VIDEO, *(row["code"] for row in active_pack().rows("centers"))}:
        raise NoPlace("Choose a place of the list.")


def _check_coordinates(team: str, by: Viewer) -> None:
    if not coordinates(team, viewer=by):
        raise NotKnown("There is no such team of yours.")


@contextmanager
def _changing(meeting: str, *, version: int, by: Viewer) -> Iterator[TeamMeeting]:
    """Open a meeting for a change, locked, in a transaction that ends with the block."""
    with transaction.atomic():
        found = TeamMeeting.objects.select_for_update().filter(pk=meeting).first()
        if found is None:
            raise NotKnown("There is no such meeting.")
        _check_coordinates(found.team, by)
        if found.version != version:
            raise ChangedMeanwhile(found.changed_by, found.changed_at)
        yield found


def _tell(meeting: TeamMeeting, what: str, *, by: Viewer) -> None:
    if what != "PLANNED":
        meeting.version += 1
        meeting.changed_by, meeting.changed_at = by.account, by.at
        meeting.save()
    audit.record(
        Event.TEAM_MEETING,
        by=by.account,
        subject=f"team:{meeting.team}",
        at=by.at,
        facts={"meeting": meeting.pk, "what": what},
    )
