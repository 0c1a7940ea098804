"""A file on its way: its parts, what it was taken for, what is to mend, and keeping it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.apps.submissions.actions import keeping
from fourfold.apps.submissions.actions import uploads as actions
from fourfold.apps.submissions.actions.batches import SubmissionError
from fourfold.apps.submissions.forms.bringing import Bring, Note, TakenFor
from fourfold.apps.submissions.queries import uploads
from fourfold.apps.submissions.queries.uploads import UploadCard
from fourfold.apps.submissions.rules.results import for_the_office
from fourfold.apps.submissions.states import UploadState
from fourfold.apps.submissions.views import bring_words as words
from fourfold.apps.submissions.views.bring import about, asked_of, take_part
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

WHY = "a steward brings files of their own offices"
FIRST_LINES = 6
"""Groups of problems told while the rest of the file is still coming."""
PLACES = 12
"""Places of a group shown at once; the rest on demand."""


# ------------------------------------------------------------------ for our own script
@needs(Permission.BATCH_SEND, why=WHY)
@require_POST
def upload_part(request: HttpRequest, upload: str) -> JsonResponse:
    """Take one part of a file."""
    viewer = asker(request)
    try:
        arrived = take_part(request, upload, by=viewer, at=viewer.at)
    except actions.NoSuchUpload:
        raise Http404 from None
    except SubmissionError as refused:
        return JsonResponse({"refused": str(refused)})
    look = reverse("submissions:upload_look", args=[upload])
    return JsonResponse({"arrived": arrived, "look": look})


@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD"])
def upload_look(request: HttpRequest, upload: str) -> JsonResponse:
    """Say what is wrong in the part of a file that is here."""
    viewer = asker(request)
    if uploads.upload_of(upload, viewer=viewer) is None:
        raise Http404
    found = uploads.first_look(upload, viewer=viewer)
    return JsonResponse({"lines": words.first_lines(found)[:FIRST_LINES] if found else []})


# ------------------------------------------------------------------ pages
@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD"])
def upload(request: HttpRequest, upload: str) -> HttpResponse:
    """Lead to the page on which a file stands."""
    viewer = asker(request)
    card = _card(upload, viewer)
    if card.state is UploadState.KEPT:
        return HttpResponseRedirect(reverse("submissions:batch", args=[card.batch]))
    if card.state is not UploadState.WHOLE:
        back = reverse("submissions:bring_file", args=[card.call, card.organization])
        if card.state is UploadState.ARRIVING:
            said = _("The file is not whole yet. Choose the same file again, and it goes on.")
            messages.warning(request, said)
        else:
            messages.warning(request, _("This file is gone. Bring it again."))
        return HttpResponseRedirect(back)
    found = _taken(upload, viewer)
    asks = found.doubts or not found.can_be_read
    page = "submissions:upload_taken" if asks else "submissions:upload_problems"
    return HttpResponseRedirect(reverse(page, args=[upload]))


@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD", "POST"])
def upload_taken(request: HttpRequest, upload: str) -> HttpResponse:
    """Show what a file was taken for, and take answers to what is in doubt."""
    viewer = asker(request)
    card, asked = whole(upload, viewer)
    found = _taken(upload, viewer)
    shown = about(asked)
    fields = [(each.name, each.title) for each in shown["contract"].fields]
    form = TakenFor(request.POST or None, found=found, fields=fields)
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(upload, answers=form.answers(), by=viewer, at=viewer.at)
        except SubmissionError as refused:
            form.add_error(None, str(refused))
        else:
            return HttpResponseRedirect(reverse("submissions:upload", args=[upload]))
    shown |= {
        "card": card,
        "found": found,
        "facts": words.taken_for(found),
        "form": form,
        "questions": [form[name] for name in form.asked],
        "columns": _columns(form, found),
        "doubts": len(found.doubts),
        "missing": [dict(fields).get(each, each) for each in found.missing],
        "groups": words.groups(found.problems, shown["contract"]),
    }
    return render(request, "submissions/upload_taken.html", shown)


@needs(Permission.BATCH_SEND, why=WHY)
@require_http_methods(["GET", "HEAD"])
def upload_problems(request: HttpRequest, upload: str) -> HttpResponse:
    """Show what is to mend in a file, or that nothing is."""
    return _problems(request, upload)


@needs(Permission.BATCH_SEND, why=WHY)
@require_POST
def upload_keep(request: HttpRequest, upload: str) -> HttpResponse:
    """Keep a file as a version of the office's answer; it is not sent by that."""
    viewer = asker(request)
    card = _card(upload, viewer)
    if card.state is UploadState.KEPT:  # sent twice: the same version
        return HttpResponseRedirect(reverse("submissions:batch", args=[card.batch]))
    whole(upload, viewer)
    form = Note(request.POST)
    if not checked_of(upload, viewer).warnings:
        form.fields["note"].required = False
    if not form.is_valid():
        return _problems(request, upload, note=form)
    try:
        batch = keeping.keep(upload, note=form.cleaned_data["note"], by=viewer, at=viewer.at)
    except keeping.AlreadyReceived as before:
        messages.warning(request, str(before))
        return HttpResponseRedirect(reverse("submissions:batch", args=[before.batch]))
    except SubmissionError as refused:
        messages.error(request, str(refused))
        return _problems(request, upload, note=form)
    return HttpResponseRedirect(reverse("submissions:batch", args=[batch]))


@needs(Permission.BATCH_SEND, why=WHY)
@require_POST
def upload_drop(request: HttpRequest, upload: str) -> HttpResponse:
    """Let a file go."""
    viewer = asker(request)
    card = _card(upload, viewer)
    try:
        actions.drop(upload, by=viewer, at=viewer.at)
    except SubmissionError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The file is destroyed here. Yours is as it was."))
    back = reverse("submissions:bring_call", args=[card.call, card.organization])
    return HttpResponseRedirect(back)


# ------------------------------------------------------------------ what they share
def _problems(request: HttpRequest, upload: str, *, note: Note | None = None) -> HttpResponse:
    viewer = asker(request)
    card, asked = whole(upload, viewer)
    found = _taken(upload, viewer)
    if not found.can_be_read:
        return HttpResponseRedirect(reverse("submissions:upload_taken", args=[upload]))
    checked = checked_of(upload, viewer)
    shown = about(asked)
    groups = words.groups(checked.groups, shown["contract"])
    wanted = request.GET.get("group", "")
    for each in groups:
        each["is_open"] = wanted == str(each["nth"])
        each["shown"] = each["examples"] if each["is_open"] else each["examples"][:PLACES]
        each["only_rows"] = not any(one["value"] or one["suggestion"] for one in each["shown"])
        each["more"] = len(each["examples"]) > len(each["shown"])
        each["left"] = each["count"] - len(each["shown"]) if not each["more"] else 0
    shown |= {
        "card": card,
        "checked": checked,
        "rows": _rows(checked.rows),
        "as_sheet": (checked.rows or 0) <= uploads.MOST_SHEET_ROWS,
        "errors": [each for each in groups if each["is_error"]],
        "warnings": [each for each in groups if not each["is_error"]],
        "note": note or Note(),
        "mend": Bring(initial={"once": new_id()}),
        "again": card.earlier,
    }
    return render(request, "submissions/upload_problems.html", shown)


def _taken(upload: str, viewer: Viewer) -> Recognition:
    found = uploads.recognition(upload, viewer=viewer)
    if found is None:  # let go a moment ago
        raise Http404
    return found


def checked_of(upload: str, viewer: Viewer) -> Checked:
    """Return what the office can mend or look at in a file that is here."""
    found = uploads.checked(upload, viewer=viewer)
    if found is None:
        raise Http404
    return for_the_office(found)


def _rows(count: int | None) -> str:
    if count is None:
        return ""
    return ngettext("{} row", "{} rows", count).format(f"{count:,}")


def _columns(form: TakenFor, found: Recognition) -> list[dict[str, Any]]:
    doubted = {each.code: each for each in found.doubts}
    return [
        {
            "one": each,
            "field": form[name],
            "match": words.MATCHES[each.match],
            "doubt": doubted.get(f"column:{each.place}"),
        }
        for name, each in form.columns
    ]


def _card(upload: str, viewer: Viewer) -> UploadCard:
    found = uploads.upload_of(upload, viewer=viewer)
    if found is None:
        raise Http404
    return found


def whole(upload: str, viewer: Viewer) -> tuple[UploadCard, Any]:
    """Return a whole file that is not kept yet, and what its office was asked."""
    card = _card(upload, viewer)
    if card.state is not UploadState.WHOLE:
        raise Http404
    return card, asked_of(card.call, card.organization, viewer=viewer)
