"""The law on the case page: the answers in short, and what to ask next, ready to be answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from fourfold.apps.cases.forms import law as forms
from fourfold.apps.cases.queries import law as queries
from fourfold.apps.cases.queries.cases import OpenCase
from fourfold.apps.cases.queries.law import Board, Stated
from fourfold.apps.cases.views import law_words
from fourfold.apps.cases.views.law_words import SaidStated
from fourfold.apps.cases.views.panel import Panel
from fourfold.reference import Fact, active_pack
from fourfold.security.ids import new_id

MOST_ASKED = 3
GROUPS: dict[str, Any] = {
    "AGE": _("Age"),
    "ACTION": _("Action: what was done"),
    "MEANS": _("Means: how"),
    "PURPOSE": _("Purpose: what for"),
    "CIRCUMSTANCE": _("Circumstances"),
}
KINDS: dict[str, Any] = {
    "FORCE": _("Force"),
    "FRAUD": _("Fraud"),
    "COERCION": _("Coercion"),
    "SEX": _("Sex"),
    "LABOR": _("Labor"),
    "": "",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question of the board. said: who answered it and what differs, empty while it is unknown.

    differs: sources differ, and nothing is chosen until somebody settles it.
    """

    field: BoundField
    fact: Fact
    stated: Stated | None
    helps: int
    said: tuple[SaidStated, ...] = ()
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Questions under one heading, in parts; a part's title may be empty."""

    title: Any
    parts: tuple[tuple[Any, tuple[Asked, ...]], ...]
    known: int
    all: int


def panel(opened: OpenCase) -> Panel | None:
    """Show what the law says of a case, and what to ask next."""
    board = queries.board(opened, viewer=opened.viewer)
    if board is None:
        return None
    facts = {each.code: each for each in active_pack().law_facts}
    asked = [facts[each.fact] for each in board.questions[:MOST_ASKED]]
    form = facts_form(board, only=asked)
    helps = {each.fact: len(each.helps) for each in board.questions}
    decided = queries.decisions(opened, viewer=opened.viewer)
    values = {
        "answers": [law_words.said(each) for each in board.answers],
        "on": law_words.day(board.on),
        "board": board,
        "differ": [facts[code].label for code in board.differing if code in facts],
        "form": form,
        "questions": [
            Asked(form[each.code], each, board.stated.get(each.code), helps[each.code])
            for each in asked
        ],
        "decided": [law_words.said_decision(each) for each in decided if each.stands],
    }
    return Panel("law", _("What the law says"), "cases/panel_law.html", values)


def facts_form(board: Board, *, only: Iterable[Fact] = ()) -> forms.FactsForm:
    """
    Return the form of the facts as they are known. only: these facts and no others.

    Where sources differ nothing is chosen: what is left alone stays, and what is chosen settles it.
    """
    asked = list(only) or list(active_pack().law_facts)
    start: dict[str, Any] = {
        each.code: str(board.facts.of(each.code))
        for each in asked
        if each.code not in board.differing
    }
    start |= {"version": board.version, "key": new_id(), "happened_on": board.happened_on}
    return forms.FactsForm(asked, initial=start)


def grouped(
    form: forms.FactsForm, *, board: Board, names: Mapping[str, str], case: str
) -> list[Group]:
    """Return the questions of a form by group and kind, in the order of the pack."""
    helps = {each.fact: len(each.helps) for each in board.questions}
    parts: dict[str, dict[str, list[Asked]]] = {}
    for fact in active_pack().law_facts:
        stated = board.stated.get(fact.code)
        asked = Asked(
            field=form[fact.code],
            fact=fact,
            stated=stated,
            helps=helps.get(fact.code, 0),
            said=tuple(
                law_words.said_stated(each, names=names, case=case)
                for each in ([stated] if stated else []) + [*board.differing.get(fact.code, ())]
            ),
            differs=fact.code in board.differing,
        )
        parts.setdefault(fact.group, {}).setdefault(fact.kind, []).append(asked)
    return [
        Group(
            title=GROUPS[group],
            parts=tuple((KINDS[kind], tuple(rows)) for kind, rows in kinds.items()),
            known=sum(1 for rows in kinds.values() for each in rows if each.stated),
            all=sum(len(rows) for rows in kinds.values()),
        )
        for group, kinds in parts.items()
    ]
