"""The note that spaces around a cell were not counted."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.reference.contracts import Severity

CODE = "SPACES_CUT"


def spaces_cut(given: Given) -> list[Asked]:
    """Ask, as a warning, for filled cells with spaces before or after their text."""
    return [
        PerRow(
            CODE,
            Severity.WARNING,
            field.name,
            given.cut(field.name),
            f"\u201c{given.heading(field.name)}\u201d has spaces before or after the text.",
            "Nothing to do: the spaces are left out when the file is read.",
            str.strip,
        )
        for field in given.present
    ]
