"""Made-up sheets of paper, typed by one person, of which some wait for a second one to type."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone

from fourfold.apps.surveys.actions.paper import type_sheet
from fourfold.apps.surveys.rules.paper import UNREADABLE
from fourfold.reference.forms import Form, paper_lines

if TYPE_CHECKING:
    from fourfold.config.demo.fill import Staff

BY = "demo"
SHEETS = 8
"""The first of a wave is always to be typed a second time, and one in ten of the others."""


def type_sheets(wave: str, form: Form, staff: Staff) -> None:
    """Type sheets of an open wave; here and there a cell is blank, and one cannot be read."""
    day = timezone.localdate(staff.at)
    for nth in range(SHEETS):
        typed = {
            line.question.name: line.codes[(nth * 7 + line.number * 3) % len(line.codes)]
            for line in paper_lines(form)
            if line.codes and (nth + line.number) % 13
        }
        if nth == 2:
            typed[next(iter(typed))] = UNREADABLE
        type_sheet(
            wave,
            typed=typed,
            pair="",
            language="en",
            taken_on=day - timedelta(days=1),
            once=f"demo:{nth}",
            by=BY,
            at=staff.at,
        )
