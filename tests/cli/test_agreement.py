"""`fourfold evaluate agreement`: two people coded the same, on a laptop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.cli import app

pytestmark = pytest.mark.slow
CODES = "unit,ana,ben\nq1,fear,fear\nq2,fear,money\nq3,money,money\nq4,hope,hope\nq5,hope,\n"


def fourfold(*arguments: str) -> Result:
    return CliRunner().invoke(
        app, ["evaluate", "agreement", *arguments], env={"COLUMNS": "160", "NO_COLOR": "1"}
    )


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "codes.csv"
    path.write_text(CODES, encoding="utf-8")
    return str(path)


def test_it_says_how_far_two_agree_and_where_they_do_not(file: str) -> None:
    said = fourfold(file)

    assert said.exit_code == 0, said.stderr
    assert "ana and ben" in said.stdout
    assert "75%" in said.stdout
    assert "Krippendorff's alpha" in said.stdout
    assert "q2: ana: fear, ben: money" in said.stdout
    assert ".80" in said.stdout


def test_json_has_the_same(file: str) -> None:
    found = json.loads(fourfold(file, "--json").stdout)

    assert (found["pairs"][0]["n"], found["pairs"][0]["same"]) == (4, 3)
    assert found["alpha"]["left_out"] == 1
    assert found["apart"] == ["q2"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--measured", "odd"), "odd is unknown"),
        (("--weights", "odd"), "odd is unknown"),
        (("--rater", "ana", "--rater", "zoe"), "no column zoe"),
        (("--measured", "interval"), "is no number"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(file: str, more: tuple[str, ...], said: str) -> None:
    answer = fourfold(file, *more)

    assert answer.exit_code == 2
    assert said in answer.stderr


def test_a_file_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("unit,ana\nq1,x\n", encoding="utf-8")
    (tmp_path / "b.csv").write_bytes(b"\xff\xfe\x00")

    assert "cannot be opened" in fourfold(str(tmp_path / "none.csv")).stderr
    assert "two raters" in fourfold(str(tmp_path / "a.csv")).stderr
    assert "no CSV in UTF-8" in fourfold(str(tmp_path / "b.csv")).stderr
