"""Twelve made-up people, worked out by hand: what the program says is what the pencil says."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fourfold.analysis.check.files.source import source_of_bytes
from fourfold.analysis.evaluate.codebook import codebook_of
from fourfold.analysis.evaluate.engine import Asked, evaluate, said
from fourfold.cli.scratch import Packed
from fourfold.reference.files import read_document

GOLDEN = Path(__file__).parent / "golden"
EXPECTED = list(csv.DictReader((GOLDEN / "expected.csv").read_text("utf-8").splitlines()))

pytestmark = pytest.mark.slow


@cache
def worked_out(pair: str) -> dict[str, Any]:
    document, problems = read_document(GOLDEN / "codebook.yaml", name="codebook.yaml")
    assert not problems
    source = source_of_bytes("answers.csv", (GOLDEN / "answers.csv").read_bytes())
    asked = Asked("wave", pair=pair, replicates=100)
    return said(evaluate(source, codebook_of(document), asked, scratch=Packed))


def part(code: str, *, pair: str = "code") -> dict[str, Any]:
    """Return a score, or an item."""
    found = worked_out(pair)
    return next(each for each in (*found["constructs"], *found["items"]) if each["code"] == code)


def figure(code: str, name: str) -> Any:
    if name == "welch t":
        return part(code, pair="")["change"]["test"]["t"]
    one = part(code)
    change, linked, what = one["change"], one.get("linked"), name.split()
    if what[-1] in {"before", "after"} and what[0] in {"n", "mean", "sd"}:
        return change[what[1]][what[0]]
    return {
        "change": lambda: change["difference"],
        "t": lambda: change["test"]["t"],
        "df": lambda: change["test"]["df"],
        "p": lambda: change["test"]["p"],
        "adjusted p": lambda: change["test"]["adjusted_p"],
        "hedges g": lambda: change["hedges_g"]["g"],
        "g_av": lambda: linked["g_av"]["g_av"],
        "d_z": lambda: linked["d_z"]["d_z"],
        "wilcoxon v": lambda: linked["wilcoxon"]["v"],
        "wilcoxon p": lambda: linked["wilcoxon"]["p"],
        "alpha before": lambda: one["reliability"][0]["alpha"],
        "no score before": lambda: change["before"]["without_score"],
        "verdict": lambda: change["verdict"],
        "rose": lambda: linked["rose"],
        "fell": lambda: linked["fell"],
        "went the wrong way": lambda: "yes" if one["went_the_wrong_way"] else "no",
    }[name]()


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: f"{row['score']} {row['figure']}")
def test_the_program_says_what_the_pencil_says(row: dict[str, str]) -> None:
    found = figure(row["score"], row["figure"])

    if isinstance(found, str):
        assert found == row["expected"], row["arithmetic"]
    else:
        within = float(row["within"])
        assert found == pytest.approx(float(row["expected"]), abs=within), row["arithmetic"]


def test_every_score_is_worked_out_by_hand() -> None:
    scores = {each["code"] for each in worked_out("code")["constructs"]}

    assert scores <= {row["score"] for row in EXPECTED}
    assert all(row["arithmetic"] for row in EXPECTED)
