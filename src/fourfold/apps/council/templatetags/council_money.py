"""Money on the Council's pages."""

from __future__ import annotations

from django import template

from fourfold.apps.council.rules.budget import money

register = template.Library()


@register.filter
def dollars(cents: int | None) -> str:
    """Say cents as dollars; "" for none."""
    return "" if cents is None else money(cents)
