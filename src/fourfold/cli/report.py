"""`fourfold report`: documents from a pack, without a server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import track

from fourfold.analysis.tables import FigureTable, read_figures, read_indicators
from fourfold.cli.out import WRONG_USE, console, open_pack, stop, write_file
from fourfold.documents import docx, html, pdf
from fourfold.documents.annual import NoFigures, NoReport, compose
from fourfold.documents.blocks import Document
from fourfold.documents.fonts import FontsMissing
from fourfold.reference import Pack

app = typer.Typer(help="Reports, written from a pack on this machine.", no_args_is_help=True)

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: html.page(document).encode(),
    "pdf": pdf.render,
    "docx": docx.render,
}


def figures_of(pack: Pack) -> FigureTable:
    """Return a pack's figures."""
    return FigureTable(read_figures(pack.rows("figures")), read_indicators(pack.rows("indicators")))


@app.callback()
def _group() -> None:
    """Keep `annual` a command of its own."""


@app.command()
def annual(
    year: Annotated[int, typer.Option(help="The year the report is about.")],
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made if missing.")],
    jurisdiction: Annotated[
        str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
    ] = None,
) -> None:
    """Write the council's annual report as HTML, tagged PDF and DOCX."""
    pack = open_pack(jurisdiction)
    try:
        document = compose(year, pack=pack, figures=figures_of(pack))
    except NoReport as problem:
        stop(str(problem), code=WRONG_USE)
    except NoFigures as problem:
        stop(str(problem))
    try:
        out.mkdir(parents=True, exist_ok=True)
        for ending in track(list(WRITERS), description="Writing", transient=True):
            target = out / f"annual-report-{year}.{ending}"
            write_file(target, WRITERS[ending](document))
            console.print(str(target), markup=False)
    except FontsMissing as problem:
        stop(str(problem))
    except OSError as problem:
        stop(f"{out} cannot be written: {problem.strerror or problem}. Name another folder.")
