"""
The one question of the house: what may this viewer know of these records, now?

Pages, exports, search, reports and jobs ask here and nowhere else. Lists and single records use
the same rule: the queryset of what you may see is the permission.

A record is a model with `agency`, the code of the agency that owns it, and `person`, the opaque
id of whom it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeVar

from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from fourfold.security.access.policy import Action, Tie, allowed, allows
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer, holds_at
from fourfold.security.classes import FieldClass
from fourfold.security.consent import live_for
from fourfold.security.consent_codes import CLASSES_OF, KIND_OF
from fourfold.security.models import ConsentScope, Relation, RelationKind

Record = TypeVar("Record", bound=Model)
OWN = (RelationKind.ASSIGNED, RelationKind.SUPERVISOR)
"""Relations that last only while the viewer works for the agency that owns the record."""


def kind_of(model: type[Model] | Model) -> str:
    """Return what relations and the audit call a model's records, such as "cases.case"."""
    return model._meta.label_lower


def visible_to(viewer: Viewer, model: type[Record]) -> QuerySet[Record]:
    """
    Return the records a viewer may know of at this moment: one SQL query, however many there are.

    Whoever has no relation that holds today gets none; a conflict of interest takes away the rest.
    """
    records = model._default_manager.all()
    if not viewer.account or not viewer.may(Permission.RECORD_READ):
        return records.none()
    standing = Relation.objects.filter(holds_at(viewer.at), record_kind=kind_of(model))
    own = standing.filter(account=viewer.account)
    ways = Q(agency=viewer.agency) & _of(own.filter(kind__in=OWN))
    ways |= Q(Exists(_referred(viewer, standing)))
    if viewer.disciplines:
        ways |= _of(standing.filter(kind=RelationKind.TEAM, team__in=viewer.disciplines))
    if viewer.may(Permission.GLASS_BREAK):
        ways |= _of(own.filter(kind=RelationKind.BREAK_GLASS))
    if viewer.may(Permission.NOTES_HOLD):
        ways |= _of(own.filter(kind=RelationKind.HOLDER))
    conflicts = _of(own.filter(kind=RelationKind.CONFLICT))
    return records.filter(pk__in=_near(viewer, standing)).filter(ways).exclude(conflicts)


def _near(viewer: Viewer, standing: QuerySet[Relation]) -> QuerySet[Any]:
    """
    Return the records that some relation of the viewer, their teams or agency is to.

    It adds nothing to the ways: each of them takes one of these. But a database that starts from
    these few never reads all the records; each part has an index of its own.
    """
    referred = standing.filter(kind=RelationKind.RECIPIENT, agency=viewer.agency)
    parts = [standing.filter(account=viewer.account), referred]
    if viewer.disciplines:
        parts.append(standing.filter(kind=RelationKind.TEAM, team__in=viewer.disciplines))
    first, *others = (each.values("record") for each in parts)
    return first.union(*others)


def _of(relations: QuerySet[Relation]) -> Q:
    """Return the condition of being the record of one of these relations."""
    return Q(Exists(relations.filter(record=OuterRef("pk"))))


def _referred(viewer: Viewer, standing: QuerySet[Relation]) -> QuerySet[Relation]:
    """Return the referral of a record (the outer one) that a consent carries at this moment."""
    kinds = [Q(consent__kind=kind, field_class__in=named) for kind, named in CLASSES_OF.items()]
    carried = live_for(viewer.agency, viewer.at).filter(
        Exists(ConsentScope.objects.filter(reduce(or_, kinds), consent=OuterRef("pk"))),
        to_role__in=("", *viewer.roles),
        person=OuterRef("person"),
        purpose=OuterRef("purpose"),
        from_agency=OuterRef(OuterRef("agency")),
    )
    return standing.filter(
        Exists(carried),
        kind=RelationKind.RECIPIENT,
        agency=viewer.agency,
        record=OuterRef("pk"),
    )


def ties_of(viewer: Viewer, records: Sequence[Any]) -> dict[str, tuple[Tie, ...]]:
    """
    Return the viewer's ties that hold now, by record: two queries for a page of any length.

    records: of one model. Every record has an entry; no tie is the ordinary case.
    """
    found: dict[str, list[Tie]] = {record.pk: [] for record in records}
    if not viewer.account or not records:
        return dict.fromkeys(found, ())
    keeps = {record.pk: record.agency for record in records}
    relations = Relation.objects.filter(
        holds_at(viewer.at), record_kind=kind_of(records[0]), record__in=found
    ).filter(
        Q(account=viewer.account)
        | Q(kind=RelationKind.TEAM, team__in=viewer.disciplines)
        | Q(kind=RelationKind.RECIPIENT, agency=viewer.agency)
    )
    referred = list[Relation]()
    for relation in relations:
        kind = RelationKind(relation.kind)
        if kind == RelationKind.RECIPIENT:
            referred.append(relation)
        elif kind not in OWN or keeps[relation.record] == viewer.agency:
            # who moved to another agency left the records behind
            discipline = viewer.disciplines.get(relation.team, "")
            found[relation.record].append(Tie(kind, discipline=discipline))
    for record, tie in _shared(viewer, referred, keeps):
        found[record].append(tie)
    return {record: tuple(ties) for record, ties in found.items()}


def _shared(
    viewer: Viewer, referred: list[Relation], keeps: dict[str, str]
) -> Iterator[tuple[str, Tie]]:
    """
    Yield the tie of each referral that a consent carries: what it names, and no more.

    keeps: the agency that keeps each record; a consent to share another agency's says nothing.
    """
    if not referred:
        return
    named = ConsentScope.objects.filter(
        consent__in=live_for(viewer.agency, viewer.at).filter(
            person__in={each.person for each in referred}, to_role__in=("", *viewer.roles)
        )
    ).values_list(
        *("consent__from_agency", "consent__person", "consent__purpose", "consent__kind"),
        *("field_class", "field"),
    )
    shared = dict[tuple[str, ...], set[tuple[str, str]]]()
    for *what_for, kind, field_class, field in named:
        if KIND_OF.get(field_class) == kind:
            shared.setdefault(tuple(what_for), set()).add((field_class, field))
    for each in referred:
        if only := shared.get((keeps[each.record], each.person, each.purpose)):
            yield each.record, Tie(RelationKind.RECIPIENT, only=frozenset(only))


@dataclass(frozen=True, slots=True)
class Rights:
    """What a viewer may do with one record at one moment."""

    viewer: Viewer
    ties: tuple[Tie, ...]

    def classes(self, action: Action) -> frozenset[FieldClass]:
        """Return the field classes of which an action is allowed on at least one field."""
        return allowed(action, ties=self.ties, permissions=self.viewer.permissions)

    def may(self, action: Action, field_class: FieldClass, field: str) -> bool:
        """Return whether an action is allowed on a field, named as a consent names it; or blank."""
        return allows(
            action, field_class, field, ties=self.ties, permissions=self.viewer.permissions
        )

    @property
    def by_glass_alone(self) -> bool:
        """True if nothing but an emergency opening leads here: the page wears its banner."""
        return bool(self.ties) and all(tie.kind == RelationKind.BREAK_GLASS for tie in self.ties)


def rights(viewer: Viewer, record: Model) -> Rights:
    """Return what a viewer may do with a record now."""
    return Rights(viewer, ties_of(viewer, [record])[record.pk])


def class_of(model: type[Model] | Model, field: str) -> FieldClass:
    """Return a field's class; raises KeyError for a field that its model does not declare."""
    declared: dict[str, str] = getattr(model, "FIELD_CLASSES", {})
    return FieldClass(declared[field])


def name_of(model: type[Model] | Model, field: str) -> str:
    """Return what a consent calls a field: the record and the column, such as "person.phone"."""
    return f"{model._meta.model_name}.{field}"


def can(viewer: Viewer, action: Action, record: Model, *, field: str) -> bool:
    """Return whether a viewer may do this with this field of this record, now. Default: no."""
    return rights(viewer, record).may(action, class_of(record, field), name_of(record, field))
