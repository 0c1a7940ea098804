"""Samples are drawn again by anybody; what stands beside an answer never says who gave it."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.surveys.rules import BadSample
from fourfold.apps.surveys.rules.invitations import InvitedState, is_reminded
from fourfold.apps.surveys.rules.rates import rates, weighted, whole
from fourfold.apps.surveys.rules.sampling import Allocation, Split, drawn, shares, stratum_of
from fourfold.apps.surveys.rules.strata import LEAST, UNTOLD, coarse

S = InvitedState
strata = st.tuples(st.sampled_from("abcd"), st.sampled_from(["", "N", "S"]))
sizes = st.dictionaries(strata, st.integers(1, 60), min_size=1)
allocations = st.sampled_from(Allocation)


@given(sizes, allocations, st.data())
def test_the_places_sum_to_the_size_and_no_stratum_gives_more_than_it_has(
    sizes, allocation, given_
) -> None:
    size = given_.draw(st.integers(1, sum(sizes.values())))

    found = shares(sizes, size=size, allocation=allocation)

    assert sum(found.values()) == size
    assert all(0 <= found[each] <= sizes[each] for each in sizes)


@given(sizes, st.data())
def test_proportional_places_are_off_by_less_than_one(sizes, given_) -> None:
    total = sum(sizes.values())
    size = given_.draw(st.integers(1, total))

    found = shares(sizes, size=size, allocation=Allocation.PROPORTIONAL)

    assert all(abs(found[each] - size * sizes[each] / total) < 1 for each in sizes)


@given(sizes, st.data())
def test_equal_places_differ_by_one_at_most_where_a_stratum_has_enough(sizes, given_) -> None:
    size = given_.draw(st.integers(1, sum(sizes.values())))

    found = shares(sizes, size=size, allocation=Allocation.EQUAL)

    enough = [found[each] for each in sizes if found[each] < sizes[each]]
    assert not enough or max(found.values()) - min(enough) <= 1


@given(st.dictionaries(st.text(min_size=1, max_size=5), strata, min_size=1), allocations, st.data())
def test_the_same_seed_draws_the_same_whatever_the_order(listed, allocation, given_) -> None:
    size = given_.draw(st.integers(1, len(listed)))
    turned = dict(reversed(listed.items()))

    first, again = (
        drawn(each, size=size, allocation=allocation, seed="2030") for each in (listed, turned)
    )

    assert first == again
    assert len(first) == size


def test_a_known_seed_draws_what_it_drew_before() -> None:
    listed = {f"org {nth}": ("a", "") for nth in range(10)}

    found = drawn(listed, size=3, allocation=Allocation.PROPORTIONAL, seed="2030")

    assert sorted(found) == ["org 3", "org 4", "org 8"]
    assert found != drawn(listed, size=3, allocation=Allocation.PROPORTIONAL, seed="2031")


def test_every_organization_has_the_same_chance() -> None:
    listed = {f"org {nth}": ("a", "") for nth in range(10)}
    counts = Counter(
        name
        for seed in range(2_000)
        for name in drawn(listed, size=3, allocation=Allocation.EQUAL, seed=str(seed))
    )

    assert all(abs(count - 600) < 100 for count in counts.values())  # 600 expected, sd 20


@pytest.mark.parametrize(("size", "seed"), [(0, "x"), (4, "x"), (2, " "), (2, "x" * 41)])
def test_a_sample_that_cannot_be_is_refused(size: int, seed: str) -> None:
    listed = dict.fromkeys("xyz", ("a", ""))
    with pytest.raises(BadSample):
        drawn(listed, size=size, allocation=Allocation.EQUAL, seed=seed)


def test_a_stratum_is_of_what_it_is_split_by() -> None:
    found = [stratum_of("health", "N", each) for each in Split]
    assert found == [("health", ""), ("", "N"), ("health", "N")]


@given(st.dictionaries(strata, st.integers(1, 12), min_size=1))
def test_what_stands_beside_an_answer_is_shared_by_five_or_says_nothing(counts) -> None:
    told = coarse(counts)

    together: Counter[tuple[str, str]] = Counter()
    for stratum, count in counts.items():
        together[told[stratum]] += count
    assert all(count >= LEAST for stratum, count in together.items() if stratum != UNTOLD)
    assert together[UNTOLD] == 0 or together[UNTOLD] >= LEAST or len(together) == 1
    # What is told is true, and nothing can be worked out by taking a part from its whole.
    for stratum, (sector, region) in told.items():
        assert sector in (stratum[0], "")
        assert region in (stratum[1], "")
    for sector in {each[0] for each in counts}:
        levels = {told[each] == each for each in counts if each[0] == sector and each[1]}
        assert len(levels) <= 1


def test_regions_are_told_apart_only_where_all_of_a_sector_are_large_enough() -> None:
    counts = {("health", "N"): 9, ("health", "S"): 1, ("labor", "N"): 5, ("courts", "N"): 2}
    # courts alone would be two: the smallest other sector goes with it
    assert coarse(counts) == {
        ("health", "N"): ("health", ""),
        ("health", "S"): ("health", ""),
        ("labor", "N"): UNTOLD,
        ("courts", "N"): UNTOLD,
    }


def test_the_rate_leaves_out_only_who_is_known_not_to_belong() -> None:
    rows = [("a", "", each) for each in S] + [("a", "", S.ANSWERED)]

    found = whole(rows)

    assert (found.listed, found.drawn, found.answered, found.waiting) == (8, 7, 2, 2)
    assert found.rate == pytest.approx(100 * 2 / 6)


def test_who_is_listed_and_not_drawn_counts_in_no_rate() -> None:
    rows = [("a", "N", S.LISTED)] * 8 + [("a", "N", S.ANSWERED), ("a", "N", S.INVITED)]
    rows += [("b", "S", S.ANSWERED)] * 2

    by_sector = rates(rows, Split.SECTOR)

    assert [each.rate for each in by_sector] == [50, 100]
    assert whole(rows).rate == 75
    assert weighted(by_sector) == pytest.approx(100 * (5 * 1 + 1 * 2) / (5 * 2 + 1 * 2))
    assert whole([("a", "", S.LISTED)]).rate is None
    assert weighted(()) is None


@pytest.mark.parametrize(
    ("on", "until", "days", "last", "goes"),
    [
        (24, 30, 7, 1, True),
        (22, 30, 7, 1, False),  # too early
        (30, 30, 7, 1, True),  # the clock stood still before
        (31, 30, 7, 1, False),
        (26, 30, 7, 23, False),  # it was told within these days
        (26, 30, None, 1, False),
        (26, None, 7, 1, False),
        (26, 30, 7, None, False),  # never invited
    ],
)
def test_a_reminder_goes_once_in_the_days_before_the_last(on, until, days, last, goes) -> None:
    def day(number):
        return number and date(2030, 1, number)

    found = is_reminded(on=day(on), until_on=day(until), days=days, last_on=day(last))

    assert found is goes
