"""The demand calculator, for everyone: what documents multiply, and how far the answer can move."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from fourfold.analysis.demand import Factor, Outcome, factors_of, outcomes
from fourfold.apps.council.forms.demand import ENDS, AssumeForm
from fourfold.apps.council.queries import demand as queries
from fourfold.apps.council.views.comparing import SPANISH, in_language
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import open_to_all

OPEN = "arithmetic with numbers that public documents print; nothing is kept"
CALCULATIONS = {
    "CHILDREN_AND_BUYERS": _("All referrals of children"),
    "ONE_PERSON": _("One person in a year"),
}


@open_to_all(OPEN)
@require_safe
@in_language
def demand(request: HttpRequest) -> HttpResponse:
    """Show what the assumptions come to; other numbers come with the address."""
    language = (get_language() or "en")[:2]
    groups = factors_of(active_pack().rows("demand_assumptions"), language=language)
    factors = [each for group in groups.values() for each in group]
    given = {f"{e.code}.{end}": _plain(getattr(e.start, end)) for e in factors for end, _s in ENDS}
    typed = {name: request.GET[name] for name in given if name in request.GET}
    form = AssumeForm(given | typed, factors=factors)
    told = form.told() if form.is_valid() else None
    shown = {
        "parts": [
            {
                "said": CALCULATIONS[code],
                "id": code.lower(),
                "rows": [_row(form, each) for each in group],
                "found": [_found(each, group) for each in outcomes(group, told)] if told else [],
            }
            for code, group in groups.items()
        ],
        "form": form,
        "here": f"council_public:demand{'_es' if language == SPANISH else ''}",
        "other": {
            "href": reverse(f"council_public:demand{'' if language == SPANISH else '_es'}"),
            "code": "en" if language == SPANISH else SPANISH,
            "words": "In English" if language == SPANISH else "En español",
        },
        "changed": any(typed[name] != given[name] for name in typed),
    }
    return render(request, "council/demand.html", shown, status=200 if told is not None else 422)


def _row(form: AssumeForm, factor: Factor) -> dict[str, Any]:
    titles = {each.code: each.title for each in active_pack().sources}
    fields = [form[f"{factor.code}.{end}"] for end, _said in ENDS]
    return {
        "factor": factor,
        "fields": fields,
        "errors": [error for each in fields for error in each.errors],
        "source": "; ".join(titles.get(each, each) for each in factor.sources),
        "most": _plain(factor.most) if factor.most else "",
    }


def _found(outcome: Outcome, group: tuple[Factor, ...]) -> dict[str, Any]:
    names = {each.code: each.name for each in group}
    ends = [value for swing in outcome.swings for value in (swing.low, swing.high)]
    least, span = min(ends), (max(ends) - min(ends)) or Decimal(1)
    return {
        "name": outcome.last.product,
        "id": outcome.last.code.lower(),
        "low": _number(outcome.reach.low),
        "base": _number(outcome.reach.base),
        "high": _number(outcome.reach.high),
        "steps": " × ".join(_number(each.base) for each in outcome.steps),
        "printed": queries.printed(outcome.last.printed, viewer=nobody(timezone.now())),
        "center": _place(outcome.reach.base, least, span),
        "swings": [
            {
                "name": names[each.code],
                "low": _number(each.low),
                "high": _number(each.high),
                "x": _place(each.low, least, span),
                "width": f"{max(float(each.width / span) * 100, 0.5):.2f}",
            }
            for each in outcome.swings
        ],
    }


def _place(value: Decimal, least: Decimal, span: Decimal) -> str:
    return f"{float((value - least) / span) * 100:.2f}"


def _number(value: Decimal) -> str:
    """Write a number as people in the state do, in either language."""
    return f"{round(value, 2).normalize():,f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
