"""The single facts a consent may name instead of a whole class, each as its record declares it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.apps import apps

from fourfold.security.consent.rules import Thing


@cache
def singles() -> dict[Thing, Any]:
    """
    Return the label of each fact that can be named by itself, in the order the records name them.

    A record declares them as TOLD_ALONE, by column; each column's class is the record's own.
    """
    models: list[Any] = apps.get_models()
    return {
        Thing(model.FIELD_CLASSES[name], f"{model._meta.model_name}.{name}"): model._meta.get_field(
            name
        ).verbose_name
        for model in models
        for name in getattr(model, "TOLD_ALONE", ())
    }


def thing_of(written: str) -> Thing:
    """Return what "class:record.field" names; it is checked where it is recorded."""
    field_class, _colon, field = written.partition(":")
    return Thing(field_class, field)
