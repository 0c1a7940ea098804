"""A filled catalog for tests of the public pages: real figures of the pack, put in as released."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from fourfold.analysis.tables import FigureTable, read_figures, read_indicators
from fourfold.catalog import put_documents, put_tables
from fourfold.catalog.shapes import ClearedDocument, ClearedTable, Lineage, Origin, TableCard
from fourfold.catalog.telling import in_other_languages, pictures
from fourfold.documents import html, pdf
from fourfold.documents.annual import compose
from fourfold.documents.present import present
from fourfold.reference import Pack, load_pack

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
REPORT = "annual-report-2016"
BARS, HIDDEN, WAVES, RANKS, NUMBER, LAW = SOME = (
    "DCF_REFERRALS_BY_AGE",
    "HOTLINE_CT_SIGNALS_MINORS",
    "KNOWLEDGE_SCORE",
    "HOTLINE_US_VENUES_SEX_MINORS",
    "DCF_REFERRALS_ALL_YEARS",
    "CONVICTIONS_53A_192A",
)
"""One indicator of each kind of page."""


def pack() -> Pack:
    return load_pack("ct")


@lru_cache(maxsize=1)
def every_figure() -> FigureTable:
    rows = pack().rows
    return FigureTable(read_figures(rows("figures")), read_indicators(rows("indicators")))


@lru_cache(maxsize=64)
def table(code: str) -> ClearedTable:
    """Return one of the pack's indicators, cleared, with its chart drawn."""
    every = every_figure()
    indicator = every.indicators[code]
    own = every.of_indicator(code)
    shown = present(indicator, every, places={"CT": "Connecticut", "US": "United States"})
    cautions = ("The printed parts do not add up to the printed total.",)
    told = in_other_languages(
        indicator,
        every,
        said={each: pack().words_in(each) for each in pack().languages[1:]},
        places=pack().places,
        cautions=cautions,
    )
    return ClearedTable(
        card=TableCard(
            code=code,
            name=indicator.name,
            headline=shown.headline,
            subtitle=shown.subtitle,
            four_p=indicator.four_p[0],
            unit=indicator.unit,
            newest=shown.newest,
            newest_period=shown.newest_period,
            order=indicator.order,
            told={language: card for language, (card, _) in told.items()},
        ),
        indicator=indicator,
        figures=own,
        chart=pictures(shown.chart) if shown.chart else "",
        cautions=cautions,
        told={language: each for language, (_, each) in told.items()},
        lineage=Lineage(
            release="3f0e",
            run="77aa",
            method="GATHER_FIGURES",
            software="fourfold 0.1.0",
            origins=tuple(
                Origin(each.code, each.reported_by, "figures-2017.csv", each.line, "c0ffee" * 10)
                for each in own
            ),
        ),
    )


@lru_cache(maxsize=1)
def report() -> ClearedDocument:
    """Return the pack's annual report of 2016, written as page, file and PDF."""
    document = compose(2016, pack=pack(), figures=every_figure())
    return ClearedDocument(
        code=REPORT,
        kind="ANNUAL_REPORT",
        year=2016,
        title=document.title,
        summary=document.summary,
        language=document.language,
        issued_on=document.issued_on,
        made_from="a" * 64,
        files={
            "body": html.body(document).encode(),
            "html": html.page(document).encode(),
            "pdf": pdf.render(document),
        },
    )


def put(changed: ClearedTable) -> None:
    """Publish one table."""
    put_tables.put(changed, at=NOW)


def fill() -> None:
    """Publish one indicator of each kind, and a report."""
    for code in SOME:
        put(table(code))
    put_documents.put(report(), at=NOW)
