"""`fourfold evaluate`: a laptop, a file of answers, a codebook."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner, Result

from fourfold.cli import app
from tests.analysis.evaluate.made import document, file_of

SEEDS = "--n-before 752 --n-after 752 --p 0.01"


def fourfold(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["evaluate", *arguments], env={"COLUMNS": "180"})


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    """A file of answers with one cell of nonsense, and its codebook."""
    draw = random.Random(2)  # noqa: S311 - no secret is made of it
    rows: list[list[object]] = []
    for number in range(90):
        wave = ("before", "after")[number % 2]
        field = "Rare" if number < 6 else ("School", "Police", "Shelter")[number % 3]
        given = [min(5, draw.randint(1, 3) + 2 * (number % 2)) for _ in range(2)]
        rows.append(
            [wave, field, f"C{number // 2}", f"E{number % 7}", *given, 3 - number % 2, 4, 6]
        )
    rows[10][4] = "many"
    answers = tmp_path / "answers.csv"
    with file_of(rows).open() as stream:
        answers.write_bytes(stream.read())
    codebook = tmp_path / "book.yaml"
    codebook.write_text(yaml.safe_dump(document()), encoding="utf-8")
    return [str(answers), "--wave", "wave", "--codebook", str(codebook), "--samples", "200"]


@pytest.mark.slow
def test_the_terminal_says_scores_groups_items_and_how_to_read_them(files: list[str]) -> None:
    said = fourfold("before-after", *files, "--by", "field")

    assert said.exit_code == 0, said.stderr
    assert "K1: “many”, 1 cell, row 12" in said.stdout
    assert "Knowledge" in said.stdout
    assert "hidden" in said.stdout
    assert "Same mix" in said.stdout
    assert "Items: 1 of 5 went the wrong way, 0 of them by more than" in said.stdout
    assert "! Made-up knowledge 3" in said.stdout
    assert "Nobody is paired" in said.stdout
    assert "response shift" in said.stdout


@pytest.mark.slow
def test_json_has_the_same_and_nothing_else_is_printed(files: list[str]) -> None:
    said = fourfold("before-after", *files, "--pair", "code", "--event", "event", "--json")
    found = json.loads(said.stdout)

    assert found["codes"]["pairs"] == 45
    assert found["constructs"][0]["change"]["test"]["method"] == "BY_EVENT"
    assert [each["went_the_wrong_way"] for each in found["items"]].count(True) == 1


@pytest.mark.parametrize(
    ("replaced", "by", "said"),
    [
        (2, "phase", "The file has no column phase"),
        (4, "missing.yaml", "There is no file missing.yaml"),
        (0, "missing.csv", "missing.csv cannot be opened"),
        (6, "3", "3 samples are too few"),
    ],
)
def test_what_cannot_be_done_is_said_in_words(
    files: list[str], replaced: int, by: str, said: str
) -> None:
    files[replaced] = by
    found = fourfold("before-after", *files)

    assert found.exit_code == 2
    assert said in found.stderr
    assert "Traceback" not in found.output


def test_a_broken_codebook_is_told_line_by_line(files: list[str]) -> None:
    Path(files[4]).write_text("title: x\nconstructs: [{code: K}]\n", encoding="utf-8")
    found = fourfold("before-after", *files)

    assert found.exit_code == 2
    assert "waves: Two waves are needed" in found.stderr
    assert "constructs[K].items: No list of items" in found.stderr


@pytest.mark.parametrize(
    ("means", "scale", "verdict", "z"),
    [
        ("--before 2.1 --after 3.4", "--low 1 --high 5", "Proven, whoever answered", "13.4"),
        ("--before 4.6 --after 6.1", "--low 1 --high 10", "Proven, whoever answered", "6.5"),
        ("--before 2.6 --after 2.2", "--low 1 --high 10", "Not proven by these numbers.", "2.38"),
    ],
)
def test_the_seeds_claims_are_proven_or_not_by_what_is_printed(
    means: str, scale: str, verdict: str, z: str
) -> None:
    said = fourfold("claim", *means.split(), *scale.split(), *SEEDS.split())

    assert said.exit_code == 0
    assert said.stdout.startswith(verdict)
    assert f" = {z}" in said.stdout


def test_a_claim_of_a_sum_on_the_scale_of_a_mean_is_refused() -> None:
    said = fourfold(
        "claim",
        *["--before", "25.2", "--after", "40.8", "--low", "1", "--high", "5"],
        *SEEDS.split(),
    )

    assert said.exit_code == 2
    assert "If it is a sum of items, give the scale of the sum." in said.stderr


def test_a_claim_as_json_has_the_arithmetic() -> None:
    means = ["--before", "2.6", "--after", "2.2", "--low", "1", "--high", "10", "--json"]
    found = json.loads(fourfold("claim", *means, *SEEDS.split()).stdout)

    assert found["verdict"] == "NOT_PROVEN"
    assert round(found["as_printed"]["sd_before"], 3) == 3.441
