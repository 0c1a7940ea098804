"""Report cards at the desk and for everyone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import cards as actions
from fourfold.apps.council.forms.cards import CardForm, MeasureForm, typed
from fourfold.apps.council.queries import cards as queries
from fourfold.apps.council.queries import plan
from fourfold.apps.council.queries.cards import CardLine
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.cards import MOST_MEASURES, Measure
from fourfold.apps.council.states.cards import CardState, MoveNotAllowed
from fourfold.apps.council.views.card_words import STATES, around, page_of, print_of
from fourfold.apps.council.views.comparing import SPANISH, in_language
from fourfold.apps.council.views.needs import READS, WORKS
from fourfold.apps.council.views.words import FOUR_PS
from fourfold.documents import cards as paper
from fourfold.documents import pdf
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.doors import needs, open_to_all
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "how a program does; it names no person served"
OPEN = "published report cards say how a program does; they name no person served"
SPARE = 2
"""Empty slots for measures below those that are held."""


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def cards(request: HttpRequest) -> HttpResponse:
    """List the report cards; staff begin one."""
    viewer = asker(request)
    form, slots = _forms(request, None)
    if request.method == "POST":
        answer = _write(request, "", None, form, slots)
        if answer is not None:
            return answer
    newest: dict[str, CardLine] = {}
    for each in queries.cards(viewer=viewer):
        newest.setdefault(each.code, each)
    shown = {
        "rows": [(each, FOUR_PS[each.four_p], *STATES[each.state]) for each in newest.values()],
        "works": viewer.may(WORKS),
        "form": form,
        "slots": slots,
        "opened": bool(form.errors or any(slots.errors)),
    }
    return render(request, "council/cards.html", shown, status=422 if shown["opened"] else 200)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, report_card: str) -> HttpResponse:
    """Show the newest version of a card; staff change it, a second person publishes it."""
    viewer = asker(request)
    held = queries.cards(viewer=viewer, code=report_card)
    if not held:
        raise Http404
    newest = held[0]
    form, slots = _forms(request, newest)
    if request.method == "POST":
        step = request.POST.get("do", "")
        if step == "write":
            draft = newest if newest.state is CardState.DRAFT else None
            answer = _write(request, report_card, draft, form, slots)
        else:
            answer = _step(request, newest, step)
        if answer is not None:
            return answer
    shown = page_of(newest) | {
        "older": [(each, *STATES[each.state]) for each in held[1:]],
        "is_draft": newest.state is CardState.DRAFT,
        "is_public": any(each.state is CardState.PUBLISHED for each in held),
        "works": viewer.may(WORKS),
        "form": form,
        "slots": slots,
        "opened": bool(form.errors or any(slots.errors)),
    }
    return render(request, "council/card.html", shown, status=422 if shown["opened"] else 200)


@open_to_all(OPEN)
@require_safe
@in_language
def public_cards(request: HttpRequest) -> HttpResponse:
    """List the published report cards by P, for everyone."""
    held = queries.published(viewer=nobody(timezone.now()))
    groups = [
        (code.value, said, [each for each in held if each.four_p is code])
        for code, said in FOUR_PS.items()
    ]
    return render(request, "council/public_cards.html", {"groups": groups} | _names("cards"))


@open_to_all(OPEN)
@require_safe
@in_language
def public_card(request: HttpRequest, report_card: str) -> HttpResponse:
    """Show everyone a published report card."""
    shown = page_of(_published(report_card))
    return render(request, "council/public_card.html", shown | _names("card", report_card))


@open_to_all(OPEN)
@require_safe
@in_language
def public_card_file(request: HttpRequest, report_card: str) -> HttpResponse:
    """Give everyone a published report card as PDF."""
    held = _published(report_card)
    made = paper.compose(
        print_of(held),
        around(),
        on=timezone.localdate(held.closed_at),
        author=str(active_pack().settings["council"]["name"]),
        language=(get_language() or "en")[:2],
    )
    headers = {"Content-Disposition": f'attachment; filename="report-card-{report_card}.pdf"'}
    return HttpResponse(pdf.render(made), content_type="application/pdf", headers=headers)


def _published(code: str) -> CardLine:
    found = queries.published(viewer=nobody(timezone.now()), code=code)
    if not found:
        raise Http404
    return found[0]


def _names(page: str, *args: str) -> dict[str, Any]:
    in_spanish = get_language() == SPANISH
    here, there = ("_es", "") if in_spanish else ("", "_es")
    return {
        "other": {
            "href": reverse(f"council_public:{page}{there}", args=args),
            "code": "en" if in_spanish else SPANISH,
            "words": "In English" if in_spanish else "En español",
        },
        "cards_page": f"council_public:cards{here}",
        "card_page": f"council_public:card{here}",
        "card_file": f"council_public:card_file{here}",
    }


def _forms(request: HttpRequest, held: CardLine | None) -> tuple[CardForm, Any]:
    viewer = asker(request)
    today = timezone.localdate(viewer.at)
    plan_actions = plan.actions(viewer=viewer, today=today)
    how: dict[str, Any] = {
        "seats": [(each.code, each.seat) for each in active_pack().council_seats],
        "actions": [(each.id, each.action or each.gap) for each in plan_actions],
    }
    initial: dict[str, Any] = {"once": new_id()}
    rows: list[dict[str, Any]] = []
    if held:
        names = ("program", "four_p", "owner", "serves", "budget_line", "story", "partners")
        initial |= {name: getattr(held, name) for name in names} | {"works": held.works}
        initial["actions"] = [one for one, _words in held.actions]
        initial["version"] = held.version if held.state is CardState.DRAFT else None
        rows = [typed(each.measure) for each in held.measures]
    writes = request.method == "POST" and request.POST.get("do") == "write"
    slots_of = forms.formset_factory(
        MeasureForm, extra=SPARE, max_num=MOST_MEASURES, absolute_max=MOST_MEASURES
    )
    indicators = {"indicators": queries.indicators(viewer=viewer)}
    given = request.POST if writes else None
    slots = slots_of(given, initial=rows, prefix="measure", form_kwargs=indicators)
    return CardForm(given, initial=initial, **how), slots


def _write(
    request: HttpRequest, code: str, draft: CardLine | None, form: CardForm, slots: Any
) -> HttpResponse | None:
    viewer = asker(request)
    if not form.is_valid() or not slots.is_valid():
        return None
    measures: tuple[Measure, ...] = tuple(told for each in slots if (told := each.told()))
    told, version = form.told(measures), form.cleaned_data["version"]
    code = code or slugify(told.program)[:40].strip("-") or "card"
    try:
        if version is None:
            once = form.cleaned_data["once"] or new_id()
            actions.write(code, told=told, once=once, by=viewer, at=viewer.at)
        else:
            which = draft.id if draft else ""
            actions.change(which, told=told, version=version, by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return None
    messages.success(request, _("The draft is kept. A second person publishes it."))
    return HttpResponseRedirect(reverse("council:card", args=[code]))


def _step(request: HttpRequest, newest: CardLine, step: str) -> HttpResponse:
    viewer = asker(request)
    do: Callable[..., None] | None = {
        "publish": actions.publish,
        "withdraw": actions.withdraw,
    }.get(step)
    version = request.POST.get("version", "")
    if do is None or not version.isdecimal():
        raise Http404
    try:
        do(newest.id, version=int(version[:9]), by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))
    else:
        done = _("It is published. Everyone can read it now.")
        messages.success(request, done if step == "publish" else _("The draft is taken back."))
    return HttpResponseRedirect(reverse("council:card", args=[newest.code]))
