"""Counts of a half-year from a team's reviews: numbers alone, for its coordinator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from fourfold.apps.cases.access.teams import before_team, coordinates
from fourfold.apps.cases.models import Case, Person, TeamAction, TeamMeeting, TeamReview
from fourfold.apps.cases.rules.teams import age_group, half_year, race_group
from fourfold.apps.cases.states.teams import (
    TRACKS,
    ActionState,
    Charges,
    MeetingState,
    ReviewState,
    Work,
)
from fourfold.security import audit
from fourfold.security.access.need_to_know import Rights, ties_of
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight, subject_of
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event

UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Count:
    """One number. group, name: codes. number: None where the desk does not keep what is asked."""

    group: str
    name: str
    number: int | None


def halves(*, viewer: Viewer, most: int = 4) -> list[tuple[int, int]]:
    """Return this half-year and those before it, as year and half."""
    today = timezone.localtime(viewer.at).date()
    now = today.year * 2 + (today.month > 6)
    return [((now - back) // 2, (now - back) % 2 + 1) for back in range(most)]


def counts(team: str, *, half: tuple[int, int], viewer: Viewer) -> list[Count]:
    """
    Count a team's reviewed cases of a half-year, each child once; that it was counted is audited.

    half: year, and 1 or 2. Cases that left the team, or are closed to the viewer, are not counted.
    :raises NotKnown: unless the viewer coordinates the team.
    """
    if not coordinates(team, viewer=viewer):
        raise NotKnown("There is no such team of yours.")
    begins, ends = half_year(*half)
    meetings = TeamMeeting.objects.filter(
        team=team, starts_at__gte=begins, starts_at__lt=ends, state=MeetingState.HELD
    )
    reviews = list(
        TeamReview.objects.filter(
            meeting__in=meetings,
            state=ReviewState.REVIEWED,
            case__in=before_team(team, viewer=viewer),
        )
        .select_related("meeting")
        .order_by("meeting__starts_at", "id")
    )
    cases = list(before_team(team, viewer=viewer).filter(pk__in={each.case_id for each in reviews}))
    _told(team, cases, viewer)
    last = {each.case_id: each for each in reviews}
    found = [
        Count("work", "MEETINGS", meetings.count()),
        Count("work", "REVIEWS", len(reviews)),
        Count("children", "CHILDREN", len({each.person for each in cases})),
        *_of_people(cases, last, viewer),
        *_of_tracks(last.values()),
    ]
    to_do = TeamAction.objects.filter(review__in=[each.pk for each in reviews], case__in=cases)
    states = Counter(to_do.values_list("state", flat=True))
    return [*found, *(Count("to_do", each.value, states[each.value]) for each in ActionState)]


def _of_people(cases: list[Case], last: dict[str, TeamReview], viewer: Viewer) -> list[Count]:
    """Count ages, genders and races; each fact only if the viewer reads it in clear."""
    ties = ties_of(viewer, cases)
    known = Person.objects.filter(pk__in={each.person for each in cases})
    people = {(each.pk, each.agency): each for each in known}
    seen = dict[str, tuple[str, str, str]]()
    for case in cases:
        person = people.get((case.person, case.agency))
        if person is None:
            seen[case.person] = (UNKNOWN, UNKNOWN, UNKNOWN)
            continue
        part = Sight(case, Rights(viewer, ties[case.pk])).part(person)
        day = timezone.localtime(last[case.pk].meeting.starts_at).date()
        seen[case.person] = (
            age_group(_read(part, "born_on"), on=day),
            _read(part, "gender") or UNKNOWN,
            race_group(_read(part, "race") or []),
        )
    return [
        Count(group, name, number)
        for nth, group in enumerate(("age", "gender", "race"))
        for name, number in sorted(Counter(each[nth] for each in seen.values()).items())
    ] + [Count("relation", "NOT_KEPT", None)]


def _read(part: Sight[Person], field: str) -> Any:
    return part.value(field) if part.may(Action.READ, field) else None


def _of_tracks(reviews: Iterable[TeamReview]) -> list[Count]:
    """Count the work done by the last review of each case."""
    found = list(reviews)
    done = [
        Count("services", name, sum(getattr(each, name) == Work.DONE for each in found))
        for name, codes in TRACKS.items()
        if codes is Work
    ]
    charges = Counter(each.charges for each in found)
    return done + [Count("charges", each.value, charges[each.value]) for each in Charges]


def _told(team: str, cases: list[Case], viewer: Viewer) -> None:
    subjects = [subject_of(each) for each in cases]
    if subjects:
        audit.read_of(Event.RECORDS_LISTED, by=viewer.account, subjects=subjects, at=viewer.at)
    with transaction.atomic():
        audit.record(
            Event.TEAM_COUNTED,
            by=viewer.account,
            subject=f"team:{team}",
            at=viewer.at,
            facts={"cases": len(cases)},
        )
