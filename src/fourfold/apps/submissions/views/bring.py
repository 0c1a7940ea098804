"""A data steward's calls, and the page where a file is brought."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.apps.submissions.access import Who
from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.actions import uploads as actions
from fourfold.apps.submissions.actions.batches import SubmissionError
from fourfold.apps.submissions.forms.bringing import Beginning, Bring, Part
from fourfold.apps.submissions.queries import batches, calls, uploads
from fourfold.apps.submissions.queries.calls import AskedOf
from fourfold.apps.submissions.queries.uploads import UploadCard
from fourfold.apps.submissions.states import Answered, UploadState
from fourfold.apps.submissions.views import bring_words as words
from fourfold.apps.submissions.views.call_words import title_of
from fourfold.reference import Contract, UnknownName, active_pack
from fourfold.reference.contracts import About
from fourfold.security.access.roles import Permission
from fourfold.security.access.viewer import Viewer
from fourfold.security.doors import needs
from fourfold.security.ids import new_id
from fourfold.security.pages.asking import asker

MOST_TRIES = 50
"""How often the very same file may have come to an end before it is refused as a mistake."""


@needs(Permission.BATCH_SEND, why="a steward sees what their own offices were asked")
@require_http_methods(["GET", "HEAD"])
def bring(request: HttpRequest) -> HttpResponse:
    """List what one's offices were asked."""
    found = [_row(each) for each in calls.calls_for(viewer=asker(request))]
    shown = {
        "open": [each for each in found if each["is_open"]],
        "closed": [each for each in found if not each["is_open"]],
    }
    return render(request, "submissions/bring.html", shown)


@needs(Permission.BATCH_SEND, why="a steward answers for their own offices")
@require_http_methods(["GET", "HEAD"])
def bring_call(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Show one call to one office: what was asked, what to do next, what was sent."""
    viewer = asker(request)
    asked = asked_of(call, office, viewer=viewer)
    found = batches.batches_of_call(call, organization=office, viewer=viewer)
    shown = about(asked) | {
        "row": _row(asked),
        "by_form": contract_for(asked.call.dataset).about is About.COUNTS,
        "versions": [
            dict(zip(("one", "stands", "tone"), (each, *words.STANDS[each.state]), strict=True))
            for each in sorted(found, key=lambda each: -each.version)
        ],
        "on_the_way": [
            {"one": each, "done": each.state is not UploadState.ARRIVING}
            for each in uploads.open_uploads(call, organization=office, viewer=viewer)
        ],
    }
    return render(request, "submissions/bring_call.html", shown)


@needs(Permission.BATCH_SEND, why="a steward answers for their own offices")
@require_POST
def nothing_here(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Say that an office has nothing to report, or take it back."""
    viewer = asker(request)
    asked_of(call, office, viewer=viewer)
    act = asking.something_to_report if "back" in request.POST else asking.nothing_to_report
    try:
        act(call, organization=office, by=viewer.account, at=viewer.at)
    except SubmissionError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("It is taken back. The Council waits for your answer again.")
            if "back" in request.POST
            else _("The Council sees that you have nothing to report. That is an answer."),
        )
    return HttpResponseRedirect(reverse("submissions:bring_call", args=[call, office]))


@needs(Permission.BATCH_SEND, why="a steward brings files of their own offices")
@require_http_methods(["GET", "HEAD", "POST"])
def bring_file(request: HttpRequest, call: str, office: str) -> HttpResponse:
    """Take a file or pasted cells; a browser with our script brings a file in parts instead."""
    viewer = asker(request)
    asked = asked_of(call, office, viewer=viewer)
    form = Bring(request.POST or None, request.FILES or None, initial={"once": new_id()})
    if request.method == "POST" and form.is_valid():
        name, content = form.came()
        once = form.cleaned_data["once"]
        try:
            upload = bring_whole(
                name,
                content,
                call=call,
                organization=office,
                once=once,
                by=viewer,
                at=viewer.at,
            )
        except SubmissionError as refused:
            form.add_error("file", str(refused))
        else:
            return HttpResponseRedirect(reverse("submissions:upload", args=[upload]))
    shown = about(asked) | {"form": form}
    return render(request, "submissions/bring_file.html", shown)


@needs(Permission.BATCH_SEND, why="a steward brings files of their own offices")
@require_POST
def bring_begin(request: HttpRequest, call: str, office: str) -> JsonResponse:
    """Begin a file in parts, or go on with it where it stopped; answers our own script."""
    viewer = asker(request)
    asked_of(call, office, viewer=viewer)
    try:
        found = begin_parts(request, call=call, organization=office, by=viewer, at=viewer.at)
    except SubmissionError as refused:
        return JsonResponse({"refused": str(refused)})
    return JsonResponse(
        {
            "arrived": found.arrived,
            "part": reverse("submissions:upload_part", args=[found.id]),
            "page": reverse("submissions:upload", args=[found.id]),
        }
    )


# ------------------------------------------------------------------ what several pages share
def begin_parts(
    request: HttpRequest, *, call: str, organization: str, by: Who, at: datetime
) -> UploadCard:
    """
    Begin a file in parts, as our script asks for it, or go on with the same file.

    :raises SubmissionError: with what to tell whoever brings it.
    """
    form = Beginning(request.POST)
    if not form.is_valid():
        raise SubmissionError(_("This file has no name or size that could be read."))
    said = form.cleaned_data
    for nth in range(MOST_TRIES):
        upload = actions.begin(
            call,
            organization=organization,
            file_name=said["name"],
            size=said["size"],
            once=f"{said['once']}:{nth}",
            by=by,
            at=at,
        )
        found = uploads.upload_of(upload, viewer=by)
        if found and found.state in (UploadState.ARRIVING, UploadState.WHOLE):
            return found
    raise SubmissionError(_("This file came and was let go many times already."))


def take_part(request: HttpRequest, upload: str, *, by: Who, at: datetime) -> int:
    """
    Take one part of a file, as our script sends it; returns how many bytes are here.

    :raises NoSuchUpload: :raises SubmissionError: with what to tell whoever brings it.
    """
    form = Part(request.POST, request.FILES)
    if not form.is_valid():
        raise SubmissionError(_("This part of the file could not be read."))
    said = form.cleaned_data
    try:
        return actions.add_part(
            upload, start=said["start"], content=said["part"].read(), by=by, at=at
        )
    except actions.PartMissing as missing:
        return missing.arrived
    except actions.PartDiffers as differs:
        raise SubmissionError(str(differs)) from differs


def bring_whole(
    name: str, content: bytes, *, call: str, organization: str, once: str, by: Who, at: datetime
) -> str:
    """
    Bring a file that is here already; returns the upload's id. :raises SubmissionError:.

    once: the page's own key; the same page with another file is another file.
    """
    digest = hashlib.sha256(content).hexdigest()[:32]
    upload = actions.begin(
        call,
        organization=organization,
        file_name=name,
        size=len(content),
        once=f"{once}:{digest}",
        by=by,
        at=at,
    )
    with suppress(actions.UploadEnded):  # the same page sent again, after it was done
        for start in range(0, len(content), actions.MOST_PART):
            part = content[start : start + actions.MOST_PART]
            actions.add_part(upload, start=start, content=part, by=by, at=at)
    return upload


def asked_of(call: str, office: str, *, viewer: Viewer) -> AskedOf:
    """Return what an office was asked in a call; unknown and not one's own are the same 404."""
    for each in calls.calls_for(viewer=viewer):
        if each.call.code == call and each.line.organization == office:
            return each
    raise Http404


def contract_for(dataset: str) -> Contract:
    """Return the contract of a call's dataset; without one there is nothing to show."""
    try:
        return active_pack().contract(dataset)
    except UnknownName:
        raise Http404 from None


def about(asked: AskedOf) -> dict[str, Any]:
    """Return what the pages of one call and office say at their top."""
    contract = contract_for(asked.call.dataset)
    return {
        "call": asked.call,
        "office": asked.line,
        "contract": contract,
        "title": title_of(asked.call),
        "period": period(asked.call.from_on, asked.call.until_on),
    }


def period(from_on: date | None, until_on: date | None) -> tuple[date, date] | None:
    """Return a period's first and last day."""
    if from_on is None or until_on is None:
        return None
    return from_on, until_on - timedelta(days=1)


def _row(asked: AskedOf) -> dict[str, Any]:
    line, call = asked.line, asked.call
    is_open = call.closed_at is None
    return {
        "call": call,
        "office": line,
        "title": title_of(call),
        "stands": words.ANSWERED[line.answered][0],
        "tone": words.ANSWERED[line.answered][1],
        "is_open": is_open,
        "is_past": line.past,
        "next": _next(line.answered) if is_open else "",
        "may_say_nothing": is_open
        and line.answered in (Answered.NOT_YET, Answered.LATE, Answered.RETURNED, Answered.DRAFT),
        "said_nothing": is_open and line.answered is Answered.NOTHING,
    }


def _next(stands: Answered) -> str:
    """Return what the office does next, in words; "" where it is done."""
    return {
        Answered.NOT_YET: _("Bring your file"),
        Answered.LATE: _("Bring your file now"),
        Answered.DRAFT: _("Look at it and send it"),
        Answered.RETURNED: _("Read why, mend it, send it again"),
        Answered.SENT: _("Nothing: the Council looks at it"),
    }.get(stands, "")
