"""An evaluation in the terminal: tables with their n, and what to know before reading them."""

from __future__ import annotations

import math

from rich.table import Column, Table

from fourfold.analysis.evaluate.engine import (
    Change,
    ConstructResult,
    Evaluation,
    ItemResult,
    Reliability,
    Verdict,
    Wave,
)
from fourfold.analysis.evaluate.engine import Table as ByTable
from fourfold.analysis.evaluate.engine.words import VERDICTS, power, rule
from fourfold.analysis.evaluate.statistics import Claim, ClaimVerdict
from fourfold.analysis.tables.values import Hidden
from fourfold.cli import measured
from fourfold.cli.out import console, count

_NUMBERS = (
    "Before",
    "n",
    "After",
    "n",
    "Change",
    "Interval",
    "g",
    "p",
    "Adjusted",
    "What it shows",
)
_TEXT = 60


def tell(found: Evaluation) -> None:
    """Print a whole evaluation."""
    waves = ", ".join(
        f"{n:,} {code}" for code, n in zip(found.codebook.waves, found.answered, strict=True)
    )
    console.print(found.codebook.title, style="bold", markup=False)
    console.print(f"{found.rows:,} rows: {waves}.", markup=False)
    _tell_strays(found)
    _heading("Scores")
    table = _table("Score")
    for each in found.constructs:
        table.add_row(each.construct.title, *_cells(each.change))
    console.print(table)
    for each in found.constructs:
        _tell_construct(each)
    _tell_items(found)
    _heading("How to read this")
    for note in found.notes:
        console.print(f"- {note}", markup=False)


def _heading(words: str) -> None:
    console.print(f"\n{words}", style="bold", markup=False)


def _table(first: str) -> Table:
    columns = [
        Column(each, justify="right" if each != _NUMBERS[-1] else "left") for each in _NUMBERS
    ]
    return Table(first, *columns, box=None, pad_edge=False)


def _tell_strays(found: Evaluation) -> None:
    if not found.strays:
        return
    _heading("Cells that are no answers; they count as not answered")
    for each in found.strays:
        rows = ", ".join(map(str, each.rows))
        value = f"“{each.value}”" if each.value else "other values"
        places = count(each.count, "cell")
        console.print(f"  {each.column}: {value}, {places}, row {rows}", markup=False)
    console.print("  Correct the file, or say in the codebook what they mean (no_answer).")


# ------------------------------------------------------------------ constructs
def _tell_construct(result: ConstructResult) -> None:
    _heading(result.construct.title)
    console.print(f"  {rule(result.construct)}.", markup=False)
    for wave, each in zip(("Before", "After"), result.reliability, strict=True):
        console.print(f"  {wave}: {_reliability(each)}", markup=False)
    measured.tell_linked(result)
    measured.tell_fit(result)
    if words := power(result):
        console.print(f"  {words}", markup=False)
    for slip in result.slips:
        console.print(f"  Look at: {slip.why} {slip.fix}", markup=False)
    for table in result.tables:
        _tell_table(table)


def _reliability(each: Reliability) -> str:
    answered = f"{each.n:,} answered every item"
    if each.alpha is None:
        return f"{answered}. {each.why_not}"
    interval = "" if each.low is None else f" [{each.low:.2f}, {each.high:.2f}]"
    omega = "" if each.omega is None else f", omega {each.omega:.2f}"
    against = f"; against the rest: {', '.join(each.against)}" if each.against else ""
    return f"alpha {each.alpha:.2f}{interval}{omega}, {answered}{against}."


def _tell_table(by: ByTable) -> None:
    table = _table(by.title)
    for each in by.groups:
        table.add_row(each.name or "(not given)", *_cells(each.change))
    if mix := by.standardized:
        interval = _interval(mix.interval)
        change = f"{mix.difference:+.2f}"
        cells = ("Same mix", f"{mix.before:.2f}", "", f"{mix.after:.2f}", "", change, interval)
        table.add_row(*cells, "", "", "", "")
    console.print()
    console.print(table)


def _cells(change: Change | Hidden) -> tuple[str, ...]:
    if isinstance(change, Hidden):
        return ("hidden", *[""] * (len(_NUMBERS) - 1))
    before, after, test = change.before, change.after, change.test
    return (
        _mean(before),
        f"{before.summary.n:,}",
        _mean(after),
        f"{after.summary.n:,}",
        "" if math.isnan(change.difference) else f"{change.difference:+.2f}",
        _interval(change.interval or ((test.low, test.high) if test else None)),
        f"{change.effect.value:+.2f}" if change.effect else "",
        _p(test.p if test else None),
        _p(change.adjusted),
        VERDICTS[change.verdict] + (f": {change.why_not}" if change.why_not else ""),
    )


def _mean(wave: Wave) -> str:
    if not wave.summary.n:
        return "nobody"
    return f"{wave.summary.mean:.2f}" + (f" {wave.label}" if wave.label else "")


def _interval(interval: tuple[float, float] | None) -> str:
    return "" if interval is None else f"[{interval[0]:+.2f}, {interval[1]:+.2f}]"


def _p(p: float | None) -> str:
    if p is None:
        return ""
    return "<.001" if p < 0.001 else f"{p:.3f}".lstrip("0")


# ------------------------------------------------------------------ items
def _tell_items(found: Evaluation) -> None:
    surely = sum(
        isinstance(each.change, Change) and each.change.verdict is Verdict.WORSE
        for each in found.fell
    )
    _heading(
        f"Items: {len(found.fell)} of {len(found.items)} went the wrong way, {surely} of them by "
        "more than chance explains"
    )
    table = _table("Item")
    for each in found.items:
        table.add_row(_item(each), *_cells(each.change))
    console.print(table)
    measured.tell_answers(found)
    for each in found.items:
        for meaning, n in each.said:
            number = "hidden" if isinstance(n, Hidden) else f"{n:,}"
            console.print(f"  {each.item.code}: “{meaning}” {number}", markup=False)


def _item(result: ItemResult) -> str:
    mark = "! " if result.fell else ""
    text = result.item.text
    short = text if len(text) <= _TEXT else f"{text[: _TEXT - 1]}…"
    turned = " (reversed in the score)" if result.item.reversed else ""
    return f"{mark}{short}{turned}"


# ------------------------------------------------------------------ a claim
_CLAIM = {
    ClaimVerdict.PROVEN_HOWEVER_LINKED: "Proven, whoever answered twice.",
    ClaimVerdict.PROVEN_IF_UNLINKED: "Proven, unless people who were high before were low after.",
    ClaimVerdict.NOT_PROVEN: "Not proven by these numbers. It may be true; standard deviations "
    "would decide it.",
}


def tell_claim(found: Claim, *, printed: tuple[str, str], scale: tuple[float, float]) -> None:
    """Print what printed means prove, with the arithmetic."""
    low, high = scale
    console.print(_CLAIM[found.verdict], style="bold", markup=False)
    plain = found.as_printed
    lines = [f"Claim: {printed[0]} before and {printed[1]} after differ, p < {found.p_claimed:g}."]
    for wave, mean, sd in zip(
        ("before", "after"), printed, (plain.sd_before, plain.sd_after), strict=True
    ):
        lines.append(
            f"Most that answers can spread {wave}: "
            f"√(({high:g} − {mean})({mean} − {low:g})) = {sd:.3f}."
        )
    lines.append(
        f"Least z: |{printed[1]} − {printed[0]}| ÷ √({plain.sd_before:.3f}² ÷ {found.n_before:,} + "
        f"{plain.sd_after:.3f}² ÷ {found.n_after:,}) = {plain.z:.2f}; p at most {_small(plain.p)}."
    )
    lines.append(
        f"With the most that rounding can hide: {found.rounded.z:.2f}; p at most "
        f"{_small(found.rounded.p)}."
    )
    lines.append(
        "If everybody answered twice and moved against each other as far as can be: "
        f"{found.linked.z:.2f}; p at most {_small(found.linked.p)}."
    )
    lines.append(f"The change is at least {plain.effect:.2f} standard deviations.")
    if found.verdict is ClaimVerdict.NOT_PROVEN:
        lines.append(
            f"{found.enough:,} answers in each wave would prove it."
            if found.enough
            else "Rounded so, no number of answers would prove it."
        )
    for line in lines:
        console.print(f"  {line}", markup=False)


def _small(p: float) -> str:
    return "0.0001" if p < 0.0001 else f"{p:.4f}"
