"""Writing facts of a person: the values, who entered each, and the marks they are found by."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from fourfold.apps.cases.models import Person, PersonEntry, PersonMark
from fourfold.apps.cases.rules import people
from fourfold.apps.cases.rules.lookup import marks_of
from fourfold.apps.cases.states.answers import NoValue
from fourfold.security.access.viewer import Viewer
from fourfold.security.keys import digest_to_find

Fact = str | date | list[str] | dict[str, Any] | NoValue | None
LOOKED_UP = frozenset({"given_name", "family_name", "other_names", "born_on", "phone"})


def begin(person: str, *, by: Viewer) -> Person:
    """
    Return the locked row of a person of the viewer's agency; made if there is none.

    person: an opaque id whose keys were made (`keys.new_person`) before the transaction.
    """
    rows = Person.objects.select_for_update()
    return rows.filter(pk=person, agency=by.agency).first() or Person.objects.create(
        id=person, person=person, agency=by.agency, made_at=by.at, changed_at=by.at
    )


def write(
    person: Person,
    facts: Mapping[str, Fact],
    *,
    by: Viewer,
    via: str = "",
    sure: bool = False,
) -> list[str]:
    """
    Write what differs, inside the transaction of an action that tells it; returns which fields.

    person: locked. facts: field to value, or to why there is none; an empty value is NOT_ASKED.
    What is not named stays. via: the case or report it was learned through. sure: an unlikely date
    of birth was asked about. Rights are for the caller to check, field by field.
    :raises people.NoSuchFact, people.BornInFuture, people.BornLongAgo: see `rules.people`.
    """
    reasons = dict(person.unanswered or {})
    changed = []
    for name, fact in facts.items():
        people.check_field(name)
        none = fact if isinstance(fact, NoValue) else None if fact else NoValue.NOT_ASKED
        value = fact if none is None else None
        if name == "born_on" and isinstance(value, date):
            people.check_birth(value, today=timezone.localdate(by.at), sure=sure)
        before = reasons.get(name, NoValue.NOT_ASKED) if getattr(person, name) is None else None
        if (getattr(person, name), before) == (value, none):
            continue
        setattr(person, name, value)
        reasons.pop(name, None)
        if none is not None and none != NoValue.NOT_ASKED:
            reasons[name] = none.value
        changed.append(name)
    if changed:
        person.unanswered = reasons or None
        person.version += 1
        person.changed_at = by.at
        person.save()
        PersonEntry.objects.bulk_create(
            PersonEntry(
                agency=person.agency,
                person=person.person,
                record=person,
                field=name,
                at=by.at,
                by=by.account,
                via=via,
            )
            for name in changed
        )
    if LOOKED_UP & set(changed):
        mark(person)
    return changed


def mark(person: Person) -> None:
    """Make the marks anew by which a person is found."""
    wanted = {
        digest_to_find(PersonMark, "digest", text, agency=person.agency)
        for text in marks_of(person.known())
    }
    had = {bytes(each.digest or b""): each.pk for each in person.marks.all()}
    person.marks.filter(pk__in=[pk for digest, pk in had.items() if digest not in wanted]).delete()
    PersonMark.objects.bulk_create(
        PersonMark(of=person, digest=digest) for digest in wanted - had.keys()
    )
