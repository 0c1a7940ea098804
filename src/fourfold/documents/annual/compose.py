"""From facts to a Document. Pure: the laptop and the server compose the same report."""

from __future__ import annotations

from datetime import date

from fourfold.analysis.check import check_with_pack
from fourfold.analysis.tables import FigureTable
from fourfold.documents.annual import chapters, registers
from fourfold.documents.annual.facts import Facts
from fourfold.documents.annual.glance import at_a_glance, cover_figure
from fourfold.documents.annual.prose import prose
from fourfold.documents.annual.results import results
from fourfold.documents.blocks import Document
from fourfold.documents.present import plain
from fourfold.documents.words import day
from fourfold.reference import Pack


class NoReport(LookupError):
    """The pack has no report for this year."""


class NoFigures(LookupError):
    """The report's data call has no figures."""


def compose(year: int, *, pack: Pack, figures: FigureTable) -> Document:
    """
    Compose the council's annual report for one year.

    figures: those of the year's call and earlier ones; later calls are left out, because the
    report may say only what was known then.
    :raises NoReport: naming the years the pack has. :raises NoFigures: for an empty call.
    """
    years = pack.report_years()
    if year not in years:
        known = ", ".join(str(each) for each in years) or "none"
        raise NoReport(f"There is no report for {year} in the pack {pack.code}. It has: {known}.")
    text = pack.report(year)
    call = str(text["call"])
    then = _in_register_order(figures.keep(lambda each: each.call <= call).without_lines())
    own = then.of_call(call)
    if not len(own):
        raise NoFigures(f"No figures answer the data call {call}. Collect and clear them first.")
    facts = Facts(
        year=year,
        call=call,
        pack=pack,
        text=text,
        figures=then,
        own=own,
        findings=tuple(check_with_pack(then, pack)),
    )
    issued = text["issued_on"]
    issued_on = issued if isinstance(issued, date) else date.fromisoformat(issued)
    council = pack.settings["council"]
    return Document(
        title=text["title"],
        subtitle=text["subtitle"],
        author=council["name"],
        language="en",
        issued_on=issued_on,
        addressed_to=text["addressed_to"],
        summary=plain(prose(text["lead"], then)),
        running_title=f"{council['short_name']} annual report {year}",
        keyfigure=cover_figure(facts),
        blocks=(
            *at_a_glance(facts, issued=f"{text['issued_note']} Data as of {day(issued_on)}."),
            *chapters.recommendations(facts),
            *chapters.highlights(facts),
            *results(facts),
            *registers.laws(facts),
            *chapters.activities(facts),
            *registers.state_data(facts),
            *registers.membership(facts),
            *registers.methods(facts),
            *registers.appendix(facts),
            *registers.sources(facts),
        ),
        keywords=("human trafficking", pack.name, "annual report", str(year)),
    )


def _in_register_order(table: FigureTable) -> FigureTable:
    # The pack's file and the catalog keep figures in different orders; the report knows one.
    order = {code: each.order for code, each in table.indicators.items()}
    figures = sorted(table, key=lambda each: order[each.indicator])
    return FigureTable(figures, table.indicators.values())
