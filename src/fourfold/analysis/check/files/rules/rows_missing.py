"""The rule that a file has rows."""

from __future__ import annotations

from fourfold.analysis.check.files.problems import Group
from fourfold.analysis.check.files.rules.given import Asked, Given, OfAll, whole_file
from fourfold.reference.contracts import Severity

CODE = "ROWS_MISSING"


def rows_missing(given: Given) -> list[Asked]:
    """Ask whether the file has at least one row that is not blank."""

    def judge(rows: int) -> Group | None:
        why = "The file has headings and no rows."
        fix = (
            "Look whether the right file or sheet was chosen. If there is nothing to report, "
            "say so: that is an answer, and needs no file."
        )
        return None if rows else whole_file(CODE, Severity.ERROR, why, fix)

    return [OfAll("count(*)", judge)]
