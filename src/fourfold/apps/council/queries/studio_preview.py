"""Blocks as they will look, before the whole report is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from fourfold.analysis.tables import FigureTable, figure_row, indicator_row
from fourfold.apps.council import access
from fourfold.apps.council.queries.studio import BlockLine, studio_block
from fourfold.apps.council.queries.studio_edition import edition
from fourfold.apps.council.queries.studio_figures import cleared, codes_of_indicator
from fourfold.apps.council.rules import NoSuchPaper
from fourfold.apps.council.rules.studio import bound_table, codes
from fourfold.documents.blocks import Document
from fourfold.documents.outline import numbering
from fourfold.documents.studio import Edition, Kind, Part, compose
from fourfold.documents.studio.compose import one


def block_documents(
    report: str, *, language: str, viewer: access.Who
) -> tuple[dict[str, Document], dict[str, int]]:
    """Return each block of a report as a document, and the numbers of its figures and tables."""
    told = edition(report, language=language, viewer=viewer)
    return {part.id: _alone(part, told) for part in told.parts}, numbering(compose(told))


def preview(block: str, *, told: Mapping[str, str], language: str, viewer: access.Who) -> Document:
    """
    Return a block as it would look with other words; nothing is kept.

    told: some of english, spanish, ref. A figure that is not bound yet shows its value of today.
    :raises NoSuchPaper:
    """
    held = studio_block(block, viewer=viewer)
    report = access.studio(viewer).filter(id=held.report).first()
    if report is None or language not in ("en", "es"):
        raise NoSuchPaper("There is no such block.")
    part = _part(held, told, year=report.year, viewer=viewer)
    rows = report.figures.filter(code__in=part.codes)
    bound = [(each.row, each.indicator, each.order) for each in rows]
    new = set(part.codes) - {row["figure"] for row, *_rest in bound}
    if new:
        table = cleared(viewer=viewer)
        for code in sorted(new & {each.code for each in table}):
            indicator = table.indicator_of(table[code])
            bound.append((figure_row(table[code]), indicator_row(indicator), indicator.order))
    return _alone(part, _around(report.title, report.year, language, bound_table(bound), report))


def _around(title: str, year: int, language: str, figures: FigureTable, report: object) -> Edition:
    issued_on = report.issued_on  # type: ignore[attr-defined]
    return Edition(year, title, "", "", "", title, issued_on, language, (), figures, is_draft=True)


def _part(held: BlockLine, told: Mapping[str, str], *, year: int, viewer: access.Who) -> Part:
    part = Part(
        *(held.id, held.kind, held.level, held.four_p, held.english, held.spanish),
        *(held.ref, held.alt, held.codes),
    )
    words = {
        name: told.get(name, getattr(part, name)).replace("\r\n", "\n")
        for name in ("english", "spanish", "ref")
    }
    part = replace(part, english=words["english"], spanish=words["spanish"], ref=words["ref"])
    if part.kind in (Kind.CHART, Kind.TABLE) and part.ref:
        if part.ref == held.ref:
            return part
        shown = codes_of_indicator(part.ref, year=year, viewer=viewer)
        return replace(part, codes=shown)
    if part.kind is Kind.FIGURE:
        return replace(part, codes=(part.ref,) if part.ref else ())
    return replace(part, codes=tuple(dict.fromkeys((*codes(part.english), *codes(part.spanish)))))


def _alone(part: Part, told: Edition) -> Document:
    return Document(
        title=told.title,
        subtitle="",
        author=told.author,
        language=told.language,
        issued_on=told.issued_on,
        blocks=one(part, told),
    )
