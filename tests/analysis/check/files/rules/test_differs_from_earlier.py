"""A period sent again."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fourfold.analysis.check.files.rules.differs_from_earlier import differs_from_earlier
from fourfold.analysis.check.files.rules.given import Earlier, Expected
from tests.analysis.check.files.made import broken, contract, field

OF = contract(field("year", "year"), field("money", "number", unit="US dollars"))
PERIOD = (date(2017, 1, 1), date(2018, 1, 1))


def test_a_total_that_was_accepted_otherwise_is_said_with_both_numbers() -> None:
    accepted = Earlier(*PERIOD, {"rows": Decimal(1), "money": Decimal("346.18")})
    expected = Expected(*PERIOD, earlier=(accepted,))

    (found,) = broken(differs_from_earlier, OF, [["2017", "346.10"]], expected=expected)
    same = broken(differs_from_earlier, OF, [["2017", "346.18"]], expected=expected)

    assert found.why == ("The sum of “Money” is 346.1. For the same period 346.18 was accepted.")
    assert same == ()
