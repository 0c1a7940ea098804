"""Every cell of a file is a rating, blank, said otherwise, or told with its row."""

from __future__ import annotations

import io
from pathlib import Path

import duckdb
import openpyxl
import pytest

from fourfold.analysis.check.files.source import Source, source_of, source_of_bytes
from fourfold.analysis.evaluate.codebook import codebook_of
from fourfold.analysis.evaluate.engine import (
    Asked,
    BadRequest,
    CannotOpen,
    Evaluation,
    TooFewAnswers,
    TooManyGroups,
    evaluate,
    said,
)
from fourfold.analysis.evaluate.engine.results import Change
from fourfold.cli.scratch import Packed
from tests.analysis.evaluate.made import HEADINGS, codebook, document, evaluated, file_of

pytestmark = pytest.mark.slow
PLAIN: list[list[object]] = [
    *([["before", "x", None, None, 1, 2, 3, 4, 5]] * 3),
    *([["after", "x", None, None, 3, 4, 5, 6, 7]] * 3),
    ["before", "x", None, None, 2, 2, 2, 2, 2],
    ["after", "x", None, None, 2, 3, 5, 1, 1],
]


def look(source: Source, **asked: object) -> Evaluation:
    given = {"wave": "wave", "least": 1, "replicates": 100, **asked}
    return evaluate(source, codebook(), Asked(**given), scratch=Packed)  # type: ignore[arg-type]


def with_first_cell(cell: object) -> Evaluation:
    return evaluated([*PLAIN, ["before", "x", None, None, cell, 2, 2, 2, 2]])


@pytest.mark.parametrize(
    "cell", ["3.5", "6", "0", "-1", "abc", "nan", "-3", "1e9", "3,0", "300", ".5", "٣"]
)
def test_what_is_not_on_the_scale_is_told_with_its_row_and_never_scored(cell: str) -> None:
    found = with_first_cell(cell)
    (stray,) = found.strays
    knowledge = next(each for each in found.items if each.item.code == "K1").change

    assert (stray.column, stray.value, stray.count, stray.rows) == ("K1", cell, 1, (10,))
    assert isinstance(knowledge, Change)
    assert knowledge.before.summary.n == 4
    assert knowledge.before.unscored == 1


def test_an_odd_cell_is_told_in_a_row_with_blanks_and_without_a_wave() -> None:
    rows = [*PLAIN, ["before", "x", None, None, "3.5", None, 2, None, 2]]
    found = evaluated([*rows, ["?", "x", None, None, 1, "2.5", None, 1, 1]])

    assert [(each.column, each.value, each.rows) for each in found.strays] == [
        ("wave", "?", (11,)),
        ("K1", "3.5", (10,)),
        ("K2", "2.5", (11,)),
    ]


@pytest.mark.parametrize("cell", ["3.0", " 3", "3 ", "3.", "03", "+3", "3e0"])
def test_a_whole_number_written_otherwise_counts(cell: str) -> None:
    found = with_first_cell(cell)
    knowledge = next(each for each in found.items if each.item.code == "K1").change

    assert found.strays == ()
    assert isinstance(knowledge, Change)
    assert knowledge.before.summary.n == 5


@pytest.mark.parametrize("cell", [None, "", " "])
def test_a_blank_cell_is_not_answered_and_no_problem(cell: object) -> None:
    assert with_first_cell(cell).strays == ()


def test_refused_and_not_applicable_are_counted_apart() -> None:
    rows = [["before", "x", None, None, word, 2, 2, 2, 2] for word in ("99", "n/a", "99", None)]
    found = evaluated([*PLAIN, *rows])
    first = next(each for each in found.items if each.item.code == "K1")

    assert found.strays == ()
    assert dict(first.said) == {"Not applicable": 1, "Refused": 2}


def test_a_wave_that_is_none_is_told_and_the_row_left_out() -> None:
    rows = [
        *PLAIN,
        ["during", "x", None, None, 1, 1, 1, 1, 1],
        [None, "x", None, None, 1, 1, 1, 1, 1],
    ]
    found = evaluated(rows)

    assert [(each.value, each.rows) for each in found.strays] == [
        ("during", (10,)),
        ("(blank)", (11,)),
    ]
    assert (found.rows, found.answered) == (10, (4, 4))


def test_waves_are_read_in_any_case_and_spelling() -> None:
    rows = [[{"before": " PRE ", "after": "2"}[str(row[0])], *row[1:]] for row in PLAIN]

    assert evaluated(rows).answered == (4, 4)


def test_csv_with_semicolons_xlsx_and_parquet_give_the_same(tmp_path: Path) -> None:
    plain = file_of(PLAIN)
    with plain.open() as stream:
        semicolons = stream.read().replace(b",", b";")
    book = openpyxl.Workbook()
    for row in (HEADINGS, *PLAIN):
        book.active.append(list(row))
    workbook = io.BytesIO()
    book.save(workbook)
    parquet = tmp_path / "answers.parquet"
    (tmp_path / "answers.csv").write_bytes(semicolons)
    duckdb.sql(f"COPY (FROM read_csv('{tmp_path / 'answers.csv'}')) TO '{parquet}'")

    expected = said(look(plain))
    assert said(look(source_of_bytes("answers.csv", semicolons))) == expected
    assert said(look(source_of_bytes("answers.xlsx", workbook.getvalue()))) == expected
    assert said(look(source_of(parquet))) == expected


def test_a_missing_column_is_named_with_those_the_file_has() -> None:
    headings = [each if each != "K2" else "K-two" for each in HEADINGS]
    with pytest.raises(CannotOpen) as caught:
        look(file_of(PLAIN, headings=headings))

    assert "The file has no column K2." in str(caught.value)
    assert "K-two" in str(caught.value)


def test_a_column_nearly_called_like_an_item_is_not_taken_for_it() -> None:
    headings = [each if each != "field" else "fieldd" for each in HEADINGS]
    with pytest.raises(CannotOpen, match="Did you mean fieldd"):
        look(file_of(PLAIN, headings=headings), by=("field",))


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\x01\x02", b"wave\n", b"PAR1 and no more", b"\xff\xfe\xfa", b"a,b\n1,2\n"],
)
def test_what_is_no_table_of_answers_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(CannotOpen) as caught:
        look(source_of_bytes("answers.csv", content))

    assert str(caught.value).endswith(".")


def test_rows_of_another_length_are_told() -> None:
    with file_of(PLAIN).open() as stream:
        content = stream.read() + b"before,x,,,1,2,3,4,5,6,7,8\n"
    with pytest.raises(CannotOpen, match="10"):
        look(source_of_bytes("answers.csv", content))


def test_a_wave_without_people_or_with_few_is_not_evaluated() -> None:
    with pytest.raises(TooFewAnswers, match="“after” has nobody"):
        evaluated([row for row in PLAIN if row[0] == "before"])
    with pytest.raises(TooFewAnswers, match="fewer than 5 people"):
        evaluated(PLAIN, least=5)


def test_a_column_of_names_is_no_column_of_groups() -> None:
    rows = [["before", f"person {n}", *PLAIN[0][2:]] for n in range(200)]
    with pytest.raises(TooManyGroups, match="201 different values"):
        evaluated([*rows, *PLAIN], by=("field",))


@pytest.mark.parametrize(
    "asked",
    [
        {"wave": ""},
        {"by": ("K1",)},
        {"pair": "wave"},
        {"by": ("field", "field")},
        {"least": 0},
        {"replicates": 5},
    ],
)
def test_a_request_that_cannot_be_is_refused(asked: dict[str, object]) -> None:
    with pytest.raises(BadRequest):
        look(file_of(PLAIN), **asked)


def test_quotes_and_semicolons_in_names_and_cells_do_no_harm() -> None:
    given = document()
    name = "K1'; DROP TABLE answers; --\""
    given["constructs"][0]["items"][0]["code"] = name
    given["no_answer"] = {"it's": "Don't know"}
    headings = [name if each == "K1" else each for each in HEADINGS]
    source = file_of([*PLAIN, ["before", "o'x", None, None, "it's", 1, 1, 1, 1]], headings=headings)
    asked = Asked("wave", by=("field",), least=1, replicates=100)
    found = evaluate(source, codebook_of(given), asked, scratch=Packed)

    assert dict(next(each for each in found.items if each.item.code == name).said) == {
        "Don't know": 1
    }
