"""Keys that stand once."""

from __future__ import annotations

from fourfold.analysis.check.files.rules.repeated_key import CODE, WHOLE, repeated_key
from fourfold.reference import Severity
from tests.analysis.check.files.made import TOWNS, broken, contract, field, rows_of

OF = contract(field("year", "year"), field("town", choices=TOWNS), key=["year", "town"])


def test_rows_that_agree_in_the_key_are_found_however_it_is_spelled() -> None:
    rows = [["2017", "LYME"], ["2018", "LYME"], ["2017", "Lyme"], ["", "LYME"], ["", "LYME"]]

    (found,) = broken(repeated_key, OF, rows)

    assert (found.code, found.severity) == (CODE, Severity.ERROR)
    assert rows_of([found]) == [("", [2, 4])]
    assert "“Year” and “Town”" in found.why


def test_without_a_key_whole_rows_are_compared_as_a_warning() -> None:
    (found,) = broken(repeated_key, contract(field("a"), field("b")), [["1", ""], ["1", ""]])

    assert (found.code, found.severity, found.count) == (WHOLE, Severity.WARNING, 2)


def test_a_file_without_a_part_of_the_key_is_compared_by_whole_rows() -> None:
    (found,) = broken(repeated_key, OF, [["LYME"], ["LYME"]], columns=["town"])

    assert found.code == WHOLE
