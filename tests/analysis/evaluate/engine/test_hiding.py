"""Small groups are hidden, and none can be worked out from what is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.evaluate.engine.hiding import too_small


@pytest.mark.parametrize(
    ("sizes", "hidden"),
    [
        ({"a": [20, 20], "b": [30, 30]}, set()),
        ({"a": [9, 20], "b": [30, 30], "c": [40, 40]}, {"a", "b"}),
        ({"a": [0, 20], "b": [30, 30]}, set()),
        ({"a": [3, 3], "b": [4, 4], "c": [40, 40], "d": [50, 50]}, {"a", "b", "c"}),
        ({"a": [3, 3], "b": [7, 7], "c": [40, 40]}, {"a", "b"}),
        ({"a": [3, 3]}, {"a"}),
        ({"b": [12, 12], "a": [12, 12], "c": [1, 30]}, {"a", "c"}),
        ({}, set()),
    ],
)
def test_the_smallest_go_first_until_none_can_be_worked_out(
    sizes: dict[str, list[int]], hidden: set[str]
) -> None:
    assert too_small(sizes, least=10) == hidden


SIZES = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=2),
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
    max_size=8,
)


@given(SIZES, st.integers(1, 30))
def test_what_subtraction_gives_is_of_several_groups_and_enough_people(
    sizes: dict[str, list[int]], least: int
) -> None:
    hidden = too_small(sizes, least=least)

    for name, cells in sizes.items():
        assert name in hidden or all(n == 0 or n >= least for n in cells)
    if hidden and hidden != set(sizes):
        assert len(hidden) >= 2
        for cell in zip(*(sizes[name] for name in hidden), strict=True):
            assert sum(cell) == 0 or sum(cell) >= least
