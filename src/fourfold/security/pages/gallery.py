"""Every piece of staff's pages on one page, for who builds and tests them; not in production."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from fourfold.components.fields import DayField
from fourfold.components.shell import Banner
from fourfold.security.doors import signed_in

NOW = datetime(2030, 1, 7, 14, tzinfo=UTC)


class Sample(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name", help_text="As colleagues know the person.")
    kind = forms.ChoiceField(label="Kind", choices=[("A", "First"), ("B", "Second")])
    why = forms.CharField(label="Why", widget=forms.Textarea, required=False)
    on = DayField(label="From which day")
    way = forms.ChoiceField(
        label="Way",
        choices=[("P", "By phone"), ("M", "By mail"), ("U", "Unknown")],
        widget=forms.RadioSelect,
        help_text="One of them.",
    )
    several = forms.MultipleChoiceField(
        label="Several",
        choices=[("X", "One thing"), ("Y", "Another thing")],
        widget=forms.CheckboxSelectMultiple,
    )
    agree = forms.BooleanField(label="I have read this", help_text="All of it.")


@signed_in("shows how pieces look; holds no record and is not there in production")
@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Show all pieces."""
    wrong = Sample({"on_day": "31", "on_month": "2", "on_year": "2030"})
    return render(
        request,
        "desk/gallery.html",
        {
            "form": Sample(auto_id="right_%s"),
            "wrong": wrong,
            "at": NOW - timedelta(hours=3),
            "purposes": [("CALL", "To call the person"), ("CHECK", "To check who it is")],
            "filters": [("state", "State: open")],
            "sort": "-name",
            "record": "7Q2KX0M9D4TBN8AE",
            "example": Banner("glass", "You opened a record in an emergency.", until_at=NOW),
        },
    )
