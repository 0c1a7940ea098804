"""Codes of a list."""

from __future__ import annotations

import pytest

from fourfold.analysis.check.files.rules.not_in_choices import not_in_choices
from tests.analysis.check.files.made import TOWNS, broken, contract, field

TOWN = field("town", choices=TOWNS)
KINDS = field("kinds", "list", choices={"SEX": "Sex trafficking", "LABOR": "Labor (all)", "X": ""})


@pytest.mark.parametrize("cell", ["WINDHAM", "Windham", "windham", " norwich ", "", "LYME"])
def test_a_code_or_its_words_are_taken_whatever_the_case(cell: str) -> None:
    assert broken(not_in_choices, contract(TOWN, field("filled")), [[cell, "x"]]) == ()


def test_the_nearest_town_is_offered() -> None:
    (found,) = broken(not_in_choices, contract(TOWN), [["Hartfrd"], ["Lyme"], ["Hartfrd"], ["?"]])

    assert found.count == 3
    assert found.fix.startswith("Did you mean Hartford instead of Hartfrd? Choose from: Windham;")
    assert [each.suggestion for each in found.examples] == ["Hartford", "Hartford", ""]


@pytest.mark.parametrize(("cell", "offered"), [("CUR99", ""), ("CUR1", "First"), ("CUR-09", "")])
def test_a_code_with_another_number_is_never_offered(cell: str, offered: str) -> None:
    courses = field("course", choices={"CUR01": "First", "CUR08": "Eighth"})

    (found,) = broken(not_in_choices, contract(courses), [[cell]])

    assert found.examples[0].suggestion == offered


def test_words_that_two_codes_share_mean_neither() -> None:
    twins = field("twins", choices={"A": "Other", "B": "Other"})

    (found,) = broken(not_in_choices, contract(twins), [["A"], ["Other"]])

    assert [each.row for each in found.examples] == [3]


@pytest.mark.parametrize(
    ("cell", "is_taken"),
    [
        ("SEX", True),
        ("sex;labor", True),
        ("Sex trafficking ; LABOR", True),
        ("labor (all);", True),
        ("SEX LABOR X", True),
        ("Sex trafficking LABOR", False),
        ("SEX,LABOR", False),
        ("SEX;OTHER", False),
        (";", False),
        ("", True),
    ],
)
def test_a_list_holds_codes_only(cell: str, is_taken: bool) -> None:
    found = broken(not_in_choices, contract(KINDS, field("filled")), [[cell, "x"]])

    assert (found == ()) is is_taken


def test_a_list_is_put_right_part_by_part() -> None:
    (found,) = broken(not_in_choices, contract(KINDS), [["SEX, labour (all)"]])

    assert found.examples[0].suggestion == "SEX; Labor (all)"


def test_a_long_list_is_not_read_out() -> None:
    many = field("many", choices={f"C{number}": f"Code {number}" for number in range(200)})

    (found,) = broken(not_in_choices, contract(many), [["code 199"], ["?"]])

    assert found.count == 1
    assert "the 200 in the list, such as Code 0." in found.fix
