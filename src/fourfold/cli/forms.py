"""`fourfold forms`: survey instruments as XLSForms, in the pack or in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from fourfold.cli.out import FOUND_PROBLEMS, WRONG_USE, console, count, open_pack, stop, write_file
from fourfold.reference import Pack, UnknownName
from fourfold.reference import forms as reading

app = typer.Typer(help="Survey forms: XLSForms of the pack, or your own.", no_args_is_help=True)

Jurisdiction = Annotated[
    str | None, typer.Option(help="The pack's code; otherwise FOURFOLD_JURISDICTION or ct.")
]


@app.command("list")
def list_all(jurisdiction: Jurisdiction = None) -> None:
    """Name the forms of a pack, with questions and languages."""
    pack = open_pack(jurisdiction)
    found = reading.pack_forms(pack)
    if not found:
        console.print(f"{pack.name} has no survey forms yet.", markup=False)
        return
    table = Table(box=None, show_header=False)
    for each in found:
        form = each.form
        answered = [one for one in form.questions if one.kind not in reading.SILENT]
        spoken = ", ".join(one.name for one in form.languages)
        title = form.say(form.titles, form.languages[0])
        table.add_row(each.name, f"version {form.version}", title, _questions(answered), spoken)
    console.print(table, markup=False)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="An XLSForm (.xlsx), or a folder of its sheets.")],
) -> None:
    """Check an XLSForm, and explain each error by row."""
    try:
        taken = reading.take(file if file.is_dir() else file.read_bytes(), name=file.stem)
    except OSError as problem:
        stop(f"{file} cannot be read: {problem.strerror or problem}.", code=WRONG_USE)
    for each in taken.problems:
        console.print(("(can stay) " if each.is_warning else "") + str(each), markup=False)
    form = taken.form
    if form is None:
        said = count(len(taken.errors), "error")
        console.print(f"{said}. The form cannot be used yet.", markup=False)
        raise typer.Exit(FOUND_PROBLEMS)
    answered = [each for each in form.questions if each.kind not in reading.SILENT]
    pages = count(len(form.pages), "page")
    console.print(f"{form.id} can be used: {_questions(answered)}, {pages}.", markup=False)


@app.command()
def write(
    name: Annotated[str, typer.Argument(help="The form's name, such as training_survey.")],
    out: Annotated[Path, typer.Option(help="The folder to write to; it is made if missing.")],
    jurisdiction: Jurisdiction = None,
) -> None:
    """Write a form as XLSForm, XForm and code books."""
    pack = open_pack(jurisdiction)
    found = _form(pack, name)
    xform, problems = reading.xform_of(found.sheets, name=name)
    if problems:
        stop(str(problems[0]))
    first = found.form.languages[0]
    try:
        out.mkdir(parents=True, exist_ok=True)
        for file_name, content in (
            (f"{name}.xlsx", reading.workbook_of(found.sheets)),
            (f"{name}.xml", xform.encode()),
            (f"{name}-codes.csv", _csv(reading.code_book(found.form, first))),
            (f"{name}-redcap.csv", _csv(reading.redcap_dictionary(found.form, first))),
        ):
            write_file(out / file_name, content)
            console.print(str(out / file_name), markup=False)
    except OSError as problem:
        stop(f"{out} cannot be written: {problem.strerror or problem}. Name another folder.")


def _questions(answered: list[reading.Question]) -> str:
    return count(len(answered), "question")


def _form(pack: Pack, name: str) -> reading.PackForm:
    try:
        return reading.pack_form(pack, name)
    except UnknownName as problem:
        stop(str(problem), code=WRONG_USE)


def _csv(rows: Iterable[tuple[str, ...]]) -> bytes:
    made = io.StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode("utf-8-sig")
