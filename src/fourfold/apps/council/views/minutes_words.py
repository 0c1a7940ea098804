"""What pages say of minutes: where they stand, who was there, how seats voted, what changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from fourfold.apps.council.states.minutes import Issued, MinutesState
from fourfold.apps.council.states.studio import Step
from fourfold.apps.council.views.needs import FILES
from fourfold.documents import html
from fourfold.documents.blocks import Document
from fourfold.documents.minutes import said
from fourfold.documents.minutes_told import (
    Motion,
    Part,
    Quorum,
    Seat,
    Told,
    counts,
    dissent,
    quorums,
)

STATES = {
    MinutesState.DRAFT: (_("draft: only staff see it"), "quiet"),
    MinutesState.CIRCULATED: (_("with the members, not approved"), "caution"),
    MinutesState.APPROVED: (_("approved, not published"), "caution"),
    MinutesState.PUBLISHED: (_("published"), "good"),
}
ISSUED = {
    Issued.CIRCULATED: (_("Sent to the members"), "quiet"),
    Issued.POSTED: (_("Posted, not approved yet"), "caution"),
    Issued.APPROVED: (_("Approved"), "quiet"),
    Issued.PUBLISHED: (_("Published"), "good"),
}
STEPS = {
    Step.ADDED: _("Added"),
    Step.CHANGED: _("Changed"),
    Step.MOVED: _("Moved"),
    Step.REMOVED: _("Taken out"),
}
NO_DAY = date(2000, 1, 1)
"""A piece of a page prints no day."""
HOW = {"ROOM": _("in the room"), "REMOTE": _("by phone or video")}
CHOICES = {
    "FOR": _("for"),
    "AGAINST": _("against"),
    "ABSTAIN": _("abstained"),
    "ABSENT": _("absent"),
    "RECUSED": _("took no part"),
}


@dataclass(frozen=True, slots=True)
class MotionShown:
    """A motion as a page shows it. dissent: how, and the agencies."""

    motion: Motion
    counts: tuple[tuple[Any, int], ...]
    dissent: tuple[tuple[Any, tuple[str, ...]], ...]
    rows: tuple[tuple[str, str, Any], ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """A topic as a page shows it. html: its words, as the documents' writer set them."""

    part: Part
    html: str
    motions: tuple[MotionShown, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Minutes as a page shows them. there: a seat, and when and how it was there."""

    told: Told
    there: tuple[tuple[Seat, tuple[tuple[Any, Any], ...]], ...]
    excused: tuple[Seat, ...]
    absent: tuple[Seat, ...]
    vacant: tuple[Seat, ...]
    unknown: tuple[Seat, ...]
    filled: int
    quorums: tuple[Quorum, ...]
    parts: tuple[PartShown, ...]
    others: tuple[MotionShown, ...]


def sheet(told: Told) -> Sheet:
    """Return minutes as a page shows them."""

    def those(stands: str) -> tuple[Seat, ...]:
        return tuple(each for each in told.seats if each.stands == stands)

    return Sheet(
        told,
        tuple(
            (each, tuple((HOW[stay.how], stay) for stay in each.stays)) for each in those("PRESENT")
        ),
        those("EXCUSED"),
        those("ABSENT"),
        those("VACANT"),
        those("UNKNOWN"),
        len(told.seats) - len(those("VACANT")) - len(those("UNKNOWN")),
        quorums(told.spans),
        tuple(part(each) for each in told.parts),
        _motions(told.others),
    )


def part(part: Part) -> PartShown:
    """Return a topic as a page shows it."""
    return PartShown(part, words_html(part.words), _motions(part.motions))


def words_html(words: str) -> str:
    """Return typed words as markup."""
    made = Document("", "", "", "en", NO_DAY, tuple(said(words)))
    # The writer escapes every word it is given.
    return mark_safe(html.fragment(made))  # noqa: S308


def file_of(document: Document, kind: str) -> HttpResponse:
    """Answer with a document as a file. kind: html, pdf or docx."""
    write, media = FILES[kind]
    name = f"minutes-{document.issued_on.isoformat()}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(write(document), content_type=media, headers=headers)


def _motions(found: Iterable[Motion]) -> tuple[MotionShown, ...]:
    return tuple(
        MotionShown(
            each,
            tuple((CHOICES[choice], n) for choice, n in counts(each)),
            tuple((CHOICES[choice], agencies) for choice, agencies in dissent(each)),
            tuple(
                (one.seat, one.agency, CHOICES[one.choice])
                for one in each.ballots
                if one.choice in CHOICES
            ),
        )
        for each in found
    )
