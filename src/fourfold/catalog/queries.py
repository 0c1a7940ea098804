"""Reading the catalog: everything in it is cleared for everyone, so there is no viewer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from fourfold.analysis.tables import FigureTable, read_figures, read_indicators
from fourfold.catalog.models import PublishedDocument, PublishedFile, PublishedTable
from fourfold.catalog.shapes import (
    ClearedTable,
    DocumentCard,
    Lineage,
    Origin,
    Publication,
    TableCard,
    Told,
)


@dataclass(frozen=True, slots=True)
class PublishedBytes:
    """One file of a document, ready to hand out."""

    content: bytes
    sha256: str
    document: DocumentCard


def stamp() -> str:
    """
    Return a short text that changes when anything in the catalog does: a key for caches.

    The version is in it, because what was published before and comes back has a new date.
    """
    kept = "code", "version", "sha256"
    tables = PublishedTable.objects.filter(is_current=True).values_list(*kept)
    documents = PublishedDocument.objects.filter(is_current=True).values_list(*kept)
    every = sorted(tables.union(documents, all=True))
    return sha256(repr(every).encode()).hexdigest()[:16]


def cards() -> list[TableCard]:
    """Return every current table's card, in the order of the register of indicators."""
    found = PublishedTable.objects.filter(is_current=True).values_list("card", flat=True)
    return sorted((TableCard(**card) for card in found), key=lambda each: (each.order, each.code))


def table(code: str) -> ClearedTable | None:
    """Return the current version of a table, or None."""
    found = PublishedTable.objects.filter(code=code, is_current=True).first()
    return _table(found) if found else None


def figures() -> FigureTable:
    """Return every cleared figure, in the register's order."""
    found = [
        _table(each)
        for each in PublishedTable.objects.filter(is_current=True).defer("chart").order_by("code")
    ]
    found.sort(key=lambda each: each.card.order)
    return FigureTable(
        (figure for each in found for figure in each.figures),
        (each.indicator for each in found),
    )


def documents(*, kind: str | None = None) -> list[DocumentCard]:
    """Return current documents, newest year first."""
    found = PublishedDocument.objects.filter(is_current=True)
    if kind:
        found = found.filter(kind=kind)
    ordered = list(found.order_by("-year", "code"))
    sizes: dict[int, dict[str, int]] = {each.pk: {} for each in ordered}
    for owner, form, size in PublishedFile.objects.filter(document__in=ordered).values_list(
        "document_id", "form", "size"
    ):
        sizes[owner][form] = size
    return [_card(each, sizes[each.pk]) for each in ordered]


def newest(most: int) -> list[Publication]:
    """Return the current tables and documents that were published last, newest first."""
    tables = PublishedTable.objects.filter(is_current=True).order_by("-published_at", "code")
    documents = PublishedDocument.objects.filter(is_current=True).order_by("-published_at", "code")
    found = [
        Publication(
            each["code"],
            each["card"]["headline"],
            each["card"]["subtitle"],
            each["version"],
            each["published_at"],
            is_document=False,
        )
        for each in tables.values("code", "card", "version", "published_at")[:most]
    ]
    found += [
        Publication(
            each.code, each.title, each.summary, each.version, each.published_at, is_document=True
        )
        for each in documents[:most]
    ]
    return sorted(found, key=lambda each: each.published_at, reverse=True)[:most]


def document_made_from(code: str) -> str:
    """Return the fingerprint of what the current document was made from, "" if there is none."""
    found = PublishedDocument.objects.filter(code=code, is_current=True).first()
    return found.made_from if found else ""


def document_file(code: str, form: str) -> PublishedBytes | None:
    """Return one file of a current document, or None."""
    found = (
        PublishedFile.objects.filter(document__code=code, document__is_current=True, form=form)
        .select_related("document")
        .first()
    )
    if found is None:
        return None
    card = _card(found.document, {found.form: found.size})
    return PublishedBytes(bytes(found.content), found.sha256, card)


def _table(found: PublishedTable) -> ClearedTable:
    content: dict[str, Any] = found.content
    lineage = content["lineage"]
    card = TableCard(**found.card)
    return ClearedTable(
        card=card,
        indicator=replace(read_indicators([content["indicator"]])[0], order=card.order),
        figures=tuple(read_figures(content["figures"])),
        chart=found.chart,
        cautions=tuple(content["cautions"]),
        lineage=Lineage(
            release=lineage["release"],
            run=lineage["run"],
            method=lineage["method"],
            software=lineage["software"],
            origins=tuple(Origin(**each) for each in lineage["origins"]),
        ),
        version=found.version,
        published_at=found.published_at,
        sha256=found.sha256,
        in_words=dict(content.get("in_words", {})),
        told={key: Told(**each) for key, each in content.get("told", {}).items()},
    )


def _card(found: PublishedDocument, files: dict[str, int]) -> DocumentCard:
    return DocumentCard(
        code=found.code,
        kind=found.kind,
        year=found.year,
        title=found.title,
        summary=found.summary,
        language=found.language,
        issued_on=found.issued_on,
        version=found.version,
        files=files,
    )
