"""The person of a case: their facts and wishes, and asking a colleague who knows them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction

from fourfold.apps.cases.actions import facts as pieces
from fourfold.apps.cases.actions import records, telling
from fourfold.apps.cases.actions.facts import Fact
from fourfold.apps.cases.models import Case, Person, PersonEntry
from fourfold.apps.cases.queries import joined
from fourfold.apps.cases.queries import people as queries
from fourfold.apps.cases.rules.people import check_field
from fourfold.apps.cases.states.steps import Step
from fourfold.security import audit, notices
from fourfold.security.access.need_to_know import class_of
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from fourfold.security.events import Event
from fourfold.security.notices import NoticeKind

FOUND_WITHIN = timedelta(hours=1)
"""How long a hit may be acted on: after that the look-up is made again."""


def change(
    case: str, *, facts: Mapping[str, Fact], version: int, by: Viewer, sure: bool = False
) -> list[str]:
    """
    Write facts about the person of a case; returns the fields that changed.

    facts, sure: as `facts.write`. version: the person's, as the page showed it.
    :raises NotKnown: if the viewer may not know the case or write a class of these facts.
    :raises NoSuchFact: if a person has no such field.
    :raises records.ChangedMeanwhile: if somebody else wrote facts since.
    """
    for name in facts:
        check_field(name)
    classes = {class_of(Person, name) for name in facts}
    with records.changing(Case, case, by=by, writes=classes) as seen:
        person = pieces.begin(seen.record.person, by=by)
        if person.version != version:
            last = PersonEntry.objects.filter(record=person).order_by("-at", "-id").first()
            raise records.ChangedMeanwhile(last.by if last else "", person.changed_at)
        changed = pieces.write(person, facts, by=by, via=case, sure=sure)
        if changed:
            told: dict[str, str | int] = {"fields": len(changed), "first": changed[0]}
            telling.tell(seen.record, Step.PERSON_CHANGED, by=by, facts=told)
    return changed


def hear_wishes(case: str, *, wishes: str, last: str, by: Viewer) -> None:
    """
    Write down what the person wants, in their words where possible.

    last: the step at which they were heard last, as the page showed it; blank if never.
    :raises NotKnown, records.ChangedMeanwhile: as `change`.
    """
    with records.changing(Case, case, by=by) as seen:
        heard = seen.record.lines.filter(step=Step.WISHES_HEARD).order_by("-at", "-id").first()
        if heard is not None and heard.id != last:
            raise records.ChangedMeanwhile(heard.by, heard.at)
        seen.record.wishes = wishes or None
        seen.record.save(update_fields=["wishes"])
        telling.tell(seen.record, Step.WISHES_HEARD, by=by)


@transaction.atomic
def ask(person: str, *, by: Viewer) -> int:
    """
    Ask whoever works with a person that one's look-up found; returns how many were told.

    They get a notice with the number of their case, and decide. Nothing is shown or given.
    :raises NotKnown: unless a look-up of the viewer found this person within the hour, and somebody
    works with them.
    """
    found = audit.lines_about(f"cases.person:{person}").filter(
        by=by.account, event=Event.RECORDS_LOOKED_UP, at__gt=by.at - FOUND_WITHIN
    )
    records_of = joined.group(person, viewer=by)
    keepers = queries.keepers(records_of, viewer=by) if found.exists() else []
    if not keepers or not Person.objects.filter(pk=person, agency=by.agency).exists():
        raise NotKnown("There is no such person.")
    for case in {each.case for each in keepers}:
        notices.notify(
            {each.account for each in keepers if each.case == case},
            NoticeKind.CASE_ASKED_FOR,
            subject=f"cases.case:{case}",
            at=by.at,
        )
    audit.record(
        Event.COLLEAGUE_ASKED,
        by=by.account,
        subject=f"cases.person:{person}",
        at=by.at,
        facts={"told": len(keepers)},
    )
    return len({each.account for each in keepers})
