"""`fourfold community`: measures of towns from secondary data, and an index of them."""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Column, Table

from fourfold.analysis.community import (
    SEED,
    Chosen,
    Index,
    Method,
    NothingToRank,
    Read,
    Stability,
    index,
    read,
    stability,
)
from fourfold.cli.out import WRONG_USE, console, count, open_pack, stop
from fourfold.reference import Pack
from fourfold.reference.errors import did_you_mean

app = typer.Typer(help="Measures of towns, and an index of them.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="CSV: town, variable, value, unit, margin, worse.")]
State = Annotated[
    str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
]
SHOWN = 25
NAMED = 5


@app.command("check")
def check(file: File, pack: State = None) -> None:
    """Say what is wrong in a file of towns' measures."""
    state = open_pack(pack)
    found = _read(file, state)
    for each in found.series:
        direction = "more" if each.more_is_worse else "less"
        console.print(
            f"{each.variable}: {count(len(each.values), 'town')}, {each.unit}; "
            f"{direction} is more vulnerable",
            markup=False,
        )
        if lacking := found.without[each.variable]:
            more = f" and {len(lacking) - NAMED} more" if len(lacking) > NAMED else ""
            named = ", ".join(lacking[:NAMED])
            console.print(f"  no value: {named}{more}", markup=False)


@app.command("index")
def index_(
    file: File,
    weight: Annotated[
        list[str] | None, typer.Option(help="VARIABLE=NUMBER, else 1; may be repeated.")
    ] = None,
    method: Annotated[Method, typer.Option(help="How units are made alike.")] = Method.PERCENTILE,
    seed: Annotated[int, typer.Option(help="Where drawing of weights starts.")] = SEED,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print all towns as CSV.")] = False,
    pack: State = None,
) -> None:
    """Rank towns by weighted measures, and say how firmly."""
    state = open_pack(pack)
    found = _read(file, state)
    weights = _weights(weight or [], [each.variable for each in found.series])
    chosen = [Chosen(each, weights.get(each.variable, 1.0)) for each in found.series]
    try:
        ranked = index(chosen, towns=[each.code for each in state.towns], method=method)
    except (NothingToRank, ValueError) as problem:
        stop(str(problem), code=WRONG_USE)
    firm = stability(ranked, chosen, seed=seed)
    names = {each.code: each.name for each in state.towns}
    if as_csv:
        _write(ranked, firm, names)
    else:
        _tell(ranked, firm, names)


def _read(file: Path, state: Pack) -> Read:
    if not file.is_file():
        stop(f"There is no file {file}.", code=WRONG_USE)
    found = read(file.read_bytes(), towns=state.towns)
    if found.problems:
        said = "\n".join(map(str, found.problems))
        stop(f"{said}\n{count(len(found.problems), 'problem')}. Nothing was taken.")
    return found


def _weights(given: list[str], variables: list[str]) -> dict[str, float]:
    weights = {}
    for each in given:
        name, _, number = each.rpartition("=")
        if name not in variables:
            near = did_you_mean(name, variables)
            stop(f"There is no variable “{name}” in the file.{near}", code=WRONG_USE)
        try:
            weights[name] = float(number)
        except ValueError:
            stop(f"“{number}” is no number. Write {name}=2.", code=WRONG_USE)
    return weights


def _tell(ranked: Index, firm: Stability, names: dict[str, str]) -> None:
    for each, share in ranked.weights.items():
        console.print(f"{each}: {share:.0%} of the weight", markup=False)
    table = Table(
        Column("Rank", justify="right"),
        "Town",
        Column("Index", justify="right"),
        "Other weights",
        Column(f"Stays in top {firm.top}", justify="right"),
        "Within margins",
    )
    for town in ranked.towns[:SHOWN]:
        place = firm.places[town.town]
        within = "" if place.margin_low is None else f"{place.margin_low} to {place.margin_high}"
        table.add_row(
            str(town.rank),
            names[town.town],
            f"{town.index:.2f}",
            f"{place.low} to {place.high}",
            f"{place.in_top:.0%}",
            f"{within} (uncertain)" if town.uncertain else within,
        )
    console.print(table)
    if len(ranked.towns) > SHOWN:
        console.print(f"and {count(len(ranked.towns) - SHOWN, 'town')} more; --csv has all")
    for code, lacking in list(ranked.not_ranked.items())[:SHOWN]:
        console.print(f"Not ranked: {names[code]}, no {', '.join(lacking)}", markup=False)
    if len(ranked.not_ranked) > SHOWN:
        console.print(f"and {count(len(ranked.not_ranked) - SHOWN, 'town')} more not ranked")
    if firm.median_spearman is not None:
        console.print(
            f"{firm.draws} random weights (seed {firm.seed}): Spearman {firm.median_spearman:.2f} "
            f"in the middle, {firm.low_spearman:.2f} or more in 95 of 100."
        )
    for without in firm.without_one:
        rho = "-" if without.spearman is None else f"{without.spearman:.2f}"
        left = ", ".join(names[code] for code in without.left) or "nobody"
        console.print(
            f"Without {without.variable}: Spearman {rho}; leaves the top {firm.top}: {left}",
            markup=False,
        )
    console.print("A rank says where measures are high, not where people are trafficked.")


def _write(ranked: Index, firm: Stability, names: dict[str, str]) -> None:
    writer = csv.writer(sys.stdout)
    heads = ("rank", "town", "index", "score", "rank_low", "rank_high", "share_in_top")
    margins = ("margin_rank_low", "margin_rank_high", "uncertain", "no_value_of")
    writer.writerow((*heads, *margins))
    for each in ranked.towns:
        place = firm.places[each.town]
        writer.writerow(
            (
                *(each.rank, names[each.town], f"{each.index:.6g}", f"{each.score:.6g}"),
                *(place.low, place.high, f"{place.in_top:.4g}"),
                *(place.margin_low, place.margin_high, "; ".join(each.uncertain), ""),
            )
        )
    for code, lacking in ranked.not_ranked.items():
        writer.writerow(("", names[code], *[""] * 8, "; ".join(lacking)))
