"""
Answering a call on a page, step by step: type, look at it once more, send, keep the receipt.

Each step is one page that carries what was typed. `office` pages (by a link, without an account)
and a steward's pages show the same steps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fourfold.apps.submissions import access
from fourfold.apps.submissions.actions import answering, asking
from fourfold.apps.submissions.actions.keeping import AlreadyReceived
from fourfold.apps.submissions.forms.answers import AnswerForm, rows_for
from fourfold.apps.submissions.queries import answering as queries
from fourfold.apps.submissions.queries.answering import Question
from fourfold.apps.submissions.rules.answering import (
    MOST_ROWS,
    Layout,
    Outcome,
    Typed,
    key_of,
    rows_of,
    typed_of,
)
from fourfold.apps.submissions.rules.figures import SubmissionError
from fourfold.reference import ContractField, FieldType
from fourfold.security.ids import LENGTH, LETTERS, new_id

ROWS, PAGE = "rows", "page"
"""Hidden fields of the form: how many rows it shows, and the key of the page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What to show: the part of the page, its values, and the answer's status."""

    part: str
    values: dict[str, Any] = field(default_factory=dict)
    status: int = 200


@dataclass(frozen=True, slots=True)
class Who:
    """Whoever answers, for which office, to which call."""

    call: str
    office: str
    by: access.Who
    at: datetime


def step(sent: Mapping[str, str], who: Who) -> Shown | None:
    """
    Do what a page asks for and return what to show next; None: no such call for this office.

    sent: the fields as they came; `do` is the button that was pressed.
    """
    question = queries.question_of(who.call, office=who.office, viewer=who.by)
    if question is None:
        return None
    do = sent.get("do", "")
    if do == "receipt" or not question.is_open:
        return Shown("receipt", _receipt(question))
    if do == "sheet":
        return Shown("sheet", {"q": question})
    if do == "nothing":
        return Shown("nothing", {"q": question})
    if do == "nothing-sure":
        return _nothing(question, who)
    if question.layout is None:
        return Shown("file", {"q": question})
    if do in ("check", "send", "change", "more"):
        return _typed(sent, do, question, question.layout, who)
    if do != "again" and (question.newest is not None or question.says_nothing):
        return Shown("receipt", _receipt(question))
    return _begin(question, question.layout, who)


def _begin(question: Question, layout: Layout, who: Who) -> Shown:
    """Show the form with what is known: a draft, what came back, or last time's rows."""
    draft = question.draft
    if draft is not None:
        told = dict(draft.told)
    elif question.newest is not None:
        rows = queries.rows_of_answer(question.newest.batch, viewer=who.by)
        told = typed_of(layout, rows)
    else:
        told = _begins(question, layout)
    shown = rows_for(told)
    form = AnswerForm(initial=told, layout=layout, rows=shown, before=question.before)
    return Shown("form", _values(question, form, page=new_id(), draft=draft))


def _begins(question: Question, layout: Layout) -> dict[str, str]:
    told = {key_of(None, name): value for name, value in layout.begins.items()}
    if layout.one_row:
        return told
    same = set(layout.contract.key)
    rows = {key: each for key, each in question.before.items() if layout.parts_of(key)[1] in same}
    return {**rows, **told}


def _typed(sent: Mapping[str, str], do: str, question: Question, layout: Layout, who: Who) -> Shown:
    count = int(sent[ROWS]) if sent.get(ROWS, "").isdecimal() and len(sent[ROWS]) < 4 else 1
    page = sent.get(PAGE, "")
    page = page if len(page) == LENGTH and not set(page) - set(LETTERS) else new_id()
    form = AnswerForm(sent, layout=layout, rows=count, before=question.before)
    told = form.typed()
    if do in ("more", "change"):
        rows = rows_for(told, more=do == "more")
        again = AnswerForm(
            initial=told, layout=layout, rows=max(rows, count), before=question.before
        )
        return Shown("form", _values(question, again, page=page))
    typed = rows_of(layout, told)
    if not typed.rows:
        form.tell(Outcome())
        form.add_error(None, _("Nothing is filled in. If there is nothing, say so below."))
        return Shown("form", _values(question, form, page=page), status=422)
    if do == "send":
        return _send(question, form, typed, who, page=page)
    today = timezone.localdate(who.at)
    outcome = queries.check(who.call, office=who.office, typed=typed, today=today, viewer=who.by)
    if outcome.errors:
        form.tell(outcome)
        return Shown("form", _values(question, form, page=page), status=422)
    return Shown("look", _look(question, layout, form, typed, outcome, page=page))


def _send(question: Question, form: AnswerForm, typed: Typed, who: Who, *, page: str) -> Shown:
    try:
        answering.send_answers(who.call, office=who.office, typed=typed, by=who.by, at=who.at)
    except AlreadyReceived:  # the same page sent twice: the same receipt
        pass
    except answering.HasProblems as problems:
        form.tell(problems.outcome)
        return Shown("form", _values(question, form, page=page), status=422)
    except (answering.AnswerError, SubmissionError) as refused:
        form.tell(Outcome())
        form.add_error(None, str(refused))
        return Shown("form", _values(question, form, page=page), status=409)
    now = queries.question_of(who.call, office=who.office, viewer=who.by) or question
    return Shown("receipt", _receipt(now) | {"just": True})


def _nothing(question: Question, who: Who) -> Shown:
    try:
        asking.nothing_to_report(who.call, organization=who.office, by=who.by, at=who.at)
    except SubmissionError as refused:
        return Shown("nothing", {"q": question, "refused": str(refused)}, status=409)
    now = queries.question_of(who.call, office=who.office, viewer=who.by) or question
    return Shown("receipt", _receipt(now) | {"just": True})


def keep(sent: Mapping[str, str], who: Who) -> str:
    """
    Keep what is typed so far; returns the time, for the page to say.

    :raises answering.AnswerError: if it was not kept.
    """
    question = queries.question_of(who.call, office=who.office, viewer=who.by)
    if question is None or question.layout is None:
        raise answering.NotAsked("There is nothing to answer here.")
    rows = int(sent[ROWS]) if sent.get(ROWS, "").isdecimal() and len(sent[ROWS]) < 4 else 1
    told = AnswerForm(sent, layout=question.layout, rows=rows).typed()
    page = sent.get(PAGE, "")[:LENGTH]
    filled = {key: value for key, value in told.items() if value}
    answering.keep_draft(who.call, office=who.office, told=filled, page=page, by=who.by, at=who.at)
    return date_format(timezone.localtime(who.at), "g:i A")


# ------------------------------------------------------------------ what the pages show
def _values(
    question: Question, form: AnswerForm, *, page: str, draft: Any = None
) -> dict[str, Any]:
    return {
        "q": question,
        "form": form,
        "rows": form.count,
        "page": page,
        "draft": draft,
        "known": known_in_words(question),
        "may_have_more": not form.layout.one_row and form.count < MOST_ROWS,
    }


def known_in_words(question: Question) -> list[tuple[str, str]]:
    """Return what nobody has to type: titles with what stands there."""
    if question.layout is None:
        return []
    fields = question.contract.fields
    known = question.layout.known
    return [
        (each.title, cell_in_words(each, known[each.name]))
        for each in fields
        if known.get(each.name)
    ]


def cell_in_words(asked: ContractField, cell: str) -> str:
    """Return a cell as people read it: the words of its code, yes or no, a number with commas."""
    if asked.type is FieldType.BOOLEAN:
        return {"yes": _("Yes"), "no": _("No")}.get(cell, cell)
    if asked.type is FieldType.LIST:
        return ", ".join(asked.choices.get(each, each) for each in cell.split(";"))
    if asked.type is FieldType.INTEGER and cell.lstrip("-").isdecimal():
        return f"{int(cell):,}"
    return asked.choices.get(cell, cell)


def _look(
    question: Question,
    layout: Layout,
    form: AnswerForm,
    typed: Typed,
    outcome: Outcome,
    *,
    page: str,
) -> dict[str, Any]:
    """Return what is about to be sent, row by row in words, with what to look at."""
    fields = (*layout.shared, *layout.asked)
    rows = [
        [(each.title, cell_in_words(each, row[each.name])) for each in fields] for row in typed.rows
    ]
    return {
        "q": question,
        "form": form,
        "carried": [(key, value) for key, value in form.typed().items() if value],
        "rows": form.count,
        "page": page,
        "known": known_in_words(question),
        "answers": rows,
        "titles": [each.title for each in fields],
        "warnings": _warnings(layout, outcome),
    }


def _warnings(layout: Layout, outcome: Outcome) -> list[tuple[str, str]]:
    """Return each thing to look at once, after the names of the fields that it is about."""
    about: dict[str, list[str]] = {}
    for said in outcome.warnings:
        names = about.setdefault(said.words, [])
        if not said.key:
            continue
        place, name = layout.parts_of(said.key)
        title = layout.contract.field(name).title
        if place is not None and not layout.one_row:
            title = _("{title} in row {row}").format(title=title, row=place + 1)
        names.append(title)
    return [(", ".join(names), words) for words, names in about.items()]


def _receipt(question: Question) -> dict[str, Any]:
    return {"q": question, "known": known_in_words(question)}
