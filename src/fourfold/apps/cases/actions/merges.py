"""
Deciding that two records are one person's, or two persons', and undoing it.

MergeError
└── NotBoth   to decide one keeps a case of each person
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from django.db import transaction
from django.db.models import Count

from fourfold.apps.cases.actions import telling
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.models import Case, Merge, Pair, Person, PersonMark
from fourfold.apps.cases.queries import joined
from fourfold.apps.cases.queries import merges as queries
from fourfold.apps.cases.rules.lookup import Sought, agreement, score
from fourfold.apps.cases.rules.merging import check_two, root_of
from fourfold.apps.cases.rules.people import check_field
from fourfold.apps.cases.states.merges import Decision, Side
from fourfold.apps.cases.states.steps import Step
from fourfold.security import audit
from fourfold.security.access import sight
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event
from fourfold.security.keys import opened

LEAST = 5
"""What a pair's score must be: two that are the same weigh 6, one same and one alike weigh 5."""
COMMON = 10
"""A mark that more persons share says nothing of any two of them."""


def decide(
    pair: str, *, decision: Decision, by: Viewer, choices: Mapping[str, str] | None = None
) -> str:
    """
    Say whether a pair is one person; returns the merge's id, or blank.

    choices: field to Side, where the shown value was chosen.
    :raises sight.NotKnown: unless one keeps a case of each. :raises ChangedMeanwhile: if somebody
    decided meanwhile. :raises AlreadyOne: if they are joined already.
    """
    twin = queries.twin(pair, viewer=by)
    cases = _opened(twin.mine, by=by)
    with transaction.atomic():
        locked = Pair.objects.select_for_update().get(pk=pair)
        if locked.decision in (Decision.SAME, Decision.TWO) and locked.decided_at:
            raise ChangedMeanwhile(locked.decided_by, locked.decided_at)
        locked.decision, locked.decided_at, locked.decided_by = decision.value, by.at, by.account
        locked.save(update_fields=["decision", "decided_at", "decided_by"])
        made = ""
        if decision == Decision.SAME:
            first, other = locked.record_id, locked.other
            made = _join(first, other, choices=choices or {}, by=by)
        step = Step.PERSONS_JOINED if decision == Decision.SAME else Step.PERSONS_COMPARED
        _tell(cases, step, by=by, facts={"decision": decision.value, "merge": made or "none"})
    return made


def join(first: str, *, other: str, by: Viewer, choices: Mapping[str, str] | None = None) -> str:
    """
    Keep two records as one person's; returns the merge's id. The record `first` stands first.

    :raises sight.NotKnown: unless one keeps a case of each. :raises AlreadyOne: if they are one.
    """
    groups = [joined.group(each, viewer=by) for each in (first, other)]
    cases = _opened([queries.kept_case(each, viewer=by) for each in groups], by=by)
    with transaction.atomic():
        made = _join(first, other, choices=choices or {}, by=by)
        _tell(cases, Step.PERSONS_JOINED, by=by, facts={"decision": "SAME", "merge": made})
    return made


def part(merge: str, *, by: Viewer) -> None:
    """
    Undo a merge: each record stands by itself again, exactly as it was and with what came since.

    :raises sight.NotKnown: unless one keeps a case of one of them. :raises ChangedMeanwhile: if it
    was undone before.
    """
    found = Merge.objects.filter(pk=merge, agency=by.agency).first()
    persons = joined.group(found.record_id, viewer=by) if found else []
    if found is not None and found.undone_at is not None:
        persons = [found.record_id, found.other]
    cases = _opened([queries.kept_case(persons, viewer=by)], by=by)
    with transaction.atomic():
        locked = Merge.objects.select_for_update().get(pk=merge)
        if locked.undone_at is not None:
            raise ChangedMeanwhile(locked.undone_by, locked.undone_at)
        locked.undone_at, locked.undone_by = by.at, by.account
        locked.save(update_fields=["undone_at", "undone_by"])
        Pair.objects.filter(
            record__in=[locked.record_id, locked.other],
            other__in=[locked.record_id, locked.other],
        ).update(decision=Decision.TWO.value, decided_at=by.at, decided_by=by.account)
        _tell(cases, Step.PERSONS_PARTED, by=by, facts={"merge": merge})


@transaction.atomic
def find(agency: str, *, by: Viewer) -> int:
    """
    Look for persons of an agency who may be one, and keep new pairs; returns how many are new.

    Those who share a mark are compared as a look-up compares. A pair is found once.
    """
    found = 0
    shared = PersonMark.objects.filter(of__agency=agency).values("digest")
    few = shared.annotate(of_how_many=Count("pk")).filter(
        of_how_many__gt=1, of_how_many__lte=COMMON
    )
    near: dict[bytes, list[str]] = {}
    marks = PersonMark.objects.filter(digest__in=few.values("digest"), of__agency=agency)
    for digest, person in marks.order_by("of").values_list("digest", "of"):
        near.setdefault(bytes(digest or b""), []).append(person)
    wanted = {pair for persons in near.values() for pair in combinations(sorted(persons), 2)}
    known = set(Pair.objects.filter(agency=agency).values_list("record", "other"))
    links = joined.links({p for pair in wanted for p in pair}, viewer=by)
    new = [
        pair
        for pair in sorted(wanted - known)
        if root_of(pair[0], links) != root_of(pair[1], links)
    ]
    with opened() as keys:
        keys.learn({p for pair in new for p in pair})
        rows = Person.objects.in_bulk(list({p for pair in new for p in pair}))
        for first, other in new:
            found += _keep(rows[first], rows[other], by=by)
    audit.record(
        Event.DUPLICATES_SOUGHT,
        by=by.account,
        subject=f"agency:{agency}",
        at=by.at,
        facts={"compared": len(new), "found": found},
        agency=agency,
    )
    return found


def _keep(first: Person, other: Person, *, by: Viewer) -> int:
    known = first.known()
    sought = Sought(
        given=" ".join([known.given, *known.others]),
        family=known.family,
        born_on=known.born_on,
        phone=known.phone,
    )
    agreed = agreement(sought, other.known())
    if score(agreed) < LEAST:
        return 0
    Pair.objects.create(
        agency=first.agency,
        person=first.person,
        record=first,
        other=other.pk,
        agreed={str(name): str(grade) for name, grade in agreed.items()},
        score=score(agreed),
        found_at=by.at,
    )
    return 1


def _opened(cases: Iterable[str], *, by: Viewer) -> list[str]:
    """Open the cases by which one may decide, each a line in the audit; blank is refused."""
    numbers = list(dict.fromkeys(cases))
    for number in numbers:
        seen = sight.open_record(Case, number, viewer=by)
        seen.check_class(Action.WRITE, FieldClass.PERSONAL)
    return numbers


def _join(first: str, other: str, *, choices: Mapping[str, str], by: Viewer) -> str:
    for name, side in choices.items():
        check_field(name)
        Side(side)
    top, below, locked = first, other, dict[str, Person]()
    while not {top, below} <= locked.keys():  # until nobody can join them to others meanwhile
        rows = Person.objects.select_for_update().filter(agency=by.agency).order_by("pk")
        locked = {each.pk: each for each in rows.filter(pk__in=[first, other, top, below])}
        links = joined.links([first, other], viewer=by)
        check_two(first, other, links)
        top, below = root_of(first, links), root_of(other, links)
    return Merge.objects.create(
        agency=by.agency,
        person=top,
        record=locked[top],
        other=below,
        choices=dict(choices),
        at=by.at,
        by=by.account,
    ).id


def _tell(cases: Iterable[str], step: Step, *, by: Viewer, facts: Mapping[str, str]) -> None:
    """Tell the step in each case; whoever lost the right to one meanwhile tells nothing."""
    numbers = list(cases)
    locked = list(sight.to_change(Case, viewer=by).filter(pk__in=numbers).order_by("pk"))
    if len(locked) != len(numbers):
        raise sight.NotKnown("There is no such record.")
    for case in locked:
        telling.tell(case, step, by=by, facts=facts)
