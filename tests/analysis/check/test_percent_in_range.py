from __future__ import annotations

import pytest

from fourfold.analysis.check import Severity
from fourfold.analysis.check.percent_in_range import percent_in_range
from fourfold.analysis.tables import Hidden
from tests.analysis.made import figure, indicator, table

SHARE = (indicator(unit="percent"),)
LONE = (indicator(unit="percent", parts="NONE"),)


@pytest.mark.parametrize("value", ["-0.1", "100.1", "146"])
def test_a_share_out_of_range_is_an_error(value: str) -> None:
    (part,) = percent_in_range(table(figure("F001", value), indicators=SHARE))
    (with_base,) = percent_in_range(table(figure("F001", value, n=8), indicators=LONE))

    assert part.severity is with_base.severity is Severity.ERROR
    assert f"{value} percent (F001, figures.csv line 2) is not between 0 and 100" in part.what


def test_a_percentage_that_may_be_a_change_is_a_warning() -> None:
    (found,) = percent_in_range(table(figure("F001", 140), indicators=LONE))

    assert found.severity is Severity.WARNING
    assert "If it is a change, it may stay" in found.fix


@pytest.mark.parametrize("value", ["0", "100", "75.0", Hidden("small", below=3)])
def test_a_percentage_in_range_is_fine(value: str | Hidden) -> None:
    assert percent_in_range(table(figure("F001", value), indicators=SHARE)) == []


def test_other_units_may_pass_a_hundred() -> None:
    assert percent_in_range(table(figure("F001", 846))) == []
