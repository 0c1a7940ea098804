"""What was found in a file, as other programs read it: one shape for the command and the server."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition


def checked_said(checked: Checked) -> dict[str, Any]:
    """
    Return the outcome of a check as JSON holds it.

    Keys: rows (None if unknown), errors, warnings (places), can_be_sent, groups: each with code,
    severity, column, heading, why, fix, count and examples (row, column, value, suggestion).
    """
    return {
        "rows": checked.rows,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "can_be_sent": checked.can_be_sent,
        "groups": [asdict(each) for each in checked.groups],
    }


def recognition_said(found: Recognition) -> dict[str, Any]:
    """
    Return what a file was taken for as JSON holds it.

    Keys: those of Recognition, with columns, doubts and problems as lists; and can_be_read.
    """
    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "decimal": found.decimal,
        "dates": found.dates,
        "sheet": found.sheet,
        "header_row": found.header_row,
        "columns": [asdict(each) for each in found.columns],
        "doubts": [
            {
                "code": each.code,
                "question": each.question,
                "choices": dict(each.choices),
                "suggested": each.suggested,
                "shown": list(each.shown),
                "must": each.must,
            }
            for each in found.doubts
        ],
        "missing": list(found.missing),
        "problems": [asdict(each) for each in found.problems],
        "can_be_read": found.can_be_read,
    }
