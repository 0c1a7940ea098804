"""Quotes: those of a group for its team, and the cleared ones for whoever writes with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import FocusQuote
from fourfold.apps.surveys.queries.focus import names_of
from fourfold.apps.surveys.rules.focus import NoSuchGroup
from fourfold.apps.surveys.rules.focus_texts import edited
from fourfold.apps.surveys.states import QuoteState
from fourfold.security.keys import opened


@dataclass(frozen=True, slots=True)
class QuoteLine:
    """
    A quote as its team sees it. pieces: of its words, "same", "out" or "in".

    mine: proposed by the viewer, who therefore does not clear it.
    """

    id: str
    turn: str
    code: str
    four_p: str
    words: str
    pieces: tuple[tuple[str, str], ...]
    why: str
    state: QuoteState
    mine: bool
    proposed_at: datetime
    proposed_by: str
    decided_by: str


@dataclass(frozen=True, slots=True)
class Cleared:
    """A quote that may be printed. study, group: ids. four_p, code: what it speaks of."""

    id: str
    study: str
    group: str
    four_p: str
    code: str
    words: str
    cleared_at: datetime


def quotes(group: str, *, viewer: access.Who) -> list[QuoteLine]:
    """Return a group's quotes, those that wait first, for its team. :raises NoSuchGroup:."""
    file = access.focus_files(viewer).filter(group=group).first()
    if file is None:
        raise NoSuchGroup("There is no such focus group, or you are not in its team.")
    rows = list(FocusQuote.objects.filter(file=file).order_by("-proposed_at", "id"))
    names = names_of(
        [one for each in rows for one in (each.proposed_by, each.decided_by)], viewer=viewer
    )
    with opened():
        found = [_line(each, names, viewer) for each in rows]
    return sorted(found, key=lambda each: list(QuoteState).index(each.state))


def cleared_quotes(
    *, viewer: access.Who, study: str = "", four_p: str = "", code: str = ""
) -> list[Cleared]:
    """
    Return the quotes that two people cleared and nobody took back, by P and code.

    study, four_p, code: only these; "" for all. They name nobody, and may be printed.
    """
    found = access.cleared_quotes(viewer)
    if study:
        found = found.filter(group__study=study)
    if four_p:
        found = found.filter(four_p=four_p)
    if code:
        found = found.filter(code=code)
    rows = found.select_related("group").order_by("four_p", "code", "cleared_at", "id")
    return [
        Cleared(
            each.id,
            each.group.study_id,
            each.group_id,
            each.four_p,
            each.code,
            each.words,
            each.cleared_at,
        )
        for each in rows
    ]


def _line(row: FocusQuote, names: dict[str, str], viewer: access.Who) -> QuoteLine:
    words = row.words or ""
    return QuoteLine(
        id=row.id,
        turn=row.turn,
        code=row.code,
        four_p=row.four_p,
        words=words,
        pieces=tuple(edited(row.said or "", words)),
        why=row.why or "",
        state=QuoteState(row.state),
        mine=row.proposed_by == access.name_of(viewer),
        proposed_at=row.proposed_at,
        proposed_by=names.get(row.proposed_by, row.proposed_by),
        decided_by=names.get(row.decided_by, row.decided_by),
    )
