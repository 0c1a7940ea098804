"""
An office without an account brings a file by its link: the same checks, store and limits as a
steward's, one page a step. Every step carries the key; a file is named by the pages' own forms.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fourfold.apps.submissions.actions import answering as sending
from fourfold.apps.submissions.actions import keeping
from fourfold.apps.submissions.actions import uploads as actions
from fourfold.apps.submissions.forms.bringing import Bring, Note, TakenFor
from fourfold.apps.submissions.queries import answering as queries
from fourfold.apps.submissions.queries import uploads
from fourfold.apps.submissions.queries.answering import Question
from fourfold.apps.submissions.queries.uploads import UploadCard
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.apps.submissions.rules.results import for_the_office
from fourfold.apps.submissions.states import MoveNotAllowed, UploadState
from fourfold.apps.submissions.views import answering
from fourfold.apps.submissions.views import bring_words as words
from fourfold.apps.submissions.views.answering import Shown, Who
from fourfold.apps.submissions.views.bring import begin_parts, bring_whole, take_part
from fourfold.apps.submissions.views.to_mend import KINDS
from fourfold.security.ids import new_id
from fourfold.security.pages.downloads import stream_file

STEPS = frozenset(
    ("bring", "brought", "look-file", "answer-file", "keep-file", "drop-file", "marked-csv")
) | {"marked-xlsx", "begin-file", "file-part", "first-look"}
FOR_SCRIPT = frozenset(("begin-file", "file-part", "first-look"))
"""What our script asks for while a file comes in parts; it hears JSON."""
FIRST_LINES = 6
"""Groups of problems told while the rest of the file is still coming."""
PLACES = 12
"""Places of a group that a page shows; the marked copy has them all."""


def step(request: HttpRequest, who: Who) -> Shown | HttpResponseBase | None:
    """Do what a page asks for and return what to show; None: no such call for this office."""
    question = queries.question_of(who.call, office=who.office, viewer=who.by)
    do = request.POST.get("do", "")
    if question is None or not question.is_open:
        if do in FOR_SCRIPT:
            return JsonResponse({"refused": _("This call takes no more answers.")})
        return answering.step({"do": "receipt"}, who)
    if do in FOR_SCRIPT:
        return _in_parts(do, request, who)
    if do == "bring":
        return _bring(question, who)
    if do == "brought":
        return _brought(request, question, who)
    card = uploads.upload_of(request.POST.get("upload", ""), viewer=who.by)
    if card is not None and card.state is UploadState.KEPT:  # the same page sent twice
        return answering.step({"do": "receipt"}, who)
    if card is None or card.state is not UploadState.WHOLE:
        return _bring(question, who, said=_("This file is gone. Bring it again."), status=404)
    if do == "answer-file":
        return _answered(request, question, card, who)
    if do == "keep-file":
        return _kept(request, question, card, who)
    if do == "drop-file":
        return _dropped(question, card, who)
    if do.startswith("marked-"):
        return _marked(do.removeprefix("marked-"), question, card, who)
    return _stands(question, card, who)


def _in_parts(do: str, request: HttpRequest, who: Who) -> JsonResponse:
    """Begin a file, take a part of it, or say what is wrong in what is here."""
    upload = request.POST.get("upload", "")
    try:
        if do == "begin-file":
            card = begin_parts(
                request, call=who.call, organization=who.office, by=who.by, at=who.at
            )
            return JsonResponse({"arrived": card.arrived, "upload": card.id})
        if do == "file-part":
            arrived = take_part(request, upload, by=who.by, at=who.at)
            return JsonResponse({"arrived": arrived, "look": True})
    except SubmissionError as refused:
        return JsonResponse({"refused": str(refused)})
    mine = uploads.upload_of(upload, viewer=who.by) is not None
    found = uploads.first_look(upload, viewer=who.by) if mine else None
    return JsonResponse({"lines": words.first_lines(found)[:FIRST_LINES] if found else []})


def _bring(
    question: Question, who: Who, *, form: Bring | None = None, said: str = "", status: int = 200
) -> Shown:
    waiting = uploads.open_uploads(who.call, organization=who.office, viewer=who.by)
    values = {
        "q": question,
        "form": form or Bring(initial={"once": new_id()}),
        "said": said,
        "waiting": [each for each in waiting if each.state is UploadState.WHOLE],
    }
    return Shown("bring", values, status)


def _brought(request: HttpRequest, question: Question, who: Who) -> Shown:
    form = Bring(request.POST, request.FILES)
    if not form.is_valid():
        return _bring(question, who, form=form, status=422)
    name, content = form.came()
    try:
        upload = bring_whole(
            name,
            content,
            call=who.call,
            organization=who.office,
            once=form.cleaned_data["once"],
            by=who.by,
            at=who.at,
        )
    except SubmissionError as refused:
        form.add_error("file", str(refused))
        return _bring(question, who, form=form, status=422)
    card = uploads.upload_of(upload, viewer=who.by)
    if card is None or card.state is not UploadState.WHOLE:  # the same page sent after it was done
        return _bring(question, who, said=_("This file is gone. Bring it again."), status=409)
    return _stands(question, card, who)


def _stands(
    question: Question, card: UploadCard, who: Who, *, form: TakenFor | None = None
) -> Shown:
    """Show what a file was taken for while that is in doubt, then what is to mend in it."""
    found = uploads.recognition(card.id, viewer=who.by, on=timezone.localdate(who.at))
    if found is None:  # let go a moment ago
        return _bring(question, who, said=_("This file is gone. Bring it again."), status=404)
    if found.can_be_read and not found.doubts and form is None:
        return _problems(question, card, who)
    fields = [(each.name, each.title) for each in question.contract.fields]
    asks = form or TakenFor(found=found, fields=fields)
    doubted = {each.code: each for each in found.doubts}
    values = {
        "q": question,
        "card": card,
        "form": asks,
        "facts": words.taken_for(found),
        "questions": [asks[name] for name in asks.asked],
        "columns": [
            (each, asks[name], doubted.get(f"column:{each.place}"), words.MATCHES[each.match])
            for name, each in asks.columns
        ],
        "missing": [dict(fields).get(each, each) for each in found.missing],
        "groups": words.groups(found.problems, question.contract),
    }
    return Shown("taken", values, 422 if form is not None else 200)


def _answered(request: HttpRequest, question: Question, card: UploadCard, who: Who) -> Shown:
    found = uploads.recognition(card.id, viewer=who.by, on=timezone.localdate(who.at))
    if found is None:
        return _bring(question, who, said=_("This file is gone. Bring it again."), status=404)
    fields = [(each.name, each.title) for each in question.contract.fields]
    form = TakenFor(request.POST, found=found, fields=fields)
    if not form.is_valid():
        return _stands(question, card, who, form=form)
    try:
        actions.answer(card.id, answers=form.answers(), by=who.by, at=who.at)
    except SubmissionError as refused:
        form.add_error(None, str(refused))
        return _stands(question, card, who, form=form)
    return _stands(question, card, who)


def _problems(
    question: Question, card: UploadCard, who: Who, *, note: Note | None = None, said: str = ""
) -> Shown:
    checked = uploads.checked(card.id, viewer=who.by, on=timezone.localdate(who.at))
    if checked is None:
        return _bring(question, who, said=_("This file is gone. Bring it again."), status=404)
    mine = for_the_office(checked)
    groups = words.groups(mine.groups, question.contract)
    for each in groups:
        each["shown"] = each["examples"][:PLACES]
        each["only_rows"] = not any(one["value"] or one["suggestion"] for one in each["shown"])
        each["left"] = each["count"] - len(each["shown"])
    rows = mine.rows or 0
    values: dict[str, Any] = {
        "q": question,
        "card": card,
        "count": ngettext("{} row", "{} rows", rows).format(f"{rows:,}"),
        "as_sheet": rows <= uploads.MOST_SHEET_ROWS,
        "errors": [each for each in groups if each["is_error"]],
        "warnings": [each for each in groups if not each["is_error"]],
        "note": note or Note(),
        "said": said,
        "before": card.earlier,
    }
    return Shown("problems", values, 422 if note or said else 200)


def _kept(
    request: HttpRequest, question: Question, card: UploadCard, who: Who
) -> Shown | HttpResponseBase | None:
    checked = uploads.checked(card.id, viewer=who.by, on=timezone.localdate(who.at))
    note = Note(request.POST)
    note.fields["note"].required = bool(checked and for_the_office(checked).warnings)
    if not note.is_valid():
        return _problems(question, card, who, note=note)
    try:
        sending.send_file(
            card.id,
            call=who.call,
            office=who.office,
            note=note.cleaned_data["note"],
            by=who.by,
            at=who.at,
        )
    except keeping.AlreadyReceived:
        return _problems(question, card, who)
    except (SubmissionError, sending.AnswerError, MoveNotAllowed) as refused:
        return _problems(question, card, who, said=str(refused))
    shown = answering.step({"do": "receipt"}, who)
    return Shown("receipt", shown.values | {"just": True}) if shown else None


def _dropped(question: Question, card: UploadCard, who: Who) -> Shown:
    try:
        actions.drop(card.id, by=who.by, at=who.at)
    except SubmissionError as refused:
        return _bring(question, who, said=str(refused), status=409)
    return _bring(question, who, said=_("The file is destroyed here. Yours is as it was."))


def _marked(form: str, question: Question, card: UploadCard, who: Who) -> Shown | HttpResponseBase:
    try:
        pieces = uploads.marked(card.id, form=form, viewer=who.by, on=timezone.localdate(who.at))
    except uploads.TooLarge as refused:
        return _problems(question, card, who, said=str(refused))
    if pieces is None:
        return _stands(question, card, who)
    actions.take_marked(card.id, form=form, by=who.by, at=who.at)
    return stream_file(pieces, kind=KINDS[form], name=f"to-mend.{form}", at=who.at)
