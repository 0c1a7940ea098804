"""SQL of values agrees, cell by cell, with a slow reading in Python that is plainly right."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.analysis.check.files.plain import DateOrder
from fourfold.analysis.check.files.rules.table import open_table, select
from fourfold.analysis.check.files.rules.values import prepared
from tests.analysis.check.files.made import contract, field, plain

OF = contract(
    field("whole", "integer"),
    field("day", "date"),
    field("ok", "boolean"),
    field("town", choices={"LYME": "Old Lyme", "BLUE": "Lake"}),
    field("amount", "number"),
    field("filled"),
)
CELLS = st.one_of(
    st.text("0123456789,.- +", max_size=8),
    st.integers(-(10**17), 10**17).map(str),
    st.from_regex(r"[0-9]{1,3}(,[0-9]{3}){0,3}", fullmatch=True),
    st.from_regex(r" ?[0-9]{1,2}[/.-][0-9]{1,2}[/.-](19|20)[0-9]{2}", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(str),
    st.sampled_from(["yes", "No ", "TRUE", "sí", "maybe", "lyme", "old LYME", " Lake", "Lak", ""]),
)


def whole(text: str) -> int | None:
    if not re.fullmatch(
        r"[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+)(\.0*)?", text
    ):
        return None
    number = int(re.sub("[, ]", "", text.partition(".")[0]))
    return number if abs(number) < 10**15 else None


def amount(text: str) -> Decimal | None:
    pattern = r"[+-]?([0-9]{1,15}|[0-9]{1,3}(,[0-9]{3})+|[0-9]{1,3}( [0-9]{3})+)(\.[0-9]{0,10})?"
    if not re.fullmatch(pattern, text):
        return None
    number = Decimal(re.sub("[, ]", "", text))
    return number if abs(number) < 10**15 else None


def day(text: str) -> date | None:
    if found := re.fullmatch(r"([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})", text):
        year, month, of_month = int(found[1]), int(found[3]), int(found[4])
    elif found := re.fullmatch(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})", text):
        year, month, of_month = int(found[4]), int(found[1]), int(found[3])
    else:
        return None
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def said(text: str) -> bool | None:
    low = text.lower()
    return True if low in ("yes", "true", "sí", "1") else False if low in ("no", "0") else None


def town(text: str) -> str | None:
    return {"lyme": "LYME", "old lyme": "LYME", "blue": "BLUE", "lake": "BLUE"}.get(text.lower())


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.lists(CELLS, min_size=1, max_size=60))
def test_every_value_is_the_one_a_person_would_read(cells: list[str]) -> None:
    file = plain(OF, [[each] * 5 + ["x"] for each in cells], dates=DateOrder.MDY)
    wanted = [f"v_{i}" for i in range(5)]

    with open_table(file) as table:
        rows = prepared(file, OF, table.rows(numbered=False), wanted, numbered=False)
        found = table.ask(select(wanted, f"({rows})"))

    for cell, values in zip(cells, found, strict=True):
        text = cell.strip()
        read = (whole(text), day(text), said(text), town(text), amount(text))
        assert values == read, cell
