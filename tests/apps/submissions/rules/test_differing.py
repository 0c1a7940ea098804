from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.submissions.rules.differing import Change, difference

KEY = ("town",)


def rows(*told):
    return [
        {"row": number, "town": town, "calls": calls}
        for number, (town, calls) in enumerate(told, start=2)
    ]


def test_each_row_that_differs_is_told_with_its_old_and_new_value():
    old = rows(("BRINEPORT", 12), ("CEDAR_FALLS", 3), ("OLD_TOWN", 1))
    new = rows(("NEW_TOWN", 9), ("BRINEPORT", 13), ("CEDAR_FALLS", 3))

    found = difference(old, new, key=KEY)

    assert (found.added, found.taken_out, found.changed, found.same) == (1, 1, 1, 1)
    changed, gone, added = found.rows
    assert (changed.change, changed.old_row, changed.new_row) == (Change.CHANGED, 2, 3)
    assert changed.key == {"town": "BRINEPORT"}
    assert changed.fields == {"calls": (12, 13)}
    assert (gone.change, gone.old_row, gone.new_row) == (Change.TAKEN_OUT, 4, None)
    assert (added.change, added.old_row, added.new_row) == (Change.ADDED, None, 2)


def test_a_field_that_only_one_version_has_is_compared_with_nothing():
    found = difference(
        [{"row": 2, "town": "BRINEPORT", "calls": 1}],
        [{"row": 2, "town": "BRINEPORT", "calls": 1, "note": "new"}],
        key=KEY,
    )
    assert found.rows[0].fields == {"note": (None, "new")}


def test_only_so_many_rows_are_told_and_all_are_counted():
    found = difference([], rows(*((f"T{nth}", 1) for nth in range(50))), key=KEY, most=3)

    assert found.added == 50
    assert [row.new_row for row in found.rows] == [2, 3, 4]


told = st.lists(st.tuples(st.sampled_from("ABC"), st.integers(0, 2)), max_size=8)


@given(told, told)
def test_nothing_is_lost_between_two_versions(old, new):
    found = difference(rows(*old), rows(*new), key=KEY)

    assert found.same + found.changed + found.taken_out == len(old)
    assert found.same + found.changed + found.added == len(new)


@given(told)
def test_a_version_does_not_differ_from_itself_in_another_order(some):
    found = difference(rows(*some), rows(*some), key=KEY)
    assert (found.same, found.rows) == (len(some), ())
