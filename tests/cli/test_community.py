"""`fourfold community`: a laptop, and a file of towns' measures."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from fourfold.cli import app

TOWNS = ("Alderbrook", "Brineport", "Cedar Falls", "Dunmere", "Elmwatch", "Foxhollow")


def fourfold(*arguments: str) -> Result:
    return CliRunner().invoke(
        app, ["community", *arguments, "--pack", "zz"], env={"COLUMNS": "180"}
    )


@pytest.fixture
def file(tmp_path: Path) -> str:
    """Two made-up measures of the made-up towns; Dunmere has no income."""
    rows = ["town,variable,value,margin,unit,worse"]
    rows += [f"{town},Poverty,{4 * nth + 3},{2 * nth},percent," for nth, town in enumerate(TOWNS)]
    rows += [
        f"{town},Income,{'' if town == 'Dunmere' else 90000 - 5000 * nth},,dollars,less"
        for nth, town in enumerate(TOWNS)
    ]
    path = tmp_path / "made_up.csv"
    path.write_text("\n".join(rows), encoding="utf-8")
    return str(path)


def test_a_good_file_is_told_with_what_it_lacks(file: str) -> None:
    said = fourfold("check", file)

    assert said.exit_code == 0
    assert "Income: 6 towns, dollars; less is more vulnerable\n  no value: Dunmere" in said.stdout


def test_a_wrong_file_is_told_by_row_and_ends_with_1(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("town,variable,value,unit\nBrinport,Poverty,140,percent\n", encoding="utf-8")

    said = fourfold("check", str(path))

    assert said.exit_code == 1
    assert "Row 2, column town" in said.stderr
    assert "Did you mean Brineport?" in said.stderr
    assert "2 problems. Nothing was taken." in said.stderr


def test_the_index_says_order_weights_firmness_and_who_is_not_ranked(file: str) -> None:
    said = fourfold("index", file, "--weight", "Poverty=3")

    assert said.exit_code == 0, said.stderr
    assert "Poverty: 75% of the weight" in said.stdout
    assert said.stdout.index("Foxhollow") < said.stdout.index("Alderbrook")
    assert "Not ranked: Dunmere, no Income" in said.stdout
    assert "1000 random weights" in said.stdout
    assert "Without Poverty: Spearman 1.00" in said.stdout


def test_the_index_goes_to_other_programs(file: str) -> None:
    said = fourfold("index", file, "--csv")

    rows = list(csv.DictReader(io.StringIO(said.stdout)))
    assert [row["town"] for row in rows if row["rank"] == "1"] == ["Foxhollow"]
    assert rows[-1]["no_value_of"] == "Income"


@pytest.mark.parametrize("weight", ["Povert=3", "Poverty=much", "Poverty=-1"])
def test_a_weight_that_cannot_be_is_refused(file: str, weight: str) -> None:
    assert fourfold("index", file, "--weight", weight).exit_code == 2
