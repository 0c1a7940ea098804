"""Employees trained when hired, as places attest: the register, a new one, a list, a print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.apps.training.actions import hires as actions
from fourfold.apps.training.forms.hires import HiresForm
from fourfold.apps.training.forms.sessions import ListForm
from fourfold.apps.training.queries import hires as queries
from fourfold.apps.training.rules.courses import town_names
from fourfold.apps.training.rules.hires import as_text, read_hires
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.views.words import LEADS, posted
from fourfold.documents import pdf
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

WHY = "the training office follows who attests that employees are trained when hired"
PASTED = "list.csv"


@needs(LEADS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def hires(request: HttpRequest) -> HttpResponse:
    """Show each place as it attested last; note one, or take a wrong one out."""
    viewer = asker(request)
    out = request.POST.get("out", "")[:40]
    form = HiresForm(None if out else posted(request), towns=town_names())
    try:
        if out:
            actions.take_out(out, by=viewer)
            messages.success(request, _("It is taken out. You can note it anew."))
            return HttpResponseRedirect(reverse("training:hires"))
        if form.is_bound and form.is_valid():
            new = actions.attest([form.told()], by=viewer)
            noted, same = _("The attestation is noted."), _("This is noted already.")
            messages.success(request, noted if new else same)
            return HttpResponseRedirect(reverse("training:hires"))
    except TrainingError as refused:
        if out:
            messages.error(request, str(refused))
            return HttpResponseRedirect(reverse("training:hires"))
        form.add_error(None, str(refused))
    found = queries.places(viewer=viewer, on=timezone.localdate(viewer.at))
    values = {
        "rows": found,
        "duty": queries.duty(viewer=viewer),
        "missing": sum(each.missing for each in found),
        "late": sum(each.is_late for each in found),
        "form": form,
    }
    return render(request, "training/hires.html", values, status=422 if form.errors else 200)


@needs(LEADS, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_hires(request: HttpRequest) -> HttpResponse:
    """Read a list of attestations, tell every problem, show what would be noted, and note it."""
    viewer = asker(request)
    form = ListForm(posted(request), request.FILES or None)
    values: dict[str, Any] = {"form": form, "towns": town_names()}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"] or ""
        name = file.name if file is not None else PASTED
        content = file.read() if file is not None else pasted.encode("utf-8", "replace")
        on = timezone.localdate(viewer.at)
        read = read_hires(name, content, towns=town_names(), today=on)
        if read.problems:
            values |= {"problems": read.problems}
        elif "keep" in request.POST:
            try:
                new = actions.attest(read.rows, by=viewer)
            except TrainingError as refused:
                values |= {"problems": ((0, str(refused), _("Nothing of the list was noted.")),)}
            else:
                said = ngettext("{} attestation is noted.", "{} attestations are noted.", new)
                messages.success(request, said.format(new))
                return HttpResponseRedirect(reverse("training:hires"))
        else:
            values |= {"read": read, "text": as_text(read.rows)}
    status = 422 if form.errors or values.get("problems") else 200
    return render(request, "training/bring_hires.html", values, status=status)


@needs(LEADS, why=WHY)
@require_safe
def hires_pdf(request: HttpRequest) -> HttpResponse:
    """Give the register as PDF."""
    viewer = asker(request)
    found = queries.register(viewer=viewer, on=timezone.localdate(viewer.at))
    if found is None:
        raise Http404
    headers = {"Content-Disposition": 'attachment; filename="trained-when-hired.pdf"'}
    return HttpResponse(pdf.render(found), content_type="application/pdf", headers=headers)
