"""A codebook as YAML holds it, read as far as it goes, with everything that is wrong with it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from fourfold.analysis.evaluate.codebook.meaning import (
    Better,
    Codebook,
    Construct,
    Item,
    Label,
    Printed,
    Score,
    fold,
)

WIDEST_SCALE = 200
"""Points of a scale; answers are kept as whole numbers of one byte."""
MOST_ITEMS = 60
MOST_CONSTRUCTS = 20


class BrokenCodebook(ValueError):
    """A codebook that cannot be used. problems: each says what, where, why and what to do."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Keep every problem that was found."""
        self.problems = problems
        super().__init__("\n".join(problems))


def codebook_of(document: object, *, name: str = "CODEBOOK.yaml") -> Codebook:
    """
    Turn a codebook as YAML holds it into a codebook.

    name: of the file, for messages. :raises BrokenCodebook: with every problem found.
    """
    reader = _Reader(name)
    book = reader.book(document)
    if reader.problems or book is None:
        raise BrokenCodebook(tuple(reader.problems))
    return book


class _Reader:
    """Reads a document as far as it goes, and keeps what is wrong with it."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def wrong(self, where: str, why: str, fix: str) -> None:
        self.problems.append(
            f"{self.name}: {where}: {why} {fix}" if where else f"{self.name}: {why} {fix}"
        )

    def book(self, document: object) -> Codebook | None:
        if not isinstance(document, Mapping):
            self.wrong("", "The file holds no fields.", "Start it with title: and constructs:.")
            return None
        self._known(
            document,
            ("title", "waves", "constructs", "no_answer", "columns", "source", "note", "name"),
            "",
        )
        given = document.get("constructs")
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_CONSTRUCTS:
            self.wrong(
                "constructs", "No list of constructs.", f"Write 1 to {MOST_CONSTRUCTS} of them."
            )
            given = []
        constructs = tuple(
            made for at, each in enumerate(given, 1) if (made := self._construct(each, at))
        )
        self._once([each.code for each in constructs], "constructs")
        self._once([item.code for each in constructs for item in each.items], "items")
        return Codebook(
            title=self._text(document, "title", "") or self.name,
            waves=self._waves(document.get("waves")),
            constructs=constructs,
            no_answer=self._words(document.get("no_answer"), "no_answer"),
            columns=self._words(document.get("columns"), "columns"),
        )

    def _waves(self, given: object) -> dict[str, tuple[str, ...]]:
        # A list, not names and spellings: which wave is the first must not hang on sorted names.
        if not isinstance(given, list) or len(given) != 2:
            fix = (
                "List the first and then the second, each as {code: before, cells: [before, pre]}."
            )
            self.wrong("waves", "Two waves are needed.", fix)
            return {}
        made = {}
        for at, each in enumerate(given, 1):
            cells = each.get("cells") if isinstance(each, Mapping) else None
            code = str(each.get("code") or "") if isinstance(each, Mapping) else ""
            if not code or not isinstance(cells, list) or not cells:
                fix = "Write {code: before, cells: [before, pre]}."
                self.wrong(f"waves[{at}]", "The wave has no code, or no cells that mean it.", fix)
                continue
            made[code] = tuple(fold(str(cell)) for cell in cells)
        self._once([cell for cells in made.values() for cell in cells], "waves")
        return made

    def _words(self, given: object, where: str) -> dict[str, str]:
        if given is None:
            return {}
        if not isinstance(given, Mapping):
            self.wrong(
                where, "This is no list of names and words.", 'Write lines such as "99": Refused.'
            )
            return {}
        return {str(code).strip(): str(words) for code, words in given.items()}

    def _construct(self, given: object, at: int) -> Construct | None:
        where = f"constructs[{at}]"
        if not isinstance(given, Mapping):
            self.wrong(
                where, "This is no construct.", "Give it code, title, better, scale and items."
            )
            return None
        code = self._text(given, "code", where)
        where = f"constructs[{code or at}]"
        fields = (
            "code", "title", "better", "scale", "items", "score", "answered", "labels", "order",
            "printed", "maximum", "question", "source", "note",
        )  # fmt: skip
        self._known(given, fields, where)
        better = self._choice(given, "better", Better, where, needed=True)
        score = self._choice(given, "score", Score, where) or Score.MEAN
        low, high = self._scale(given.get("scale"), where)
        items = self._items(given.get("items"), where)
        if not code or better is None or low >= high or not items:
            return None
        made = Construct(
            code, self._text(given, "title", where) or code, better, low, high, items, score,
            self._share(given.get("answered", 0.5), where),
            order=self._order(given.get("order"), where),
            printed=self._printed(given.get("printed"), where),
            maximum=self._number(given, "maximum", where) if "maximum" in given else None,
            labels=self._labels(given.get("labels"), where),
        )  # fmt: skip
        self._check_labels(made, where)
        return made

    def _scale(self, given: object, where: str) -> tuple[int, int]:
        low, high = (given.get("low"), given.get("high")) if isinstance(given, Mapping) else (0, 0)
        if type(low) is int and type(high) is int and 0 <= low < high <= WIDEST_SCALE:
            return low, high
        fix = f"Write scale: {{low: 1, high: 5}}, whole points from 0 to {WIDEST_SCALE}."
        self.wrong(f"{where}.scale", "The scale has no ends that can be used.", fix)
        return 0, 0

    def _items(self, given: object, where: str) -> tuple[Item, ...]:
        if not isinstance(given, list) or not 1 <= len(given) <= MOST_ITEMS:
            self.wrong(f"{where}.items", "No list of items.", f"Write 1 to {MOST_ITEMS} of them.")
            return ()
        made = []
        for at, each in enumerate(given, 1):
            here = f"{where}.items[{at}]"
            if not isinstance(each, Mapping):
                self.wrong(here, "This is no item.", "Write code: and text:.")
                continue
            self._known(each, ("code", "text", "reversed", "ours", "source", "note"), here)
            for flag in ("reversed", "ours"):
                if not isinstance(each.get(flag, False), bool):
                    self.wrong(f"{here}.{flag}", "This is neither true nor false.", "Write one.")
            code = self._text(each, "code", here)
            text = self._text(each, "text", here)
            made.append(Item(code, text, each.get("reversed") is True, each.get("ours") is True))
        return tuple(made)

    def _labels(self, given: object, where: str) -> tuple[Label, ...]:
        here = f"{where}.labels"
        return tuple(
            Label(self._number(each, "at", here), self._text(each, "label", here))
            for each in self._lines(given, here, "{at: 1, label: Low}")
        )

    def _printed(self, given: object, where: str) -> tuple[Printed, ...]:
        here = f"{where}.printed"
        return tuple(
            Printed(self._number(each, "score", here), self._text(each, "label", here))
            for each in self._lines(given, here, "{score: 5.5, label: Low}")
        )

    def _lines(self, given: object, where: str, like: str) -> list[Mapping[str, Any]]:
        if given is None:
            return []
        if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
            self.wrong(where, "This is no list of labels.", f"Write lines such as {like}.")
            return []
        return given

    def _order(self, given: object, where: str) -> tuple[str, ...]:
        words = given if isinstance(given, list) else []
        if given is not None and not (words and all(isinstance(each, str) for each in words)):
            fix = 'Write them as text, "False" in quotation marks.'
            self.wrong(f"{where}.order", "This is no list of words.", fix)
            return ()
        return tuple(words)

    def _check_labels(self, made: Construct, where: str) -> None:
        starts = [each.at for each in made.labels]
        low, high = made.ends
        if starts and starts[0] != low:
            fix = f"Let the first start at {low}."
            self.wrong(f"{where}.labels", "Scores below the first label have no word.", fix)
        for one, two in zip(made.labels, made.labels[1:], strict=False):
            if not one.at < two.at <= high:
                why = (
                    f"“{two.words}” at {two.at:g} does not come after “{one.words}” at {one.at:g}."
                )
                fix = f"Order them from the lowest score to the highest, at most {high}."
                self.wrong(f"{where}.labels", why, fix)
        for each in made.printed:
            if made.order and each.words not in made.order:
                why = f"“{each.words}” is not in the order of the labels."
                self.wrong(f"{where}.printed", why, "Add it to order, between its neighbors.")

    def _share(self, given: object, where: str) -> Fraction:
        try:
            share = Fraction(str(given))
        except (ValueError, ZeroDivisionError):
            share = Fraction(0)
        if not 0 < share <= 1:
            why = "The share of items to be answered is not between 0 and 1."
            self.wrong(f"{where}.answered", why, "Write 0.5 for half of them.")
            return Fraction(1, 2)
        return share

    def _number(self, given: Mapping[str, Any], field: str, where: str) -> float:
        value = given.get(field)
        if (
            isinstance(value, bool)
            or not isinstance(value, int | float)
            or not math.isfinite(value)
        ):
            self.wrong(f"{where}.{field}", "This is no number.", "Write one, such as 5.5.")
            return 0.0
        return float(value)

    def _choice(
        self, given: Mapping[str, Any], field: str, of: Any, where: str, *, needed: bool = False
    ) -> Any:
        value = given.get(field)
        if value in [each.value for each in of]:
            return of(value)
        if value is not None or needed:
            words = " or ".join(each.value for each in of)
            self.wrong(f"{where}.{field}", f"{value!r} cannot be understood.", f"Write {words}.")
        return None

    def _text(self, given: Mapping[str, Any], field: str, where: str) -> str:
        value = given.get(field)
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.wrong(f"{where}.{field}" if where else field, "It is missing.", "Write it as text.")
        return ""

    def _known(self, given: Mapping[str, Any], fields: tuple[str, ...], where: str) -> None:
        for each in given:
            if each not in fields:
                self.wrong(
                    where, f"{str(each)[:40]!r} is not known here.", f"Known: {', '.join(fields)}."
                )

    def _once(self, codes: list[str], where: str) -> None:
        for each in sorted({code for code in codes if code and codes.count(code) > 1}):
            self.wrong(where, f"{each!r} stands twice.", "Give each its own name.")
