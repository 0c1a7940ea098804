"""Focus groups: planned with their team, held, closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import FocusFile, FocusGroup, FocusMember, FocusPeople
from fourfold.apps.surveys.rules.focus import (
    BadGroup,
    NoSuchGroup,
    NotNow,
    check_people,
)
from fourfold.apps.surveys.states import (
    ConsentRead,
    FocusPart,
    FocusState,
)
from fourfold.security import audit
from fourfold.security.events import Event
from fourfold.security.keys import new_person


@dataclass(frozen=True, slots=True)
class Plan:
    """
    A focus group as it is planned. town: a code, "" for online. team: part to accounts; the two
    coders are two people.
    """

    name: str
    held_on: date
    town: str
    language: str
    script: str
    facilitator: str
    notes: str
    coders: tuple[str, ...]

    def team(self) -> set[tuple[str, FocusPart]]:
        """Return who does what."""
        return {
            (self.facilitator, FocusPart.FACILITATOR),
            (self.notes, FocusPart.NOTES),
            *((each, FocusPart.CODER) for each in self.coders),
        }


@transaction.atomic
def plan(study: str, *, how: Plan, once: str, agency: str, by: access.Who, at: datetime) -> str:
    """
    Plan a focus group; whoever does leads it. Returns its id; sent twice, the same.

    once: the key of the page. agency: under whose key what is said will be sealed.
    :raises NoSuchGroup: :raises BadGroup:
    """
    found = access.studies(by).filter(id=study).first()
    if found is None or not access.runs(by):
        raise NoSuchGroup("There is no such survey.")
    made = FocusGroup.objects.filter(once=once).first()
    if made is not None:
        return made.id
    _check(how)
    group = FocusGroup.objects.create(
        study=found,
        name=how.name.strip(),
        held_on=how.held_on,
        town=how.town,
        language=how.language,
        script=how.script.strip(),
        once=once,
        moved_at=at,
        moved_by=access.name_of(by),
    )
    FocusFile.objects.create(group=group, whose=new_person(agency=agency), made_at=at)
    lead = (access.name_of(by), FocusPart.LEAD)
    for account, part in sorted(how.team() | {lead}):
        FocusMember.objects.create(group=group, account=account, part=part.value)
    _tell(Event.FOCUS_PLANNED, group, by=by, at=at)
    return group.id


@transaction.atomic
def name_team(group: str, *, how: Plan, by: access.Who, at: datetime) -> None:
    """
    Change the plan or the team; who leads does. A coder who has finished stays.

    :raises NoSuchGroup: :raises BadGroup: :raises NotNow: once it is coded.
    """
    found = access.hold_focus_group(group, viewer=by, leads=True)
    if found.state in (FocusState.CODED.value, FocusState.CLOSED.value):
        raise NotNow("It is coded, so its team stays as it was.")
    _check(how)
    rows = FocusMember.objects.filter(group=found).exclude(part=FocusPart.LEAD.value)
    there = {(each.account, FocusPart(each.part)): each for each in rows}
    for key, row in there.items():
        if key not in how.team():
            if row.finished_at is not None:
                raise NotNow("A coder who has finished cannot be replaced.")
            row.delete()
    for account, part in sorted(how.team() - set(there)):
        FocusMember.objects.create(group=found, account=account, part=part.value)
    found.name, found.held_on, found.town = how.name.strip(), how.held_on, how.town
    found.language, found.script = how.language, how.script.strip()
    found.save(update_fields=["name", "held_on", "town", "language", "script"])
    _tell(Event.FOCUS_TEAM_NAMED, found, by=by, at=at)


@transaction.atomic
def hold(
    group: str,
    *,
    people: int,
    kinds: Mapping[tuple[str, str], int],
    consent: ConsentRead,
    by: access.Who,
    at: datetime,
) -> None:
    """
    Note that a group was held: how many people, of which kinds, and how consent was read.

    kinds: (kind, code) to a count. Noted again before it is transcribed, the newest counts.
    :raises NoSuchGroup: unless `by` is in its team. :raises BadGroup: :raises MoveNotAllowed:
    """
    found = access.hold_focus_group(group, viewer=by)
    if consent is ConsentRead.NO:
        raise BadGroup(
            "Without consent nothing that was said is kept. Close this group and write down why "
            "outside of it."
        )
    check_people(people, kinds=kinds)
    if found.state != FocusState.HELD.value:
        found.move_to(FocusState.HELD, by=access.name_of(by), at=at)
    found.people, found.consent = people, consent.value
    found.save(update_fields=["people", "consent", "state", "moved_at", "moved_by"])
    FocusPeople.objects.filter(group=found).delete()
    for (kind, code), count in sorted(kinds.items()):
        if count:
            FocusPeople.objects.create(group=found, kind=kind, code=code, count=count)
    _tell(Event.FOCUS_MOVED, found, by=by, at=at)


@transaction.atomic
def close(group: str, *, by: access.Who, at: datetime) -> None:
    """Close a group for good; who leads does. Closed twice is no error. :raises NoSuchGroup:."""
    found = access.hold_focus_group(group, viewer=by, leads=True)
    if found.state == FocusState.CLOSED.value:
        return
    found.move_to(FocusState.CLOSED, by=access.name_of(by), at=at)
    found.save(update_fields=["state", "moved_at", "moved_by"])
    _tell(Event.FOCUS_MOVED, found, by=by, at=at)


def _check(how: Plan) -> None:
    if not how.name.strip() or not how.script.strip():
        raise BadGroup("A focus group has a name and words of consent that are read aloud.")
    if len(how.coders) != 2 or how.coders[0] == how.coders[1]:
        raise BadGroup("Two different people code, so that they can disagree. Choose another one.")


def _tell(event: Event, group: FocusGroup, *, by: access.Who, at: datetime) -> None:
    audit.record(
        event,
        by=access.name_of(by),
        subject=f"focus-group:{group.id}",
        at=at,
        facts={"state": group.state},
    )
