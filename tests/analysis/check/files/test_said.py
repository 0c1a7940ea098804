"""One shape for what was found, whichever program tells it."""

import json

import pytest

from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.analysis.check.files.recognition import (
    Column,
    Doubt,
    FileKind,
    Match,
    Recognition,
)
from fourfold.analysis.check.files.said import JSON_SHAPE, Outcome, outcome_of, said
from fourfold.reference import load_pack
from fourfold.reference.contracts import Severity

LAMPS = load_pack("zz").contract("lamp_counts")
READ = Recognition(FileKind.TEXT, columns=(Column(0, "Year", "year", Match.NAME, ("2031",)),))
ASKS = Recognition(
    FileKind.TEXT,
    columns=READ.columns,
    doubts=(Doubt("dates", "Which?", {"MDY": "April 5", "DMY": "May 4"}, "MDY"),),
)


def group(severity: Severity, *places: Problem) -> Group:
    return Group("NOT_IN_LIST", severity, "town", "Town", "why", "fix", len(places), places)


def told(recognition: Recognition, checked: Checked) -> dict:
    return json.loads(json.dumps(said("lamps.csv", LAMPS, recognition, checked)))


def test_a_check_is_told_with_every_group_and_its_places():
    place = Problem(row=7, column="town", value="Brinport", suggestion="Brineport")

    found = told(READ, Checked(12, (group(Severity.ERROR, place),)))

    assert list(found) == list(JSON_SHAPE)
    assert (found["rows"], found["errors"], found["warnings"]) == (12, 1, 0)
    assert (found["outcome"], found["can_be_sent"]) == ("PROBLEMS", False)
    assert found["problems"][0]["severity"] == "ERROR"
    assert found["problems"][0]["examples"] == [
        {"row": 7, "column": "town", "value": "Brinport", "suggestion": "Brineport"}
    ]


def test_a_recognition_is_told_with_its_doubts():
    found = told(ASKS, Checked(None, ASKS.problems))

    assert (found["outcome"], found["can_be_sent"]) == ("NOT_READ", False)
    assert found["doubts"][0]["choices"] == {"MDY": "April 5", "DMY": "May 4"}
    assert found["recognised"]["columns"] == [{"heading": "Year", "field": "year", "match": "NAME"}]
    assert found["recognised"]["missing"] == []


PLACE = Problem(row=2, column="town")


@pytest.mark.parametrize(
    ("recognition", "checked", "outcome"),
    [
        (READ, Checked(3, ()), Outcome.CLEAN),
        (READ, Checked(3, (group(Severity.WARNING, PLACE),)), Outcome.WARNINGS),
        (READ, Checked(3, (group(Severity.ERROR, PLACE),)), Outcome.PROBLEMS),
        (READ, Checked(None, (group(Severity.ERROR, PLACE),)), Outcome.NOT_READ),
        (ASKS, Checked(None, ()), Outcome.NOT_READ),
    ],
)
def test_a_check_comes_to_one_of_four_outcomes(recognition, checked, outcome):
    assert outcome_of(recognition, checked) is outcome
