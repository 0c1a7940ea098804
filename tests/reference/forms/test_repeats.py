"""A part that repeats is written out: asked, kept and sent like any other part of a form."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.reference.forms import form_of, paper_lines, read_workbook, standing, take, xform_of
from tests.reference.forms.making import CHOICES, book, read

TODAY = date(2026, 11, 23)
HEADS = ["type", "name", "label::English (en)", "label::Spanish (es)", "relevant", "repeat_count"]
FAMILY = [
    [*HEADS, "constraint", "calculation"],
    ["begin_repeat", "child", "A child", "Un niño", None, None],
    ["integer", "age", "Age?", "¿Edad?", None, None, ". < 18 and position(..) < 30"],
    ["text", "school", "School?", "¿Escuela?", "${age} >= 5"],
    ["end_repeat"],
    ["calculate", "children", None, None, None, None, None, "count(${child})"],
    ["calculate", "oldest", None, None, None, None, None, "max(${age})"],
    ["text", "end", "Anything else?", "¿Algo más?", "indexed-repeat(${age}, ${child}, 2) > 3"],
]


def family(**counted: object):
    rows = [list(each) for each in FAMILY]
    rows[1][5] = counted.get("count")
    if "before" in counted:
        rows.insert(1, counted["before"])  # type: ignore[arg-type]
    if counted:  # a count of their own
        rows = [each for each in rows if each[1:2] != ["children"]]
    return rows


def values(form, **told):
    plain = {name.replace("__", "."): text for name, text in told.items()}
    return standing(form, plain, today=TODAY)


def test_one_more_is_asked_for_and_every_time_has_its_own_answers() -> None:
    form, problems = read(FAMILY)
    assert form is not None, list(map(str, problems))

    none = values(form, child__more__0="no")
    one = {"child__more__0": "yes", "age__1": "4"}
    first = values(form, **one)
    second = values(form, **one, child__more__1="yes", age__2="9", school__2="Elm")

    assert (none.refusals, none.values["children"]) == ((), "0")
    assert not any(each.startswith("age.") for each in none.asked)
    assert {"age.1", "child.more.1"} <= first.asked
    assert not {"school.1", "age.2"} & first.asked
    assert [each.name for each in first.refusals] == ["child.more.1"]
    assert second.values["school.2"] == "Elm"
    assert (second.values["children"], second.values["oldest"]) == ("2", "9")
    assert "end" in second.asked
    assert "end" not in first.asked
    wrong = values(form, child__more__0="yes", age__1="18", child__more__1="no")
    assert [each.name for each in wrong.refusals] == ["age.1"]


def test_each_time_is_a_page_with_its_number_in_both_languages() -> None:
    form, _ = read(FAMILY)
    assert form is not None

    assert [form.say(page.labels, form.language("es")) for page in form.pages[:3]] == [
        "Un niño",
        "Un niño (1)",
        "Un niño (2)",
    ]
    more = form.by_name["child.more.1"]
    any_ = form.by_name["child.more.0"]
    assert form.say(any_.labels, form.language("es")) == "¿Hay algo que agregar?"
    assert form.say(more.labels, form.language("es")) == "¿Hay otra más que agregar?"
    assert [form.say(each.labels, form.language("es")) for each in more.choices] == ["Sí", "No"]


@pytest.mark.parametrize(("count", "asked"), [("0", 0), ("1", 1), ("3", 3), ("25", 20)])
def test_a_part_that_is_counted_is_asked_so_often(count: str, asked: int) -> None:
    before = ["integer", "how_many", "How many?", "¿Cuántos?"]
    form, problems = read(family(count="${how_many}", before=before))
    assert form is not None, list(map(str, problems))

    now = values(form, how_many=count)

    assert sum(each.startswith("age.") for each in now.asked) == asked
    assert not any("more" in each for each in now.asked)
    assert ("child.rest" in now.asked) == (asked < int(count)), "what is not asked is said"


def test_a_fixed_number_of_times_asks_nothing_more() -> None:
    form, _ = read(family(count="2"))
    assert form is not None

    assert [each.name for each in form.questions if each.time] == [
        *("age.1", "school.1", "age.2", "school.2"),
    ]


def test_paper_has_room_for_three() -> None:
    form, _ = read(FAMILY)
    assert form is not None

    names = [each.question.name for each in paper_lines(form)]

    assert [each for each in names if each.startswith("age")] == ["age.1", "age.2", "age.3"]
    assert "child.more.3" not in names


@pytest.mark.parametrize(
    ("row", "column", "cell", "said"),
    [
        (1, 1, None, "survey, row 2, column name: It has no name."),
        (1, 5, "61", "survey, row 2, column repeat_count: A part repeats 1 to 60 times."),
        (2, 0, "begin_repeat", "survey, row 3, column type: A part that repeats inside another"),
        (3, 4, "${agee} > 5", "survey, row 4, column relevant: There is no question 'agee'."),
        (4, 0, "note", "survey, row 2, column type: The repeat that begins here has no end."),
        (7, 4, "${age} > 3", "survey, row 8, column relevant: The question 'age' stands in a part"),
    ],
)
def test_what_is_wrong_is_said_once_with_its_row(row, column, cell, said) -> None:
    rows = [[*each, *[None] * (8 - len(each))] for each in FAMILY]
    rows[row][column] = cell

    form, problems = read(rows)

    assert form is None
    assert sum(said in str(each) for each in problems) == 1, list(map(str, problems))


def test_a_part_that_is_switched_off_is_not_there() -> None:
    rows = [[*each, *[None] * (9 - len(each))] for each in FAMILY]
    rows[0][8] = "disabled"
    for row in (1, 2, 3, 4, 5, 6, 7):
        rows[row][8] = "yes"

    form, problems = read([*rows, ["text", "other", "Other?", "¿Otra?"]])

    assert form is not None, list(map(str, problems))
    assert ([each.name for each in form.questions], form.repeats) == (["other"], {})


def test_field_apps_load_the_same_form_with_a_part_that_repeats() -> None:
    taken = take(book(FAMILY))

    assert taken.errors == ()
    assert '<repeat nodeset="/data/child">' in taken.xform


def test_a_form_without_choices_can_repeat() -> None:
    sheets, _ = read_workbook(book([each[:3] for each in FAMILY[:5]], choices=CHOICES[:1]))
    form, problems = form_of({name: each for name, each in sheets.items() if name != "choices"})

    assert form is not None, list(map(str, problems))
    assert [each.name for each in form.by_name["child.more.1"].choices] == ["yes", "no"]
    assert xform_of(sheets, name="work")[0]


@given(st.integers(0, 20), st.data())
def test_whoever_says_how_many_by_yes_is_asked_for_exactly_those(many: int, data) -> None:
    form, _ = read(FAMILY) if not FORM else (FORM[0], [])
    FORM[:] = [form]
    told = {f"child.more.{time}": "yes" for time in range(many)}
    told |= {f"age.{time}": str(data.draw(st.integers(0, 17))) for time in range(1, 21)}

    now = standing(form, told, today=TODAY)

    assert {each for each in now.asked if each.startswith("age.")} == {
        f"age.{time}" for time in range(1, many + 1)
    }
    assert now.values["children"] == str(many)


FORM: list = []
