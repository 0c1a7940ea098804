"""Small forms for tests: rows as they stand in a spreadsheet."""

from __future__ import annotations

import io
import zipfile

from fourfold.reference.forms import Form, FormProblem, form_of, read_workbook

Rows = list[list[object]]
SURVEY: Rows = [
    ["type", "name", "label::English (en)", "label::Spanish (es)", "relevant", "constraint"],
    ["begin_group", "one", "First", "Primero", None, None],
    ["select_one yes_no", "works", "Do you work?", "¿Trabaja?", None, None],
    ["integer", "hours", "Hours a week?", "¿Horas?", "${works} = 'yes'", ". >= 1 and . <= 80"],
    ["end_group", None, None, None, None, None],
    ["text", "more", "Anything else?", "¿Algo más?", None, None],
]
CHOICES: Rows = [
    ["list_name", "name", "label::English (en)", "label::Spanish (es)"],
    ["yes_no", "yes", "Yes", "Sí"],
    ["yes_no", "no", "No", "No"],
]
SETTINGS: Rows = [["form_id", "version", "form_title"], ["work", "3", "Work"]]


def book(survey: Rows, choices: Rows = CHOICES, settings: Rows = SETTINGS) -> bytes:
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    for name, rows in (("survey", survey), ("choices", choices), ("settings", settings)):
        page = made.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def read(
    survey: Rows, choices: Rows = CHOICES, settings: Rows = SETTINGS
) -> tuple[Form | None, list[FormProblem]]:
    sheets, problems = read_workbook(book(survey, choices, settings))
    form, found = form_of(sheets)
    bad = any(not each.is_warning for each in problems)
    return (None if bad else form), [*problems, *found]


def asking(*rows: list[object], choices: Rows = CHOICES) -> Form:
    """Return a form that asks these rows: type, name, relevant, constraint, required, more."""
    heads = ["type", "name", "relevant", "constraint", "required", "calculation", "choice_filter"]
    labelled = [[*heads, "label"], *([*row, *[None] * (7 - len(row)), "Words"] for row in rows)]
    form, problems = read(labelled, choices)
    assert form is not None, [str(each) for each in problems]
    return form


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return out.getvalue()
