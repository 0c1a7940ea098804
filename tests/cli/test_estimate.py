"""`fourfold estimate`: files in, a panel or a refusal out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fourfold.cli import app

UK = Path(__file__).parents[1] / "analysis" / "estimate" / "published" / "uk_2013_5list.csv"


def run(*arguments: object) -> tuple[int, str, str]:
    told = CliRunner().invoke(app, ["estimate", *map(str, arguments)])
    return told.exit_code, told.stdout, told.stderr


def test_one_method_is_printed_for_programs() -> None:
    code, out, _ = run(UK, "--method", "stepwise", "--bootstrap", 200, "--seed", 3, "--json")

    record = json.loads(out)
    assert code == 0
    assert record["estimate"] == pytest.approx(11312.9903, abs=5e-5)
    assert record["lower"] < record["estimate"] < record["upper"]
    assert (record["method"], record["seed"]) == ("stepwise", 3)
    assert "LA × NG" in record["model"]


@pytest.mark.slow
def test_the_panel_is_printed_for_people() -> None:
    code, out, _ = run(UK, "--bootstrap", 100)

    assert code == 0
    for words in ("2,744 people known", "11,313", "25,311", "Unstable:", "Assumptions", "Seed 1"):
        assert words in out
    assert "depending on the method" in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A,B,C,count\n1,0,0,-4\n", "below 0"),
        ("A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,9\n", "The lists never overlap"),
        ("name,A,B\nKim,1,0\n", "--tabulate"),
        ("A,count\n1,4\n", "There is one list"),
        ("A,B,C,count\n1,0,0,0\n", "Nobody is on any list"),
        ("", "There are no rows"),
    ],
)
def test_a_bad_file_ends_with_one_message_and_code_two(
    tmp_path: Path, text: str, told: str
) -> None:
    (tmp_path / "bad.csv").write_text(text)

    code, out, trouble = run(tmp_path / "bad.csv")

    assert (code, out) == (2, "")
    assert told in trouble


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--method", "guess"), "'guess' is no method"),
        (("--bootstrap", "3"), "write 0, or 100 to 100,000"),
        (("--seed", "-1"), "cannot be below 0"),
        (("--lists", "LA,XX"), "There is no column 'XX'"),
        (("--method", "chapman"), "is for two lists"),
    ],
)
def test_wrong_use_is_said(arguments: tuple[str, ...], told: str) -> None:
    code, _, trouble = run(UK, *arguments)

    assert code == 2
    assert told in trouble


def test_people_are_counted_when_asked(tmp_path: Path) -> None:
    rows = ["id,A,B,C"]
    rows += [f"{n},{n % 2},{n // 2 % 2},{n // 4 % 2}" for n in range(1, 200) if n % 8]
    (tmp_path / "people.csv").write_text("\n".join(rows))

    code, out, _ = run(
        tmp_path / "people.csv", "--tabulate", "--lists", "A,B,C", "--method", "bic",
        "--bootstrap", 0, "--json",
    )  # fmt: skip

    assert code == 0
    assert json.loads(out)["known"] == len(rows) - 1


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "odd.csv").write_bytes(b"\xff\xfe\x00A")

    assert "cannot be read" in run(tmp_path / "none.csv")[2]
    assert "no text in UTF-8" in run(tmp_path / "odd.csv")[2]


def test_charts_are_written_into_a_folder(tmp_path: Path) -> None:
    code, _, _ = run(UK, "--method", "stepwise", "--bootstrap", 0, "--charts", tmp_path)

    assert code == 0
    assert {each.name for each in tmp_path.iterdir()} == {"totals.svg", "overlaps.svg"}
    assert "11,313" in (tmp_path / "totals.svg").read_text()
    assert run(UK, "--method", "chao", "--charts", tmp_path / "none")[0] == 2
