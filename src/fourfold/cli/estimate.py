"""`fourfold estimate`: how many people no list knows, from lists that overlap."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from fourfold.analysis import estimate as bench
from fourfold.cli.out import WRONG_USE, console, stop, write_file
from fourfold.documents.charts import svg
from fourfold.documents.estimation import overlaps_chart, panel_chart

if TYPE_CHECKING:
    from fourfold.analysis.estimate import Histories, Result

MOST_REPLICATES = 100_000
LEAST_REPLICATES = 100
MOST_BYTES = 50_000_000
_HOLDS = {True: "yes", False: "no", None: "data cannot say"}


def estimate(
    file: Annotated[
        Path, typer.Argument(help="CSV: a column of 0 and 1 for each list, and `count`.")
    ],
    method: Annotated[
        str,
        typer.Option(
            help="panel (all that fit, with a verdict), stepwise, bic, aic, average, dga, "
            "independence, chapman, chao or latent."
        ),
    ] = "panel",
    bootstrap: Annotated[int, typer.Option(help="Samples for the intervals; 0 for none.")] = 10_000,
    seed: Annotated[int, typer.Option(help="The same seed gives the same numbers.")] = 1,
    tabulate: Annotated[
        bool, typer.Option("--tabulate", help="Rows are people, or histories that may repeat.")
    ] = False,
    lists: Annotated[
        str, typer.Option(help="The columns that are lists, with commas; otherwise all.")
    ] = "",
    threads: Annotated[
        int, typer.Option(help="Cores to use; 0 for all. It changes no number.")
    ] = 0,
    charts: Annotated[
        Path | None, typer.Option(help="A folder for the charts: totals.svg and overlaps.svg.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print for other programs.")] = False,
) -> None:
    """Estimate how many people no list knows."""
    if bootstrap and not LEAST_REPLICATES <= bootstrap <= MOST_REPLICATES:
        stop(
            f"--bootstrap {bootstrap}: write 0, or {LEAST_REPLICATES} to {MOST_REPLICATES:,}.",
            code=WRONG_USE,
        )
    if seed < 0 or threads < 0:
        stop("--seed and --threads cannot be below 0.", code=WRONG_USE)
    try:
        table = bench.read_text(_text(file), tabulate=tabulate, lists=_names(lists))
        result = bench.estimate(
            table,
            method,
            bootstrap=bootstrap,
            seed=seed,
            threads=threads or None,
        )
    except (bench.BadHistories, bench.UnknownMethod) as problem:
        stop(str(problem), code=WRONG_USE)
    if as_json:
        typer.echo(json.dumps(result.to_dict(), ensure_ascii=False, indent=1))
    if result.verdict is bench.Verdict.CANNOT:
        stop(f"It cannot be estimated. {' '.join(result.reasons)}", code=WRONG_USE)
    if not as_json:
        tell(result)
    if charts:
        _draw(result, table, charts)


def _draw(result: Result, table: Histories, folder: Path) -> None:
    if not folder.is_dir():
        stop(f"{folder} is no folder. Make it first.", code=WRONG_USE)
    pictures = {"totals": panel_chart(result), "overlaps": overlaps_chart(table)}
    for name, picture in pictures.items():
        if picture:
            write_file(folder / f"{name}.svg", svg(picture).encode())


def _names(lists: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in lists.split(",") if each.strip())


def _text(file: Path) -> str:
    try:
        if file.stat().st_size > MOST_BYTES:
            stop(f"{file} is larger than {MOST_BYTES // 1_000_000} MB.", code=WRONG_USE)
        return file.read_text(encoding="utf-8")
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror}.", code=WRONG_USE)
    except UnicodeDecodeError:
        stop(f"{file} is no text in UTF-8. Save it as CSV in UTF-8.", code=WRONG_USE)


def tell(result: Result) -> None:
    """Print a result for people."""
    sizes = ", ".join(f"{name} {size:,}" for name, size in result.sizes.items())
    console.print(f"{result.known:,} people known: {sizes}", markup=False)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("Method")
    for name in ("Total", "95% from", "to"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("Model")
    for row in result.table():
        name, total, low, high, model = row
        table.add_row(name, *map(_number, (total, low, high)), model)
    console.print()
    console.print(table)
    console.print()
    console.print(bench.VERDICTS[result.verdict], style="bold", markup=False)
    for each in (*result.reasons, *result.warnings):
        console.print(f"  {each}", markup=False)
    _tell_changes(result)
    console.print("Assumptions", style="bold", markup=False)
    for one in result.assumptions:
        console.print(f"  {one.name} Holds: {_HOLDS[one.holds]}.", markup=False)
        console.print(f"    {one.data_say}", markup=False)
    errors = _errors(result)
    console.print(
        f"Seed {result.seed}, {result.replicates:,} samples{errors}, Fourfold {result.version}.",
        markup=False,
    )
    console.print()
    console.print(bench.sentence(result), markup=False)


def _tell_changes(result: Result) -> None:
    if not result.changes:
        return
    console.print("With a list left out, or two merged", style="bold", markup=False)
    for method in dict.fromkeys(each.method for each in result.changes):
        said = [
            f"{'without ' if each.kind == 'without' else ''}{' + '.join(each.lists)} "
            f"{_number(each.estimate) or 'none'}"
            for each in result.changes
            if each.method is method
        ]
        console.print(f"  {bench.NAMES[method]}: {'; '.join(said)}", markup=False)


def _errors(result: Result) -> str:
    found = [
        f"{each.method.value} ±{each.interval.lower_error:,.0f}"
        f" and ±{each.interval.upper_error:,.0f}"
        for each in result.given
        if each.interval and math.isfinite(each.interval.lower_error)
    ]
    return f" (limits' own standard error: {'; '.join(found)})" if found else ""


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return "no limit" if math.isinf(value) else f"{value:,.0f}"
