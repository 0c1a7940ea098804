"""An XLSForm is read whole, or each error is explained by sheet and row."""

from __future__ import annotations

import json
import logging
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.reference import load_pack
from fourfold.reference.forms import (
    Kind,
    form_of,
    pack_form,
    pack_forms,
    read_workbook,
    standing,
    workbook_of,
    xform_of,
)
from fourfold.reference.htcds import standard
from tests.reference.forms.making import CHOICES, SETTINGS, SURVEY, book, read, with_part


def changed(row: int, column: int, cell: object) -> list[list[object]]:
    """Return the survey with one cell changed; row as the spreadsheet numbers it."""
    rows = [list(each) for each in SURVEY]
    rows[row - 1][column] = cell
    return rows


def errors(survey: list[list[object]], **sheets: list[list[object]]) -> list[str]:
    form, problems = read(survey, **sheets)
    assert form is None
    return [str(each) for each in problems if not each.is_warning]


def test_a_form_is_read_with_its_pages_languages_and_words() -> None:
    form, problems = read(SURVEY)

    assert problems == []
    assert form is not None
    assert (form.id, form.version) == ("work", "3")
    assert [each.code for each in form.languages] == ["en", "es"]
    assert [[one.name for one in page.questions] for page in form.pages] == [
        ["works", "hours"],
        ["more"],
    ]
    assert form.say(form.by_name["works"].labels, form.language("es")) == "¿Trabaja?"
    assert form.by_name["works"].kind is Kind.ONE
    assert [each.name for each in form.by_name["works"].choices] == ["yes", "no"]


@pytest.mark.parametrize(
    ("row", "column", "cell", "said"),
    [
        (3, 0, "select_on yes_no", "survey, row 3, column type: The type 'select_on yes_no' is"),
        (3, 0, "select_one yes", "survey, row 3, column type: There is no list 'yes'"),
        (3, 0, "select_one_from_file a.csv", "survey, row 3, column type: Choices that lie in a"),
        (3, 0, "select_one_external a", "survey, row 3, column type: Choices that lie in a file"),
        (3, 0, "selct_one yes_no", "survey, row 3, column type: The type 'selct_one yes_no' is"),
        (3, 0, "rank yes_no", "survey, row 3, column type: "),
        (3, 0, "geopoint", "survey, row 3, column type: Surveys here take no place"),
        (3, 0, "image", "survey, row 3, column type: Surveys here take no pictures"),
        (6, 1, "works", "survey, row 6, column name: The name 'works' stands in row 3"),
        (6, 1, "two words", "survey, row 6, column name: 'two words' is no name"),
        (6, 1, None, "survey, row 6, column name: The name is missing"),
        (4, 4, "${work} = 1", "survey, row 4, column relevant: There is no question 'work'. Did"),
        (4, 4, "${works", "survey, row 4, column relevant: '$' is not understood"),
        (4, 4, "../works = 1", "Paths such as ../name are written as ${name}"),
        (4, 5, "pulldata('a', 'b')", "The function pulldata() is not known here"),
        (4, 5, ". >= ", "survey, row 4, column constraint: '. >=' is not a whole expression"),
        (5, 0, None, "survey, row 2, column type: The group that begins here has no end"),
        (2, 0, "begin_repeat", "survey, row 5, column type: This group ends and did not begin."),
        (6, 2, "=HYPERLINK(1)", "survey, row 6, column C: The cell holds a formula"),
        (4, 4, "${hours} > 1", "These questions wait for each other: hours → hours"),
    ],
)
def test_an_error_names_its_sheet_its_row_and_what_is_wrong(
    row: int, column: int, cell: object, said: str
) -> None:
    assert any(said in each for each in errors(changed(row, column, cell)))


def test_two_questions_that_wait_for_each_other_are_one_problem() -> None:
    rows = changed(3, 4, "${hours} > 1")

    found = [each for each in errors(rows) if "wait for each other" in each]

    assert found == [
        (
            "survey, row 3, column relevant: These questions wait for each other: "
            "works → hours → works. Let one of them not depend on the others."
        )
    ]


def test_a_choice_that_stands_twice_or_has_a_blank_is_named() -> None:
    rows = [*CHOICES, ["yes_no", "yes", "Again", "Otra"], ["yes_no", "not now", "No", "No"]]

    assert [each.split(":")[0] for each in errors(SURVEY, choices=rows)] == [
        "choices, row 4, column name",
        "choices, row 5, column name",
    ]


def test_a_missing_translation_warns_and_the_form_can_be_used() -> None:
    form, problems = read(changed(6, 3, None))

    assert form is not None
    assert [str(each) for each in problems] == [
        (
            "survey, row 6, column label: The label of 'more' is missing in Spanish (es). "
            "Add the words."
        )
    ]
    assert form.say(form.by_name["more"].labels, form.language("es")) == "Anything else?"


def test_a_form_without_version_or_title_says_so_and_without_questions_is_none() -> None:
    _form, problems = read(SURVEY, settings=[["form_id"], ["work"]])

    assert [each.column for each in problems if each.is_warning] == ["version", "form_title"]
    assert "asks nothing" in errors([SURVEY[0], ["note", "n", "a", "b", None, None]])[0]
    assert "no sheet survey" in errors([["type", "name"]])[0]


def test_a_group_in_a_group_is_a_heading_and_its_condition_holds_for_what_is_in_it() -> None:
    rows = [*SURVEY[:4], ["begin group", "in", "Inner", "Dentro", "${hours} > 5", None]]
    rows += [["text", "why", "Why?", "¿Por qué?", "${works} = 'yes'", None]]
    rows += [["end group", *[None] * 5], *SURVEY[4:]]

    form, problems = read(rows)

    assert problems == []
    assert form is not None
    assert form.by_name["in:heading"].kind is Kind.HEADING
    assert form.by_name["why"].relevant == ("${hours} > 5", "${works} = 'yes'")


def test_older_spellings_of_the_standard_are_read() -> None:
    survey = [
        ["Type", "name", "label:English", "relevance"],
        ["select one from yes_no", "a", "A", None],
        ["select all that apply from yes_no", "b", "B", "${a}='yes'"],
        ["deviceid", "d", None, None],
    ]
    choices = [["list name", "value", "label:English"], ["yes_no", "yes", "Yes"]]

    form, problems = read(survey, choices)

    assert form is not None
    assert [each.kind for each in form.questions] == [Kind.ONE, Kind.MANY]
    assert [each.why[:40] for each in problems] == ["What names a device or its owner is not "]


def test_five_hundred_questions_are_fine() -> None:
    rows = [SURVEY[0], *(["text", f"q{n}", f"Q{n}", f"P{n}", None, None] for n in range(500))]

    form, problems = read(rows)

    assert form is not None
    assert (len(form.questions), problems) == (500, [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "This is no .xlsx workbook"),
        (b"PK\x03\x04 not really", "This is no .xlsx workbook"),
        (b"\xd0\xcf\x11\xe0" * 100, "This is no .xlsx workbook"),
        (with_part(book(SURVEY), "xl/vbaProject.bin", b"x"), "holds macros"),
        (with_part(book(SURVEY), "xl/externalLinks/a.xml", b"x"), "from another workbook"),
        (with_part(book(SURVEY), "xl/a.xml", b"<!DOCTYPE a>"), "holds a document type"),
        (with_part(book(SURVEY), "xl/big.xml", b"0" * 30_000_000), "far more than a form needs"),
        (b"P" * 5_000_001, "a form has at most"),
    ],
)
def test_a_hostile_file_is_refused_in_words(content: bytes, said: str) -> None:
    sheets, problems = read_workbook(content)

    assert sheets == {}
    assert said in str(problems[0])


@given(st.data())
def test_a_damaged_workbook_never_raises(data: st.DataObject) -> None:
    whole = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))

    sheets, problems = read_workbook(bytes(whole))
    form, found = form_of(sheets)

    assert form is not None or problems or found


WHOLE = book(SURVEY)


@pytest.mark.parametrize("pack", ["ct", "zz"])
def test_a_packs_forms_come_back_from_a_workbook_as_they_were(pack: str) -> None:
    for each in pack_forms(load_pack(pack)):
        sheets, problems = read_workbook(workbook_of(each.sheets))
        form, found = form_of(sheets)

        assert [*problems, *found] == []
        assert form == each.form


def test_the_training_survey_has_the_seeds_constructs() -> None:
    form = pack_form(load_pack("ct"), "training_survey").form

    def of(page: str) -> list[int]:
        found = next(each for each in form.pages if each.name == page)
        return [len(each.choices) for each in found.questions if each.kind is Kind.ONE]

    assert (of("knowledge"), of("beliefs"), of("comfort")) == ([5] * 12, [10] * 4, [10] * 6)


@pytest.mark.slow
def test_field_apps_can_load_the_packs_forms() -> None:
    each = pack_form(load_pack("ct"), "needs_assessment")

    xform, problems = xform_of(each.sheets, name=each.name)

    assert problems == []
    assert '<data id="needs_assessment" version="1">' in xform


def test_what_pyxform_refuses_is_said_in_words() -> None:
    sheets, _problems = read_workbook(book([["type", "name"], ["bogus", "a"]]))

    xform, problems = xform_of(sheets, name="a")

    assert xform == ""
    assert "Field apps would not load it" in str(problems[0])


def test_a_form_of_every_field_of_the_case_data_standard_loads() -> None:
    # The International Organization for Migration publishes an XLSForm of its standard; it is not
    # in this repository, so a form is made of the standard's own field names and code lists.
    whole = standard()
    survey: list[list[object]] = [["type", "name", "label"]]
    for field in whole.fields.values():
        kind = f"select_one {field.code_list}" if field.code_list else "text"
        survey.append([kind, field.id, field.label])
    choices: list[list[object]] = [["list_name", "name", "label"]]
    for name, codes in whole.code_lists.items():
        choices += [[name, f"c{place}", code] for place, code in enumerate(codes)]

    form, problems = read(survey, choices, [["form_id", "version", "form_title"], ["h", "2", "H"]])

    assert [str(each) for each in problems if not each.is_warning] == []
    assert form is not None
    assert len(form.questions) == len(whole.fields)


def test_a_folder_with_something_else_in_it_is_a_problem_of_the_pack(tmp_path: Path) -> None:
    import shutil

    from fourfold.reference import check_pack
    from fourfold.reference.contents import packs_root

    for name in ("zz", "schema"):
        shutil.copytree(packs_root() / name, tmp_path / name)
    folder = tmp_path / "zz" / "forms" / "training_feedback"
    (folder / "notes.txt").write_text("x")
    survey = (folder / "survey.csv").read_text(encoding="utf-8")
    (folder / "survey.csv").write_text(
        survey.replace("select_one agree,clear", "select_one agreed,clear").replace(
            "zz003", "zz999", 1
        ),
        encoding="utf-8",
    )

    said = [str(each) for each in check_pack(tmp_path / "zz").problems]

    assert any("forms/training_feedback/survey.csv line 3, column type" in each for each in said)
    assert any("survey.csv line 2, column source" in each for each in said)
    assert any("notes.txt" in each for each in said)
    assert json.dumps(said)


def test_the_library_that_writes_xforms_writes_nothing_to_the_terminal() -> None:
    xform_of({}, name="made_up")

    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith(("lark", "pyxform")):
            assert not getattr(logger, "handlers", []), name


def test_or_other_adds_a_choice_and_asks_which_as_field_apps_do() -> None:
    survey = [
        ["type", "name", "label::English (en)", "label::Spanish (es)", "appearance"],
        ["select_multiple yes_no or_other", "ways", "Which?", "¿Cuáles?", "minimal columns-2"],
    ]
    choices = [["list_name", "name", "label::English (en)", "label::Spanish (es)"]]
    choices += [["yes_no", "yes", "Yes", "Sí"]]
    sheets, _problems = read_workbook(book(survey, choices, SETTINGS))
    form, problems = form_of(sheets)

    assert form is not None, problems
    ways, which = form.questions
    assert [each.name for each in ways.choices] == ["yes", "other"]
    assert form.say(ways.choices[1].labels, form.language("es")) == "Otra"
    now = standing(form, {"ways": "yes other", "ways_other": "x"}, today=date(2030, 1, 1))
    assert now.values == {"ways": "yes other", "ways_other": "x"}
    assert which.name not in standing(form, {"ways": "yes"}, today=date(2030, 1, 1)).asked
    xform, unloaded = xform_of(sheets, name="work")
    assert unloaded == []
    assert "<ways_other/>" in xform


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["select_one l or_other", "a", "A", "true()"]], "survey, row 2, column type: or_other"),
        (
            [["text", "a_other", "A", None], ["select_one l or_other", "a", "A", None]],
            "survey, row 3, column name: or_other asks 'a_other', which stands in row 2",
        ),
    ],
)
def test_or_other_says_where_it_cannot_be(rows: list[list[str | None]], said: str) -> None:
    survey = [["type", "name", "label", "choice_filter"], *rows]
    choices = [["list_name", "name", "label"], ["l", "x", "X"]]
    form, problems = form_of(read_workbook(book(survey, choices, SETTINGS))[0])

    assert form is None
    assert any(str(each).startswith(said) for each in problems), [*map(str, problems)]
