"""The assumptions that every total here rests on, and what the data say of each."""

from __future__ import annotations

import numpy as np

from fourfold.analysis.estimate.cells import named, pairs, superset_sums
from fourfold.analysis.estimate.histories import Histories
from fourfold.analysis.estimate.results import Assumption
from fourfold.analysis.estimate.stepwise import independence

FEW_KNOWN = 80
FEW_ON_A_LIST = 5
FEW_OVERLAP = 7
_UNLIKELY = 0.02
_EXPECTED = 3.0


def checklist(table: Histories, *, link_errors: bool = False) -> tuple[Assumption, ...]:
    """Return each assumption with what the data say; `holds` is None where they cannot say."""
    return (
        _same_people(),
        _same_period(),
        _linked(link_errors),
        _reachable(table),
        _alike(table),
        _independent(table),
        _enough(table),
    )


def warnings_of(table: Histories) -> tuple[str, ...]:
    """Return what makes any estimate on this table weak."""
    found = []
    if table.left_out:
        found.append(f"Nobody is on {', '.join(table.left_out)}; left out.")
    if len(table.lists) == 2:
        found.append(
            "Two lists: whether one depends on the other cannot be seen, and the estimate is wrong "
            "if it does."
        )
    if table.n < FEW_KNOWN:
        found.append(f"Only {table.n} people are known; under {FEW_KNOWN} an estimate is weak.")
    small = [f"{name} ({size})" for name, size in table.sizes.items() if size < FEW_ON_A_LIST]
    if small:
        found.append(f"Fewer than {FEW_ON_A_LIST} people are on: {', '.join(small)}.")
    if apart := _apart(table):
        found.append(f"Lists without anybody in common: {'; '.join(apart)}.")
    if inside := _inside(table):
        found.append(
            f"Everybody on {'; '.join(inside)}. A list fed by another's referrals counts nobody "
            "anew: merge the two."
        )
    if 0 < table.overlap < FEW_OVERLAP:
        found.append(f"Only {table.overlap} people are on more than one list.")
    return tuple(found)


def _apart(table: Histories) -> list[str]:
    sums = superset_sums(table.cells)
    return [named(each, table.lists) for each in pairs(len(table.lists)) if not sums[each]]


def _inside(table: Histories) -> list[str]:
    """Return the lists all of whose people are on one other list too."""
    sums = superset_sums(table.cells)
    found = []
    for bit, name in enumerate(table.lists):
        for other, holder in enumerate(table.lists):
            pair = 1 << bit | 1 << other
            if bit != other and sums[1 << bit] >= FEW_ON_A_LIST and sums[pair] == sums[1 << bit]:
                found.append(f"{name} is on {holder} too")
    return found


def _same_people() -> Assumption:
    return Assumption(
        "Every list means the same people: one definition, one range of ages, one area.",
        "Data cannot say. Compare the definitions the lists were kept by.",
        None,
    )


def _same_period() -> Assumption:
    return Assumption(
        "All lists cover one period in which nobody comes or goes.",
        "Data cannot say. Use the same period for all, and a short one.",
        None,
    )


def _linked(link_errors: bool) -> Assumption:
    said = (
        "The interval carries what may be wrong in linking, from draws of who is who."
        if link_errors
        else "Not carried: links are taken as certain. A missed link makes the total too large."
    )
    return Assumption("The same person is found on every list they are on.", said, None)


def _reachable(table: Histories) -> Assumption:
    sums = superset_sums(table.cells)
    margins = independence(table.cells[None, :]).margins[0]
    odd = [
        f"{named(each, table.lists)} (about {margins[each]:.0f} expected)"
        for each in pairs(len(table.lists))
        if not sums[each] and margins[each] >= _EXPECTED
    ]
    inside = _inside(table)
    if odd or inside:
        said = [*(["Nobody in common where chance would give some: " + "; ".join(odd)] * bool(odd))]
        said += ["Everybody on one list is on another: " + "; ".join(inside)] * bool(inside)
        return Assumption("Anybody could come onto any list.", ". ".join(said) + ".", False)
    return Assumption(
        "Anybody could come onto any list.",
        "No pair of lists is further apart, or closer, than chance allows to be seen.",
        None,
    )


def _alike(table: Histories) -> Assumption:
    on = np.array([cell.bit_count() for cell in range(len(table.counts))])
    counted = [int(table.cells[on == each].sum()) for each in range(1, len(table.lists) + 1)]
    said = ", ".join(f"{each:,} on {number}" for number, each in enumerate(counted, 1))
    return Assumption(
        "People differ little in how likely they are to be seen.",
        f"People by the number of lists they are on: {said}. Those never likely to be seen are "
        "missing from every method, so totals lean low.",
        None,
    )


def _independent(table: Histories) -> Assumption:
    from scipy import special  # noqa: PLC0415 - slow to import

    t = len(table.lists)
    sums = superset_sums(table.cells)
    margins = independence(table.cells[None, :]).margins[0]
    more, less = [], []
    for each in pairs(t):
        seen, expected = float(sums[each]), float(margins[each])
        if not np.isfinite(expected) or expected <= 0:
            continue
        few = float(special.pdtr(seen, expected))
        many = float(special.gammainc(seen, expected)) if seen else 1.0
        words = f"{named(each, table.lists)} ({seen:.0f}, about {expected:.0f} expected)"
        if many < _UNLIKELY:
            more.append(words)
        elif few < _UNLIKELY:
            less.append(words)
    name = "Being on one list says nothing of being on another, but for what the model holds."
    if t == 2:
        return Assumption(name, "With two lists data cannot say.", None)
    said = []
    if more:
        said.append("More in common than by chance: " + "; ".join(more))
    if less:
        said.append("Fewer in common than by chance: " + "; ".join(less))
    if not said:
        return Assumption(
            name, "No pair of lists has more or fewer in common than by chance.", None
        )
    return Assumption(name, ". ".join(said) + ".", False)


def _enough(table: Histories) -> Assumption:
    said = f"{table.n:,} people are known, {table.overlap:,} of them on more than one list."
    weak = table.n < FEW_KNOWN or table.overlap < FEW_OVERLAP
    return Assumption("There are people enough on more than one list.", said, not weak)
