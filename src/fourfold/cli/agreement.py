"""`fourfold evaluate agreement`: how far people who code the same things agree."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from fourfold.analysis.evaluate.raters import Agreement, Coded, coded
from fourfold.analysis.evaluate.raters import agreement as worked_out
from fourfold.analysis.evaluate.statistics import BadNumber, CannotCompare, Kappa, Measured, Weights
from fourfold.cli.out import WRONG_USE, console, stop

MOST_SHOWN = 20
WANTED = (
    "1 is full agreement and 0 what chance gives. Krippendorff asks for .80, and for .667 where "
    "conclusions are first ones (Content Analysis, 2004)."
)


def agreement(
    file: Annotated[Path, typer.Argument(help="CSV: a row a unit, a column a rater.")],
    rater: Annotated[
        list[str] | None, typer.Option(help="A rater's column; else all but the first.")
    ] = None,
    unit: Annotated[str, typer.Option(help="The column that names units; else the first.")] = "",
    measured: Annotated[
        str, typer.Option(help="What codes are: nominal, ordinal or interval.")
    ] = "nominal",
    weights: Annotated[
        str, typer.Option(help="How near misses count in kappa: linear or quadratic.")
    ] = "linear",
    order: Annotated[str, typer.Option(help="All codes from the lowest: none,some,all.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print for other programs.")] = False,
) -> None:
    """Say how far people who code alike agree."""
    if measured.upper() not in Measured.__members__:
        stop(f"{measured} is unknown. Write nominal, ordinal or interval.", code=WRONG_USE)
    if weights.upper() not in {"LINEAR", "QUADRATIC"}:
        stop(f"{weights} is unknown. Write linear or quadratic.", code=WRONG_USE)
    columns, rows = _read(file)
    unit = unit or columns[0]
    raters = rater or [each for each in columns if each != unit]
    named = [each.strip() for each in order.split(",") if each.strip()]
    try:
        given = coded(rows, unit=unit, raters=raters, order=named)
        found = worked_out(
            given, measured=Measured[measured.upper()], weights=Weights[weights.upper()]
        )
    except (BadNumber, CannotCompare) as problem:
        stop(str(problem), code=WRONG_USE)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1))
    else:
        _tell(found, given)


def _read(file: Path) -> tuple[list[str], list[dict[str, str]]]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError:
        stop(f"{file} cannot be opened. Give the path of a CSV file.", code=WRONG_USE)
    except UnicodeDecodeError:
        stop(f"{file} is no CSV in UTF-8. Save it as CSV UTF-8.", code=WRONG_USE)
    rows = list(csv.DictReader(text.splitlines(), restval=""))
    columns = [each for each in (rows[0] if rows else {}) if each]
    if len(columns) < 3:
        stop(
            f"{file.name} has no rows of a unit and two raters. Its first line names the columns: "
            "unit,ana,ben.",
            code=WRONG_USE,
        )
    return columns, rows


def _tell(found: Agreement, given: Coded) -> None:
    heads = ("Units", "Same", "Kappa", "95% interval", "Weighted kappa", "95% interval")
    columns = [Column(each, justify="right") for each in heads]
    table = Table("Raters", *columns, box=None, pad_edge=False)
    for each in found.pairs:
        share = f"{100 * each.same / each.n:.0f}%" if each.n else ""
        cells = (*_kappa(each.kappa), *_kappa(each.weighted))
        table.add_row(f"{each.first} and {each.second}", f"{each.n:,}", share, *cells)
    console.print(table)
    for each in found.pairs:
        if each.why_not:
            console.print(f"  {each.first} and {each.second}: {each.why_not}", markup=False)
    console.print()
    alpha = found.alpha
    if alpha is None:
        console.print(f"Krippendorff's alpha: {found.why_not}", markup=False)
    else:
        ends = f" [{found.interval[0]:.2f}, {found.interval[1]:.2f}]" if found.interval else ""
        console.print(
            f"Krippendorff's alpha {alpha.alpha:.2f}{ends}: {alpha.units:,} units coded by two or "
            f"more, {alpha.left_out:,} by fewer and left out.",
            markup=False,
        )
    _tell_apart(found, given)
    console.print(f"\n{WANTED}", markup=False)


def _tell_apart(found: Agreement, given: Coded) -> None:
    if not found.apart:
        return
    console.print(f"\nNot coded alike: {len(found.apart):,} units. Talk about these.")
    by_unit = dict(zip(given.units, zip(*given.codes, strict=True), strict=True))
    for name in found.apart[:MOST_SHOWN]:
        said = ", ".join(
            f"{rater}: {code}"
            for rater, code in zip(given.raters, by_unit[name], strict=True)
            if code
        )
        console.print(f"  {name}: {said}", markup=False)
    if len(found.apart) > MOST_SHOWN:
        console.print(f"  and {len(found.apart) - MOST_SHOWN:,} more; --json names all.")


def _kappa(kappa: Kappa | None) -> tuple[str, str]:
    if kappa is None:
        return "", ""
    ends = "" if kappa.low is None else f"{kappa.low:.2f} to {kappa.high:.2f}"
    return f"{kappa.kappa:.2f}", ends
