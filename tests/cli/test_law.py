"""`fourfold law`: on a laptop, from a file of facts."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.cli import app

SOLD = "UNDER_18: yes\nRECRUITS: yes\nCOMMERCIAL_SEX_ACT: yes\nMORE_THAN_ONCE: unknown\n"


def fourfold(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["law", *arguments], env={"COLUMNS": "100"})


@pytest.fixture
def sold(tmp_path: Path) -> str:
    file = tmp_path / "facts.yaml"
    file.write_text(SOLD, encoding="utf-8")
    return str(file)


@pytest.mark.slow
def test_every_definition_answers_on_a_file_of_facts(sold: str) -> None:
    said = fourfold("determine", sold, "--date", "2016-12-01")

    assert said.exit_code == 0
    assert "Sex trafficking, federal (TVPA): Met" in said.stdout
    assert "means not asked (under 18)" in said.stdout
    assert "Text of P.A. 16-71, in force from October 1, 2016 until October 1, 2017." in said.stdout
    assert "Not confirmed: the words on action, purpose, crime of the third person" in said.stdout
    assert "Commercial sexual abuse of a minor, Connecticut: Not in force" in said.stdout
    assert "What to ask next" in said.stdout


def test_the_answer_as_json_has_every_reason(sold: str) -> None:
    said = json.loads(fourfold("determine", sold, "--date", "2022-01-01", "--json").stdout)

    assert said["date"] == "2022-01-01"
    assert said["facts"] == {"UNDER_18": "yes", "RECRUITS": "yes", "COMMERCIAL_SEX_ACT": "yes"}
    answers = {each["definition"]: each for each in said["answers"]}
    assert answers["FED_SEX"]["met_by"][1]["facts"] == ["UNDER_18"]
    assert answers["CGS_53A_83B"]["verdict"] == "OPEN"
    assert ["PATRONIZES"] in answers["CGS_53A_83B"]["deciding_sets"]
    assert answers["CGS_53A_192A"]["text"]["act"] == "P.A. 21-103"
    assert said["ask_next"][0]["could_decide_alone"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("UNDER_81: yes\nFEE: 3\n", "Did you mean UNDER_18?"),
        ("UNDER_81: yes\nFEE: 3\n", "FEE: '3' is not an answer. Write yes, no or unknown"),
        ("UNDER_15: yes\nUNDER_18: no\n", "UNDER_15 is yes and UNDER_18 is no"),
        ("- UNDER_18\n", "holds no facts. Write lines such as UNDER_18: yes"),
        ("", "holds no facts"),
        ("UNDER_18: [yes\n", "not valid YAML"),
        ("UNDER_18: yes\nUNDER_18: no\n", "stands twice"),
    ],
)
def test_a_file_that_cannot_be_read_is_answered_in_words(tmp_path: Path, text, said) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(text, encoding="utf-8")

    answer = fourfold("determine", str(file), "--date", "2016-01-01")

    assert answer.exit_code == 2
    assert said in answer.stderr
    assert answer.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("determine", "nowhere.yaml", "--date", "2016-01-01"), "There is no file nowhere.yaml"),
        (("gaps", "--date", "soon"), "'soon' is not a day. Write it like 2016-10-01."),
        (("gaps", "--date", "2016-02-30"), "is not a day"),
        (("gaps", "--date", "2016-01-01", "--of", "FED_SEXX"), "There is no definition 'FED_SEXX'"),
        (("gaps", "--date", "2016-01-01", "--jurisdiction", "qq"), "There is no pack 'qq'"),
    ],
)
def test_wrong_use_says_what_to_do(arguments, said) -> None:
    answer = fourfold(*arguments)

    assert answer.exit_code == 2
    assert said in answer.stderr


def test_the_gaps_are_told_in_words_with_what_each_act_changed() -> None:
    said = fourfold("gaps", "--date", "2016-09-30", "--against", "CGS_53A_192A").stdout

    assert "Sex trafficking, federal (TVPA) against Trafficking in persons, Connecticut" in said
    assert "not covered by the second" in said
    assert "October 1, 2016 (P.A. 16-71): 258 of 360 not covered before, 216 of 360 after." in said


def test_the_gaps_are_written_as_csv_and_json() -> None:
    arguments = ("gaps", "--date", "2022-01-01", "--of", "FED_LABOR")

    table = list(csv.DictReader(io.StringIO(fourfold(*arguments, "--csv").stdout)))
    record = json.loads(fourfold(*arguments, "--json").stdout)

    assert [{name: str(cell) for name, cell in row.items()} for row in record] == table
    assert {row["definition"] for row in table} == {"Labor trafficking, federal (TVPA)"}
    assert all(int(row["covered_by_definition_only"]) > 0 for row in table)


def test_the_made_up_state_has_gaps_too() -> None:
    said = fourfold("gaps", "--date", "2030-06-30", "--jurisdiction", "zz")

    assert said.exit_code == 0
    assert "July 1, 2030 (Z.A. 30-4)" in said.stdout
