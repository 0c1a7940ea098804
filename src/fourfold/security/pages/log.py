"""The privacy officer asks the log: search, who has seen a record, rows for a spreadsheet."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods

from fourfold.security import audit
from fourfold.security.access.roles import Permission
from fourfold.security.doors import needs
from fourfold.security.events import LABELS
from fourfold.security.ids import LENGTH, LETTERS
from fourfold.security.models import Account
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file
from fourfold.security.pages.filters import Filters, keep, recall
from fourfold.security.pages.frame import agency_name, names_of

SUBJECT = re.compile(rf"[a-z_.]{{1,60}}:[{LETTERS}a-z0-9_.:-]{{1,60}}")
NUMBER = re.compile(rf"[{LETTERS}]{{{LENGTH}}}")
FEW = 8
NOBODY = "nobody"
EVENTS = sorted(((event.value, label) for event, label in LABELS.items()), key=lambda e: e[1])


class LogFilters(Filters):
    """What to look for in the log."""

    typed = ("who", "subject")
    who = forms.CharField(label=_lazy("Who: name or account number"), required=False)
    event = forms.ChoiceField(
        label=_lazy("What happened"), required=False, choices=[("", _lazy("Anything")), *EVENTS]
    )
    subject = forms.CharField(label=_lazy("To what, such as account:…"), required=False)
    from_on = forms.DateField(
        label=_lazy("From the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until_on = forms.DateField(
        label=_lazy("To the end of"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


class SeenForm(forms.Form):
    """Which record."""

    subject = forms.CharField(
        label=_lazy("Record"),
        max_length=120,
        help_text=_lazy("As the log writes it, such as cases.case:7Q2KX0M9D4TBN8AE."),
    )

    def clean_subject(self) -> str:
        """Take nothing that could be a name: it would stand in the address."""
        typed = str(self.cleaned_data["subject"]).strip()
        if not SUBJECT.fullmatch(typed):
            raise forms.ValidationError(
                _lazy("This is no record as the log writes it: a kind, a colon and a number.")
            )
        return typed


@needs(Permission.AUDIT_SEARCH, why="somebody answers for who saw what")
@require_http_methods(["GET", "HEAD", "POST"])
def log(request: HttpRequest) -> HttpResponse:
    """Search the log; each search is a line of it."""
    if request.method == "POST":
        return keep(request, LogFilters)
    viewer, filters = asker(request), recall(request, LogFilters)
    people, by = _people(filters.chosen("who"))
    shown: dict[str, Any] = {"filters": filters, "people": people, "state": audit.state()}
    if not people:
        before = request.GET.get("page", "")
        found = audit.search(
            viewer=viewer.account,
            at=viewer.at,
            page=int(before) if before.isdecimal() and len(before) < 16 else 0,
            **_asked(filters, by),
        )
        names = names_of({line.by for line in found.lines})
        shown |= {
            "lines": [(line, names[line.by], agency_name(line.agency)) for line in found.lines],
            "older": found.next_page,
            "is_first": not before,
        }
    return render(request, "desk/log.html", shown)


def _people(words: str) -> tuple[list[Account], str]:
    """Return the people to choose among, and else the account that is meant; "" for anybody."""
    if not words or NUMBER.fullmatch(words):
        return [], words
    found = list(
        Account.objects.filter(Q(name__icontains=words) | Q(email__icontains=words)).order_by(
            "name", "id"
        )[: FEW + 1]
    )
    if len(found) == 1:
        return [], found[0].id
    return found[:FEW], "" if found else NOBODY


def _asked(filters: LogFilters, by: str) -> dict[str, Any]:
    chosen = filters.cleaned_data if filters.is_valid() else {}
    until_on = chosen.get("until_on")
    return {
        "by": by,
        "event": filters.chosen("event"),
        "subject": filters.chosen("subject"),
        "from_at": _start_of(chosen.get("from_on")),
        "until_at": _start_of(until_on + timedelta(days=1)) if until_on else None,
    }


def _start_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time())) if day else None


@needs(Permission.AUDIT_SEARCH, why="the log leaves the house only for a reason", step_up=True)
@require_http_methods(["GET", "HEAD", "POST"])
def export_log(request: HttpRequest) -> HttpResponseBase:
    """Hand out what the search found as a spreadsheet."""
    viewer = asker(request)
    back = f"{reverse('desk:log')}?{request.GET.urlencode()}"
    if request.method != "POST":
        return HttpResponseRedirect(back)
    filters = recall(request, LogFilters, of=reverse("desk:log"))
    people, by = _people(filters.chosen("who"))
    if people:
        return HttpResponseRedirect(back)
    rows = audit.export_rows(viewer=viewer.account, at=viewer.at, **_asked(filters, by))
    return csv_file(rows, name="log", at=viewer.at)


@needs(Permission.AUDIT_SEARCH, why="a person may ask who has seen their record")
@require_http_methods(["GET", "HEAD", "POST"])
def seen(request: HttpRequest) -> HttpResponse:
    """Show who has seen a record, when and how."""
    viewer = asker(request)
    subject = request.GET.get("subject", "")
    form = SeenForm(request.POST or None, initial={"subject": subject})
    if request.method == "POST":
        if form.is_valid():
            asked = urlencode({"subject": form.cleaned_data["subject"]})
            return HttpResponseRedirect(f"{request.path}?{asked}")
        subject = ""
    shown: dict[str, Any] = {"form": form, "subject": subject}
    if SUBJECT.fullmatch(subject):
        before = request.GET.get("page", "")
        found = audit.seen_by(
            subject,
            viewer=viewer.account,
            at=viewer.at,
            page=int(before) if before.isdecimal() and len(before) < 16 else 0,
        )
        names = names_of({line.by for line in found.lines})
        shown |= {
            "asked": True,
            "lines": [(line, names[line.by], agency_name(line.agency)) for line in found.lines],
            "older": found.next_page,
        }
    return render(request, "desk/seen.html", shown)
