"""Every number in a report can be traced: what passes without a reference, and what does not."""

from __future__ import annotations

import pytest

from fourfold.reference.trace import broken_references, figure_references, untraced_numbers

PASSING = [
    "In 2016 and 2017, 2014-2017, 2016–17 and SFY2011.",
    "On October 1, 2017, on Oct. 3, by 1 January, from March 5-9 and on 2016-12-31.",
    "Sec. 53a-192a, Sections 53a-83, 53a-83(c) and 54-36p; section 17a-106a.",
    "C.G.S. 46a-170, C.G.S 46a-170 and § 11-4a",
    "P.A. 16-71 and 17-32, Public Act 14-186, Special Act 04-8.",
    "42 U.S.C. 671(a)(34), 28 CFR 94.115, Title 18, chapter 890",
    "{F041} youth, {F001}% and ${F12345}",
    "Not a #Number, the four Ps, a class B felony",
    "",
]
FAILING = [
    ("212 youth", ["212"]),
    ("In 2016, 45,000 youth", ["45,000"]),
    ("75.0% agreed", ["75.0%"]),
    ("$2016 was spent", ["$2016"]),
    ("2,010 surveys", ["2,010"]),
    ("under 18", ["18"]),
    ("from 2.1 to 3.4.", ["2.1", "3.4"]),
    ("Sections 53a-83 and 54-36p led to 5 arrests", ["5"]),
    ("call 1-888-373-7888", ["1-888-373-7888"]),
    ("October 1, 2016 and 5 more", ["5"]),
]


@pytest.mark.parametrize("text", PASSING)
def test_years_dates_and_laws_need_no_reference(text: str) -> None:
    assert untraced_numbers(text) == []


@pytest.mark.parametrize(("text", "numbers"), FAILING)
def test_any_other_number_is_found(text: str, numbers: list[str]) -> None:
    assert untraced_numbers(text) == numbers


def test_a_name_of_the_pack_may_hold_digits() -> None:
    assert untraced_numbers("Love146 trained them", names=["Love146"]) == []
    assert untraced_numbers("Love147 trained them", names=["Love146"]) == ["Love147"]


def test_references_are_found_in_order() -> None:
    assert figure_references("{F041} of {F002}, then {F041}") == ["F041", "F002", "F041"]


@pytest.mark.parametrize("text", ["{f041}", "{F4}", "{ F041 }", "{F041", "F041}", "{}"])
def test_a_broken_reference_is_found(text: str) -> None:
    assert broken_references(f"so {text} youth")
    assert broken_references("so {F041} youth") == []


def test_a_long_text_is_read_quickly() -> None:
    assert untraced_numbers("1" * 10_000) == ["1" * 10_000]
    assert broken_references("{" * 10_000)
