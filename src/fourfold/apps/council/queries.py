"""Reading what the council's documents need: cleared figures only."""

from __future__ import annotations

from fourfold.catalog import queries as catalog
from fourfold.documents.annual import NoFigures, compose
from fourfold.documents.blocks import Document
from fourfold.reference import Pack


def annual_report(year: int, *, pack: Pack) -> Document:
    """
    Compose a year's annual report from the catalog: what is not cleared cannot be in it.

    :raises NoReport, NoFigures: as fourfold.documents.annual.compose.
    """
    figures = catalog.figures()
    if not len(figures):
        raise NoFigures("The catalog is empty. Publish a release first.")
    return compose(year, pack=pack, figures=figures)
