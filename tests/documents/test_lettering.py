from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from fourfold.analysis.tables import Hidden
from fourfold.documents.charts.lettering import printed, width, wrap


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_wrapping_loses_no_letter(text: str) -> None:
    lines = wrap(text, size=14, room=90)

    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(st.characters(codec="latin-1"), max_size=80))
def test_no_line_is_wider_than_its_room(text: str) -> None:
    assert all(width(each, 14) <= 90 for each in wrap(text, size=14, room=90))


def test_a_long_word_breaks_after_its_slash() -> None:
    assert wrap("Caucasian/Hispanic", size=14, room=110) == ["Caucasian/", "Hispanic"]


def test_decimals_stay_as_the_source_printed_them() -> None:
    assert printed(Decimal("75.0"), unit="percent") == "75.0%"
    assert printed(Decimal("12957")) == "12,957"


def test_a_hidden_value_says_hidden_once() -> None:
    assert printed(Hidden("x")) == "hidden"
    assert printed(Hidden("x", 3)) == "<3, hidden"
    assert printed(Hidden("x", 3), shown="fewer than 3") == "fewer than 3, hidden"
    assert printed(Hidden("x"), shown="hidden") == "hidden"
