"""The tables of an evaluation for a program: plain numbers, one kind of row a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fourfold.documents.evaluation.written import HIDDEN, Found, ends_of

Cell = str | int | float | None
Rows = Iterator[tuple[Cell, ...]]

CHANGE = (
    "n_before", "mean_before", "sd_before", "n_after", "mean_after", "sd_after", "change",
    "low", "high", "test", "df", "p", "adjusted_p", "hedges_g", "shows",
)  # fmt: skip


def table_rows(found: Found, table: str) -> Rows:
    """
    Return a table's head and rows. table: a key of TABLES.

    An empty cell has no number; what is hidden says so in the column "shows".
    """
    return TABLES[table](found)


def _scores(found: Found) -> Rows:
    yield ("score", "title", "better", "lowest", "highest", "would_be_found", *CHANGE)
    for each in found["constructs"]:
        head = (each["code"], each["title"], each["better"], each["low"], each["high"])
        yield (*head, each["would_be_found"], *_change(each["change"]))


def _groups(found: Found) -> Rows:
    yield ("score", "column", "group", *CHANGE)
    for each in found["constructs"]:
        for table in each["by"]:
            for group in table["groups"]:
                yield (each["code"], table["column"], group["name"], *_change(group["change"]))


def _items(found: Found) -> Rows:
    yield ("score", "item", "text", "went_the_wrong_way", *CHANGE)
    for each in found["items"]:
        wrong = "yes" if each["went_the_wrong_way"] else "no"
        yield (each["construct"], each["code"], each["text"], wrong, *_change(each["change"]))


def _answers(found: Found) -> Rows:
    yield ("score", "item", "answer", "n_before", "n_after")
    for each in found["items"]:
        for one in each["answers"] or [{"point": HIDDEN, "before": None, "after": None}]:
            yield (each["construct"], each["code"], one["point"], one["before"], one["after"])


def _together(found: Found) -> Rows:
    yield ("score", "wave", "item", "n", "alpha", "low", "high", "omega", "with_the_rest",
           "alpha_without")  # fmt: skip
    for each in found["constructs"]:
        for wave, one in zip(("before", "after"), each["reliability"], strict=True):
            whole = (one["n"], one["alpha"], one["low"], one["high"], one["omega"])
            yield (each["code"], wave, "", *whole, None, None)
            for item in one["items"]:
                fit = (item["with_the_rest"], item["alpha_without"])
                yield (each["code"], wave, item["code"], one["n"], None, None, None, None, *fit)


def _pairs(found: Found) -> Rows:
    yield ("score", "people", "up", "same", "down", "g_av", "d_z", "wilcoxon_p", "rank_biserial")
    for each in found["constructs"]:
        if one := each["linked"]:
            sizes = ((one[size] or {}).get(size) for size in ("g_av", "d_z"))
            ranks = one["wilcoxon"] or {"p": None, "rank_biserial": None}
            counts = (one["pairs"], one["rose"], one["same"], one["fell"])
            yield (each["code"], *counts, *sizes, ranks["p"], ranks["rank_biserial"])


TABLES: dict[str, Callable[[Found], Rows]] = {
    "scores": _scores,
    "groups": _groups,
    "items": _items,
    "answers": _answers,
    "together": _together,
    "pairs": _pairs,
}


def _change(change: Found | str) -> tuple[Cell, ...]:
    if isinstance(change, str):
        return (*[None] * (len(CHANGE) - 1), HIDDEN)
    test, g = change["test"] or {}, change["hedges_g"] or {}
    waves = (change[wave][what] for wave in ("before", "after") for what in ("n", "mean", "sd"))
    tested = (test.get("method"), test.get("df"), test.get("p"), test.get("adjusted_p"))
    return (*waves, change["difference"], *ends_of(change), *tested, g.get("g"), change["verdict"])
