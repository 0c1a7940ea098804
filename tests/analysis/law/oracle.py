"""The simplest reading of the definitions: read the files, try every completion, compare.

Shares no code with `fourfold.analysis.law`, so that two mistakes would have to agree.
"""

from __future__ import annotations

import csv
from functools import cache
from itertools import product
from pathlib import Path

from tests.house.places import ROOT

Known = dict[str, bool]


class Oracle:
    def __init__(self, folder: Path) -> None:
        self.implies = {
            row["code"]: row["implies"].split(";") if row["implies"] else []
            for row in _rows(folder / "law_facts.csv")
        }
        self.texts = _rows(folder / "definition_texts.csv")
        self.elements = _rows(folder / "definition_elements.csv")
        self.definitions = [row["code"] for row in _rows(folder / "definitions.csv")]

    def text(self, definition: str, day: str) -> str:
        """The code of the text in force, or an empty text; days compare as they are written."""
        for row in self.texts:
            started = row["definition"] == definition and (row["from"] or "0") <= day
            if started and day < (row["until"] or "9"):
                return row["code"]
        return ""

    def asks(self, text: str) -> set[str]:
        """The facts a text asks for, and those that are tied to one of them."""
        asked = {
            code
            for row in self.elements
            if row["text"] == text
            for code in (row["any_of"] + ";" + row["not_needed_if"]).split(";")
            if code
        }
        tied = {code for code, up in self.implies.items() if asked & set(up)}
        return asked | tied | {up for code in asked for up in self.implies[code]}

    def holds(self, text: str, true: set[str]) -> bool:
        """Whether a text is met when every fact is known."""
        ways: dict[str, bool] = {}
        for row in self.elements:
            if row["text"] == text:
                enough = (row["any_of"] + ";" + row["not_needed_if"]).split(";")
                ways[row["way"]] = ways.get(row["way"], True) and bool(true & set(enough))
        return any(ways.values())

    def possible(self, true: set[str]) -> bool:
        return all(up in true for code in true for up in self.implies[code])

    def verdict(self, definition: str, known: Known, day: str) -> str:
        """The answer, by trying every completion of what is unknown."""
        text = self.text(definition, day)
        if not text:
            return "NOT_IN_FORCE"
        outcomes = self.outcomes(text, known)
        assert outcomes, "the facts contradict each other"
        return {(True,): "MET", (False,): "NOT_MET"}.get(tuple(sorted(outcomes)), "OPEN")

    def outcomes(self, text: str, known: Known) -> set[bool]:
        asked = self.asks(text)
        unknown = sorted(asked - known.keys())
        said = {code for code, value in known.items() if value and code in asked}
        found = set()
        for values in product((False, True), repeat=len(unknown)):
            true = said | {code for code, value in zip(unknown, values, strict=True) if value}
            if self.possible(true):
                found.add(self.holds(text, true))
                if len(found) == 2:
                    break
        return found

    def missing(self, text: str, known: Known) -> str:
        """What a text that is not met wants, of the ways that want least: "AGE+MEANS or ACTION"."""
        never = {code for code in self.implies if self._never(code, known)}
        ways: dict[str, list[str]] = {}
        for row in self.elements:
            if row["text"] == text:
                enough = set((row["any_of"] + ";" + row["not_needed_if"]).split(";")) - {""}
                ways.setdefault(row["way"], []).extend([row["element"]] if enough <= never else [])
        least = min(len(each) for each in ways.values())
        said = sorted("+".join(sorted(each)) for each in ways.values() if len(each) == least)
        return " or ".join(dict.fromkeys(said))

    def _never(self, code: str, known: Known) -> bool:
        return known.get(code) is False or any(self._never(up, known) for up in self.implies[code])

    def cell(self, definition: str, known: Known, day: str) -> str:
        """The verdict, and for what is not met also what is missing."""
        verdict = self.verdict(definition, known, day)
        if verdict != "NOT_MET":
            return verdict
        return f"NOT_MET: {self.missing(self.text(definition, day), known)}"

    def can_decide(self, text: str, known: Known, codes: set[str]) -> bool:
        """Whether some answer to exactly these facts leaves one outcome."""
        for values in product((False, True), repeat=len(codes)):
            answered = known | dict(zip(sorted(codes), values, strict=True))
            if len(self.outcomes(text, answered)) == 1:
                return True
        return False


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@cache
def oracle(code: str) -> Oracle:
    return Oracle(ROOT / "jurisdictions" / code)
