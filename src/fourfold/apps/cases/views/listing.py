"""What the pages of lists share: choices, days as moments, and the order that is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fourfold.security.pages.filters import Filters

ANY = ("", _("All"))
LATE = ("LATE", _("Past their time"))


def choice(label: Any) -> forms.ChoiceField:
    """Return a filter whose choices are filled in for each request."""
    return forms.ChoiceField(label=label, required=False)


def day(label: Any) -> forms.DateField:
    """Return a filter by a day."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=False, widget=widget)


def offer(form: forms.Form, choices: Mapping[str, Iterable[Any]], *, any_of: Any = ANY) -> None:
    """Give each filter its choices, after the one that leaves it out."""
    for name, found in choices.items():
        cast(forms.ChoiceField, form.fields[name]).choices = [any_of, *found]


def span(filters: Filters, name: str) -> tuple[datetime | None, datetime | None]:
    """Return the moments between two days, `{name}_from` and `{name}_until`, the last excluded."""
    chosen = filters.cleaned_data if filters.is_valid() else {}
    until = chosen.get(f"{name}_until")
    return _start_of(chosen.get(f"{name}_from")), _start_of(until and until + timedelta(days=1))


def order_of(request: HttpRequest, orders: Collection[str], otherwise: str) -> str:
    """Return the code of the order that the address asks for."""
    asked = request.GET.get("sort", otherwise)
    return asked if asked in orders else otherwise


def _start_of(on: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(on, time())) if on else None
