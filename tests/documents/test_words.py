"""Periods are said as people say them, whatever the source prints."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fourfold import reference
from fourfold.analysis.tables import read_figures
from fourfold.documents.words import period_words

DATED = read_figures(reference.load_pack("zz").rows("figures"))[0]


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("to 2018", "up to 2018"),
        ("2018 (as presented)", "presented in 2018"),
        ("2016-2017", "2016 to 2017"),
        ("2016/2017", "2016 to 2017"),
        ("all time", "all time"),
        ("from 2016", "from 2016"),
        ("[2007]", "[2007], as printed"),
        ("", "period not printed"),
    ],
)
def test_a_period_without_days_is_said_plainly(printed: str, said: str) -> None:
    figure = replace(DATED, period=printed, from_=None, until=None)

    assert period_words(figure) == said
