"""
Opening a person's record: the policy is asked, the audit is written, then something is seen.

SightError
├── NotKnown        there is no such record for this viewer: unknown and forbidden are one answer
├── NeedsProof      a masked value is shown only within five minutes of a second factor
└── NoPurpose       a masked value is shown only for a purpose of the list
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.db.models.expressions import OrderBy

from fourfold.security import audit
from fourfold.security.access.agencies import officers
from fourfold.security.access.need_to_know import (
    Rights,
    class_of,
    kind_of,
    name_of,
    rights,
    ties_of,
    visible_to,
)
from fourfold.security.access.policy import Action
from fourfold.security.access.viewer import Viewer
from fourfold.security.audit import Outcome
from fourfold.security.classes import FieldClass
from fourfold.security.edges import limits
from fourfold.security.events import Event
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.keys import Digest, opened
from fourfold.security.notices import NoticeKind, notify

Record = TypeVar("Record", bound=Model)
Part = TypeVar("Part", bound=Model)
_ID = re.compile(f"[{LETTERS}]{{{LENGTH}}}")


class SightError(LookupError):
    """Nothing was shown."""


class NotKnown(SightError):
    """For this viewer there is no such record, or no such field."""


class NeedsProof(SightError):
    """The viewer may see it, and must first prove again who they are: the page's door asks."""


class NoPurpose(SightError):
    """Why the value is needed was not said."""


class Purpose(StrEnum):
    """Why a masked value is shown. One of the list goes into the audit."""

    TO_REACH_THE_PERSON = "TO_REACH_THE_PERSON"
    TO_KEEP_SAFE = "TO_KEEP_SAFE"
    TO_GIVE_A_SERVICE = "TO_GIVE_A_SERVICE"
    TO_REPORT_BY_LAW = "TO_REPORT_BY_LAW"
    TO_PREPARE_A_REVIEW = "TO_PREPARE_A_REVIEW"
    TO_MEND_A_MISTAKE = "TO_MEND_A_MISTAKE"

    @property
    def label(self) -> str:
        """The purpose in words."""
        return self.value.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Seen:
    """One field as the viewer sees it. masked: there is a value to ask for, with a purpose."""

    name: str
    label: str
    field_class: FieldClass
    value: Any
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Sight(Generic[Record]):
    """An opened record with the viewer's rights. It gives out nothing that they do not allow."""

    record: Record
    rights: Rights

    def part(self, part: Part) -> Sight[Part]:
        """
        Return a sight of what hangs on this record, such as a screening of a case, by its ties.

        part: of a model that says PART_OF, the column with this record's id; or "person", for what
        is kept of the person themselves.
        :raises NotKnown: if it hangs on another record, person or agency.
        """
        hangs_on: str = getattr(part, "PART_OF")  # noqa: B009  said on the model, not to the stub
        where = "person" if hangs_on == "person" else "pk"
        if getattr(part, hangs_on) != getattr(self.record, where) or any(
            getattr(part, name) != getattr(self.record, name) for name in ("agency", "person")
        ):
            raise NotKnown("There is no such part of this record.")
        return Sight(part, self.rights)

    def may(self, action: Action, field: str) -> bool:
        """Return whether the viewer may do this with a field."""
        return self.rights.may(action, class_of(self.record, field), name_of(self.record, field))

    def check(self, action: Action, field: str) -> None:
        """
        Ask before doing something with a field; a refusal is a line in the audit.

        :raises NotKnown: if the viewer may not, or if there is no such field.
        """
        if field not in _given_out(self.record) or not self.may(action, field):
            raise self._refused(action, field)

    def check_class(self, action: Action, field_class: FieldClass) -> None:
        """
        Ask before doing something with fields of a class; a refusal is a line in the audit.

        :raises NotKnown: if the viewer may not.
        """
        if not self.rights.may(action, field_class, ""):
            raise self._refused(action, "")

    def compares(self, column: str) -> bool:
        """Return whether a look-up may compare this column: a digest stands for its own field."""
        field = getattr(self.record._meta.get_field(column), "of", column)
        return self.may(Action.READ, field) or self.may(Action.SHOW, field)

    def _reads(self, field: str) -> bool:
        return field in _given_out(self.record) and self.may(Action.READ, field)

    def _refused(self, action: Action, field: str) -> NotKnown:
        known = {"field": field} if field in _given_out(self.record) else {}
        audit.read_of(
            Event.RECORD_REFUSED,
            by=self.rights.viewer.account,
            subjects=[subject_of(self.record)],
            at=self.rights.viewer.at,
            facts={"action": action.value, **known},
            outcome=Outcome.DENIED,
        )
        return NotKnown("There is no such field for you here.")

    def fields(self, names: Iterable[str] = ()) -> Iterator[Seen]:
        """Yield the fields the viewer may see, masked where that is the rule, others not at all."""
        declared = _given_out(self.record)
        for name in names or declared:
            field_class = FieldClass(declared[name])
            label = str(self.record._meta.get_field(name).verbose_name).capitalize()  # type: ignore[union-attr]
            if self.may(Action.READ, name):
                yield Seen(name, label, field_class, getattr(self.record, name))
            elif self.may(Action.SHOW, name):
                yield Seen(name, label, field_class, None, masked=True)

    def value(self, field: str) -> Any:
        """Return a field that is read in clear; raises NotKnown for any other."""
        if not self.may(Action.READ, field):
            raise NotKnown(f"There is no field {field} for you here.")
        return getattr(self.record, field)

    def show(self, field: str, *, purpose: str) -> Any:
        """
        Show a masked value, for a purpose, with a line in the audit. Its page's door steps up.

        :raises NotKnown: if the viewer may not see the field. :raises NoPurpose: without one.
        """
        viewer = self.rights.viewer
        if purpose not in set(Purpose):
            raise NoPurpose("Please choose what you need this for.")
        masked = not self._reads(field)
        self.check(Action.SHOW if masked else Action.READ, field)
        if masked and not viewer.stepped_up:
            raise NeedsProof("Please confirm that it is you before this is shown.")
        audit.read_of(
            Event.RECORD_SHOWN,
            by=viewer.account,
            subjects=[subject_of(self.record)],
            at=viewer.at,
            facts={"field": field, "purpose": purpose},
        )
        with opened(holder=viewer.account):
            return getattr(self.record, field)

    def taken_out(self, *, purpose: str) -> dict[str, Any]:
        """
        Return every field the viewer may export, for a purpose, with a line in the audit.

        :raises NotKnown: if there is none. :raises NoPurpose: without a purpose of the list.
        """
        viewer = self.rights.viewer
        if purpose not in set(Purpose):
            raise NoPurpose("Please choose what you need this for.")
        names = [name for name in _given_out(self.record) if self.may(Action.EXPORT, name)]
        if not names or not viewer.stepped_up:
            raise self._refused(Action.EXPORT, "")
        audit.read_of(
            Event.RECORD_EXPORTED,
            by=viewer.account,
            subjects=[subject_of(self.record)],
            at=viewer.at,
            facts={"fields": len(names), "purpose": purpose},
        )
        return {name: getattr(self.record, name) for name in names}


def subject_of(record: Model) -> str:
    """Return what the audit calls a record."""
    return f"{kind_of(record)}:{record.pk}"


def _given_out(record: Model) -> dict[str, str]:
    """Return the classes of the fields that may leave at all: never a digest made of a name."""
    declared: dict[str, str] = getattr(record, "FIELD_CLASSES", {})
    return {
        name: field_class
        for name, field_class in declared.items()
        if not isinstance(record._meta.get_field(name), Digest)
    }


def open_record(model: type[Record], record: str, *, viewer: Viewer) -> Sight[Record]:
    """
    Open one record for reading; the line in the audit is written first, and without it nothing.

    :raises NotKnown: if there is none of this id for this viewer; that is a line in the audit too.
    :raises TooManyRecords: at the record after the hundredth of an hour; the door asks for proof.
    """
    number = record if _ID.fullmatch(record) else "unreadable"
    found = visible_to(viewer, model).filter(pk=number).first()
    allowed = rights(viewer, found) if found is not None else None
    if allowed and not allowed.ties:  # the last one ended since the query above
        allowed = None
    if allowed:
        _count(viewer, f"{kind_of(model)}:{number}")
    audit.read_of(
        Event.RECORD_READ if allowed else Event.RECORD_REFUSED,
        by=viewer.account or "nobody",
        subjects=[f"{kind_of(model)}:{number}"],
        at=viewer.at,
        facts={"ties": ":".join(sorted({t.kind for t in allowed.ties}))} if allowed else {},
        outcome=Outcome.DONE if allowed else Outcome.DENIED,
    )
    if found is None or allowed is None:
        raise NotKnown("There is no such record.")
    return Sight(found, allowed)


def _count(viewer: Viewer, record: str) -> None:
    """Count a record opened; past the limit the privacy officers are told, and nothing is read."""
    try:
        limits.distinct(viewer.account, record, at=viewer.at, since=viewer.proven_at)
    except limits.TooManyRecords as many:
        if many.first:
            with transaction.atomic():
                notify(
                    officers(viewer.at) - {viewer.account},
                    NoticeKind.MANY_RECORDS_OPENED,
                    subject=f"account:{viewer.account}",
                    at=viewer.at,
                )
        raise


def list_records(
    model: type[Record],
    *,
    viewer: Viewer,
    page: slice = slice(0, 50),
    where: Q | None = None,
    order: Sequence[str | OrderBy] = ("pk",),
) -> list[Sight[Record]]:
    """
    Return a page of the records a viewer may know of, each with its rights, newest id last.

    where: which of them. order: by columns of the record, ending in its key. One line in the audit
    for each record on the page.
    """
    known = visible_to(viewer, model)
    records = list((known.filter(where) if where is not None else known).order_by(*order)[page])
    ties = ties_of(viewer, records)
    records = [each for each in records if ties[each.pk]]  # one may have ended between the queries
    audit.read_of(
        Event.RECORDS_LISTED,
        by=viewer.account,
        subjects=[subject_of(each) for each in records],
        at=viewer.at,
    )
    return [Sight(each, Rights(viewer, ties[each.pk])) for each in records]


def look_up(
    model: type[Record], sought: Mapping[str, Any], *, viewer: Viewer, most: int = 5
) -> list[Sight[Record]]:
    """
    Find records by blind indexes among those the viewer may know of; the look-up is on the audit.

    sought: column to digest. most: results at most; a look-up is no way to page through records.
    Only what the viewer could read or be shown is compared: a hit would tell the rest.
    """
    records = list(visible_to(viewer, model).filter(**sought).order_by("pk"))
    ties = ties_of(viewer, records)
    seen = [Sight(each, Rights(viewer, ties[each.pk])) for each in records]
    found = [each for each in seen if all(each.compares(column) for column in sought)][:most]
    audit.read_of(
        Event.RECORDS_LOOKED_UP,
        by=viewer.account,
        subjects=[f"{kind_of(model)}:look-up", *(subject_of(each.record) for each in found)],
        at=viewer.at,
        facts={"found": len(found), "attributes": len(sought)},
    )
    return found


def to_change(model: type[Record], *, viewer: Viewer) -> QuerySet[Record]:
    """Return the records a viewer may know of, locked until the transaction ends, for a change."""
    return visible_to(viewer, model).select_for_update(of=("self",))


def changed(record: Model, fields: Iterable[str], *, by: Viewer) -> None:
    """Write the line of a change, in its transaction: which fields, never what they hold."""
    for field in fields:
        audit.record(
            Event.RECORD_CHANGED,
            by=by.account,
            subject=subject_of(record),
            at=by.at,
            facts={"field": field},
        )
