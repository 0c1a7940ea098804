"""A form's answers as the file they stand for."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from fourfold.apps.submissions.rules.figures import SubmissionError


class NoAnswers(SubmissionError):
    """There is not one answer of the contract's fields."""


class UnknownField(SubmissionError):
    """An answer is given to a field that the contract has not."""


def as_csv(rows: Sequence[Mapping[str, str]], *, columns: Sequence[str]) -> bytes:
    """
    Return rows of answers as CSV with these columns: the same bytes for the same answers.

    :raises NoAnswers, UnknownField:
    """
    if not rows or not columns:
        raise NoAnswers("Nothing is answered yet. Fill in the form, or say: nothing to report.")
    strange = sorted({name for row in rows for name in row} - set(columns))
    if strange:
        raise UnknownField(f"The contract has no field {strange[0]!r}.")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(name, "") for name in columns] for row in rows)
    return out.getvalue().encode()


def text_of(value: Any) -> str:
    """Return a kept value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ";".join(map(str, value))
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
