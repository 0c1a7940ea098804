"""The budget: lines of a fiscal year with what is left, entries, and lists of expenses."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.council.actions import budget as actions
from fourfold.apps.council.forms.budget import KINDS, EntryForm, ExpensesForm, LineForm
from fourfold.apps.council.queries import budget as queries
from fourfold.apps.council.queries import plan
from fourfold.apps.council.queries.evidence import Sources
from fourfold.apps.council.rules import CouncilError, NoSuchPaper
from fourfold.apps.council.rules.budget import Sums, days_of, money, read_expenses
from fourfold.apps.council.states.budget import EntryKind, EntryState, MoveNotAllowed
from fourfold.apps.council.views import words
from fourfold.apps.council.views.needs import FILES, READS, WHY, WORKS
from fourfold.documents import budget as paper
from fourfold.reference import active_pack
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker
from fourfold.security.pages.downloads import csv_file

HEADS = (
    *("fiscal year", "line", "name", "p", "kind", "state", "cents", "day", "who", "what"),
    *("document", "reverses", "why over", "entered by", "agreed by", "entry"),
)
STANDS = {
    EntryState.ASKED: (gettext_lazy("waits for a second person"), "caution"),
    EntryState.STANDS: (gettext_lazy("stands"), "plain"),
    EntryState.REFUSED: (gettext_lazy("refused"), "quiet"),
}
PRINTED = {
    "PLANNED": gettext_lazy("planned"),
    "GIVEN": gettext_lazy("given or set aside"),
    "SPENT": gettext_lazy("spent"),
}


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: HttpRequest) -> HttpResponse:
    """Show the lines of a fiscal year and what is left of each; staff open a line."""
    viewer, year = asker(request), _year(request)
    form = LineForm(request.POST or None, **_choices(request))
    if request.method == "POST":
        if not viewer.may(WORKS):
            raise Http404
        if form.is_valid():
            told = dict(form.cleaned_data) | {"four_p": form.four_p_told()}
            code = told.pop("code")
            try:
                made = actions.open_line(code, year=year, **told, by=viewer, at=viewer.at)
            except NoSuchPaper:
                raise Http404 from None
            except CouncilError as refused:
                form.add_error(None, str(refused))
            else:
                return HttpResponseRedirect(reverse("council:budget_line", args=[made]))
    rows = queries.lines(viewer=viewer, year=year)
    total = sum((each.sums for each in rows), Sums())
    rules = queries.limits(viewer=viewer)
    shown = {
        "year": year,
        "years": queries.years(viewer=viewer, today=timezone.localdate(viewer.at)),
        "days": days_of(year, starts=rules.starts),
        "rows": [(each, words.FOUR_PS[each.four_p], _bar(each.sums)) for each in rows],
        "total": (total, _bar(total)),
        "asked": queries.entries(viewer=viewer, year=year, only_asked=True),
        "rules": rules,
        "printed": [(each, PRINTED[each.kind]) for each in queries.printed(viewer=viewer)],
        "form": form,
        "works": viewer.may(WORKS),
    }
    return render(request, "council/budget.html", shown, status=422 if form.errors else 200)


@needs(READS, why=WHY)
@require_safe
def budget_file(request: HttpRequest) -> HttpResponseBase:
    """Give every entry of a fiscal year as CSV."""
    viewer, year = asker(request), _year(request)
    lines = {each.id: each for each in queries.lines(viewer=viewer, year=year)}
    rows = [
        (
            *(year, lines[each.line].code, each.line_name, lines[each.line].four_p.value),
            *(each.kind.value, each.state.value, each.cents, each.on.isoformat(), each.who),
            *(each.words, each.source, each.reverses, each.over_why, each.made_by),
            *(each.agreed_by, each.id),
        )
        for each in queries.entries(viewer=viewer, year=year)
    ]
    return csv_file([HEADS, *rows], name=f"budget-{year}", at=viewer.at)


@needs(READS, why=WHY)
@require_safe
def budget_print(request: HttpRequest, council_file: str) -> HttpResponse:
    """Give the budget of a fiscal year as HTML, PDF or Word file."""
    viewer, year = asker(request), _year(request)
    if council_file not in FILES:
        raise Http404
    write, kind = FILES[council_file]
    made = paper.compose(
        [_printed_line(each) for each in queries.lines(viewer=viewer, year=year)],
        year=year,
        days=days_of(year, starts=queries.limits(viewer=viewer).starts),
        on=timezone.localdate(viewer.at),
        author=str(active_pack().settings["council"]["name"]),
    )
    headers = {"Content-Disposition": f'attachment; filename="budget-{year}.{council_file}"'}
    return HttpResponse(write(made), content_type=kind, headers=headers)


@needs(READS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def budget_line(request: HttpRequest, budget_line: str) -> HttpResponse:
    """Show a line with its entries; staff enter money, a second person agrees."""
    viewer = asker(request)
    try:
        line = queries.line(budget_line, viewer=viewer)
    except NoSuchPaper:
        raise Http404 from None
    entries = queries.entries(viewer=viewer, year=line.year, line=line.id)
    sources = [(each.code, each.title) for each in active_pack().sources]
    promises = [
        (each.id, f"{each.who}: {each.words} ({money(each.open)})") for each in entries if each.open
    ]
    how = {"commitments": promises, "sources": sources}
    form = EntryForm(initial={"once": new_id()}, **how)
    if request.method == "POST":
        if request.POST.get("do") == "enter":
            form = EntryForm(request.POST, **how)
            if form.is_valid() and _entered(request, form, line.id):
                return HttpResponseRedirect(reverse("council:budget_line", args=[line.id]))
        else:
            _decided(request, {each.id for each in entries})
            return HttpResponseRedirect(reverse("council:budget_line", args=[line.id]))
    titles = dict(sources)
    shown = {
        "line": line,
        "four_p": words.FOUR_PS[line.four_p],
        "bar": _bar(line.sums),
        "funds": [(who, cents, titles.get(code, "")) for who, cents, code in line.funds],
        "entries": [
            (each, KINDS[each.kind], *STANDS[each.state], titles.get(each.source, ""))
            for each in entries
        ],
        "form": form,
        "works": viewer.may(WORKS),
        "once": new_id(),
    }
    return render(request, "council/budget_line.html", shown, status=422 if form.errors else 200)


@needs(WORKS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_expenses(request: HttpRequest) -> HttpResponse:
    """Read a list of expenses, tell every problem, show what would be kept, and keep it."""
    viewer, year = asker(request), _year(request)
    form = ExpensesForm(request.POST or None, request.FILES or None)
    lines = queries.lines(viewer=viewer, year=year)
    days = days_of(year, starts=queries.limits(viewer=viewer).starts)
    shown: dict[str, Any] = {"form": form, "lines": lines, "year": year, "days": days}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        file, over_why = form.cleaned_data["file"], form.cleaned_data["over_why"]
        pasted = form.cleaned_data["pasted"] or ""
        # A form's lines end in CR LF; a file that was looked at is the same file when it is kept.
        content = (file.read() if file else pasted.encode()).replace(b"\r\n", b"\n")
        today = timezone.localdate(viewer.at)
        codes = [each.code for each in lines]
        read = read_expenses(content, lines=codes, days=days, today=today)
        taken = queries.was_taken(sha256(content).hexdigest(), year=year, viewer=viewer)
        if read.problems:
            shown |= {"problems": read.problems}
        elif "keep" in request.POST and not taken:
            try:
                kept = actions.take_expenses(
                    read, content=content, year=year, over_why=over_why, by=viewer, at=viewer.at
                )
            except CouncilError as refused:
                said = _("Nothing of the list is kept.")
                shown |= {"problems": ((0, "", str(refused), said),)}
            else:
                done = ngettext("{} expense is kept.", "{} expenses are kept.", kept).format(kept)
                messages.success(request, done)
                return HttpResponseRedirect(f"{reverse('council:budget')}?year={year}")
        else:
            text = content.decode("utf-8-sig")
            shown |= {"read": read, "text": text, "taken": taken, "over_why": over_why}
            shown |= {"after": _after(read.rows, lines)}
    status = 422 if form.errors or shown.get("problems") else 200
    return render(request, "council/bring_expenses.html", shown, status=status)


def _after(rows: Any, lines: Any) -> list[tuple[Any, int, int]]:
    """Return each line the list touches, what it would take, and what would be left."""
    told: dict[str, int] = {}
    for each in rows:
        told[each.line] = told.get(each.line, 0) + each.cents
    return [
        (each, told[each.code], each.sums.remaining - told[each.code])
        for each in lines
        if each.code in told
    ]


def _entered(request: HttpRequest, form: EntryForm, line: str) -> bool:
    viewer, given = asker(request), form.cleaned_data
    kind = EntryKind(given["kind"])
    entry = actions.Entry(
        kind=kind,
        cents=given["amount"],
        on=given["on"],
        who=given["who"],
        words=given["words"],
        once=given["once"],
        source=given["source"],
        commitment=given["commitment"] if kind is EntryKind.SPENT else "",
        over_why=given["over_why"],
    )
    try:
        actions.enter(line, entry=entry, by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except CouncilError as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("The entry is kept."))
    return True


def _decided(request: HttpRequest, entries: set[str]) -> None:
    viewer, post = asker(request), request.POST
    entry, why, do = post.get("entry", ""), post.get("why", ""), post.get("do", "")
    if entry not in entries or do not in ("agree", "refuse", "reverse"):
        raise Http404
    try:
        if do == "reverse":
            once = post.get("once", "")[:64] or new_id()
            actions.reverse(entry, why=why, once=once, by=viewer, at=viewer.at)
        else:
            actions.decide(entry, agree=do == "agree", why=why, by=viewer, at=viewer.at)
    except NoSuchPaper:
        raise Http404 from None
    except (CouncilError, MoveNotAllowed) as refused:
        messages.error(request, str(refused))


def _choices(request: HttpRequest) -> dict[str, list[tuple[str, Any]]]:
    viewer = asker(request)
    if not viewer.may(WORKS):
        return {"four_ps": [], "plan": [], "figures": []}
    return {
        "four_ps": [(each.value, said) for each, said in words.FOUR_PS.items()],
        "plan": plan.may_wait_for("", viewer=viewer),
        "figures": Sources().figures(),
    }


def _year(request: HttpRequest) -> int:
    told, viewer = request.GET.get("year", ""), asker(request)
    if told.isascii() and told.isdecimal() and 1900 < int(told[:6]) < 2200:
        return int(told)
    return queries.year_of(timezone.localdate(viewer.at), viewer=viewer)


def _bar(sums: Sums) -> dict[str, int]:
    """Return where the parts of a bar begin and end, of 1,000; more than was given fills it."""
    whole = max(sums.allocated, sums.spent + sums.committed, 1)
    spent, both = (1000 * n // whole for n in (sums.spent, sums.spent + sums.committed))
    return {"spent": max(spent, 0), "committed": max(both - spent, 0), "given": sums.allocated}


def _printed_line(each: queries.BudgetLineRow) -> paper.Line:
    reached = ""
    if each.reached is not None:
        cost = f", {money(each.reached.each)} each" if each.reached.each else ""
        reached = f"{each.reached.words}: {each.reached.value:,}{cost}"
    sums = each.sums
    amounts = (sums.allocated, sums.spent, sums.committed, sums.remaining)
    return paper.Line(each.code, each.name, each.four_p.value, *amounts, reached)
