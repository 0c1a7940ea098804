"""A form as it is filled, and its sheets as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fourfold.reference.forms import (
    SILENT,
    Form,
    Kind,
    Page,
    Refusal,
    Sheet,
    Sheets,
    Standing,
    reads,
)


def shown_pages(form: Form, now: Standing) -> tuple[int, ...]:
    """Return the places of the pages that ask or say something, as an answer stands."""
    return tuple(
        place
        for place, page in enumerate(form.pages)
        if any(
            each.name in now.asked and each.kind is not Kind.CALCULATE for each in page.questions
        )
    )


def may_open_more(form: Form, place: int, now: Standing) -> bool:
    """Tell whether an answer on a page may open a later one, so that it need not be the last."""
    own = {each.name for each in form.pages[place].questions}
    return any(
        reads(each) & own
        for page in form.pages[place + 1 :]
        for each in page.questions
        if each.name not in now.asked and each.kind not in {*SILENT, Kind.CALCULATE}
    )


def of_page(page: Page, now: Standing) -> tuple[Refusal, ...]:
    """Return what is not taken on one page."""
    names = {each.name for each in page.questions}
    return tuple(each for each in now.refusals if each.name in names)


def says_something(form: Form, values: Mapping[str, str]) -> bool:
    """Tell whether anything was answered."""
    asked = (each for each in form.questions if each.kind not in {*SILENT, Kind.CALCULATE})
    return any(values.get(each.name) for each in asked)


def as_kept(sheets: Sheets) -> dict[str, Any]:
    """Return sheets as plain values for a column."""
    return {
        name: {
            "heads": list(sheet.heads),
            "rows": [[row, dict(cells)] for row, cells in sheet.rows],
        }
        for name, sheet in sheets.items()
    }


def unpacked(kept: Mapping[str, Any]) -> dict[str, Sheet]:
    """Return the sheets that `as_kept` was given."""
    return {
        name: Sheet(
            tuple(each["heads"]), tuple((int(row), dict(cells)) for row, cells in each["rows"])
        )
        for name, each in kept.items()
    }


def told_problem(form: Form, refusal: Refusal) -> str:
    """Return in words why a field app's answer does not fit its form."""
    own = form.say(refusal.words, form.languages[0]) if refusal.words else ""
    reason = own or f"this answer does not fit ({refusal.why.value.lower().replace('_', ' ')})"
    return f"{refusal.name}: {reason}"
