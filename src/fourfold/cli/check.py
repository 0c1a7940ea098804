"""`fourfold check`: what is wrong in an agency's file, said before it is sent to anybody."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from fourfold.analysis.check.files.marked import TooManyRows, marked_csv, marked_xlsx
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.rules import Expected
from fourfold.analysis.check.files.said import Outcome
from fourfold.cli import looking
from fourfold.cli.out import WRONG_USE, open_pack, stop, write_file
from fourfold.cli.telling import tell
from fourfold.reference import Contract, UnknownName

MOST_MARKED = 10_000
ENDS = {Outcome.CLEAN: 0, Outcome.WARNINGS: 1, Outcome.PROBLEMS: 2, Outcome.NOT_READ: 3}
"""Exit codes; warnings only with --strict."""


def check(
    file: Annotated[Path, typer.Argument(help="CSV, TSV, XLSX, ODS, JSON lines or HTCDS.")],
    contract: Annotated[str, typer.Option(help="The dataset, such as hotline_counts.")],
    pack: Annotated[
        str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="An answer to a doubt: CODE=VALUE; may be repeated.")
    ] = None,
    period: Annotated[
        str | None, typer.Option(help="What was asked for: 2026, 2026-03, or two days joined by ..")
    ] = None,
    marked_to: Annotated[
        Path | None,
        typer.Option("--marked", help="Write a copy with the problems marked: .xlsx or .csv."),
    ] = None,
    strict: Annotated[bool, typer.Option(help="End with 1 if there are warnings.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print for other programs.")] = False,
) -> None:
    """
    Check a file against its data contract. Nothing is sent.

    It needs no server.

    Ends with 0 if it can be sent, 1 if it has warnings and --strict is given, 2 if something must
    be mended, 3 if it cannot be read or a doubt must be answered first.
    """
    asked = _contract(pack, contract)
    expected = replace(_expected(period), today=looking.today())
    source = looking.opened(file, code=ENDS[Outcome.NOT_READ])
    with ExitStack() as stack:
        found = looking.look(
            source,
            asked,
            answers=looking.answers_of(answer or []),
            expected=expected,
            stack=stack,
            most_examples=MOST_MARKED if marked_to else looking.USUAL,
        )
        if marked_to and found.plain:
            _mark(found.plain, found.checked, marked_to)
    if as_json:
        typer.echo(json.dumps(found.said, indent=1))
    else:
        tell(found.said)
    is_fine = found.outcome is Outcome.WARNINGS and not strict
    raise typer.Exit(0 if is_fine else ENDS[found.outcome])


# ------------------------------------------------------------------ what was asked
def _contract(pack: str | None, name: str) -> Contract:
    try:
        return open_pack(pack).contract(name)
    except UnknownName as problem:
        stop(str(problem), code=WRONG_USE)


def _expected(period: str | None) -> Expected:
    if period is None:
        return Expected()
    try:
        return _period(period)
    except ValueError:
        stop(
            f"{period!r} is no period. Write a year (2026), a month (2026-03), or the first and "
            "the last day (2026-01-01..2026-06-30).",
            code=WRONG_USE,
        )


def _period(period: str) -> Expected:
    first, joined, last = period.partition("..")
    if joined:
        until = date.fromordinal(date.fromisoformat(last).toordinal() + 1)
        if date.fromisoformat(first) >= until:
            raise ValueError("The last day lies before the first.")
        return Expected(date.fromisoformat(first), until)
    year, _, month = period.partition("-")
    if not month:
        return Expected(date(int(year), 1, 1), date(int(year) + 1, 1, 1))
    after = (int(year) + 1, 1) if int(month) == 12 else (int(year), int(month) + 1)
    return Expected(date(int(year), int(month), 1), date(*after, 1))


# ------------------------------------------------------------------ a marked copy
def _mark(plain: Plain, checked: Checked, target: Path) -> None:
    try:
        if target.suffix.lower() == ".xlsx":
            write_file(target, marked_xlsx(plain, checked))
        else:
            write_file(target, b"".join(marked_csv(plain, checked)))
    except TooManyRows as problem:
        stop(str(problem), code=WRONG_USE)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        stop(f"{target} cannot be written: {reason}. Name another file.", code=WRONG_USE)
