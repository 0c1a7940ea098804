"""`fourfold demand`: the documents' numbers come out, with ranges and sources."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner, Result

from fourfold.cli import app


def fourfold(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["demand", *arguments], env={"COLUMNS": "100"})


def test_it_says_what_the_documents_print_with_range_and_source() -> None:
    said = fourfold()

    assert said.exit_code == 0
    for words in (
        "Times that somebody buys: 82,992 = 456 × 1 × 182",
        "6,300 = 315 × 20",
        "Dollars taken: 315,000 = 315 × 20 × 50",
        "The document prints: at least 80,000.",
        "not an estimate",
    ):
        assert words in said.stdout
    assert '"half a year (182 days)", ' in said.stdout


def test_json_has_every_assumption_with_its_source_and_what_is_printed() -> None:
    told = json.loads(fourfold("--json").stdout)
    children, person = told["calculations"]

    assert [each["base"] for each in children["products"]] == ["82992"]
    assert [each["base"] for each in person["products"]] == ["6300", "315000"]
    assert [each["printed"] for each in person["products"]] == ["6,300", "$315,000"]
    for each in (*children["assumptions"], *person["assumptions"]):
        assert each["sources"]
        assert all(one["title"] for one in each["sources"])


def test_other_numbers_change_the_product_and_are_called_yours() -> None:
    said = fourfold("--assume", "DAYS=100,100,200")

    assert "45,600 = 456 × 1 × 100" in said.stdout
    assert "From 25,650 to 142,500." in said.stdout  # 342 x 0.75 x 100 and 570 x 1.25 x 200
    assert "Yours. The document has 182." in said.stdout


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("NONE=1", "is no assumption. Use one of: CHILDREN"),
        ("DAYS", "write numbers"),
        ("DAYS=many", "write numbers"),
        ("DAYS=1,2", "one number, or three"),
        ("DAYS=3,2,1", "base is not below low"),
        ("DAYS=-1", "zero or more"),
        ("DAYS=NaN", "is a number"),
        ("DAYS=400", "cannot be above 366"),
    ],
)
def test_wrong_use_ends_with_two_and_says_what_to_write(wrong: str, words: str) -> None:
    said = fourfold("--assume", wrong)

    assert said.exit_code == 2
    assert words in said.stderr
    assert said.stdout == ""


def test_wrong_language_or_twice_the_same_is_refused_and_the_second_pack_works() -> None:
    assert fourfold("--language", "fr").exit_code == 2
    assert fourfold("--assume", "DAYS=1", "--assume", "DAYS=2").exit_code == 2
    assert fourfold("--jurisdiction", "zz").exit_code == 0
    assert "Veces que alguien compra" in fourfold("--language", "es").stdout
