"""`fourfold contracts`: what each dataset of a data call must look like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from fourfold.cli.out import WRONG_USE, console, open_pack, stop, write_file
from fourfold.documents import docx, html, pdf
from fourfold.documents.contracts import printed, template
from fourfold.documents.fonts import FontsMissing
from fourfold.reference import Contract, ContractField, Pack, UnknownName, table_schema

app = typer.Typer(help="Data contracts: what agencies are asked to send.", no_args_is_help=True)

Jurisdiction = Annotated[
    str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
]
SHOWN = 6
"""Codes shown of a long list; --json has all."""


@app.command("list")
def list_all(jurisdiction: Jurisdiction = None) -> None:
    """Name the datasets, and say what one row of each is."""
    pack = open_pack(jurisdiction)
    if not pack.contracts:
        console.print(f"{pack.name} has no data contracts yet.", markup=False)
        return
    table = Table(box=None, show_header=False)
    for each in pack.contracts:
        table.add_row(each.name, f"version {each.version}", f"{each.title}. {each.row}")
    console.print(table, markup=False)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="The dataset's name, such as hotline_counts.")],
    jurisdiction: Jurisdiction = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print it as a Table Schema for other programs.")
    ] = False,
) -> None:
    """Show a dataset's columns and rules."""
    contract = _contract(open_pack(jurisdiction), name)
    if as_json:
        typer.echo(_as_json(contract))
    else:
        _print(contract)


@app.command()
def write(
    name: Annotated[str, typer.Argument(help="The dataset's name, such as hotline_counts.")],
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made if missing.")],
    jurisdiction: Jurisdiction = None,
) -> None:
    """Write what an agency needs: the contract on paper, a spreadsheet to fill in, an example."""
    pack = open_pack(jurisdiction)
    contract = _contract(pack, name)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file_name, content in _files(contract, pack):
            write_file(out / file_name, content)
            console.print(str(out / file_name), markup=False)
    except FontsMissing as problem:
        stop(str(problem))
    except OSError as problem:
        stop(f"{out} cannot be written: {problem.strerror or problem}. Name another folder.")


def _files(contract: Contract, pack: Pack) -> Iterator[tuple[str, bytes]]:
    paper = printed(contract, author=str(pack.settings["council"]["name"]))
    yield f"{contract.name}.html", html.page(paper).encode()
    yield f"{contract.name}.pdf", pdf.render(paper)
    yield f"{contract.name}.docx", docx.render(paper)
    yield f"{contract.name}.xlsx", template(contract)
    yield f"{contract.name}-example.xlsx", template(contract, filled=True)
    yield f"{contract.name}.schema.json", _as_json(contract).encode()


def _contract(pack: Pack, name: str) -> Contract:
    try:
        return pack.contract(name)
    except UnknownName as problem:
        stop(str(problem), code=WRONG_USE)


def _as_json(contract: Contract) -> str:
    return json.dumps(table_schema(contract), ensure_ascii=False, indent=1)


def _print(contract: Contract) -> None:
    title = f"{contract.title} ({contract.name}, version {contract.version})"
    console.print(title, style="bold", markup=False)
    console.print(f"{contract.description}\n{contract.row}\n", markup=False)
    table = Table(box=None, title_justify="left")
    for heading in ("Column", "Holds", "Needed", "Meaning"):
        table.add_column(heading)
    for each in contract.fields:
        needed = "yes" if each.required else ""
        table.add_row(each.name, _holds(each), needed, f"{each.title}. {each.description}")
    console.print(table, markup=False)
    if contract.rules:
        console.print("\nRules", style="bold")
    for rule in contract.rules:
        console.print(f"  {rule.code} ({rule.severity.value.lower()}): {rule.says}", markup=False)


def _holds(field: ContractField) -> str:
    if not field.choices:
        return f"{field.type.value}, {field.unit}" if field.unit else field.type.value
    shown = list(field.choices)[:SHOWN]
    more = len(field.choices) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
