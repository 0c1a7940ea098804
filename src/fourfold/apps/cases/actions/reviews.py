"""
The review of a case at a meeting: agenda, what each discipline did, what came of it, what to do.

ReviewError
├── NotHere     the case is not before the meeting's team, or the meeting is not planned
├── NotACode    not an answer of the list
├── TooEarly    the next review, or a due day, lies before this one
├── NotOpen     it was done or dropped before
└── NoSeat      who shall do it has no seat on this team
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max
from django.utils import timezone

from fourfold.apps.cases.access.teams import coordinates, seats, teams_before
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.records import ChangeError
from fourfold.apps.cases.models import Case, TeamAction, TeamMeeting, TeamReview
from fourfold.apps.cases.states.steps import Step
from fourfold.apps.cases.states.teams import (
    RESULTS,
    TRACKS,
    ActionState,
    MeetingState,
    ReviewState,
    What,
    check_action_move,
    check_review_move,
)
from fourfold.security.access.policy import Discipline
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.ids import new_id

FRAME = (FieldClass.INTERNAL,)
CONTENT = (FieldClass.PERSONAL, FieldClass.HEALTH, FieldClass.EXPLOITER)


class ReviewError(ChangeError):
    """Nothing was changed; the message says why and what to do."""


class NotHere(ReviewError):
    """Case, team and meeting do not go together now."""


class NotACode(ReviewError):
    """Not an answer of the list."""


class TooEarly(ReviewError):
    """A day to come lies in the past."""


class NotOpen(ReviewError):
    """There is nothing to end."""


class NoSeat(ReviewError):
    """Whoever shall do it is not of this team."""


@dataclass(frozen=True, slots=True)
class Noted:
    """What a review notes. codes, days: by track; what is left out was not spoken of."""

    codes: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, date | None] = field(default_factory=dict)
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: codes by name of the result, and words for the team. None was not asked."""

    codes: Mapping[str, str | None] = field(default_factory=dict)
    court_on: date | None = None
    told: str | None = None


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something agreed. owner: an account of the team, or blank for the discipline as a whole."""

    what: str
    discipline: str
    owner: str = ""
    due_on: date | None = None


def put_on_agenda(case: str, *, meeting: str, by: Viewer) -> str:
    """
    Put a case on the agenda of a planned meeting of its team, last; returns the review's id.

    :raises NotKnown: unless one coordinates the team and may know of the case.
    :raises NotHere: if the case is not before the team, stands there already, or the meeting is
    not planned any more.
    """
    made = new_id()
    with records.changing(Case, case, by=by, writes=FRAME) as seen:
        found = seen.record
        held = TeamMeeting.objects.select_for_update().filter(pk=meeting).first()
        if held is None or not coordinates(held.team, viewer=by):
            raise NotKnown("There is no such meeting.")
        if held.state != MeetingState.PLANNED or held.team not in teams_before(found, viewer=by):
            raise NotHere("This case is not before the team, or the meeting is not planned now.")
        if held.reviews.filter(case=found).exists():
            raise NotHere("This case is on the agenda already. Nothing was done twice.")
        last = held.reviews.aggregate(last=Max("order"))["last"] or 0
        review = TeamReview(
            id=made,
            case=found,
            agency=found.agency,
            person=found.person,
            meeting=held,
            team=held.team,
            order=last + 1,
        )
        review.save(force_insert=True)
        telling.tell(found, Step.TEAM_ON_AGENDA, by=by, part=review, facts={"team": held.team})
    return made


def put_off(review: str, *, case: str, by: Viewer) -> None:
    """Put the review of a case off: it leaves this agenda and may go on a later one."""
    with _opened(review, case, by=by) as found:
        check_review_move(ReviewState(found.state), ReviewState.PUT_OFF)
        found.state = ReviewState.PUT_OFF.value
        found.save(update_fields=["state"])
        telling.tell(found.case, Step.TEAM_REVIEW_PUT_OFF, by=by, part=found)


def note(review: str, *, case: str, noted: Noted, by: Viewer, version: int) -> None:
    """
    Note what each discipline did, and when the team looks at the case again.

    The first time the case is reviewed by it; later it is mended, which is a step of its own.
    version: of the case, as the page showed it.
    :raises NotACode: :raises TooEarly: if the next review is not after this meeting.
    :raises records.ChangedMeanwhile: if somebody changed the case since, and nothing is lost.
    """
    with _opened(review, case, by=by, version=version) as found:
        first = found.state == ReviewState.ON_AGENDA
        check_review_move(ReviewState(found.state), ReviewState.REVIEWED)
        day = timezone.localtime(found.meeting.starts_at).date()
        if noted.next_on is not None and noted.next_on <= day:
            raise TooEarly("The next review must be after this meeting. Choose a later day.")
        for name, codes in TRACKS.items():
            code = _code(noted.codes.get(name) or "", set(codes))
            setattr(found, name, code)
            setattr(found, f"{name}_on", noted.days.get(name) if code else None)
        found.state, found.next_on = ReviewState.REVIEWED.value, noted.next_on
        found.reviewed_at = found.reviewed_at or by.at
        found.save()
        step = Step.TEAM_REVIEW_HELD if first else Step.TEAM_REVIEW_MENDED
        telling.tell(found.case, step, by=by, part=found, facts={"team": found.team})


def note_results(review: str, *, case: str, came: Came, by: Viewer, version: int) -> None:
    """
    Write down what came of the team's work; each fact is sealed and seen by its class.

    :raises NotKnown: unless one keeps the case: worker or supervisor, no member of the team.
    """
    with records.changing(Case, case, by=by, writes=CONTENT, version=version) as seen:
        found = _of(review, seen.record)
        for name, codes in RESULTS.items():
            code = came.codes.get(name)
            setattr(found, name, _code(code, set(codes)) if code else None)
        found.court_result_on, found.told = came.court_on, came.told or None
        found.save()
        telling.tell(found.case, Step.TEAM_RESULT_NOTED, by=by, part=found)


def agree(review: str, *, case: str, to_do: ToDo, by: Viewer, key: str = "") -> str:
    """
    Note something the team agreed to do; returns its id.

    :raises NotACode: :raises NoSeat: if the owner has no such seat on the team.
    :raises TooEarly: for a due day that is over. :raises records.DoneBefore: for the same form.
    """
    made = new_id()
    with _opened(review, case, by=by) as found:
        if key:
            records.once(key, leads_to=f"team_action:{made}", by=by)
        _code(to_do.what or "?", set(What))
        _code(to_do.discipline or "?", set(Discipline))
        held = seats(found.team, viewer=by).filter(discipline=to_do.discipline)
        if to_do.owner and not held.filter(account_id=to_do.owner).exists():
            raise NoSeat("This person has no such seat on the team now. Choose another.")
        if to_do.due_on is not None and to_do.due_on < timezone.localtime(by.at).date():
            raise TooEarly("That day is over. Choose a day to come.")
        made_of = TeamAction(
            id=made,
            case=found.case,
            agency=found.agency,
            person=found.person,
            review=found.pk,
            team=found.team,
            what=to_do.what,
            discipline=to_do.discipline,
            owner=to_do.owner,
            due_on=to_do.due_on,
            agreed_at=by.at,
        )
        made_of.save(force_insert=True)
        facts = {"what": to_do.what, "discipline": to_do.discipline}
        telling.tell(found.case, Step.TEAM_ACTION_AGREED, by=by, part=made_of, facts=facts)
    return made


def end(action: str, *, case: str, how: ActionState, by: Viewer) -> None:
    """
    Note that something agreed was done or dropped: by the coordinator, or who keeps the case.

    :raises NotOpen: if somebody noted it before.
    """
    with records.changing(Case, case, by=by, writes=FRAME) as seen:
        found = TeamAction.objects.filter(pk=action, case=seen.record).first()
        if found is None:
            raise NotKnown("There is no such part of this record.")
        if found.state != ActionState.OPEN:
            raise NotOpen("Somebody noted this before. Look at the page again.")
        check_action_move(ActionState(found.state), how)
        found.state, found.ended_at, found.ended_by = how.value, by.at, by.account
        found.save(update_fields=["state", "ended_at", "ended_by"])
        facts = {"what": found.what, "how": how.value}
        telling.tell(seen.record, Step.TEAM_ACTION_ENDED, by=by, part=found, facts=facts)


@contextmanager
def _opened(
    review: str, case: str, *, by: Viewer, version: int | None = None
) -> Iterator[TeamReview]:
    """Open a review for its team's coordinator, its case locked, in one transaction."""
    with records.changing(Case, case, by=by, writes=FRAME, version=version) as seen:
        found = _of(review, seen.record)
        if not coordinates(found.team, viewer=by):
            raise NotKnown("There is no such review.")
        if found.team not in teams_before(seen.record, viewer=by):
            raise NotHere("The case is no longer before this team. Look at its page again.")
        yield found


def _of(review: str, case: Case) -> TeamReview:
    found = TeamReview.objects.select_related("meeting").filter(pk=review, case=case).first()
    if found is None:
        raise NotKnown("There is no such part of this record.")
    found.case = case
    return found


def _code(code: str, codes: set[str]) -> str:
    if code and code not in codes:
        raise NotACode(f"{code!r} is not an answer of the list.")
    return code
