"""Check a pack's YAML files: pack.yaml and the words of the reports."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from fourfold.reference.check_rows import example, validator_for
from fourfold.reference.contents import (
    CODEBOOKS_FOLDER,
    REPORTS_FOLDER,
    SETTINGS_FILE,
    Contents,
)
from fourfold.reference.errors import did_you_mean, shorten
from fourfold.reference.problems import Problem
from fourfold.reference.trace import broken_references, figure_references, untraced_numbers

_PROSE = frozenset({"title", "subtitle", "lead", "label", "text", "bullets", "heading", "notes"})
_TYPES = {
    "string": "a text; put quotation marks around a number",
    "integer": "a whole number",
    "boolean": "true or false",
    "array": "a list",
    "object": "a group of fields",
}


def settings_problems(contents: Contents) -> list[Problem]:
    """Return what is wrong with pack.yaml; nothing if it could not be read."""
    settings = contents.settings
    if settings is None:
        return []
    found = list(schema_problems(settings, contents.shapes.settings, SETTINGS_FILE, "pack"))
    if isinstance(settings.get("code"), str) and settings["code"] != contents.folder.name:
        why = f"{shorten(settings['code'])!r} is not the name of the folder."
        fix = f"Write {contents.folder.name}, or rename the folder."
        found.append(Problem(SETTINGS_FILE, None, "code", why, fix))
    found += source_problems(settings, contents, SETTINGS_FILE)
    for path, value in walk(settings):
        if path.endswith("organization"):
            found += _unknown(value, "organizations", "code", contents, SETTINGS_FILE, path)
        elif path == "council.statute":
            found += _unknown(value, "statutes", "code", contents, SETTINGS_FILE, path)
    found += _repeated_help(settings)
    found += _coverage_problems(settings, contents)
    return found


def report_problems(contents: Contents) -> list[Problem]:
    """Return what is wrong with every report, its words and its references."""
    found: list[Problem] = []
    figures = {row["figure"] for row in contents.tables.get("figures", ())}
    calls = {row["call"] for row in contents.tables.get("figures", ())}
    years = {row["year"] for row in contents.tables.get("recommendations", ())}
    names = _names_with_digits(contents)
    for file_name, report in contents.reports.items():
        file = f"{REPORTS_FOLDER}/{file_name}"
        found += schema_problems(report, contents.shapes.report, file, "report")
        found += source_problems(report, contents, file)
        if file_name != f"{report.get('year')}.yaml":
            why = f"The year {shorten(str(report.get('year')))} is not the name of the file."
            found.append(Problem(file, None, "year", why, "Rename the file or correct the year."))
        if isinstance(call := report.get("call"), str):
            found += missing_from(call, calls, "a data call of figures.csv", file, "call")
        for path, value in walk(report):
            if path == "recommendations.year":
                kind = "a year of recommendations.csv"
                found += missing_from(str(value), years, kind, file, path)
            elif path.endswith(".organization"):
                found += _unknown(value, "organizations", "code", contents, file, path)
            elif path == "key_figure.figure":
                found += missing_from(str(value), figures, "in figures.csv", file, path)
            elif isinstance(value, str) and _is_prose(path):
                found += _prose_problems(value, figures, names, file, path)
    return found


def codebook_problems(contents: Contents) -> list[Problem]:
    """Return what is wrong with the codebooks' form; the evaluation says the rest."""
    found: list[Problem] = []
    for file_name, codebook in contents.codebooks.items():
        file = f"{CODEBOOKS_FOLDER}/{file_name}"
        found += schema_problems(codebook, contents.shapes.codebook, file, "codebook")
        found += source_problems(codebook, contents, file)
        if file_name != f"{codebook.get('name')}.yaml":
            why = f"The name {shorten(str(codebook.get('name')))} is not the name of the file."
            found.append(Problem(file, None, "name", why, "Rename the file or correct the name."))
    return found


def _prose_problems(
    text: str, figures: set[str], names: list[str], file: str, path: str
) -> Iterator[Problem]:
    for code in figure_references(text):
        yield from missing_from(code, figures, "in figures.csv", file, path)
    for left in broken_references(text):
        why = f"{shorten(left)!r} is not a reference to a figure."
        yield Problem(file, None, path, why, "Write it like {F041}.")
    for number in untraced_numbers(text, names=names):
        why = f"The number {shorten(number)!r} cannot be traced."
        fix = "Refer to its figure, like {F041}, or say it without a digit."
        yield Problem(file, None, path, why, fix)


def walk(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every leaf of a document with its path, such as "highlights[0].text[1]"."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from walk(each, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for place, each in enumerate(value):
            yield from walk(each, f"{path}[{place}]")
    else:
        yield path, value


def _is_prose(path: str) -> bool:
    return re.sub(r"\[\d+\]$", "", path).rpartition(".")[2] in _PROSE


def _names_with_digits(contents: Contents) -> list[str]:
    columns = {
        "organizations": ("name",),
        "training_courses": ("title",),
        "statutes": ("citation",),
    }
    names = {
        row[column]
        for table, wanted in columns.items()
        for row in contents.tables.get(table, ())
        for column in wanted
    }
    for row in contents.tables.get("organizations", ()):
        names.update(row.parts("aliases"))
    for path, value in walk((contents.settings or {}).get("help")):
        if path.endswith((".display", ".value")):
            names.add(str(value))
    return [name for name in names if any(letter.isdigit() for letter in name)]


def schema_problems(
    document: dict[str, Any], schema: dict[str, Any], file: str, name: str
) -> Iterator[Problem]:
    said = set()
    for error in validator_for(name, schema).iter_errors(document):
        problem = Problem(file, None, _path_of(error), *_in_words(error))
        # The library yields one error for each missing field; ours names them all at once.
        if problem not in said:
            said.add(problem)
            yield problem


def _path_of(error: Any) -> str:
    path = ""
    for step in error.absolute_path:
        path += f"[{step}]" if isinstance(step, int) else f".{step}" if path else str(step)
    return path


def _in_words(error: Any) -> tuple[str, str]:
    rules = error.schema if isinstance(error.schema, dict) else {}
    shown = shorten(repr(error.instance))
    if error.validator == "required":
        absent = [each for each in error.validator_value if each not in error.instance]
        names = ", ".join(absent)
        return f"The field {names} is missing.", "Add it."
    if error.validator == "additionalProperties":
        known = rules["properties"]
        strange = [str(each) for each in error.instance if each not in known]
        left = [each for each in known if each not in error.instance]
        near = did_you_mean(strange[0], left).strip() or "Remove it or correct its name."
        return f"The field {shorten(', '.join(strange))} is not known.", near
    if error.validator == "type":
        return f"{shown} does not fit.", f"It must be {_TYPES.get(rules['type'], rules['type'])}."
    if error.validator == "enum":
        near = did_you_mean(str(error.instance), rules["enum"])
        return f"{shown} does not fit.", f"It must be one of {', '.join(rules['enum'])}.{near}"
    if error.validator in {"minItems", "minLength"}:
        return "It is empty.", f"Fill it in: {rules.get('description', 'at least one entry')}"
    return f"{shown} does not fit.", f"{rules.get('description', error.validator)}{example(rules)}"


def source_problems(document: Any, contents: Contents, file: str) -> Iterator[Problem]:
    for path, value in walk(document):
        if re.search(r"(^|\.)sources?\[\d+\]$", path):
            yield from _unknown(value, "sources", "code", contents, file, path)


def _unknown(
    value: Any, table: str, column: str, contents: Contents, file: str, path: str
) -> Iterator[Problem]:
    known = {row[column] for row in contents.tables.get(table, ())}
    yield from missing_from(str(value), known, f"in {table}.csv", file, path)


def missing_from(
    value: str, known: set[str], place: str, file: str, path: str
) -> Iterator[Problem]:
    if value not in known:
        fix = did_you_mean(value, known).strip() or "Add it there first, or correct it here."
        yield Problem(file, None, path, f"{shorten(value)!r} is not {place}.", fix)


def _repeated_help(settings: dict[str, Any]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, value in walk(settings.get("help")):
        if path.endswith(".code"):
            if str(value) in seen:
                why = f"{shorten(str(value))!r} stands twice."
                yield Problem(SETTINGS_FILE, None, f"help{path}", why, "Give it its own code.")
            seen.add(str(value))


def _coverage_problems(settings: dict[str, Any], contents: Contents) -> Iterator[Problem]:
    lines = settings.get("coverage")
    for place, line in enumerate(lines if isinstance(lines, list) else ()):
        if not isinstance(line, dict) or not isinstance(line.get("file"), str):
            continue
        path = f"coverage[{place}]"
        shape = contents.shapes.tables.get(line["file"])
        if shape is None:
            tables = set(contents.shapes.tables)
            yield from missing_from(
                line["file"], tables, "a file of a pack", SETTINGS_FILE, f"{path}.file"
            )
            continue
        where = line.get("where")
        asked = [
            line.get("column"),
            line.get("distinct"),
            *(where if isinstance(where, dict) else ()),
        ]
        for column in asked:
            if isinstance(column, str):
                place_name = f"a column of {shape.file}"
                columns = set(shape.columns)
                yield from missing_from(column, columns, place_name, SETTINGS_FILE, path)
