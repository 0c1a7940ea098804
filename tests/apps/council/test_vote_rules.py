"""The rules of a vote: where each seat stands, what the counts are, and how it ends."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.rules.votes import Cast, MajorityOf, VoteRule, counts, outcome, stands
from fourfold.apps.council.states.votes import Choice, Outcome, Stand
from tests.make.people import NOW

DAY = timedelta(days=1)
TABLE = list(
    csv.DictReader(Path(__file__).with_name("votes.csv").read_text(encoding="utf-8").splitlines())
)
SEATS = ["A", "B", "C", "D"]
CASTS = st.lists(
    st.tuples(
        st.sampled_from([*SEATS, "OTHER"]),
        st.sampled_from(list(Choice)),
        st.integers(-3, 3),
    ),
    max_size=12,
)


def casts(told) -> list[Cast]:
    return [Cast(seat, choice, nth, NOW + n * DAY) for nth, (seat, choice, n) in enumerate(told)]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(row.values()))
def test_a_vote_ends_as_its_table_says(row: dict[str, str]) -> None:
    told = dict.fromkeys(Stand, 0) | {
        Stand(name.upper()): int(row[name]) for name in ("for", "against", "abstain", "absent")
    }

    found = outcome(
        told, rule=VoteRule(MajorityOf(row["of"])), has_quorum=row["has_quorum"] == "yes"
    )

    assert found is Outcome(row["outcome"])


SOME = st.sets(st.sampled_from(SEATS))


@given(CASTS, SOME, SOME, SOME)
def test_counts_always_add_up_to_all_seats(told, vacant, unknown, recused) -> None:
    empty = {"vacant": vacant | unknown, "unknown": unknown}
    found = stands(SEATS, **empty, recused=recused, cast=casts(told), closes_at=NOW)

    assert sum(counts(found).values()) == len(SEATS)
    assert all(found[each] is Stand.RECUSED for each in recused)
    assert {each for each in found if found[each] is Stand.UNKNOWN} <= unknown
    assert {each for each in found if found[each] is Stand.VACANT} <= vacant - unknown


@given(CASTS, st.randoms())
def test_the_order_in_which_votes_are_read_does_not_matter(told, chance) -> None:
    mixed = casts(told)
    chance.shuffle(mixed)

    assert stands(SEATS, cast=mixed, closes_at=NOW) == stands(
        SEATS, cast=casts(told), closes_at=NOW
    )


@given(CASTS)
def test_no_vote_from_the_deadline_on_counts(told) -> None:
    in_time = [each for each in casts(told) if each.at < NOW]

    assert stands(SEATS, cast=casts(told), closes_at=NOW) == stands(SEATS, cast=in_time)
