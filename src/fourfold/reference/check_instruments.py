"""Check a pack's instruments as a whole: each question can be reached, answered and counted."""

from __future__ import annotations

from collections.abc import Iterator

from fourfold.reference.contents import Contents
from fourfold.reference.instruments import (
    Asks,
    Instrument,
    Item,
    Kind,
    NoAnswer,
    instrument_of,
    item_of,
)
from fourfold.reference.problems import Problem
from fourfold.reference.rows import Row

FILE, ITEMS = "instruments.csv", "instrument_items.csv"
NEEDED = {"YES", "NO", *NoAnswer}
FIX = "jurisdictions/README.md shows how an instrument is written."


def instrument_problems(contents: Contents) -> Iterator[Problem]:
    """Yield what is wrong with the instruments, once each of their rows fits its schema."""
    printed = {
        row["code"]: row["text"]
        for row in contents.tables.get("screening_items", ())
        if row["kind"] == "QUESTION"
    }
    read: dict[tuple[str, str], list[tuple[Row, Item]]] = {}
    for row in contents.tables.get("instrument_items", ()):
        try:
            found = item_of(row, printed)
        except ValueError as problem:
            yield Problem(ITEMS, row.line, "", f"It cannot be read: {problem}.", FIX)
        else:
            read.setdefault((row["instrument"], row["version"]), []).append((row, found))
    facts = {row["code"] for row in contents.tables.get("law_facts", ())}
    for row in contents.tables.get("instruments", ()):
        rows = read.pop((row["code"], row["version"]), [])
        try:
            instrument = instrument_of(row, [item for _, item in rows], printed)
        except ValueError as problem:
            yield Problem(FILE, row.line, "", f"It cannot be read: {problem}.", FIX)
            continue
        yield from _whole(row, instrument)
        yield from _items(rows, instrument)
        yield from _states(rows, facts)
    for rows in read.values():
        line, version = rows[0][0].line, rows[0][0]["version"]
        why = f"There is no version {version!r} of this instrument."
        yield Problem(ITEMS, line, "version", why, "Add it to instruments.csv.")


def _whole(row: Row, one: Instrument) -> Iterator[Problem]:
    if (one.kind == Kind.ITEMS) != bool(one.items):
        why = "It has items." if one.items else "It has no items."
        yield Problem(FILE, row.line, "kind", why, "ITEMS has items; RESULT_ONLY has none.")
    if one.codes and set(one.codes) != NEEDED:
        why = f"The codes must be those of {', '.join(sorted(NEEDED))}."
        yield Problem(FILE, row.line, "codes", why, "Name each once, or leave the cell empty.")
    least, most = one.ages
    if least is not None and most is not None and least > most:
        why = f"{least} is more than {most}."
        yield Problem(FILE, row.line, "ages_from", why, "Put the lower age first.")
    if one.kind == Kind.ITEMS and one.bands and not one.scored:
        yield Problem(FILE, row.line, "bands", "Without a score there is no band.", FIX)
    if one.scored and one.bands and one.bands[0][0] != 0:
        yield Problem(FILE, row.line, "bands", "The first band must begin at 0.", FIX)


def _items(rows: list[tuple[Row, Item]], one: Instrument) -> Iterator[Problem]:
    before: dict[str, Item] = {}
    for row, item in rows:
        if not item.text:
            yield Problem(ITEMS, row.line, "text", "It has no words.", "Fill text or text_of.")
        if (item.asks == Asks.CHOICE) != bool(row["choices"]):
            why = "Only a CHOICE has choices, and it needs them."
            yield Problem(ITEMS, row.line, "choices", why, "Write them like 1=Once;2=Often.")
        for name, answer in sorted({pair for held in item.asked_if for pair in held}):
            if name not in before:
                why = f"{name!r} is no question before this one."
                yield Problem(ITEMS, row.line, "asked_if", why, "Name an earlier item.")
            elif answer not in before[name].choices:
                why = f"{name!r} has no answer {answer!r}."
                yield Problem(ITEMS, row.line, "asked_if", why, "Name one of its answers.")
        strange = set(item.points) - set(item.choices)
        if strange or (item.points and not one.scored):
            why = "Points are for answers of this item, where the instrument has a score."
            yield Problem(ITEMS, row.line, "points", why, FIX)
        before[item.code] = item


def _states(rows: list[tuple[Row, Item]], facts: set[str]) -> Iterator[Problem]:
    for row, item in rows:
        for answer, fact, _truth in item.states:
            if answer not in item.choices:
                why = f"It has no answer {answer!r}."
                yield Problem(ITEMS, row.line, "states", why, "Name one of its answers.")
            if fact not in facts:
                why = f"There is no fact {fact!r}."
                yield Problem(ITEMS, row.line, "states", why, "Name a code of law_facts.csv.")
