"""`fourfold pack`: the facts of a state."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from fourfold import reference
from fourfold.cli.out import FOUND_PROBLEMS, WRONG_USE, console, count

app = typer.Typer(help="Jurisdiction packs: the facts of a state, as files.", no_args_is_help=True)


@app.command("list")
def list_all() -> None:
    """Name the packs that are here."""
    for code in reference.list_packs():
        console.print(code, markup=False)


@app.command()
def check(
    code: Annotated[str, typer.Argument(help="The pack's code, such as ct, or its folder.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Check a pack, and say how much of the state it covers."""
    report = reference.check_pack(code)
    if as_json:
        typer.echo(json.dumps(report.record(), ensure_ascii=False, indent=1))
    else:
        _print(report)
    if not report.folder.is_dir() or not report.rows:
        raise typer.Exit(WRONG_USE)
    if report.problems:
        raise typer.Exit(FOUND_PROBLEMS)


def _print(report: reference.PackReport) -> None:
    for problem in report.problems:
        console.print(f"{problem}", markup=False)
    if report.problems:
        console.print(f"{count(len(report.problems), 'problem')} in {report.name}.", markup=False)
        return
    console.print(f"{report.name}: no problems.", markup=False)
    table = Table(title="Coverage", title_justify="left", box=None, show_header=False)
    for row in report.coverage:
        table.add_row(str(row))
    console.print(table)
