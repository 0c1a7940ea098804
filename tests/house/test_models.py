"""What the database holds, and who points at whom."""

from __future__ import annotations

from typing import Any

import pytest
from tools.print_docs import fourfold_models

from fourfold.security.classes import RULES, FieldClass

from .places import floors, room_of

CLASSES = {each.value for each in FieldClass}


def name_of(model: Any) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


@pytest.mark.parametrize("model", fourfold_models(), ids=name_of)
def test_every_field_has_a_class_and_no_class_is_left_over(model: Any) -> None:
    own = model.__dict__.get("FIELD_CLASSES", {})
    fields = {field.name for field in model._meta.concrete_fields + model._meta.many_to_many}

    assert set(own) == fields
    assert set(own.values()) <= CLASSES


def test_every_class_has_a_retention_rule() -> None:
    assert {each for each in FieldClass if each in RULES and RULES[each].kept} == set(FieldClass)


def test_foreign_keys_look_down() -> None:
    heights = floors()
    broken = []
    for model in fourfold_models():
        here = room_of(model.__module__)
        for field in model._meta.get_fields():
            if not field.is_relation or field.auto_created or field.related_model is None:
                continue
            there = room_of(field.related_model.__module__)
            if there != here and heights[there] >= heights[here]:
                broken.append(f"{name_of(model)}.{field.name} points up or across at {there}")
            if there == "apps.cases" and here != there:
                broken.append(f"{name_of(model)}.{field.name} points into cases")
    assert broken == []


def test_no_model_orders_itself_or_hides_work_in_save() -> None:
    broken = []
    for model in fourfold_models():
        if model._meta.ordering:
            broken.append(f"{name_of(model)} has a default ordering")
        if "save" in model.__dict__ or "delete" in model.__dict__:
            broken.append(f"{name_of(model)} overrides save or delete")
    assert broken == []


def test_the_admin_is_not_installed() -> None:
    from django.conf import settings

    assert "django.contrib.admin" not in settings.INSTALLED_APPS
