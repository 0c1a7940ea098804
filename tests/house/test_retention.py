"""Every record about a person says how it is kept, and every state's schedule has a rule for it."""

from __future__ import annotations

from typing import Any

import pytest
from tools.print_docs import fourfold_models

from fourfold import reference
from fourfold.reference.retention import ANY, RECORD
from fourfold.security.kept import Kept, KeptWith
from fourfold.security.retention.due_lines import rules_of
from fourfold.security.retention.registry import OF_A_PERSON, Kind, empty_of, kinds, parts_fields

from .test_models import name_of
from .test_packs import PACKS

OURS = {code: kind for code, kind in kinds().items() if kind.model in fourfold_models()}
TO_COME = {
    "BACKUP": "a promise of whoever keeps the backups; no table",
}
"""Kinds of the schedule that no table of this version says it is, and why."""


@pytest.mark.parametrize("model", fourfold_models(), ids=name_of)
def test_a_model_about_a_person_says_how_it_is_kept(model: Any) -> None:
    if set(model.FIELD_CLASSES.values()) & set(OF_A_PERSON):
        told = model.__dict__.get("RETENTION")
        assert isinstance(told, (Kept, KeptWith)), (
            f"{name_of(model)} holds something of a person. Say beside FIELD_CLASSES how it is "
            "kept: RETENTION = Kept(…), see security/kept.py; its kind has a row in retention.csv."
        )


@pytest.mark.parametrize("model", fourfold_models(), ids=name_of)
def test_nothing_undeclared_goes_with_a_record_that_goes(model: Any) -> None:
    kept = {kind.model for kind in OURS.values()} | {
        a.model for k in OURS.values() for a in k.along
    }
    told = model.__dict__.get("RETENTION")
    for field in model._meta.concrete_fields:
        if (
            field.is_relation
            and field.related_model in kept
            and field.related_model not in FOR_GOOD
        ):
            assert isinstance(told, KeptWith), f"{name_of(model)}.{field.name}"
            assert told.parent == field.name


FOR_GOOD = {OURS["ACCOUNT"].model}
"""Models whose records never go, so that anything may point at them."""


@pytest.mark.parametrize("pack", PACKS)
@pytest.mark.parametrize("kind", OURS.values(), ids=lambda kind: kind.code)
def test_the_schedule_of_a_state_fits_every_kind(pack: str, kind: Kind) -> None:
    schedule = reference.load_pack(pack).retention
    for part in (RECORD, *kind.parts()):
        for rule, _ in rules_of(kind, part, schedule):
            if not rule.is_for_good:
                assert rule.after in kind.kept.since, rule.code
                for model in (kind.model, *(each.model for each in kind.along)):
                    for name in parts_fields(model, part):
                        empty_of(model, name)
    for field in (kind.kept.person, kind.kept.outcome, *kind.kept.since.values()):
        assert not field or kind.model._meta.get_field(field)


@pytest.mark.parametrize("pack", PACKS)
def test_the_schedule_names_only_kinds_that_are_here_or_to_come(pack: str) -> None:
    named = {rule.record for rule in reference.load_pack(pack).retention} - {ANY}

    assert named == OURS.keys() | TO_COME.keys()
    assert OURS.keys() & TO_COME.keys() == set(), "it came: take it out of TO_COME"


@pytest.mark.parametrize("pack", PACKS)
def test_a_promise_of_a_class_is_what_the_schedule_says(pack: str) -> None:
    """Hold the words of classes.py to the state's defaults."""
    from fourfold.security.classes import RULES, FieldClass

    schedule = reference.load_pack(pack).retention
    for early in (FieldClass.PLACE, FieldClass.PRIVILEGED, FieldClass.SUD):
        assert schedule.rule(ANY, part=early).keep in RULES[early].kept
