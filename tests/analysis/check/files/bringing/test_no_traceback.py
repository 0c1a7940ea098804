"""Whatever the bytes: no error gets out, and what comes out is a table."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.make.bad_files.asked import text
from tests.make.bad_files.books import ODS_TABLE, TABLE, ods, packed, parts, sheet
from tests.make.bad_files.good import SAME

from .brought import bring, rows_of


@cache
def base(name: str) -> bytes:
    return SAME[name][0]()


def change(content: bytes, places: list[tuple[float, bytes, bool]]) -> bytes:
    """Bytes put in, or put over others, at places from 0 to 1."""
    made = bytearray(content)
    for where, new, over in places:
        at = int(where * len(made))
        made[at : at + (len(new) if over else 0)] = new
    return bytes(made)


changes = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.one_of(
            st.binary(max_size=4),
            st.sampled_from(
                [b'"', b"\n", b"\r", b",", b";", b"\0", b"<", b">", b"&", b"\xff", b"]"]
            ),
        ),
        st.booleans(),
    ),
    min_size=1,
    max_size=8,
)


def check_it_is_read(content: bytes) -> None:
    brought = bring(content)

    assert all(len(row) == 9 for row in rows_of(brought.plain))
    assert all(each.why and each.fix for each in brought.plain.problems)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(name=st.sampled_from(sorted(SAME)), places=changes)
def test_a_changed_file_is_read_or_told(name: str, places: list[tuple[float, bytes, bool]]) -> None:
    check_it_is_read(change(base(name), places))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(part=st.sampled_from(sorted(parts(sheet(TABLE)))), places=changes)
def test_a_workbook_with_a_changed_part_is_read_or_told(
    part: str, places: list[tuple[float, bytes, bool]]
) -> None:
    held = parts(sheet(TABLE))
    check_it_is_read(packed(held | {part: change(held[part], places)}))


@pytest.mark.slow
@settings(deadline=None, max_examples=80)
@given(places=changes)
def test_a_changed_ods_table_is_read_or_told(places: list[tuple[float, bytes, bool]]) -> None:
    check_it_is_read(ods(change(ODS_TABLE.encode(), places).decode("utf-8", "replace")))


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(content=st.binary(max_size=300), front=st.sampled_from([b"", b"PK\3\4", b"{", b"\xff\xfe"]))
def test_random_bytes_are_read_or_told(content: bytes, front: bytes) -> None:
    check_it_is_read(front + content)


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(content=st.text(alphabet=",;\t|\"'\r\n\0 =-+1a\u200b\ufeffé", max_size=200))
def test_random_tables_are_read_or_told(content: str) -> None:
    check_it_is_read((text() + content).encode())
