"""Listings are brought as a file, looked at, and kept as drafts; organizations are added."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from fourfold.apps.directory.actions import bringing
from fourfold.apps.directory.forms.bringing import FileForm
from fourfold.apps.directory.queries.said import names
from fourfold.apps.directory.rules import DirectoryError
from fourfold.apps.directory.rules.bringing import as_text, read_listings
from fourfold.apps.directory.views.listings import CURATES, WHY
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

PASTED = "pasted.csv"


@needs(CURATES, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Read a file of listings, tell every problem, show what would be added, and add it."""
    viewer = asker(request)
    post = request.POST if request.method == "POST" else None
    form = FileForm(post, request.FILES or None)
    values: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"] or ""
        name = file.name if file is not None else PASTED
        content = file.read() if file is not None else pasted.encode("utf-8", "replace")
        read = read_listings(name, content, names=names(viewer=viewer))
        if read.problems:
            values |= {"problems": read.problems}
        elif "keep" in request.POST:
            try:
                done = bringing.bring(read.rows, by=viewer, at=viewer.at)
            except DirectoryError as refused:
                values |= {"problems": ((0, str(refused), _("Nothing was added.")),)}
            else:
                said = ngettext("{} draft was added.", "{} drafts were added.", done.new)
                also = ngettext(
                    "{} listing was here already and stays as it is.",
                    "{} listings were here already and stay as they are.",
                    done.known,
                )
                told = said.format(done.new)
                if done.known:
                    told = f"{told} {also.format(done.known)}"
                messages.success(request, told)
                return HttpResponseRedirect(reverse("directory:listings"))
        else:
            values |= {"read": read, "text": as_text(read.rows)}
    status = 422 if form.errors or values.get("problems") else 200
    return render(request, "directory/bring.html", values, status=status)
