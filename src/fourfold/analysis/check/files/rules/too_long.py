"""The rule that a text is not too long."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.given import Asked, Given, PerRow
from fourfold.reference.contracts import Severity

CODE = "TOO_LONG"


def too_long(given: Given) -> list[Asked]:
    """Ask for texts with more letters than the contract allows, outer spaces not counted."""
    asked: list[Asked] = []
    for field in given.present:
        if field.max_length is None:
            continue
        text, most = given.text(field.name), field.max_length
        # Counting bytes is cheap, and no text has more letters than bytes.
        broken = f"strlen({text}) > {most:d} AND length({text}) > {most:d}"
        why = f"\u201c{given.heading(field.name)}\u201d is longer than {most:,} letters."
        fix = "Shorten it, and look whether two cells ran together."
        asked.append(PerRow(CODE, Severity.ERROR, field.name, broken, why, fix))
    return asked
