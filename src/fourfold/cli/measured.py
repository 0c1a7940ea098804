"""What stands behind a score, in the terminal: pairs, how items fit, and what people answered."""

from __future__ import annotations

from rich.table import Column, Table

from fourfold.analysis.evaluate.engine import ConstructResult, Evaluation, ItemFit, Linked
from fourfold.analysis.evaluate.statistics import Effect
from fourfold.cli.out import console


def tell_linked(result: ConstructResult) -> None:
    """Print what people known in both waves show beside the test."""
    pairs = result.pairs
    if pairs is None:
        return
    console.print(
        f"  {pairs.n:,} people known in both waves: {pairs.rose:,} went up, {pairs.same:,} stayed, "
        f"{pairs.fell:,} went down.",
        markup=False,
    )
    sizes = [
        _effect("g_av", pairs.g_av, "change by the spread of answers"),
        _effect("d_z", pairs.d_z, "change by the spread of changes; never set beside a g"),
    ]
    for line in (*filter(None, sizes), *_ranks(pairs), *_events(pairs)):
        console.print(f"    {line}", markup=False)


def _effect(name: str, effect: Effect | None, meaning: str) -> str:
    if effect is None:
        return ""
    return f"{name} {effect.value:+.2f} [{effect.low:+.2f}, {effect.high:+.2f}]: {meaning}"


def _ranks(pairs: Linked) -> list[str]:
    ranks = pairs.ranks
    if ranks is None:
        return []
    how = "counted exactly" if ranks.exact else "by the normal curve"
    test = f"Wilcoxon signed ranks: V {ranks.v:g}, {p_words(ranks.p)} ({how})"
    return [f"{test}, rank-biserial {ranks.rank_biserial:+.2f}"]


def _events(pairs: Linked) -> list[str]:
    events = pairs.by_event
    if events is None:
        return []
    one = events.comparison
    fragile = "; too few events to trust p" if events.fragile else ""
    unit = f"Their changes with each of {events.events} events as one unit ({one.n_pairs:,} people)"
    size = f"{one.difference:+.2f} [{one.low:+.2f}, {one.high:+.2f}]"
    return [f"{unit}: {size}, df {one.df:.1f}, {p_words(one.p)}{fragile}"]


def p_words(p: float) -> str:
    """Say a p: "p <.001" or "p .034"."""
    return "p <.001" if p < 0.001 else f"p {p:.3f}".replace(" 0.", " .")


# ------------------------------------------------------------------ how items fit
def tell_fit(result: ConstructResult) -> None:
    """Print each item's part in its score, in both waves."""
    before, after = ({one.code: one for one in each.items} for each in result.reliability)
    if not before and not after:
        return
    heads = ("With the rest, before", "Alpha without it", "With the rest, after")
    table = _table("Item", *heads, "Alpha without it")
    for item in result.construct.items:
        cells = [cell for wave in (before, after) for cell in _fit(wave.get(item.code))]
        table.add_row(item.code, *cells)
    console.print()
    console.print(table)


def _fit(fit: ItemFit | None) -> tuple[str, str]:
    if fit is None:
        return "", ""
    rest = "" if fit.rest is None else f"{fit.rest:+.2f}"
    return rest, "" if fit.alpha_without is None else f"{fit.alpha_without:.2f}"


# ------------------------------------------------------------------ what was answered
def tell_answers(found: Evaluation) -> None:
    """Print the share that gave each point of the scale, before and after."""
    for result in found.constructs:
        construct = result.construct
        points = range(construct.low, construct.high + 1)
        shown = [each for each in found.items if each.construct is construct and each.answers]
        if not shown or len(points) > _MOST_POINTS:
            continue
        table = _table(f"{construct.title}: answers in percent", "", "n", *map(str, points))
        for each in sorted(shown, key=lambda one: construct.items.index(one.item)):
            for place, wave in ((1, "before"), (2, "after")):
                counts = [one[place] for one in each.answers]
                n = sum(counts)
                shares = [f"{100 * count / n:.0f}" if n else "" for count in counts]
                table.add_row(each.item.code if place == 1 else "", wave, f"{n:,}", *shares)
        console.print()
        console.print(table)


_MOST_POINTS = 11
"""A longer scale has no room side by side; --json has all of it."""


def _table(first: str, *rest: str) -> Table:
    columns = [Column(each, justify="right") for each in rest]
    return Table(first, *columns, box=None, pad_edge=False)
