"""Which value is shown of a person with several records, and that parting restores each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from fourfold.apps.cases.rules.merging import (
    AlreadyOne,
    Link,
    Value,
    check_two,
    members,
    root_of,
    shown,
)

AT = datetime(2030, 1, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


def value(of: str, said: str | None, why: str = "", *, hours: int = -1) -> Value:
    return Value(said, why, AT + hours * HOUR, of)


@pytest.mark.parametrize(
    ("first", "other", "choice", "of"),
    [
        (value("A", "Ana"), value("B", "Anna"), "", "A"),
        (value("A", "Ana"), value("B", "Anna"), "OTHER", "B"),
        (value("A", "Ana"), value("B", "Anna"), "FIRST", "A"),
        (value("A", None), value("B", "Anna"), "", "B"),
        (value("A", None), value("B", None, "REFUSED"), "", "B"),
        (value("A", None, "REFUSED"), value("B", "Anna"), "", "A"),
        (value("A", None), value("B", None), "", "A"),
        (value("A", "Ana"), value("B", "Anna", hours=1), "FIRST", "B"),
        (value("A", "Ana", hours=1), value("B", "Anna"), "OTHER", "A"),
        (value("A", "Ana", hours=1), value("B", "Anna", hours=2), "", "B"),
        (value("A", "Ana", hours=2), value("B", "Anna", hours=1), "OTHER", "A"),
    ],
)
def test_the_value_shown_is_as_the_table_says(
    first: Value, other: Value, choice: str, of: str
) -> None:
    link = Link("A", "B", AT, {"given_name": choice} if choice else {})

    assert shown("given_name", "A", values={"A": first, "B": other}, links=[link]).of == of


def test_records_that_were_joined_are_one_group() -> None:
    links = [Link("A", "B", AT, {}), Link("C", "A", AT, {}), Link("C", "D", AT, {})]

    assert root_of("B", links) == "C"
    assert members("C", links) == ["C", "A", "D", "B"]
    with pytest.raises(AlreadyOne):
        check_two("B", "D", links)
    check_two("B", "E", links)
