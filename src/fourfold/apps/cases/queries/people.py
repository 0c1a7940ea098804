"""
Looking up whether a person is known, before a record is made.

It asks among all persons of the viewer's agency, and so says little: what agrees with what was
typed, how many cases there are, and whom to ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Case, Merge, Person, PersonMark
from fourfold.apps.cases.queries import joined
from fourfold.apps.cases.rules.lookup import (
    Agreement,
    Sought,
    agreement,
    check_enough,
    enough,
    marks_to_find,
    weight,
)
from fourfold.apps.cases.states.cases import CaseState
from fourfold.security import audit
from fourfold.security.access.need_to_know import OWN
from fourfold.security.access.roles import Permission
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.edges import limits
from fourfold.security.events import Event
from fourfold.security.keys import digest_to_find, opened
from fourfold.security.models import Account, Relation, RelationKind

MOST = 5
"""Hits at most: a look-up is no way to page through people."""
COMPARED = 20
"""Candidates that are compared, those with the most marks in common first."""
AN_HOUR = 60
"""Look-ups of one account in an hour; a practised screener takes ten calls."""


# Written out, because making it anew each time took longer than asking it.
MOST_MARKS = (
    f"SELECT of_id FROM {PersonMark._meta.db_table} WHERE digest IN ({{}}) "  # noqa: S608 - ours
    "GROUP BY of_id ORDER BY COUNT(*) DESC, of_id LIMIT %s"
)


@dataclass(frozen=True, slots=True)
class Hit:
    """
    Somebody who may be the person looked for: nothing of what the record says.

    person: the opaque id of the record that stands first, for `actions.people.ask` and for
    attaching a report; never in an address.
    agreed: the attributes that agree, and how well. ask: the account of whom to ask, or blank.
    case: the number of a case of this person that the viewer may open anyway, or blank.
    """

    person: str
    agreed: Agreement
    open_cases: int
    closed_cases: int
    ask: str
    case: str


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who works on a case now."""

    account: str
    case: str


def look_up(sought: Sought, *, viewer: Viewer) -> list[Hit]:
    """
    Return at most five persons of the viewer's agency who may be the one looked for, best first.

    Each look-up is a line in the audit, with and without hits: which attributes, how many found.
    Whoever has a conflict of interest with a person is not told of them. Outside a transaction.
    :raises TooFewAttributes: with less than two. :raises limits.TooMany: after sixty in an hour.
    :raises NotKnown: without the permission.
    """
    if not viewer.may(Permission.RECORD_LOOKUP):
        raise NotKnown("There is no such page.")
    check_enough(sought)
    limits.take(f"look-up:{viewer.account}", limit=AN_HOUR, per=timedelta(hours=1), at=viewer.at)
    agreed = _compared(candidates(sought, viewer=viewer), sought)
    groups = {joined.group(each, viewer=viewer)[0]: each for each in _worst_first(agreed)}
    records = {first: joined.group(first, viewer=viewer) for first in groups}
    shut = in_conflict([p for each in records.values() for p in each], viewer=viewer)
    told = {first: agreed[best] for first, best in groups.items() if not shut & {*records[first]}}
    best = _worst_first(told)[::-1][:MOST]
    audit.read_of(
        Event.RECORDS_LOOKED_UP,
        by=viewer.account,
        subjects=["cases.person:look-up", *(f"cases.person:{each}" for each in best)],
        at=viewer.at,
        facts={
            "attributes": ":".join(sought.attributes),
            "found": len(best),
            "held_back": len(groups) - len(told),
        },
    )
    return [_hit(records[each], told[each], viewer=viewer) for each in best]


def _worst_first(agreed: Mapping[str, Agreement]) -> list[str]:
    """Return persons in order, so that of one person's records the best comes last."""
    return sorted(agreed, key=lambda each: (weight(agreed[each]), each))


def candidates(sought: Sought, *, viewer: Viewer) -> list[str]:
    """Return the persons of the viewer's agency with most marks in common, by one index."""
    digests = [
        digest_to_find(PersonMark, "digest", text, agency=viewer.agency)
        for text in sorted(marks_to_find(sought))
    ]
    with connection.cursor() as cursor:
        cursor.execute(MOST_MARKS.format(", ".join(["%s"] * len(digests))), [*digests, COMPARED])
        return [str(row[0]) for row in cursor.fetchall()]


def keepers(persons: Iterable[str], *, viewer: Viewer) -> list[Keeper]:
    """Return who is assigned to an open case of these persons, or supervises it; workers first."""
    cases = Case.objects.filter(
        person__in=list(persons), agency=viewer.agency, state=CaseState.OPEN
    )
    held = Relation.objects.filter(
        holds_at(viewer.at),
        record_kind="cases.case",
        record__in=cases.values("pk"),
        kind__in=OWN,
        account__in=Account.objects.filter(is_active=True, agency=viewer.agency).values("pk"),
    )
    return [Keeper(each.account, each.record) for each in held.order_by("kind", "from_at", "id")]


def _compared(persons: list[str], sought: Sought) -> dict[str, Agreement]:
    """Return those of whom enough agrees."""
    with opened() as keys:
        keys.learn(persons)
        rows = Person.objects.filter(pk__in=persons)
        agreed = {each.pk: agreement(sought, each.known()) for each in rows}
    return {each: found for each, found in agreed.items() if enough(found)}


@dataclass(frozen=True, slots=True)
class Others:
    """Other records of a case's person. by_person: each by the case's ties. merges: in order."""

    merges: list[Merge]
    by_person: dict[str, Sight[Person]]


def others_of(seen: Sight[Case], *, viewer: Viewer) -> Others:
    """
    Return other records of the person of an opened case, for who works on it for its own agency.

    Nothing for a team, a recipient or an emergency opening, and nothing for whoever has a conflict
    of interest with any of them. The caller writes the audit.
    """
    found = joined.merges([seen.record.person], viewer=viewer)
    numbers = {p for m in found for p in (m.record_id, m.other)} - {seen.record.person}
    own = any(tie.kind in OWN for tie in seen.rights.ties)
    if not numbers or not own or in_conflict(numbers, viewer=viewer):
        return Others([], {})
    people = Person.objects.filter(pk__in=numbers, agency=seen.record.agency)
    return Others(found, {each.pk: Sight(each, seen.rights) for each in people})


def in_conflict(persons: Iterable[str], *, viewer: Viewer) -> set[str]:
    """Return the persons with whom the viewer has a conflict of interest now."""
    closed = Relation.objects.filter(
        holds_at(viewer.at),
        kind=RelationKind.CONFLICT,
        account=viewer.account,
        person__in=list(persons),
    )
    return set(closed.values_list("person", flat=True))


def _hit(records: list[str], agreed: Agreement, *, viewer: Viewer) -> Hit:
    cases = Case.objects.filter(person__in=records, agency=viewer.agency)
    states = list(cases.values_list("state", flat=True))
    mine = access.cases(viewer=viewer).filter(person__in=records).order_by("-opened_at", "pk")
    standing = keepers(records, viewer=viewer)
    return Hit(
        person=records[0],
        agreed=agreed,
        open_cases=states.count(CaseState.OPEN),
        closed_cases=len(states) - states.count(CaseState.OPEN),
        ask=standing[0].account if standing else "",
        case=mine.values_list("pk", flat=True).first() or "",
    )
