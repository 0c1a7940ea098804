"""
Records of one person: which they are, what is shown of them, and pairs that may be one.

Only whoever works on a case for the agency itself sees what another record of the person says: a
team, a recipient and an emergency opening see the record of their own case. So does everybody who
has a conflict of interest with any of the records.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.cases import access
from fourfold.apps.cases.models import Pair, Person, PersonEntry
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.people import Keeper, in_conflict, keepers, others_of
from fourfold.apps.cases.rules import merging
from fourfold.apps.cases.rules.merging import Value
from fourfold.apps.cases.rules.people import ALL
from fourfold.security import audit
from fourfold.security.access.need_to_know import Rights, ties_of
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown, Sight
from fourfold.security.access.viewer import Viewer
from fourfold.security.classes import FieldClass
from fourfold.security.events import Event

MOST = 50
"""Pairs on the list at most, those that agree best first."""


@dataclass(frozen=True, slots=True)
class Known:
    """Another record of the person. merge: the merge that joins it, for undoing."""

    person: str
    name: str
    merge: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Covered:
    """Fields of another record that are shown one by one, for a purpose (`queries.cases.show`)."""

    seen: Sight[Person]
    names: list[str]


@dataclass(frozen=True, slots=True)
class Whole:
    """
    A person with all their records.

    values: field to what is shown, for fields read in clear. covered: masked fields of the others.
    """

    values: dict[str, Value]
    covered: list[Covered]
    others: list[Known]


@dataclass(frozen=True, slots=True)
class Twin:
    """
    A pair on the list. mine: one's own cases of each person, blank where one keeps none.

    ask: of the person one does not know, the account of whom to ask; or blank.
    """

    pair: Pair
    mine: tuple[str, str]
    ask: str

    @property
    def can_decide(self) -> bool:
        """True if one keeps a case of both."""
        return all(self.mine)


def whole(opened: OpenCase, *, viewer: Viewer) -> Whole:
    """
    Return what is shown of the person of a case from all their records, with each value's origin.

    The audit has its line for each other record. Masked fields come covered, each in its own
    record. For whoever may not see other records there is nothing.
    """
    found = others_of(opened.seen, viewer=viewer)
    others = found.by_person
    if not others or opened.person is None:
        return Whole({}, [], [])
    audit.read_of(
        Event.RECORD_READ,
        by=viewer.account,
        subjects=[f"cases.person:{each}" for each in sorted(others)],
        at=viewer.at,
        facts={"ties": "MERGED"},
    )
    sights = {opened.case.person: opened.person, **others}
    links = [each.link() for each in found.merges if each.other in sights]
    root = merging.root_of(opened.case.person, links)
    entries = PersonEntry.objects.filter(record__in=list(sights)).order_by("at", "id")
    at = {(each.record_id, each.field): each.at for each in entries}
    values = {
        name: merging.shown(name, root, values=_values(name, sights, at), links=links)
        for name in ALL
        if all(each.may(Action.READ, name) for each in sights.values())
    }
    known = [
        Known(each, _name(sights[each]), merge.id, merge.at, merge.by)
        for merge in found.merges
        for each in (merge.record_id, merge.other)
        if each in others
    ]
    covered = [
        Covered(each, names) for key, each in others.items() if (names := _covered(each, at))
    ]
    return Whole(values, covered, list({each.person: each for each in known}.values()))


def _covered(one: Sight[Person], at: Mapping[tuple[str, str], datetime]) -> list[str]:
    """Return the fields of a record in which something was entered that is shown for a purpose."""
    none = one.record.unanswered or {}
    return [
        name
        for name in ALL
        if (one.record.pk, name) in at
        and name not in none
        and one.may(Action.SHOW, name)
        and not one.may(Action.READ, name)
    ]


def _values(
    name: str, sights: dict[str, Sight[Person]], at: dict[tuple[str, str], datetime]
) -> dict[str, Value]:
    """Return what each record says in one field."""
    return {
        key: Value(
            value=each.value(name),
            why=str((each.record.unanswered or {}).get(name, "")),
            entered_at=at.get((key, name)),
            of=key,
        )
        for key, each in sights.items()
    }


def _name(sight: Sight[Person]) -> str:
    return " ".join(
        str(each.value) for each in sight.fields(["given_name", "family_name"]) if each.value
    )


# ------------------------------------------------------------------ pairs
def twins(*, viewer: Viewer) -> list[Twin]:
    """
    Return pairs to decide on, best agreement first: those of whom the viewer keeps a case.

    It says nothing of a person whose case one does not keep, but what agrees and whom to ask.
    """
    mine = _mine(viewer)
    waiting = Pair.objects.filter(agency=viewer.agency, decision__in=["", "UNSURE"])
    near = waiting.filter(record__in=mine) | waiting.filter(other__in=mine)
    pairs = list(near.order_by("decision", "-score", "id")[:MOST])
    both = {p for each in pairs for p in (each.record_id, each.other)}
    shut = in_conflict(both, viewer=viewer)
    shown = [each for each in pairs if not {each.record_id, each.other} & shut]
    audit.read_of(
        Event.RECORDS_LISTED,
        by=viewer.account,
        subjects=[f"cases.pair:{each.id}" for each in shown],
        at=viewer.at,
    )
    return [_twin(each, mine, viewer) for each in shown]


def twin(pair: str, *, viewer: Viewer) -> Twin:
    """
    Return one pair of whom the viewer keeps a case each.

    :raises NotKnown: if there is none.
    """
    found = Pair.objects.filter(pk=pair, agency=viewer.agency).first()
    if found is None or in_conflict([found.record_id, found.other], viewer=viewer):
        raise NotKnown("There is no such pair.")
    made = _twin(found, _mine(viewer), viewer)
    if not made.can_decide:
        raise NotKnown("There is no such pair.")
    return made


def kept_case(persons: Sequence[str], *, viewer: Viewer) -> str:
    """Return a case of one of these persons that the viewer keeps, or blank."""
    mine = _mine(viewer)
    return next((mine[each] for each in persons if each in mine), "")


def _mine(viewer: Viewer) -> dict[str, str]:
    """Return the persons whose case the viewer keeps, with the newest such case."""
    cases = list(access.cases(viewer=viewer).filter(agency=viewer.agency).order_by("opened_at"))
    ties = ties_of(viewer, cases)
    return {
        case.person: case.pk
        for case in cases
        if Rights(viewer, ties[case.pk]).may(Action.WRITE, FieldClass.PERSONAL, "")
    }


def _twin(pair: Pair, mine: dict[str, str], viewer: Viewer) -> Twin:
    cases = mine.get(pair.record_id, ""), mine.get(pair.other, "")
    missing = [p for p, c in zip((pair.record_id, pair.other), cases, strict=True) if not c]
    asked: list[Keeper] = keepers(missing, viewer=viewer) if missing else []
    return Twin(pair, cases, asked[0].account if asked else "")


def compared_at(*, viewer: Viewer) -> datetime | None:
    """Return when the records of the viewer's agency were compared last; None for never."""
    lines = audit.lines_about(f"agency:{viewer.agency}").filter(event=Event.DUPLICATES_SOUGHT)
    return lines.order_by("-id").values_list("at", flat=True).first()
