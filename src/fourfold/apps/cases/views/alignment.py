"""Where laws differ: patterns of facts one definition covers and another does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from fourfold.analysis import law
from fourfold.analysis.law import plain, words
from fourfold.apps.cases.rules.law import vocabulary
from fourfold.apps.cases.views import law_words
from fourfold.reference import Definition, active_pack
from fourfold.security.doors import signed_in
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file


class Filters(forms.Form):
    """Which definition is set against the state's, and on which day."""

    of = forms.ChoiceField(label=_("Which definition"), required=False)
    on = forms.DateField(
        label=_("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(each.code, each.title) for each in active_pack().definitions]
        self.fields["of"] = forms.ChoiceField(
            label=_("Which definition"), required=False, choices=choices
        )


@dataclass(frozen=True, slots=True)
class Against:
    """One comparison, ready to be read. titles: of the other definitions."""

    found: law.Comparison
    titles: list[str]
    gaps: list[tuple[str, list[tuple[str, str]]]]
    changes: tuple[law.Change, ...]


@signed_in("the texts of laws are public; staff read where they differ")
@require_GET
def alignment(request: HttpRequest) -> HttpResponse:
    """Show what one definition covers and the others do not, and what each act changed."""
    filters, one, on = _asked(request)
    texts = [(each, each.text_on(on)) for each in active_pack().definitions]
    values = {
        "filters": filters,
        "one": one,
        "on": law_words.day(on),
        "comparisons": [_said(one, others, on) for others in _sides(one)],
        "texts": [
            {
                "definition": each,
                "text": text,
                "in_force": law_words.in_force(text) if text else "",
                "sources": law_words.sources(text.source) if text else [],
                "scope": law_words.SCOPES[each.scope],
            }
            for each, text in texts
        ],
    }
    return render(request, "cases/alignment.html", values)


@signed_in("the texts of laws are public; staff take the table along")
@require_GET
def alignment_file(request: HttpRequest) -> HttpResponseBase:
    """Hand out the same table as a spreadsheet."""
    _filters, one, on = _asked(request)
    known = vocabulary(active_pack())
    found = [law.compare(one, others, known, on=on) for others in _sides(one)]
    names = list(plain.GAP_COLUMNS)
    table: list[list[str | int]] = [[*names]]
    table += ([row[name] for name in names] for row in plain.gap_rows(found, known))
    return csv_file(table, name="law-gaps", at=asker(request).at)


def _asked(request: HttpRequest) -> tuple[Filters, Definition, date]:
    """Return the filters, and what they ask; nonsense asks for the first, today."""
    definitions = active_pack().definitions
    today = timezone.localdate(asker(request).at)
    given = request.GET if {"of", "on"} & set(request.GET) else {"of": definitions[0].code}
    filters = Filters({"on": today.isoformat(), **{key: given[key] for key in given}})
    chosen = filters.cleaned_data if filters.is_valid() else {}
    codes = {each.code: each for each in definitions}
    one = codes.get(chosen.get("of", ""), definitions[0])
    return filters, one, chosen.get("on") or today


def _sides(one: Definition) -> list[tuple[Definition, ...]]:
    """Return what it is set against: the other side alone, one by one, and all together."""
    is_federal = one.scope == "FEDERAL"
    others = [
        each for each in active_pack().definitions if (each.scope == "FEDERAL") is not is_federal
    ]
    alone: list[tuple[Definition, ...]] = [(each,) for each in others]
    return [*alone, tuple(others)] if len(others) > 1 else alone


def _said(one: Definition, others: tuple[Definition, ...], on: date) -> Against:
    known = vocabulary(active_pack())
    found = law.compare(one, others, known, on=on)
    gaps = [
        (
            words.pattern(gap, known),
            [(each.definition.title, _missing(each)) for each in gap.others],
        )
        for gap in found.gaps
    ]
    changes = law.changes(one, others, known) if len(others) == 1 else ()
    return Against(found, [each.title for each in others], gaps, changes)


def _missing(answer: law.Answer) -> str:
    if answer.text is None:
        return str(law_words.VERDICTS[law.Verdict.NOT_IN_FORCE][0])
    names = dict.fromkeys(
        str(law_words.ELEMENTS[each.element.code]).lower() for each in answer.failing[0]
    )
    return ", ".join(names)
