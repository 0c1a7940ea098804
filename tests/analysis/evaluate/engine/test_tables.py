"""Tables by group: the same mix, hidden groups, and what a stranger can work out."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analysis.evaluate.engine import Table, said
from fourfold.analysis.evaluate.engine.results import Change
from fourfold.analysis.tables.values import Hidden
from tests.analysis.evaluate.made import evaluated

pytestmark = pytest.mark.slow
Row = list[object]


def people(field: str, wave: str, scores: list[int]) -> list[Row]:
    return [
        [wave, field, None, f"E{n % 4}", score, score, score, 5, 5]
        for n, score in enumerate(scores)
    ]


def table(rows: list[Row], **asked: object) -> Table:
    return evaluated(rows, by=("field",), **asked).constructs[0].tables[0]


def test_the_same_mix_takes_out_a_change_of_who_came() -> None:
    # Nobody learned anything; more of those came who knew more from the start.
    rows = [
        *people("Police", "before", [1, 2] * 30),
        *people("School", "before", [4, 5] * 10),
        *people("Police", "after", [1, 2] * 10),
        *people("School", "after", [4, 5] * 30),
    ]
    found = evaluated(rows, by=("field",)).constructs[0]
    mix = found.tables[0].standardized

    assert isinstance(found.change, Change)
    assert found.change.difference == pytest.approx(1.5)
    assert mix is not None
    assert (mix.before, mix.after) == (3.0, 3.0)
    assert mix.interval is not None
    assert mix.interval[0] < 0 < mix.interval[1]


def test_a_group_with_nobody_in_one_wave_is_left_out_of_the_mix_and_named() -> None:
    rows = [
        *people("A", "before", [1, 2] * 9),
        *people("A", "after", [2, 3] * 9),
        *people("B", "before", [1, 2] * 9),
        *people("B", "after", [2, 3] * 9),
        *people("C", "after", [5, 4] * 9),
    ]
    mix = table(rows).standardized

    assert mix is not None
    assert mix.left_out == ("C",)
    assert mix.difference == pytest.approx(1)


def test_a_blank_group_is_a_group() -> None:
    rows = [
        *people("A", "before", [1, 2]),
        *people("A", "after", [2, 3]),
        *people("", "before", [1, 2]),
        *people("", "after", [2, 3]),
    ]

    assert [each.name for each in table(rows).groups] == ["", "A"]


def test_a_small_group_is_hidden_with_another_in_every_construct() -> None:
    rows = [
        row
        for field, n in (("A", 40), ("B", 12), ("C", 3))
        for wave in ("before", "after")
        for row in people(field, wave, [1, 2, 3] * n)[:n]
    ]
    found = evaluated(rows, by=("field",), least=10)

    for construct in found.constructs:
        shown = [isinstance(each.change, Hidden) for each in construct.tables[0].groups]
        assert shown == [False, True, True]
    assert '"hidden"' in json.dumps(said(found))


@settings(max_examples=8, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 10_000), st.booleans())
def test_nobody_can_tell_which_of_the_hidden_groups_somebody_was_in(
    one: int, other: int, seed: int, by_event: bool
) -> None:
    draw = random.Random(seed)  # noqa: S311
    large = [
        row
        for wave in ("before", "after")
        for field in ("A", "B")
        for row in people(field, wave, [draw.randint(1, 5) for _ in range(30)])
    ]
    few = [
        row
        for wave in ("before", "after")
        for row in people("?", wave, [draw.randint(1, 5) for _ in range(one + other)])
    ]

    def printed(named: list[str]) -> str:
        names = iter(named * 2)
        rows = [*large, *([row[0], next(names), *row[2:]] for row in few)]
        asked = {"least": 10, "by": ("field",), "event": "event" if by_event else ""}
        return json.dumps(said(evaluated(rows, replicates=100, **asked)))

    names = ["C"] * one + ["D"] * other
    mixed = random.Random(seed + 1).sample(names, len(names))  # noqa: S311

    assert printed(names) == printed(mixed)
