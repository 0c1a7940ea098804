"""Which kinds of records there are: found on the models, where each says how it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q

from fourfold.security.classes import FieldClass
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.retention.errors import CannotEmpty, NotSwept, TwoOfAKind

OF_A_PERSON = tuple(
    each for each in FieldClass if each not in (FieldClass.OPEN, FieldClass.INTERNAL)
)
"""The classes that can be emptied before their record goes."""

Model = Any  # a model's class; its manager and fields are known only at run time


@dataclass(frozen=True, slots=True)
class Along:
    """Records that go with those of another kind. path: the lookup from here to those."""

    model: Model
    path: str
    kept: KeptWith


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record. along: what goes with it, the farthest first, so that none is left."""

    model: Model
    kept: Kept
    along: tuple[Along, ...]

    @property
    def code(self) -> str:
        """The code in the schedule."""
        return self.kept.kind

    def parts(self) -> tuple[FieldClass, ...]:
        """Return the classes of a person's fields that it holds, itself or along with it."""
        models = (self.model, *(each.model for each in self.along))
        return tuple(
            part for part in OF_A_PERSON if any(parts_fields(model, part) for model in models)
        )

    def has(self, part: str) -> Q:
        """Return the condition of records that still hold something of a class."""
        wanted = _filled(self.model, part)
        for each in self.along:
            if inside := _filled(each.model, part):
                rows = each.model.objects.filter(inside, **{each.path: OuterRef("pk")})
                wanted |= Q(Exists(rows))
        return wanted


@cache
def kinds() -> dict[str, Kind]:
    """Return every kind of record that is kept by the schedule, by its code."""
    models: list[Model] = [each for each in apps.get_models() if "RETENTION" in vars(each)]
    _refuse_twins(models)
    tops = {each: each.RETENTION for each in models if isinstance(each.RETENTION, Kept)}
    below = [each for each in models if isinstance(each.RETENTION, KeptWith)]
    found = {
        kept.kind: Kind(model, kept, tuple(_along(model, below))) for model, kept in tops.items()
    }
    for kind in found.values():
        if kind.kept.swept and (kind.parts() or kind.kept.person):
            raise NotSwept(
                f"{kind.code} is about a person, so it goes by a list that two people agree to. "
                "Take `swept` away."
            )
    return found


def _refuse_twins(models: list[Model]) -> None:
    twins = [
        kind
        for kind, count in Counter(each.RETENTION.kind for each in models).items()
        if kind and count > 1
    ]
    if twins:
        raise TwoOfAKind(f"Two models say they are of the kind {', '.join(twins)}. Rename one.")


def along_kinds() -> dict[str, tuple[Kind, Along]]:
    """Return the kinds that go with another, by code, with the kind they go with."""
    found = ((kind, each) for kind in kinds().values() for each in kind.along)
    return {each.kept.kind: (kind, each) for kind, each in found if each.kept.kind}


def person_fields() -> Iterator[tuple[Model, str]]:
    """
    Yield every kept model that says something of a person, with the field of the person's id.

    One that holds a person's id and nothing else of them, such as a relation, is left out.
    """
    for kind in kinds().values():
        for model, person in (
            (kind.model, kind.kept.person),
            *((each.model, each.kept.person) for each in kind.along),
        ):
            others = {name: value for name, value in model.FIELD_CLASSES.items() if name != person}
            if person and set(others.values()) & set(OF_A_PERSON):
                yield model, person


def parts_fields(model: Model, part: str) -> tuple[str, ...]:
    """Return the fields of a class that are emptied when the class goes early."""
    return tuple(
        name
        for name, value in model.FIELD_CLASSES.items()
        if value == part and _can_be_part(model, name)
    )


def empty_of(model: Model, name: str) -> Any:
    """
    Return the value that a field holds when it holds nothing: None, or an empty text.

    :raises CannotEmpty: if the field has neither.
    """
    field = model._meta.get_field(name)
    if field.null:
        return None
    if field.get_internal_type() in ("CharField", "TextField") and not field.unique:
        return ""
    raise CannotEmpty(
        f"{model.__name__}.{name} can be neither null nor an empty text, so its class cannot go "
        "before the record does. Make it nullable; a sealed column must be."
    )


def _along(model: Model, below: list[Model], path: str = "") -> Iterator[Along]:
    for each in below:
        kept: KeptWith = each.RETENTION
        if each._meta.get_field(kept.parent).related_model is model:
            here = f"{kept.parent}__{path}" if path else kept.parent
            yield from _along(each, below, here)
            yield Along(each, here, kept)


def _can_be_part(model: Model, name: str) -> bool:
    """Tell whether a field says something, and does not hold the record together."""
    field = model._meta.get_field(name)
    kept = getattr(model, "RETENTION", None)
    named = {kept.person} if isinstance(kept, KeptWith) else set[str]()
    if isinstance(kept, Kept):
        named = {kept.person, kept.outcome, *kept.since.values()}
    return not (field.primary_key or field.is_relation or name in named)


def _filled(model: Model, part: str) -> Q:
    """Return the condition of rows with anything in a field of a class; empty if it has none."""
    found = Q()
    for name in parts_fields(model, part):
        empty = empty_of(model, name)
        found |= ~(Q(**{f"{name}__isnull": True}) if empty is None else Q(**{name: empty}))
    return found
