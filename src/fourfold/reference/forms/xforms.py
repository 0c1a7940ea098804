"""
A form as field apps load it: the XForm of the ODK XForms specification, written by pyxform.

pyxform also reads the sheets by itself: what it does not take, field apps would not load either.
"""

from __future__ import annotations

import logging
import warnings
from typing import Any

from fourfold.reference.errors import shorten
from fourfold.reference.forms.form import FormProblem
from fourfold.reference.forms.sheets import Sheets


def xform_of(sheets: Sheets, *, name: str) -> tuple[str, list[FormProblem]]:
    """
    Write the XForm. name: the form's id, where the sheets give none.

    Returns the XML, or "" and why field apps could not load it.
    """
    from pyxform.errors import PyXFormError  # noqa: PLC0415 - it takes 1.6 s
    from pyxform.xls2xform import convert  # noqa: PLC0415 - as above

    # They would write to the terminal in a form of their own, cells of the sheets included.
    for name in ("lark", "pyxform.xls2xform"):
        logging.getLogger(name).handlers.clear()
    told: dict[str, Any] = {
        each: [dict(cells) for _row, cells in sheet.rows] for each, sheet in sheets.items()
    }
    settings = dict(told["settings"][0]) if told.get("settings") else {}
    # A title in several languages is ours; the standard has one.
    for head in [each for each in settings if each.startswith("form_title::")]:
        settings.setdefault("form_title", settings.pop(head))
        settings.pop(head, None)
    settings.setdefault("form_id", name)
    told["settings"] = [settings]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            made = convert(told, validate=False)
    except PyXFormError as problem:
        return "", [FormProblem("", None, "", f"Field apps would not load it: {_said(problem)}")]
    except Exception as problem:
        why = f"Field apps would not load it: {shorten(str(problem), limit=160)}"
        return "", [FormProblem("", None, "", why)]
    return str(made.xform), []


def _said(problem: Exception) -> str:
    return shorten(" ".join(str(problem).split()), limit=300)
