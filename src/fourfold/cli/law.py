"""`fourfold law`: what the definitions of trafficking say, and where they differ."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from fourfold.analysis import law
from fourfold.analysis.law import plain, words
from fourfold.cli.out import WRONG_USE, console, open_pack, stop
from fourfold.reference import Definition, Pack, UnknownName
from fourfold.reference.files import read_document

app = typer.Typer(help="Definitions of trafficking, as data.", no_args_is_help=True)

Jurisdiction = Annotated[
    str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
]
Day = Annotated[str, typer.Option("--date", help="The day that counts, such as 2016-10-01.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
ASKED = 8
"""Questions shown; --json has all."""


@app.command()
def determine(
    facts: Annotated[Path, typer.Argument(help="A YAML file with lines such as UNDER_18: yes")],
    day: Day,
    jurisdiction: Jurisdiction = None,
    as_json: AsJson = False,
) -> None:
    """Say what every definition answers on the facts of a file. It decides nothing."""
    pack = open_pack(jurisdiction)
    on = _day(day)
    known = _read(facts, law.Vocabulary(pack.law_facts))
    answers = law.determine_all(pack.definitions, known, on=on)
    questions = law.next_questions(answers)
    if as_json:
        record = {
            "jurisdiction": pack.code,
            "date": on.isoformat(),
            "facts": known.stated(),
            "answers": [plain.answer_record(each) for each in answers],
            "ask_next": [plain.question_record(each, known.vocabulary) for each in questions],
        }
        typer.echo(json.dumps(record, ensure_ascii=False, indent=1))
        return
    for answer in answers:
        _print(answer)
    if questions:
        console.print("What to ask next", style="bold")
    for question in questions[:ASKED]:
        asked = known.vocabulary.by_code[question.fact].question
        console.print(f"  {question.fact}: {asked}", markup=False)


@app.command()
def gaps(
    day: Day,
    definition: Annotated[
        str | None, typer.Option("--of", help="Only this definition; otherwise each federal one.")
    ] = None,
    against: Annotated[
        str | None, typer.Option(help="Only against this one; otherwise each of the state's.")
    ] = None,
    jurisdiction: Jurisdiction = None,
    as_json: AsJson = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print the answer as CSV.")] = False,
) -> None:
    """List the patterns of facts that one definition covers and another does not."""
    pack = open_pack(jurisdiction)
    on = _day(day)
    vocabulary = law.Vocabulary(pack.law_facts)
    federal = [each for each in pack.definitions if each.scope == "FEDERAL"]
    ones = [_definition(pack, definition)] if definition else federal
    others = [_definition(pack, against)] if against else _of_the_state(pack)
    found = [law.compare(one, other, vocabulary, on=on) for one in ones for other in _sides(others)]
    rows = plain.gap_rows(found, vocabulary)
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif as_csv:
        written = io.StringIO()
        table = csv.DictWriter(written, plain.GAP_COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)
        typer.echo(written.getvalue(), nl=False)
    else:
        for each in found:
            _print_gaps(each, vocabulary)


def _of_the_state(pack: Pack) -> list[Definition]:
    return [each for each in pack.definitions if each.scope != "FEDERAL"]


def _sides(others: list[Definition]) -> list[tuple[Definition, ...]]:
    """Return each alone, and all together where there is more than one."""
    alone: list[tuple[Definition, ...]] = [(each,) for each in others]
    return [*alone, tuple(others)] if len(others) > 1 else alone


def _definition(pack: Pack, code: str) -> Definition:
    try:
        return pack.definition(code)
    except UnknownName as problem:
        stop(str(problem), code=WRONG_USE)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        stop(f"{text[:40]!r} is not a day. Write it like 2016-10-01.", code=WRONG_USE)


def _read(path: Path, vocabulary: law.Vocabulary) -> law.Facts:
    if not path.is_file():
        stop(f"There is no file {path}. Give the path of a YAML file.", code=WRONG_USE)
    document, problems = read_document(path, name=path.name)
    if problems:
        stop("\n".join(map(str, problems)), code=WRONG_USE)
    if not isinstance(document, dict):
        stop(f"{path.name} holds no facts. Write lines such as UNDER_18: yes", code=WRONG_USE)
    answers: dict[str, Any] = {str(code): value for code, value in document.items()}
    wrong = []
    for code, value in answers.items():
        try:
            vocabulary.facts({code: value})
        except law.LawError as problem:
            wrong.append(f"{path.name}: {problem}")
    if wrong:
        stop("\n".join(wrong), code=WRONG_USE)
    try:
        return vocabulary.facts(answers)
    except law.FactsDisagree as problem:
        stop(f"{path.name}: {problem}", code=WRONG_USE)


def _print(answer: law.Answer) -> None:
    said = words.VERDICTS[answer.verdict]
    console.print(f"{answer.definition.title}: {said}", style="bold", markup=False)
    console.print(f"  {words.why(answer)}", markup=False)
    if answer.text is not None:
        console.print(f"  {words.in_force(answer.text)}.", markup=False)
    if unconfirmed := words.confirmed(answer):
        console.print(f"  {unconfirmed}", markup=False)


def _print_gaps(found: law.Comparison, vocabulary: law.Vocabulary) -> None:
    against = " or ".join(each.title for each in found.against)
    console.print(f"{found.definition.title} against {against}", style="bold", markup=False)
    console.print(f"  {words.counted(found)}", markup=False)
    for gap in found.gaps:
        missing = words.missing(gap)
        console.print(f"  - {words.pattern(gap, vocabulary)}", markup=False)
        console.print(f"    {missing}", markup=False)
    for change in law.changes(found.definition, found.against, vocabulary):
        console.print(f"  {words.changed(change)}", markup=False)
