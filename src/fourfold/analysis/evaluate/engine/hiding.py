"""Which groups are too small to show, and which others must go with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def too_small(sizes: Mapping[str, Sequence[int]], *, least: int) -> frozenset[str]:
    """
    Return the groups to hide: all their numbers, not some.

    sizes: each group's people in every cell that is printed (construct by wave), all groups with
    the same cells; zero is not small. The totals over all groups are printed too, so what is hidden
    can be had together by subtraction: therefore at least two groups are hidden, and together they
    are nobody or at least `least` people in every cell. The smallest are taken first, by name where
    they are equal.
    """
    hidden = {name for name, cells in sizes.items() if any(0 < n < least for n in cells)}
    if not hidden:
        return frozenset()
    rest = sorted(sizes.keys() - hidden, key=lambda name: (min(sizes[name], default=0), name))
    for name in rest:
        if len(hidden) >= 2 and _is_enough(sizes, hidden, least):
            break
        hidden.add(name)
    return frozenset(hidden)


def _is_enough(sizes: Mapping[str, Sequence[int]], hidden: set[str], least: int) -> bool:
    cells = zip(*(sizes[name] for name in hidden), strict=True)
    return all(total == 0 or total >= least for total in map(sum, cells))
