"""Counts hold nobody."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.names_in_counts import names_in_counts
from fourfold.reference import About
from tests.analysis.check.files.made import broken, contract, field


@pytest.mark.parametrize(
    ("cell", "is_taken"),
    [
        ("about 190", True),
        ("2016-2017", True),
        ("2008-01-01/2017-12-31", True),
        ("53a-192a, 17-32", True),
        ("call 555-0142", False),
        ("(860) 555-0142", False),
        ("made.up@example.org", False),
        ("a@b", True),
        ("born 2003", False),
        ("DOB: 3.14.03", False),
        ("03/14/2003", False),
        ("birthday party", True),
    ],
)
def test_what_looks_like_a_person_is_a_warning(cell: str, is_taken: bool) -> None:
    found = broken(names_in_counts, contract(field("note")), [[cell]])

    assert (found == ()) is is_taken


def test_only_counts_are_looked_at() -> None:
    of = contract(field("note"), about=About.PLACE)

    assert broken(names_in_counts, of, [["call 555-0142"]]) == ()
