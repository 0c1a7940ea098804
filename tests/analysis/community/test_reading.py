"""A file of secondary data is taken whole, or told row by row why not."""

from __future__ import annotations

import pytest

from fourfold.analysis.community import Measure, read
from fourfold.reference import load_pack

TOWNS = load_pack("zz").towns
HEAD = "town,variable,value,margin,unit\n"


def told(text: str) -> list[str]:
    found = read(text.encode(), towns=TOWNS)
    assert not found.series
    return [str(each) for each in found.problems]


def test_a_file_gives_its_series_and_says_which_towns_it_lacks() -> None:
    text = (
        HEAD + 'Brineport,Poverty,"12.5",2.5,percent\n'
        '"Alderbrook town, Shore County",Poverty,40%,±3,Percent\n'
        "DUNMERE,Poverty,-666666666,,percent"
    )

    found = read(b"\xef\xbb\xbf" + text.encode(), towns=TOWNS)

    assert found.problems == ()
    (only,) = found.series
    assert (only.variable, only.unit) == ("Poverty", "percent")
    assert only.values == {
        "BRINEPORT": Measure(12.5, 2.5),
        "ALDERBROOK": Measure(40, 3),
        "DUNMERE": Measure(None),
    }
    assert found.without == {"Poverty": ("Cedar Falls", "Dunmere", "Elmwatch", "Foxhollow")}


def test_thousands_and_dollars_are_read_as_people_write_them() -> None:
    found = read((HEAD + 'Brineport,Income,"$61,500",,dollars').encode(), towns=TOWNS)

    assert found.series[0].values["BRINEPORT"].value == 61500


def test_less_can_be_worse_and_a_variable_goes_one_way() -> None:
    head = "town,variable,value,unit,worse\n"

    found = read((head + "Brineport,Income,1,dollars,less").encode(), towns=TOWNS)
    said = told(head + "Brineport,Income,1,dollars,less\nDunmere,Income,1,dollars,more")

    assert found.series[0].more_is_worse is False
    assert len(said) == 1
    assert "It says dollars, more is worse; row 2 says dollars, less is worse" in said[0]


def test_all_that_is_wrong_is_told_at_once_by_row() -> None:
    said = told(
        HEAD + "Brinport,Poverty,12,,percent\n"
        "Elmwatch,Poverty,120,,percent\n"
        "Elmwatch,Poverty,12,,percent\n"
        "Foxhollow,Poverty,twelve,,percent\n"
        "Dunmere,Poverty,12,-1,percent\n"
        "Dunmere,Income,12,,dolars\n"
        "Cedar Falls,Poverty,12,,people\n"
        "Alderbrook,Poverty\n"
    )

    assert [each.split(":")[0] for each in said] == [
        "Row 2, column town",
        "Row 3, column value",
        "Row 4, column town",
        "Row 5, column value",
        "Row 6, column margin",
        "Row 7, column unit",
        "Row 8, column unit",
        "Row 9",
    ]
    assert "Did you mean Brineport?" in said[0]
    assert "percent is from 0 to 100" in said[1]
    assert "in row 3 already" in said[2]
    assert "Did you mean dollars?" in said[5]
    assert "row 2 says percent" in said[6]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "It is empty."),
        (HEAD, "a header and no row"),
        ("town,variable,valu,unit\n", "Is it valu?"),
        ("town,town,variable,value,unit\n", "stands here twice"),
        (HEAD + "a\0b", "letters that no text has"),
    ],
)
def test_a_file_that_is_none_is_refused_in_words(text: str, why: str) -> None:
    assert why in told(text)[0]


def test_other_bytes_are_refused_in_words() -> None:
    assert "UTF-8" in str(read(b"\xff\xfe\x00", towns=TOWNS).problems[0])
    assert "larger" in str(read(b"a" * 5_000_001, towns=TOWNS).problems[0])
