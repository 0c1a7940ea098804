"""`fourfold evaluate`: what surveys before and after a training show, and what they do not."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from fourfold.analysis.evaluate.codebook import BrokenCodebook, Codebook, codebook_of
from fourfold.analysis.evaluate.engine import (
    LEAST_SHOWN,
    REPLICATES,
    SEED,
    Asked,
    CannotEvaluate,
    evaluate,
    said,
)
from fourfold.analysis.evaluate.statistics import BadNumber, CannotCompare, Scale, claim
from fourfold.cli import agreement, evaluated, looking
from fourfold.cli.out import WRONG_USE, open_pack, stop
from fourfold.cli.scratch import Packed
from fourfold.reference import UnknownName
from fourfold.reference.files import read_document

app = typer.Typer(help="Surveys before and after a training.", no_args_is_help=True)

app.command("agreement")(agreement.agreement)

AsJson = Annotated[bool, typer.Option("--json", help="Print for other programs.")]


@app.command("before-after")
def before_after(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, ODS, JSON lines or Parquet.")],
    wave: Annotated[str, typer.Option(help="The column that says before or after.")],
    codebook: Annotated[
        str, typer.Option(help="What the columns mean: CODEBOOK.yaml, or a name of the pack's.")
    ],
    pair: Annotated[str, typer.Option(help="The column of codes people made up.")] = "",
    event: Annotated[str, typer.Option(help="The column of the training people came to.")] = "",
    by: Annotated[
        list[str] | None, typer.Option(help="A column of groups, as field; may be repeated.")
    ] = None,
    hide_below: Annotated[int, typer.Option(help="Hide groups of fewer people.")] = LEAST_SHOWN,
    samples: Annotated[int, typer.Option(help="Samples drawn for intervals.")] = REPLICATES,
    seed: Annotated[
        int, typer.Option(help="Where drawing starts; the same gives the same.")
    ] = SEED,
    answer: Annotated[
        list[str] | None, typer.Option(help="An answer to a doubt: CODE=VALUE; may be repeated.")
    ] = None,
    pack: Annotated[
        str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare answers before and after. No row leaves the machine."""
    book = _codebook(codebook, pack)
    source = looking.opened(file, code=WRONG_USE)
    with ExitStack() as stack:

        def scratch() -> Packed:
            made = Packed()
            stack.callback(made.close)
            return made

        try:
            asked = Asked(wave, pair, event, tuple(by or ()), hide_below, samples, seed)
            found = evaluate(
                source, book, asked, scratch=scratch, answers=looking.answers_of(answer or [])
            )
        except CannotEvaluate as problem:
            stop(str(problem), code=WRONG_USE)
    if as_json:
        typer.echo(json.dumps(said(found), ensure_ascii=False, indent=1))
    else:
        evaluated.tell(found)


@app.command("claim")
def claim_(
    before: Annotated[str, typer.Option(help="The mean before, as printed: 2.1.")],
    after: Annotated[str, typer.Option(help="The mean after, as printed: 3.4.")],
    n_before: Annotated[int, typer.Option(help="How many answered before.")],
    n_after: Annotated[int, typer.Option(help="How many answered after.")],
    low: Annotated[float, typer.Option(help="The lowest score there can be.")],
    high: Annotated[float, typer.Option(help="The highest score there can be.")],
    p: Annotated[float, typer.Option("--p", help="What the report says p is below.")] = 0.05,
    as_json: AsJson = False,
) -> None:
    """Say if printed means alone prove a claim."""
    try:
        found = claim(
            before, after, Scale(low, high), n_before=n_before, n_after=n_after, p_claimed=p
        )
    except (BadNumber, CannotCompare) as problem:
        stop(str(problem), code=WRONG_USE)
    if as_json:
        typer.echo(json.dumps(asdict(found), indent=1))
    else:
        evaluated.tell_claim(found, printed=(before, after), scale=(low, high))


def _codebook(named: str, pack: str | None) -> Codebook:
    document, name = _document(named, pack)
    try:
        return codebook_of(document, name=name)
    except BrokenCodebook as problem:
        stop(str(problem), code=WRONG_USE)


def _document(named: str, pack: str | None) -> tuple[object, str]:
    """Return a codebook and the name of its file; without an ending it is one of the pack's."""
    path = Path(named)
    if not path.suffix and not path.exists():
        try:
            return open_pack(pack).codebook(named), f"{named}.yaml"
        except UnknownName as problem:
            stop(str(problem), code=WRONG_USE)
    if not path.is_file():
        stop(f"There is no file {path}. Give the path of a codebook in YAML.", code=WRONG_USE)
    document, problems = read_document(path, name=path.name)
    if problems:
        stop("\n".join(map(str, problems)), code=WRONG_USE)
    return document, path.name
