"""One shape for what was found, whichever program tells it."""

import json

from fourfold.analysis.check.files.problems import Checked, Group, Problem
from fourfold.analysis.check.files.recognition import (
    Column,
    Doubt,
    FileKind,
    Match,
    Recognition,
)
from fourfold.analysis.check.files.said import checked_said, recognition_said
from fourfold.reference.contracts import Severity


def test_a_check_is_told_with_every_group_and_its_places():
    place = Problem(row=7, column="town", value="Wilimantic", suggestion="Willimantic")
    group = Group("NOT_IN_LIST", Severity.ERROR, "town", "Town", "why", "fix", 1, (place,))

    told = json.loads(json.dumps(checked_said(Checked(12, (group,)))))

    assert (told["rows"], told["errors"], told["warnings"]) == (12, 1, 0)
    assert told["can_be_sent"] is False
    assert told["groups"][0]["severity"] == "ERROR"
    assert told["groups"][0]["examples"] == [
        {"row": 7, "column": "town", "value": "Wilimantic", "suggestion": "Willimantic"}
    ]


def test_a_recognition_is_told_with_its_doubts():
    found = Recognition(
        FileKind.TEXT,
        columns=(Column(0, "Day", "day", Match.NAME, ("4/5/2026",)),),
        doubts=(Doubt("dates", "Which?", {"MDY": "April 5", "DMY": "May 4"}, "MDY"),),
    )

    told = json.loads(json.dumps(recognition_said(found)))

    assert told["can_be_read"] is False
    assert told["doubts"][0]["choices"] == {"MDY": "April 5", "DMY": "May 4"}
    assert told["columns"][0]["samples"] == ["4/5/2026"]
