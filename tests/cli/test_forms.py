"""`fourfold forms`: what a pack has, what is wrong with a form, what others can load."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fourfold.cli import app
from fourfold.reference.forms import read_workbook
from tests.reference.forms.making import SURVEY, book

RUN = CliRunner()


def test_a_packs_forms_are_listed_with_their_questions() -> None:
    said = RUN.invoke(app, ["forms", "list"])

    assert said.exit_code == 0
    assert "23 questions" in " ".join(said.output.split())


def test_a_wrong_form_is_explained_by_row_and_ends_with_one(tmp_path: Path) -> None:
    rows = [list(each) for each in SURVEY]
    rows[2][0] = "select_on yes_no"
    (tmp_path / "a.xlsx").write_bytes(book(rows))

    said = RUN.invoke(app, ["forms", "check", str(tmp_path / "a.xlsx")])

    assert said.exit_code == 1
    assert "survey, row 3, column type" in said.output
    assert "2 errors. The form cannot be used yet." in " ".join(said.output.split())


def test_a_file_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    assert RUN.invoke(app, ["forms", "check", str(tmp_path / "none.xlsx")]).exit_code == 2
    assert RUN.invoke(app, ["forms", "write", "no_form", "--out", str(tmp_path)]).exit_code == 2


@pytest.mark.slow
def test_a_form_is_written_as_others_load_it_and_checks_clean(tmp_path: Path) -> None:
    said = RUN.invoke(app, ["forms", "write", "training_survey", "--out", str(tmp_path)])

    assert said.exit_code == 0
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "training_survey-codes.csv",
        "training_survey-redcap.csv",
        "training_survey.xlsx",
        "training_survey.xml",
    ]
    assert "survey" in read_workbook((tmp_path / "training_survey.xlsx").read_bytes())[0]
    checked = RUN.invoke(app, ["forms", "check", str(tmp_path / "training_survey.xlsx")])
    assert checked.exit_code == 0
    assert "can be used: 23 questions, 4 pages" in " ".join(checked.output.split())
