from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.check.telephones_differ import telephones_differ

numbers = st.integers(2_000_000_000, 9_999_999_999).map(str)


def test_two_organizations_with_one_digit_between_them_are_found() -> None:
    (found,) = telephones_differ(
        [
            ("ORG018", "EAC Network", "Hotline (631) 553-5656; Phone (631) 439-0480"),
            ("ORG019", "EAC/CAC", "Hotline +1 (631) 533-5656 24/7; Phone +1 (631) 439-0480"),
        ]
    )

    assert found.figures == ("ORG018", "ORG019")
    assert "(631) 553-5656" in found.what
    assert "(631) 533-5656" in found.what
    assert "They share another number" in found.why


def test_two_digits_that_changed_places_are_found() -> None:
    (found,) = telephones_differ([("A", "One", "203-772-4420"), ("B", "Two", "230-772-4420")])

    assert "share another" not in found.why


def test_a_slip_within_one_organization_is_found() -> None:
    (found,) = telephones_differ([("A", "One", "203-772-4420, in print 203-722-4420")])

    assert found.figures == ("A",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("(203) 388-1720", "(203) 388-1708", id="neighboring lines"),
        pytest.param("860-240-8442", "860-240-8443", id="last digit"),
        pytest.param("1-888-373-7888", "+1 (888) 373-7888", id="one number written twice"),
        pytest.param("800-298-7233", "914-683-1333", id="different numbers"),
        pytest.param("800-842-2288", "842-2288", id="a number without area code"),
        pytest.param("203-772-4420", "277-302-4420", id="two digits apart"),
        pytest.param("text 233733", "open 24/7, 365 days", id="no telephone number"),
    ],
)
def test_these_are_no_slips(one: str, other: str) -> None:
    assert telephones_differ([("A", "One", one), ("B", "Two", other)]) == []
    assert telephones_differ([("A", "One", f"{one}; {other}")]) == []


@given(numbers, st.integers(0, 9999))
def test_lines_that_differ_in_the_last_four_digits_are_never_flagged(
    number: str, line: int
) -> None:
    neighbor = f"{number[:6]}{line:04d}"

    assert telephones_differ([("A", "One", number), ("B", "Two", neighbor)]) == []


@given(numbers, st.integers(0, 5), st.integers(1, 9))
def test_one_digit_of_the_first_six_is_always_flagged_in_any_order(
    number: str, at: int, by: int
) -> None:
    digit = str((int(number[at]) + by) % 10)
    slipped = number[:at] + digit + number[at + 1 :]
    contacts = [("A", "One", number), ("B", "Two", slipped)]

    found = telephones_differ(contacts)

    assert len(found) == 1
    assert telephones_differ(reversed(contacts)) == found
