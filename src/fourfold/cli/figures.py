"""`fourfold figures`: a pack's figures, and what the checks say of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer
from rich.table import Column, Table

from fourfold.analysis.check import check_with_pack
from fourfold.analysis.tables import Figure, FigureTable, figure_row, indicator_row
from fourfold.cli.out import FOUND_PROBLEMS, WRONG_USE, console, count, open_pack, stop
from fourfold.cli.report import figures_of
from fourfold.documents.present import present
from fourfold.documents.tokens import FOUR_PS
from fourfold.documents.words import period_words, show_figure
from fourfold.reference import Pack

app = typer.Typer(help="Figures and indicators of a pack.", no_args_is_help=True)

Jurisdiction = Annotated[
    str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]


@app.command("list")
def list_all(
    p: Annotated[
        str | None,
        typer.Option("--p", help="prevention, protection, prosecution or partnership."),
    ] = None,
    call: Annotated[str | None, typer.Option(help="Only this data call, such as 2017.")] = None,
    jurisdiction: Jurisdiction = None,
    as_json: AsJson = False,
) -> None:
    """List the indicators that have figures."""
    pack = open_pack(jurisdiction)
    table = figures_of(pack)
    if p is not None and p not in FOUR_PS:
        stop(f"There is no P {p!r}. There are: {', '.join(FOUR_PS)}", code=WRONG_USE)
    if call:
        calls = sorted({each.call for each in table})
        if call not in calls:
            stop(f"There is no data call {call}. There are: {', '.join(calls)}", code=WRONG_USE)
        table = table.of_call(call)
    found = [each for each in table.present_indicators() if p is None or p in each.four_p]
    if not found:
        stop("No indicator fits. See: fourfold figures list", code=WRONG_USE)
    if as_json:
        typer.echo(json.dumps([indicator_row(each) for each in found], ensure_ascii=False))
        return
    code = Column("Code", min_width=max(len(each.code) for each in found))
    shown = Table(code, "P", "Figures", "What it says", box=None, pad_edge=False)
    for each in found:
        count = str(len(table.of_indicator(each.code)))
        said = present(each, table, places=pack.places).headline
        shown.add_row(each.code, each.four_p[0], count, said)
    console.print(shown)


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="An indicator (DCF_REFERRALS) or a figure (F018).")],
    jurisdiction: Jurisdiction = None,
    as_json: AsJson = False,
) -> None:
    """Show an indicator or one figure, with method and source."""
    pack = open_pack(jurisdiction)
    table = figures_of(pack)
    wanted = code.upper()
    if wanted in table:
        rows: list[Figure] = [table[wanted]]
    else:
        rows = list(table.of_indicator(wanted))
    if not rows:
        stop(
            f"Neither an indicator nor a figure is called {code}. See: fourfold figures list",
            code=WRONG_USE,
        )
    if as_json:
        typer.echo(
            json.dumps(
                {
                    "indicator": indicator_row(table.indicator_of(rows[0])),
                    "figures": [figure_row(each) for each in rows],
                },
                ensure_ascii=False,
            )
        )
        return
    _print(rows, table, pack)


def _print(rows: list[Figure], table: FigureTable, pack: Pack) -> None:
    indicator = table.indicator_of(rows[0])
    sources = {row["code"]: row["title"] for row in pack.rows("sources")}
    console.print(f"{indicator.name} ({indicator.code})", style="bold", markup=False)
    console.print(indicator.definition, markup=False)
    console.print(f"Method: {indicator.method}", markup=False)
    shown = Table("Row", "Group", "Period", "Value", "Note", box=None, pad_edge=False)
    for each in rows:
        group = f"{each.group}, {each.wave}" if each.wave else each.group
        value = show_figure(each, unit=indicator.unit)
        shown.add_row(each.code, group, period_words(each), value, each.note)
    console.print(shown)
    for key in dict.fromkeys(key for each in rows for key in each.source):
        console.print(f"Source {key}: {sources.get(key, key)}", markup=False)


@app.command()
def check(jurisdiction: Jurisdiction = None, as_json: AsJson = False) -> None:
    """Check the figures against each other. Nothing is changed."""
    pack = open_pack(jurisdiction)
    findings = check_with_pack(figures_of(pack), pack)
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in findings], ensure_ascii=False, indent=1))
    else:
        for each in findings:
            console.print(f"{each.severity}: {each.what}", markup=False)
            console.print(f"  Why: {each.why}\n  To do: {each.fix}", markup=False)
        console.print(f"{count(len(findings), 'finding')} in {len(pack.rows('figures'))} figures.")
    if findings:
        raise typer.Exit(FOUND_PROBLEMS)
