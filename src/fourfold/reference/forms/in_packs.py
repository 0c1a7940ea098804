"""The forms that a pack brings: `forms/NAME/` with survey.csv, choices.csv and settings.csv."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fourfold.reference.contents import FORMS_FOLDER, Contents
from fourfold.reference.errors import BrokenPack, UnknownName, shorten
from fourfold.reference.forms.form import Form
from fourfold.reference.forms.reading import form_of
from fourfold.reference.forms.sheets import NAMES, Sheets, read_folder
from fourfold.reference.packs import Pack
from fourfold.reference.problems import Problem
from fourfold.reference.rows import split

FIX = "jurisdictions/README.md shows how a form is kept."


@dataclass(frozen=True)
class PackForm:
    """One form of a pack. name: of its folder, and the form's id."""

    name: str
    form: Form
    sheets: Sheets


@lru_cache(maxsize=16)
def pack_forms(pack: Pack) -> tuple[PackForm, ...]:
    """Return a pack's forms by name. :raises BrokenPack: where one cannot be read."""
    return tuple(_form(folder) for folder in _folders(pack.folder))


def pack_form(pack: Pack, name: str) -> PackForm:
    """Return a form by its name. :raises UnknownName:. :raises BrokenPack:."""
    for each in pack_forms(pack):
        if each.name == name:
            return each
    known = [each.name for each in pack_forms(pack)]
    raise UnknownName("form", name, known, where=f"pack {pack.code}")


def form_problems(contents: Contents) -> Iterator[Problem]:
    """Yield what is wrong with a pack's forms; a missing translation is wrong here, too."""
    sources = {row["code"] for row in contents.tables.get("sources", ())}
    for folder in _folders(contents.folder):
        file = f"{FORMS_FOLDER}/{shorten(folder.name)}"
        sheets, unread = read_folder(folder)
        form, problems = form_of(sheets, name=folder.name)
        for each in (*unread, *problems):
            where = f"{file}/{each.sheet}.csv" if each.sheet else file
            yield Problem(where, each.row, each.column, each.why, each.fix)
        if form is not None and form.id != folder.name:
            why = f"The form_id {form.id!r} is not the name of its folder."
            yield Problem(f"{file}/settings.csv", 2, "form_id", why, "Rename one of them.")
        yield from _unsourced(sheets, sources, file)
        for path in sorted(folder.iterdir()):
            if path.name not in {f"{name}.csv" for name in NAMES}:
                why = "This is no sheet of a form."
                yield Problem(f"{file}/{shorten(path.name)}", None, "", why, "Remove it.")


def _unsourced(sheets: Sheets, sources: set[str], file: str) -> Iterator[Problem]:
    survey = sheets.get("survey")
    for row, cells in survey.rows if survey else ():
        named = set(split(cells.get("source", "")))
        ends = cells.get("type", "").casefold().startswith("end")
        if not ends and (not named or named - sources):
            why = "The row has no source that sources.csv lists."
            fix = "Name one; what is our own names a source that says so."
            yield Problem(f"{file}/survey.csv", row, "source", why, fix)


def _folders(pack: Path) -> list[Path]:
    folder = pack / FORMS_FOLDER
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [each for each in found if each.is_dir() and not each.name.startswith(".")]


def _form(folder: Path) -> PackForm:
    sheets, unread = read_folder(folder)
    form, problems = form_of(sheets, name=folder.name)
    if form is None or unread:
        first = next(each for each in (*unread, *problems) if not each.is_warning)
        raise BrokenPack(f"The form {folder.name} cannot be read: {first}")
    return PackForm(folder.name, form, sheets)
