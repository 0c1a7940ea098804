"""`fourfold check` on a laptop: words for people, JSON for programs, exit codes for scripts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fourfold.analysis.check.files.said import JSON_SHAPE
from fourfold.cli import app

HEAD = "year,town,calls,by_night,by_day\n"
FIGURE = "figure,call,reported_by,indicator,group,from,until,geography,value\n"
CLEAN = HEAD + "2031,BRINEPORT,12,5,7\n"


def run(folder: Path, text: str, *more: str, name: str = "calls.csv") -> tuple[int, str]:
    (folder / name).write_text(text, encoding="utf-8")
    given = ["check", str(folder / name), "--contract", "lamp_counts", "--pack", "zz", *more]
    result = CliRunner().invoke(app, given)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("text", "more", "code", "says"),
    [
        (CLEAN, (), 0, "Nothing to mend. The file can be sent."),
        (CLEAN.replace("2031", " 2031"), (), 0, "1 place to look at"),
        (CLEAN.replace("2031", " 2031"), ("--strict",), 1, "1 place to look at"),
        (CLEAN.replace("12", "13"), (), 2, "do not add up to all calls"),
        (CLEAN, ("--period", "2030"), 2, "lies outside the period"),
        (CLEAN, ("--period", "2031"), 0, "Nothing to mend"),
        (CLEAN, ("--period", "2031-01-01..2031-12-31"), 0, "Nothing to mend"),
        ("\0\1\2\3", (), 3, "not checked yet"),
        (CLEAN, ("--period", "last year"), 2, "is no period"),
        (CLEAN, ("--answer", "dates"), 2, "CODE=VALUE"),
    ],
)
@pytest.mark.slow
def test_it_ends_with_what_it_found(
    tmp_path: Path, text: str, more: tuple[str, ...], code: int, says: str
) -> None:
    ended, said = run(tmp_path, text, *more)

    assert (ended, says in said) == (code, True)


def test_a_wrong_town_is_offered_the_right_one(tmp_path: Path) -> None:
    _, said = run(tmp_path, CLEAN.replace("BRINEPORT", "Brinport"))

    assert "Did you mean Brineport instead of Brinport?" in said
    assert "row 2: Brinport → Brineport?" in said


def test_the_json_has_the_shape_that_is_printed_in_the_reference(tmp_path: Path) -> None:
    ended, said = run(tmp_path, CLEAN.replace("12", "many"), "--json")

    told = json.loads(said)
    assert list(told) == list(JSON_SHAPE)
    assert (ended, told["outcome"], told["rows"], told["errors"]) == (2, "PROBLEMS", 1, 1)
    assert told["problems"][0]["examples"] == [
        {"row": 2, "column": "calls", "value": "many", "suggestion": ""}
    ]


@pytest.mark.parametrize(("day", "told"), [("2031-01-01", False), ("2030-12-31", True)])
def test_a_day_that_lies_ahead_is_told_by_the_clock_of_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: str, told: bool
) -> None:
    monkeypatch.setattr("fourfold.cli.looking.today", lambda: date.fromisoformat(day))
    text = FIGURE + "F001,2030,ORG001,REFERRALS,all,2030-01-01,2031-01-01,Zamara,212\n"

    _, said = run(tmp_path, text, "--json", "--contract", "published_figures")

    assert ("DAY_IN_FUTURE" in {each["code"] for each in json.loads(said)["problems"]}) is told


@pytest.mark.parametrize("name", ["marked.csv", "marked.xlsx"])
def test_a_marked_copy_is_written(tmp_path: Path, name: str) -> None:
    ended, _ = run(tmp_path, CLEAN.replace("12", "many"), "--marked", str(tmp_path / name))

    assert ended == 2
    assert (tmp_path / name).stat().st_size > 100


@pytest.mark.slow
def test_another_encoding_and_other_signs_are_read_too(tmp_path: Path) -> None:
    (tmp_path / "calls.txt").write_bytes(CLEAN.replace(",", ";").encode("utf-16"))

    given = ["check", str(tmp_path / "calls.txt"), "--contract", "lamp_counts", "--pack", "zz"]
    result = CliRunner().invoke(app, given)

    assert (result.exit_code, "can be sent" in result.output) == (0, True)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    given = ["check", str(tmp_path / "no.csv"), "--contract", "lamp_counts", "--pack", "zz"]

    result = CliRunner().invoke(app, given)

    assert result.exit_code == 3
    assert "cannot be opened" in result.output
