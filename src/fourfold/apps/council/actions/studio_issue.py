"""A report is approved by a second person, frozen, published, handed to the clerks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from fourfold.apps.council import access
from fourfold.apps.council.actions.annual import ANNUAL
from fourfold.apps.council.models import StudioReport
from fourfold.apps.council.queries.studio import writers_of
from fourfold.apps.council.queries.studio_edition import (
    as_told,
    document,
    missing_spanish,
    problems,
)
from fourfold.apps.council.queries.studio_votes import vote_behind
from fourfold.apps.council.rules import NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.states.studio import StudioState, check_move
from fourfold.catalog import put_documents
from fourfold.catalog import queries as catalog
from fourfold.catalog.shapes import ClearedDocument
from fourfold.documents import docx, html, pdf
from fourfold.documents.blocks import Document
from fourfold.documents.proof import BrokenDocument
from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.events import Event

LANGUAGES = {"en": "", "es": "-es"}
"""Language to the end of a published document's code."""
WRITERS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda told: html.page(told).encode(),
    "pdf": pdf.render,
    "docx": docx.render,
}


def approve(report: str, *, version: int, vote: str, by: access.Who, at: datetime) -> None:
    """
    Approve a draft: everything it is printed from is kept as it is now.

    vote: the id of a motion that carried, "" where no vote stands behind it.

    The PDF is set once before, so that what cannot be printed is told now.
    :raises NotYours: if who approves wrote in it. :raises NotWhole: with all that is in the way.
    :raises NoSuchPaper:
    """
    _check_printable(report, by=by)
    with transaction.atomic():
        held = _held(report, by=by)
        check_move(StudioState(held.state), StudioState.APPROVED)
        name = access.name_of(by)
        if name in writers_of(report, viewer=by):
            raise NotYours("A second person approves it: somebody who wrote nothing in it.")
        if held.version != version:
            raise NotWhole("The report changed since you opened the page. Read it again first.")
        if found := problems(report, viewer=by):
            raise NotWhole(" ".join(found))
        if vote and vote_behind(vote, viewer=by) is None:
            raise NotWhole(
                "The register of votes has no such vote that carried. Choose it from the list, or "
                "write it down with the motions of its meeting first."
            )
        held.frozen = as_told(report, viewer=by)
        held.state, held.vote = StudioState.APPROVED.value, vote
        held.approved_at, held.approved_by = at, name
        held.version += 1
        held.save()
        _record(held, by=by, at=at)


@transaction.atomic
def send_back(report: str, *, by: access.Who, at: datetime) -> None:
    """Make an approved report a draft again; what was frozen goes."""
    held = _held(report, by=by)
    check_move(StudioState(held.state), StudioState.DRAFT)
    held.state, held.frozen, held.approved_at = StudioState.DRAFT.value, None, None
    held.approved_by = held.vote = ""
    held.version += 1
    held.save()
    _record(held, by=by, at=at)


def publish(report: str, *, language: str, by: access.Who, at: datetime) -> None:
    """
    Publish an approved report in a language, in every form; each language once.

    :raises NotWhole: if words are missing in it, or the year has a published report already.
    """
    access.check_works(by)
    if language not in LANGUAGES:
        raise NoSuchPaper("There is no such language.")
    held = access.studio(by).filter(id=report).first()
    if held is None:
        raise NoSuchPaper("There is no such report.")
    if held.state == StudioState.DRAFT:
        raise NotWhole("A second person approves the report first.")
    if language == "es" and (missing := missing_spanish(report, viewer=by)):
        raise NotWhole(
            f"Spanish is missing in {len(missing)} place(s). The English edition can go alone."
        )
    code = f"annual-report-{held.year}{LANGUAGES[language]}"
    told = document(report, language=language, viewer=by)
    files = {form: write(told) for form, write in WRITERS.items()}
    digests = {form: sha256(content).hexdigest() for form, content in files.items()}
    cleared = ClearedDocument(
        code=code,
        kind=ANNUAL,
        year=held.year,
        title=told.title,
        summary=told.summary,
        language=language,
        issued_on=told.issued_on,
        made_from=sha256(repr(digests).encode()).hexdigest(),
        files={"body": html.body(told).encode()} | files,
    )
    with transaction.atomic():
        held = _held(report, by=by)
        if language in held.editions:
            return
        if catalog.document_made_from(code):
            raise NotWhole(
                f"A report of {held.year} is published already, and a published report never "
                "changes. This one can be read and filed from here."
            )
        if held.state == StudioState.APPROVED:
            check_move(StudioState.APPROVED, StudioState.PUBLISHED)
            held.state = StudioState.PUBLISHED.value
        put_documents.put(cleared, at=at)
        held.editions = {
            **held.editions,
            language: {"at": at.isoformat(), "by": access.name_of(by), "sha256": digests},
        }
        held.save()
        audit.record(
            Event.DOCUMENT_PUBLISHED,
            by=access.name_of(by),
            subject=f"document:{code}",
            at=at,
            facts={"sha256": cleared.made_from},
        )


@transaction.atomic
def file(report: str, *, on: date, by: access.Who, at: datetime) -> None:
    """Note the day on which a published report was handed to the clerks."""
    access.check_works(by)
    held = _held(report, by=by)
    check_move(StudioState(held.state), StudioState.FILED)
    held.state, held.filed_on = StudioState.FILED.value, on
    held.filed_by = access.name_of(by)
    held.save()
    _record(held, by=by, at=at)


def _check_printable(report: str, *, by: access.Who) -> None:
    told = document(report, language="en", viewer=by)
    place = active_pack().name
    try:
        pdf.render(told)
    except (BrokenDocument, pdf.CannotSet) as broken:
        raise NotWhole(f"It cannot be printed for {place} as it is. {broken}") from broken


def _held(report: str, *, by: access.Who) -> StudioReport:
    if not access.reads(by):
        raise NoSuchPaper("There is no such report.")
    found = access.studio(by).select_for_update().filter(id=report).first()
    if found is None:
        raise NoSuchPaper("There is no such report.")
    return found


def _record(held: StudioReport, *, by: access.Who, at: datetime) -> None:
    audit.record(
        Event.STUDIO_CHANGED,
        by=access.name_of(by),
        subject=f"studio-report:{held.id}",
        at=at,
        facts={"what": held.state.lower(), "year": held.year},
    )
