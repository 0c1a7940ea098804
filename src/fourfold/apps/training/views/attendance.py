"""Who was at a session: confirming, adding, bringing a list, counting heads, the QR to sign in."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.apps.training.actions import attendance as actions
from fourfold.apps.training.actions import sessions as session_actions
from fourfold.apps.training.forms.sessions import AddForm, CountForm, ListForm
from fourfold.apps.training.queries import sessions as queries
from fourfold.apps.training.queries.sessions import SessionLine
from fourfold.apps.training.rules.people_list import as_text, read_people
from fourfold.apps.training.rules.sessions import TrainingError
from fourfold.apps.training.states import Stands
from fourfold.apps.training.views.sessions import done, page_of, session_or_404
from fourfold.apps.training.views.words import GIVES, posted
from fourfold.security.doors import needs
from fourfold.security.pages.asking import asker

PASTED = "list.csv"


@needs(GIVES, why="the trainer says who was there")
@require_POST
def decide(request: HttpRequest, training: str) -> HttpResponse:
    """Confirm one line or all that wait, or take one off. The button's value says which."""
    viewer = asker(request)
    session_or_404(training, viewer)
    do, _colon, line = request.POST.get("do", "").partition(":")
    if do == "off":
        return done(
            request,
            training,
            lambda: actions.take_off(training, line=line, by=viewer),
            said=_("The line is off the list. You can put it back below."),
        )
    listed = queries.listed(training, viewer=viewer)
    waits = [each.id for each in listed if each.stands is Stands.WAITS]
    lines = waits if do == "all" else [line]
    said = ngettext("{} person was there.", "{} people were there.", len(lines)).format(len(lines))
    return done(
        request, training, lambda: actions.confirm(training, lines=lines, by=viewer), said=said
    )


@needs(GIVES, why="the trainer adds somebody without a telephone")
@require_POST
def add(request: HttpRequest, training: str) -> HttpResponse:
    """Add one person by hand."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    form = AddForm(request.POST, auto_id="add_%s")
    if not form.is_valid():
        values = page_of(found, viewer=viewer) | {"add_form": form, "add_open": True}
        return render(request, "training/session.html", values, status=422)
    given = form.cleaned_data
    try:
        is_new = actions.add(
            training,
            name=given["name"],
            workplace=given["workplace"],
            mail=given["mail"],
            by=viewer,
        )
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        said = _("Added to the list.") if is_new else _("This person is on the list already.")
        messages.success(request, said)
    return HttpResponseRedirect(reverse("training:session", args=[training]))


@needs(GIVES, why="the trainer brings a list of who was there")
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, training: str) -> HttpResponse:
    """Read a list, tell every problem, show who would be added, and add them."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    if found.counts_only or found.off_at is not None:
        raise Http404
    form = ListForm(posted(request), request.FILES or None)
    values = {"session": found, "form": form}
    if request.method == "POST" and form.is_valid() and "back" not in request.POST:
        file = form.cleaned_data["file"]
        pasted = form.cleaned_data["pasted"] or ""
        if file is not None:
            read = read_people(file.name, file.read())
        else:
            read = read_people(PASTED, pasted.encode("utf-8", "replace"))
        if read.problems:
            values |= {"problems": read.problems}
        elif "keep" in request.POST:
            return _keep(request, training, read.people)
        else:
            values |= {"read": read, "text": as_text(read.people)}
    return render(request, "training/bring.html", values)


@needs(GIVES, why="the trainer counts heads; of youth nothing else is kept")
@require_POST
def count(request: HttpRequest, training: str) -> HttpResponse:
    """Note how many were in the room."""
    viewer = asker(request)
    found = session_or_404(training, viewer)
    form = CountForm(request.POST, auto_id="count_%s")
    if not form.is_valid():
        values = page_of(found, viewer=viewer) | {"count_form": form}
        return render(request, "training/session.html", values, status=422)
    counted = form.cleaned_data["counted"]
    return done(
        request,
        training,
        lambda: session_actions.count_heads(training, counted=counted, by=viewer),
        said=_("The count is kept.") if counted is not None else _("The count is taken back."),
    )


@needs(GIVES, why="shows the address to sign in, to put on a wall")
@require_safe
def sign(request: HttpRequest, training: str) -> HttpResponse:
    """Show a session's QR code large, to project or print."""
    found = _with_a_sign(request, training)
    values = {"session": found, "address": _address(request, found)}
    return render(request, "training/sign.html", values)


@needs(GIVES, why="draws the address to sign in")
@require_safe
def qr(request: HttpRequest, training: str) -> HttpResponse:
    """Draw a session's address as a QR code, in SVG."""
    import qrcode  # noqa: PLC0415 - slow to import; only this address pays for it
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415 - as above

    address = _address(request, _with_a_sign(request, training))
    drawn = qrcode.make(address, image_factory=SvgPathImage, border=2)
    return HttpResponse(drawn.to_string(), content_type="image/svg+xml; charset=utf-8")


def _with_a_sign(request: HttpRequest, training: str) -> SessionLine:
    found = session_or_404(training, asker(request))
    if found.counts_only or found.off_at is not None:
        raise Http404
    return found


def _address(request: HttpRequest, found: SessionLine) -> str:
    return request.build_absolute_uri(reverse("attending:sign_in", args=[found.token]))


def _keep(
    request: HttpRequest, training: str, people: tuple[tuple[str, str, str], ...]
) -> HttpResponse:
    viewer = asker(request)
    try:
        new = actions.bring(training, people=people, by=viewer)
    except TrainingError as refused:
        messages.error(request, str(refused))
    else:
        said = ngettext("{} person is added.", "{} people are added.", new).format(new)
        if there := len(people) - new:
            said += " " + ngettext(
                "{} was on the list already.", "{} were on the list already.", there
            ).format(there)
        messages.success(request, said)
    return HttpResponseRedirect(reverse("training:session", args=[training]))
