"""`fourfold check`: what is wrong in an agency's file, said before it is sent to anybody."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from enum import IntEnum
from pathlib import Path
from typing import Annotated, Any, BinaryIO

import typer
from rich.progress import Progress, SpinnerColumn, TextColumn

from fourfold.analysis.check.files.bringing import COMMAND_LINE, recognise, to_plain
from fourfold.analysis.check.files.marked import TooManyRows, marked_csv, marked_xlsx
from fourfold.analysis.check.files.plain import Plain
from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.analysis.check.files.rules import Expected, check_file
from fourfold.analysis.check.files.source import Source, source_of
from fourfold.cli.out import WRONG_USE, console, count, open_pack, stop, trouble, write_file
from fourfold.cli.scratch import Packed
from fourfold.reference import Contract, Severity, UnknownName

SHOWN = 5
"""Places shown of a group; --json and --marked have more."""
MOST_MARKED = 10_000


class Outcome(IntEnum):
    """What the command ends with."""

    CLEAN = 0
    WARNINGS = 1
    PROBLEMS = 2
    NOT_READ = 3


JSON_SHAPE = {
    "shape": "The number of this shape: 1. Names are only ever added to it.",
    "outcome": "CLEAN, WARNINGS, PROBLEMS or NOT_READ.",
    "file": "The file's own name.",
    "contract": "The dataset's name, and its `version`.",
    "rows": "How many rows the file has, without headings and blank rows; null if not known.",
    "errors": "In how many places something must be mended.",
    "warnings": "In how many places somebody must look.",
    "recognised": "What the file was taken for: `kind`, `encoding`, `delimiter`, `sheet`, "
    "`header_row`, `decimal`, `dates`, and `columns`, each with `heading`, `field` and `match`.",
    "doubts": "What only a person can say: `code`, `question`, `choices`, `suggested`, `shown`, "
    "`must`. Answer with --answer CODE=VALUE.",
    "problems": "Groups: `code`, `severity` (ERROR, WARNING), `column`, `heading`, `why`, `fix`, "
    "`count`, and `examples`, each with `row`, `column`, `value`, `suggestion`.",
}
"""What --json prints; docs/reference is printed from it."""


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
    Check a file against its data contract, without a server and without sending it.

    Ends with 0 if it can be sent, 1 if it has warnings and --strict is given, 2 if something must
    be mended, 3 if it cannot be read or a doubt must be answered first.
    """
    asked = _contract(pack, contract)
    expected = _expected(period)
    source = _source(file)
    recognition = recognise(source, asked, answers=_answers(answer or []), limits=COMMAND_LINE)
    with ExitStack() as stack:
        checked = Checked(None, recognition.problems)
        if recognition.can_be_read:
            plain, checked = _checked(source, recognition, asked, expected, stack, many=marked_to)
            if marked_to:
                _mark(plain, checked, marked_to)
        outcome = _outcome(recognition, checked)
        if as_json:
            typer.echo(json.dumps(_as_json(source, asked, recognition, checked, outcome), indent=1))
        else:
            _print(source, asked, recognition, checked, outcome)
    ends = Outcome.CLEAN if outcome is Outcome.WARNINGS and not strict else outcome
    raise typer.Exit(int(ends))


# ------------------------------------------------------------------ what was asked
def _contract(pack: str | None, name: str) -> Contract:
    try:
        return open_pack(pack).contract(name)
    except UnknownName as problem:
        stop(str(problem), code=WRONG_USE)


def _source(file: Path) -> Source:
    try:
        source = source_of(file)
        with source.open():
            return source
    except OSError as problem:
        reason = problem.strerror or str(problem)
        stop(f"{file} cannot be opened: {reason}. Check the name.", code=Outcome.NOT_READ)


def _answers(given: list[str]) -> dict[str, str]:
    for each in given:
        if "=" not in each:
            stop(f"--answer wants CODE=VALUE, such as dates=MDY, not {each!r}.", code=WRONG_USE)
    return {code: value for code, _, value in (each.partition("=") for each in given)}


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


# ------------------------------------------------------------------ the work, with a bar
def _checked(
    source: Source,
    recognition: Recognition,
    contract: Contract,
    expected: Expected,
    stack: ExitStack,
    *,
    many: Path | None,
) -> tuple[Plain, Checked]:
    def scratch() -> Packed:
        made = Packed()
        stack.callback(made.close)
        return made

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.fields[read]}"))
    with Progress(*columns, console=trouble, transient=True) as bar:
        task = bar.add_task("Reading the file", read="")
        done = [0]

        def told(size: int) -> None:
            done[0] += size
            bar.update(task, read=f"{done[0] / 2**20:,.0f} MB read")

        counted = replace(
            source, open=lambda: io.BufferedReader(_Counted(source.open(), told), 1 << 20)
        )
        plain = to_plain(counted, recognition, contract, scratch=scratch, limits=COMMAND_LINE)
        bar.update(task, description="Checking every row")
        most = MOST_MARKED if many else 100
        return plain, check_file(plain, contract, expected=expected, most_examples=most)


class _Counted(io.RawIOBase):
    """A stream that says how much was read of it."""

    def __init__(self, stream: BinaryIO, told: Callable[[int], None]) -> None:
        self._stream, self._told = stream, told

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        piece = self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        self._told(len(piece))
        return len(piece)

    def close(self) -> None:
        self._stream.close()
        super().close()


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


# ------------------------------------------------------------------ what is said
def _outcome(recognition: Recognition, checked: Checked) -> Outcome:
    if not recognition.can_be_read or (checked.rows is None and checked.errors):
        return Outcome.NOT_READ
    if checked.errors:
        return Outcome.PROBLEMS
    return Outcome.WARNINGS if checked.warnings else Outcome.CLEAN


def _as_json(
    source: Source,
    contract: Contract,
    recognition: Recognition,
    checked: Checked,
    outcome: Outcome,
) -> dict[str, Any]:
    return {
        "shape": 1,
        "outcome": outcome.name,
        "file": source.name,
        "contract": {"name": contract.name, "version": contract.version},
        "rows": checked.rows,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "recognised": {
            "kind": recognition.kind,
            "encoding": recognition.encoding,
            "delimiter": recognition.delimiter,
            "sheet": recognition.sheet,
            "header_row": recognition.header_row,
            "decimal": recognition.decimal,
            "dates": recognition.dates,
            "columns": [
                {"heading": each.heading, "field": each.field, "match": each.match}
                for each in recognition.columns
            ],
        },
        "doubts": [
            {
                "code": each.code,
                "question": each.question,
                "choices": dict(each.choices),
                "suggested": each.suggested,
                "shown": list(each.shown),
                "must": each.must,
            }
            for each in recognition.doubts
        ],
        "problems": [_group(each) for each in checked.groups],
    }


def _group(group: Group) -> dict[str, Any]:
    return {
        "code": group.code,
        "severity": group.severity,
        "column": group.column,
        "heading": group.heading,
        "why": group.why,
        "fix": group.fix,
        "count": group.count,
        "examples": [
            {
                "row": each.row,
                "column": each.column,
                "value": each.value,
                "suggestion": each.suggestion,
            }
            for each in group.examples
        ],
    }


def _print(
    source: Source,
    contract: Contract,
    recognition: Recognition,
    checked: Checked,
    outcome: Outcome,
) -> None:
    console.print(f"{source.name}: {contract.title}", style="bold", markup=False)
    for doubt in recognition.doubts:
        _print_doubt(doubt.code, doubt.question, doubt.choices, doubt.suggested, doubt.must)
    for severity, words in ((Severity.ERROR, "To mend"), (Severity.WARNING, "To look at")):
        groups = [each for each in checked.groups if each.severity is severity]
        if groups:
            console.print(f"\n{words}", style="bold")
        for group in groups:
            _print_group(group)
    console.print(f"\n{_last_words(checked, outcome)}", markup=False)


def _print_doubt(code: str, question: str, choices: Any, suggested: str, must: bool) -> None:
    console.print(f"\n{question}", markup=False)
    for value, words in choices.items():
        likely = " (likely)" if value == suggested else ""
        console.print(f"  --answer {code}={value}   {words}{likely}", markup=False)
    if not must:
        console.print("  Without an answer it is read as the likely one.")


def _print_group(group: Group) -> None:
    console.print(f"  {group.why} {count(group.count, 'place')}.", markup=False)
    console.print(f"    {group.fix}", markup=False)
    places = [_place(each) for each in group.examples[:SHOWN] if each.row]
    more = group.count - len(places)
    if places:
        rest = f" and {more:,} more" if more > 0 else ""
        console.print(f"    {'; '.join(places)}{rest}", markup=False, style="dim")


def _place(problem: Problem) -> str:
    value = f": {problem.value}" if problem.value else ""
    likely = f" → {problem.suggestion}?" if problem.suggestion else ""
    return f"row {problem.row}{value}{likely}"


def _last_words(checked: Checked, outcome: Outcome) -> str:
    rows = "" if checked.rows is None else f"{count(checked.rows, 'row')}. "
    errors, warnings = count(checked.errors, "place"), count(checked.warnings, "place")
    return {
        Outcome.CLEAN: f"{rows}Nothing to mend. The file can be sent.",
        Outcome.WARNINGS: f"{rows}{warnings} to look at. The file can be sent as it is.",
        Outcome.PROBLEMS: f"{rows}{errors} to mend, {warnings} to look at.",
        Outcome.NOT_READ: "The rows were not checked yet. Follow what is said above, then again.",
    }[outcome]
