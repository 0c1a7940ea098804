"""Publishing the annual report."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

import fourfold
from fourfold.catalog import put_documents
from fourfold.catalog import queries as catalog
from fourfold.catalog.shapes import ClearedDocument
from fourfold.documents import docx, html, pdf
from fourfold.documents.annual import NoFigures, compose
from fourfold.documents.blocks import Document
from fourfold.reference import Pack
from fourfold.security import audit
from fourfold.security.events import Event

ANNUAL = "ANNUAL_REPORT"


class FiguresMoved(ValueError):
    """The report was written from figures that are no longer the cleared ones."""


def publish_annual_report(year: int, *, pack: Pack, by: str, at: datetime) -> bool:
    """
    Write the year's report in every format and publish it; False if nothing has changed.

    The writing happens before the transaction, so that nobody waits for it.
    :raises FiguresMoved: when a release was published meanwhile; the catalog stays as it was.
    :raises NoReport, NoFigures: as fourfold.documents.annual.compose.
    """
    document = _report(year, pack)
    code = f"annual-report-{year}"
    print_of_it = _fingerprint(document)
    if catalog.document_made_from(code) == print_of_it:
        return False
    cleared = ClearedDocument(
        code=code,
        kind=ANNUAL,
        year=year,
        title=f"Annual report {year}",
        summary=document.summary,
        language=document.language,
        issued_on=document.issued_on,
        made_from=print_of_it,
        files={
            "body": html.body(document).encode(),
            "html": html.page(document).encode(),
            "pdf": pdf.render(document),
            "docx": docx.render(document),
        },
    )
    with transaction.atomic():
        changed = put_documents.put(cleared, at=at)
        if _fingerprint(_report(year, pack)) != print_of_it:
            raise FiguresMoved("Figures changed while the report was written. Try again.")
        if changed:
            audit.record(
                Event.DOCUMENT_PUBLISHED,
                by=by,
                subject=f"document:{code}",
                at=at,
                facts={"sha256": print_of_it},
            )
    return changed


def _report(year: int, pack: Pack) -> Document:
    """Compose a year's report from the catalog: what is not cleared cannot be in it."""
    figures = catalog.figures()
    if not len(figures):
        raise NoFigures("The catalog is empty. Publish a release first.")
    return compose(year, pack=pack, figures=figures)


def _fingerprint(document: Document) -> str:
    return sha256(f"{fourfold.__version__}{document!r}".encode()).hexdigest()
