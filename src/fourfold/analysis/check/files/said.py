"""What was found in a file, as other programs read it: one shape for commands and server."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Any

from fourfold.analysis.check.files.problems import Checked
from fourfold.analysis.check.files.recognition import Recognition
from fourfold.reference.contracts import Contract


class Outcome(StrEnum):
    """What became of a check. NOT_READ: the rows were not looked at, or a doubt stands first."""

    CLEAN = "CLEAN"
    WARNINGS = "WARNINGS"
    PROBLEMS = "PROBLEMS"
    NOT_READ = "NOT_READ"


JSON_SHAPE = {
    "shape": "The number of this shape: 1. Names are only ever added to it.",
    "outcome": "CLEAN, WARNINGS, PROBLEMS or NOT_READ.",
    "can_be_sent": "Whether nothing stands in the way of sending it.",
    "file": "The file's own name.",
    "contract": "The dataset's `name`, its `version` and its `title`.",
    "rows": "How many rows the file has, without headings and blank rows; null if not known.",
    "errors": "In how many places something must be mended.",
    "warnings": "In how many places somebody must look.",
    "recognised": "What the file was taken for: `kind`, `encoding`, `delimiter`, `sheet`, "
    "`header_row`, `decimal`, `dates`, `columns`, each with `heading`, `field` and `match`, and "
    "`missing`: fields that must be there and have no column.",
    "doubts": "What only a person can say: `code`, `question`, `choices`, `suggested`, `shown`, "
    "`must`. Answer with --answer CODE=VALUE, or with `answers` where a program finishes a file.",
    "problems": "Groups: `code`, `severity` (ERROR, WARNING), `column`, `heading`, `why`, `fix`, "
    "`count`, and `examples`, each with `row`, `column`, `value`, `suggestion`.",
}
"""What `said` returns; docs/reference is printed from it."""


def outcome_of(recognition: Recognition, checked: Checked) -> Outcome:
    """Return what a check came to."""
    if not recognition.can_be_read or (checked.rows is None and checked.errors):
        return Outcome.NOT_READ
    if checked.errors:
        return Outcome.PROBLEMS
    return Outcome.WARNINGS if checked.warnings else Outcome.CLEAN


def said(
    file: str, contract: Contract, recognition: Recognition, checked: Checked
) -> dict[str, Any]:
    """
    Return what was found in a file as JSON holds it: the names of JSON_SHAPE.

    checked: where it cannot be read, the problems of the recognition.
    """
    outcome = outcome_of(recognition, checked)
    return {
        "shape": 1,
        "outcome": outcome.value,
        "can_be_sent": outcome in (Outcome.CLEAN, Outcome.WARNINGS),
        "file": file,
        "contract": {
            "name": contract.name,
            "version": contract.version,
            "title": contract.title,
        },
        "rows": checked.rows,
        "errors": checked.errors,
        "warnings": checked.warnings,
        "recognised": _recognised(recognition),
        "doubts": [
            {
                "code": each.code,
                "question": each.question,
                "choices": dict(each.choices),
                "suggested": each.suggested,
                "shown": list(each.shown),
                "must": each.must,
            }
            for each in recognition.doubts
        ],
        "problems": [asdict(each) for each in checked.groups],
    }


def _recognised(found: Recognition) -> dict[str, Any]:
    return {
        "kind": found.kind,
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "sheet": found.sheet,
        "header_row": found.header_row,
        "decimal": found.decimal,
        "dates": found.dates,
        "columns": [
            {"heading": each.heading, "field": each.field, "match": each.match}
            for each in found.columns
        ],
        "missing": list(found.missing),
    }
