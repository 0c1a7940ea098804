"""The forms that studies can use: the pack's, and those that were brought."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fourfold.apps.surveys import access
from fourfold.apps.surveys.models import SurveyForm
from fourfold.apps.surveys.rules import NoSuchStudy, unpacked
from fourfold.reference import active_pack
from fourfold.reference.forms import (
    SILENT,
    Form,
    PackForm,
    Sheets,
    form_of,
    pack_forms,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """
    A form that a study can use. value: what a page sends for it. form: None where it can no
    longer be read here. is_kept: whether it has an address to be taken along.
    """

    value: str
    code: str
    version: str
    title: str
    questions: int
    languages: tuple[str, ...]
    of_pack: bool
    kept: str


def offered(*, viewer: access.Who) -> list[Offered]:
    """Return the forms somebody can make a study of: the pack's, then those brought."""
    if not access.runs(viewer):
        return []
    kept = {
        (each.code, each.version): each
        for each in access.forms(viewer).defer("xform").order_by("-kept_at", "id")
    }
    found = []
    for each in pack_forms(active_pack()):
        row = kept.pop((each.form.id, each.form.version), None)
        found.append(_offered(each.form, f"pack:{each.name}", kept=row.id if row else ""))
    for row in kept.values():
        found.append(_offered(parsed(row.id), row.id, kept=row.id))
    return found


def pack_form_of(value: str, *, viewer: access.Who) -> PackForm:
    """Return the pack's form that a page's value means. :raises NoSuchStudy:."""
    name = value.removeprefix("pack:")
    found = next((each for each in pack_forms(active_pack()) if each.name == name), None)
    if found is None or not access.runs(viewer):
        raise NoSuchStudy("There is no such form.")
    return found


def sheets_of(form: str, *, viewer: access.Who) -> tuple[str, Sheets]:
    """Return a kept form's code and its sheets, to be written. :raises NoSuchStudy:."""
    row = access.forms(viewer).filter(id=form).first()
    if row is None:
        raise NoSuchStudy("There is no such form.")
    return row.code, unpacked(row.sheets)


@lru_cache(maxsize=128)
def parsed(form: str) -> Form:
    """Return a kept form by its row's id. A kept form never changes, so it is read once."""
    row = SurveyForm.objects.only("sheets", "code").get(id=form)
    found, _problems = form_of(unpacked(row.sheets), name=row.code)
    if found is None:
        raise NoSuchStudy(f"The form {row.code} can no longer be read. Keep a newer version of it.")
    return found


def _offered(form: Form, value: str, *, kept: str) -> Offered:
    return Offered(
        value=value,
        code=form.id,
        version=form.version,
        title=form.say(form.titles, form.languages[0]),
        questions=sum(each.kind not in SILENT for each in form.questions),
        languages=tuple(each.name for each in form.languages),
        of_pack=value.startswith("pack:"),
        kept=kept,
    )
