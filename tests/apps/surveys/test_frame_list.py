"""A list of organizations: every wrong line is explained, and nothing is half done."""

from __future__ import annotations

import pytest

from fourfold.apps.surveys.rules import BadSample
from fourfold.apps.surveys.rules.frame_list import Known, Listed, read_frame

KNOWN = Known(
    sectors={"education": "education", "survivor services": "survivor services"},
    regions={"north": "NORTH", "south": "SOUTH"},
    towns={"alderbrook": "NORTH"},
    names={"lantern house"},
)
HEAD = "name,sector,region,town,mailbox\n"


def problems(*lines: str, head: str = HEAD) -> list[tuple[int, str, str]]:
    found, told = read_frame(head + "\n".join(lines), KNOWN)
    assert not (found and told)
    return [(each.line, each.column, f"{each.why} {each.fix}") for each in told]


def test_a_list_is_read_with_its_regions_or_towns() -> None:
    found, told = read_frame(
        HEAD
        + "Made-up School,Education,,Alderbrook,office@school.example\n\n"
        + '"Shore, made up",survivor-services,South,,\n',
        KNOWN,
    )

    assert told == ()
    assert found == (
        Listed("Made-up School", "education", "NORTH", "office@school.example"),
        Listed("Shore, made up", "survivor services", "SOUTH", ""),
    )


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_paste_from_a_spreadsheet_is_read(sign: str) -> None:
    text = sign.join(("name", "sector")) + "\n" + sign.join(("Made-up School", "education"))
    assert read_frame(text, KNOWN)[0] == (Listed("Made-up School", "education"),)


@pytest.mark.parametrize(
    ("line", "column", "says"),
    [
        (",education,,,", "name", "missing"),
        ("Lantern House,education,,,", "name", "on the list already"),
        (f"{'x' * 121},education,,,", "name", "121 letters"),
        ("A,,,,", "sector", "missing"),
        ("A,educaton,,,", "sector", "Did you mean education?"),
        ("A,education,Nord,,", "region", "Did you mean north?"),
        ("A,education,,Nowhere,", "town", "no town 'Nowhere'"),
        ("A,education,South,Alderbrook,", "region", "does not lie in South"),
        ("A,education,,,not a mailbox", "mailbox", "no mailbox"),
        ("A,education,,,,,x", "", "7 cells"),
        ('"A,education', "", "quotation"),
    ],
)
def test_a_wrong_line_is_explained(line: str, column: str, says: str) -> None:
    [(number, where, words)] = problems("Good,education,,,", line)
    assert (number, where) == (3, column)
    assert says in words


def test_a_name_that_stands_twice_is_told_with_the_other_line() -> None:
    [(number, _column, words)] = problems("A school,education,,,", "a  SCHOOL,education,,,")
    assert number == 3
    assert "line 2" in words


def test_all_that_is_wrong_is_told_at_once() -> None:
    assert len(problems("A,x,y,z,@", ",education,,,")) == 5


@pytest.mark.parametrize(
    ("head", "says"),
    [("name,sector,colour\n", "'colour'"), ("name\n", "'sector'"), ("name,name,sector\n", "twice")],
)
def test_a_wrong_head_is_explained(head: str, says: str) -> None:
    assert any(says in words for _line, _column, words in problems(head=head))


def test_an_empty_list_says_how_to_begin() -> None:
    assert "name,sector" in problems(head="")[0][2]
    assert "no organization" in problems()[0][2]


def test_a_list_longer_than_any_is_refused() -> None:
    with pytest.raises(BadSample, match="5,000"):
        read_frame(HEAD + "x,education\n" * 5_001, KNOWN)
    with pytest.raises(BadSample, match="2 MB"):
        read_frame("x" * (2 * 2**20 + 1), KNOWN)
