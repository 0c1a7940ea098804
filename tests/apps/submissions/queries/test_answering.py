"""What is typed is checked as a file is; a practitioner can read the expectations as a table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from fourfold.apps.submissions.actions import asking, respondents
from fourfold.apps.submissions.queries.answering import check, question_of
from fourfold.apps.submissions.rules.answering import key_of, rows_of
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from tests.make import answers, people
from tests.make.answers import HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
ROWS = list(
    csv.DictReader(Path(__file__).with_name("answers_expected.csv").read_text("utf-8").splitlines())
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['kind']}: {row['typed']}")
def test_a_typed_answer_is_told_what_the_table_says(row: dict[str, str]) -> None:
    kind = RespondentKind(row["kind"])
    town = "NORWICH" if kind is RespondentKind.POLICE else ""
    office = respondents.add(Office("Made-up Office", kind, town=town), by=HOUSE, at=NOW)
    call = answers.call("CALL-2029", dataset=row["dataset"])
    asking.ask(call, respondents=[office], by=HOUSE, at=NOW)
    question = question_of(call, office=office, viewer=HOUSE)
    assert question is not None
    assert question.layout is not None
    cells = dict(each.split("=") for each in row["typed"].split())
    typed = rows_of(question.layout, {key_of(0, name): cell for name, cell in cells.items()})

    found = check(call, office=office, typed=typed, today=NOW.date(), viewer=HOUSE)

    told = [(each.severity.value, each.key) for each in (*found.errors, *found.warnings)]
    assert told == ([(row["severity"], row["field"])] if row["severity"] else [])
    for each in (*found.errors, *found.warnings):
        assert row["says"] in each.words


@pytest.mark.parametrize(
    ("role", "of", "sees"),
    [
        ("STEWARD", people.DCF, True),
        ("STEWARD", people.PROVIDER, False),
        ("STAFF", people.DCF, False),
        ("PRIVACY", people.DCF, False),
    ],
)
def test_only_who_answers_for_an_office_sees_what_it_types(role: str, of: str, sees: bool) -> None:
    call, office = answers.asked(agency=people.DCF)
    viewer = people.viewer("Of-" + role, role, of=of)

    assert (question_of(call, office=office, viewer=viewer) is not None) == sees
