"""Days that lie ahead."""

from __future__ import annotations

from datetime import date

from fourfold.analysis.check.files.rules.day_in_future import day_in_future
from fourfold.analysis.check.files.rules.given import Expected
from fourfold.reference import Severity
from tests.analysis.check.files.made import broken, contract, field, rows_of

OF = contract(field("day", "date"))


def test_a_day_after_today_is_a_warning() -> None:
    today = Expected(today=date(2017, 3, 14))

    found = broken(day_in_future, OF, [["2017-03-14"], ["2071-03-14"]], expected=today)

    assert rows_of(found) == [("day", [3])]
    assert found[0].severity is Severity.WARNING


def test_without_a_today_nothing_is_asked() -> None:
    assert broken(day_in_future, OF, [["9999-01-01"]]) == ()
