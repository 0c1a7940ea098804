"""How an evaluation's numbers are written, and the pieces that its tables share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fourfold.documents.blocks import Column, Line, Row, Table, line

Found = Mapping[str, Any]
"""An evaluation, or a part of it, as `said` has it."""
HIDDEN = "hidden"
VERDICTS = {
    "BETTER": "better",
    "WORSE": "worse",
    "NOT_SHOWN": "no change shown",
    "NOT_TESTED": "not tested",
}
NUMBERS = ("Before", "n", "After", "n", "Change", "95% interval", "p", "Adjusted p")
SHOWS = "What it shows"


def number(value: float | None, *, digits: int = 2) -> str:
    """Write a number, "" where there is none."""
    return "" if value is None else f"{value:.{digits}f}".replace("-", "−")


def signed(value: float | None) -> str:
    """Write a change with its sign."""
    return "" if value is None else f"{value:+.2f}".replace("-", "−")


def interval(low: float | None, high: float | None) -> str:
    """Write an interval of a change."""
    return "" if low is None or high is None else f"{signed(low)} to {signed(high)}"


def p_of(value: float | None) -> str:
    """Write a p: "<.001" or ".034"."""
    if value is None:
        return ""
    return "<.001" if value < 0.001 else f"{value:.3f}".removeprefix("0")


def several(count: int, thing: str, things: str = "") -> str:
    """Say how many of a thing there are."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def ends_of(change: Found) -> tuple[float | None, float | None]:
    """Return a change's interval: of the resampling, or else of the test."""
    if change["interval"]:
        return change["interval"][0], change["interval"][1]
    test = change["test"]
    return (test["low"], test["high"]) if test else (None, None)


def cells_of(change: Found | str) -> tuple[Line, ...]:
    """Return a change as the cells below NUMBERS and SHOWS."""
    if isinstance(change, str):
        return (line(HIDDEN), *[()] * len(NUMBERS))
    test = change["test"] or {}
    return tuple(
        line(each) if each else ()
        for each in (
            number(change["before"]["mean"]) or "nobody",
            f"{change['before']['n']:,}",
            number(change["after"]["mean"]) or "nobody",
            f"{change['after']['n']:,}",
            signed(change["difference"]),
            interval(*ends_of(change)),
            p_of(test.get("p")),
            p_of(test.get("adjusted_p")),
            VERDICTS[change["verdict"]],
        )
    )


def change_table(
    id_: str,
    caption: str,
    first: str,
    rows: Sequence[tuple[str, Found | str]],
    *,
    notes: tuple[str, ...] = (),
    last: tuple[Row, ...] = (),
) -> Table:
    """Return a table of changes: what changed, and everything that is known of how."""
    columns = (
        Column(first, share=2.6),
        *(Column(each, number=True, share=_shares(each)) for each in NUMBERS),
        Column(SHOWS, share=1.3),
    )
    made = tuple(Row((line(name), *cells_of(change))) for name, change in rows)
    return Table(id_, caption, columns, (*made, *last), notes=notes, small=True)


def plain_table(
    id_: str,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    notes: tuple[str, ...] = (),
    words: int = 1,
    first: float = 2.2,
) -> Table:
    """
    Return a table of words and numbers.

    words: how many of the first columns are words; first: the share of the first of all. A row may
    be shorter: the rest of it is empty.
    """
    columns = tuple(
        Column(each, number=place >= words, share=first if not place else _shares(each))
        for place, each in enumerate(heads)
    )
    made = tuple(
        Row(tuple(line(cell) if cell else () for cell in (*row, *[""] * (len(heads) - len(row)))))
        for row in rows
    )
    return Table(id_, caption, columns, made, notes=notes, small=True)


def _shares(head: str) -> float:
    return {"n": 0.6, "95% interval": 1.7, "Test": 1.6}.get(head, 1.0)
