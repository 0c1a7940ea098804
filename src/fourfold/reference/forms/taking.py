"""Take an XLSForm from outside: opened, read, and tried as field apps would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fourfold.reference.forms.form import Form, FormProblem
from fourfold.reference.forms.reading import form_of
from fourfold.reference.forms.sheets import Sheets, read_folder, read_workbook
from fourfold.reference.forms.xforms import xform_of


@dataclass(frozen=True, slots=True)
class Taken:
    """
    What came of it.

    form: None where an error keeps it from being used. xform: what field apps load, "" then.
    problems: errors and warnings, in the order of the sheets.
    """

    form: Form | None
    sheets: Sheets
    xform: str
    problems: tuple[FormProblem, ...]

    @property
    def errors(self) -> tuple[FormProblem, ...]:
        """The problems that must be mended before the form can be used."""
        return tuple(each for each in self.problems if not each.is_warning)


def take(content: bytes | Path, *, name: str = "") -> Taken:
    """Take a workbook's bytes, or a folder of sheets. name: the form's id where it says none."""
    opened = read_folder(content) if isinstance(content, Path) else read_workbook(content)
    sheets, problems = opened
    if not sheets:
        return Taken(None, {}, "", tuple(problems))
    form, found = form_of(sheets, name=name)
    problems = [*problems, *found]
    xform = ""
    if all(each.is_warning for each in problems):
        xform, unloaded = xform_of(sheets, name=name)
        problems += unloaded
    whole = all(each.is_warning for each in problems)
    return Taken(form if whole else None, sheets, xform, tuple(problems))
