"""Check that a pack says its figures in every language it says it speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fourfold.reference.contents import Contents
from fourfold.reference.errors import shorten
from fourfold.reference.problems import Problem

FILE = "translations.csv"
PUBLIC = {
    "indicators": ("name", "definition", "sentence", "method"),
    "figures": ("group", "note"),
}
"""Columns that the public reads as words. Codes, days and numbers are said by the code itself."""

WHOLE = "all"
"""The group of everyone; the code has its word."""
_SLOT = re.compile(r"\{\w+\}")


def translation_problems(contents: Contents) -> list[Problem]:
    """Return each text without its words in a language of the pack, and words that do not fit."""
    first, *others = (contents.settings or {}).get("languages", ["en"])
    rows = contents.tables.get("translations", ())
    found = []
    for row in rows:
        if row["language"] not in others:
            why = f"The pack does not say that it speaks {shorten(row['language'])!r}."
            fix = f"Add it to languages in pack.yaml, behind {first}, or remove the row."
            found.append(Problem(FILE, row.line, "language", why, fix))
        if sorted(_SLOT.findall(row["text"])) != sorted(_SLOT.findall(row["words"])):
            why = "The names in braces differ from those of the text."
            fix = "Use each name of the text as often as the text does."
            found.append(Problem(FILE, row.line, "words", why, fix))
    for language in others:
        known = {row["text"] for row in rows if row["language"] == language}
        found += _missing(contents, language, known)
    return found


def _missing(contents: Contents, language: str, known: set[str]) -> Iterator[Problem]:
    said: set[str] = set()
    for name, columns in PUBLIC.items():
        for row in contents.tables.get(name, ()):
            for column in columns:
                text = row[column]
                if not text or text in known | said or (column, text) == ("group", WHOLE):
                    continue
                said.add(text)
                why = f"{shorten(text)!r} has no words in the language {language!r}."
                yield Problem(f"{name}.csv", row.line, column, why, f"Add a row to {FILE}.")
