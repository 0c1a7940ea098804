"""The compilation counts what was accepted, and keeps zero, nothing and silence apart."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.actions.answering import send_answers
from fourfold.apps.submissions.actions.batches import accept
from fourfold.apps.submissions.queries import compilation as queries
from fourfold.apps.submissions.queries.answering import question_of
from fourfold.apps.submissions.rules.answering import rows_of
from fourfold.documents.compilation import Collected, Places, Standing, as_csv, compilation_rows
from fourfold.documents.compilation.shapes import total
from tests.make import answers, people
from tests.make.answers import CALL, HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TODAY, AFTER = date(2030, 1, 7), date(2030, 2, 2)


def found(on: date = TODAY) -> Collected:
    collected = queries.collected(CALL, viewer=HOUSE, on=on)
    assert collected is not None
    return collected


def test_zero_nothing_and_no_answer_are_three_things() -> None:
    answers.compiled()

    stands = {each.office: each.standing for each in found(AFTER).answers}
    assert stands == {
        "ONE_PD": Standing.ACCEPTED,
        "ZERO_PD": Standing.ACCEPTED,
        "NOTHING_PD": Standing.NOTHING,
        "SENT_PD": Standing.SENT,
        "MISSING_PD": Standing.MISSING,
    }
    zero = next(each for each in found().answers if each.office == "ZERO_PD")
    assert zero.counts == {"a2": 0, "a7": 0, "a8": 0, "a9": 0}


def test_before_the_day_an_office_is_waited_for_and_not_missing() -> None:
    answers.compiled()

    stands = {each.office: each.standing for each in found(TODAY).answers}
    assert stands["MISSING_PD"] is Standing.WAITED_FOR


def test_only_accepted_answers_are_added_up() -> None:
    answers.compiled()

    sums = {each.item: total(each.item, found().answers) for each in found().counted()}
    assert (sums["a2"].value, sums["a2"].offices) == (4, 2)
    assert (sums["b1"].value, sums["b1"].offices) == (None, 0)


def test_every_number_leads_to_its_batch_and_row() -> None:
    made = answers.compiled()

    one = next(each for each in found().answers if each.office == "ONE_PD")
    assert one.batch == made["ONE_PD"]
    assert one.row == 2
    assert one.words == {"a1": "A made-up task force."}


def test_an_office_lies_in_the_district_of_its_town() -> None:
    answers.compiled()

    districts = {each.office: each.district for each in found().answers}
    assert districts["ONE_PD"] == "New London"
    assert districts["ZERO_PD"] == "Windham"


def test_only_the_chief_is_asked_for_convictions() -> None:
    answers.compiled()

    kinds = {each.item: each.kinds for each in found().questions}
    assert kinds["b1"] == frozenset({"Chief State’s Attorney"})
    assert kinds["a2"] == frozenset()


def test_the_file_says_what_the_answers_said() -> None:
    answers.compiled()

    rows = list(csv.DictReader(io.StringIO(as_csv(compilation_rows(found(AFTER))))))
    told = {(row["office"], row["item"]): row["value"] for row in rows}
    assert told["ONE_PD", "a2"] == "4"
    assert told["ZERO_PD", "a2"] == "0"
    for office in ("NOTHING_PD", "SENT_PD", "MISSING_PD"):
        assert told[office, "a2"] == ""


@pytest.mark.parametrize("role", ["STEWARD", "PRIVACY", "CARELINE", "RESEARCHER"])
def test_nobody_but_the_council_sees_the_compilation(role: str) -> None:
    answers.compiled()
    viewer = people.viewer("Of-" + role, role)

    assert queries.collected(CALL, viewer=viewer, on=TODAY) is None
    assert queries.places(CALL, viewer=viewer, on=TODAY) is None


def test_a_call_about_people_has_no_compilation() -> None:
    answers.asked("KIDS-2029", dataset="dcf_referrals")

    assert queries.collected("KIDS-2029", viewer=HOUSE, on=TODAY) is None
    assert queries.places("KIDS-2029", viewer=HOUSE, on=TODAY) is None


# ------------------------------------------------------------------ the register
INN = {
    "0-place": "Made-up Inn",
    "0-town": "NORWICH",
    "0-kind": "LODGING",
    "0-attested_on": "2029-03-01",
    "0-notice_posted": "yes",
    "0-employees_trained": "no",
    "0-records_kept": "yes",
}
PLAZA = {
    "1-place": "Made-up Plaza",
    "1-town": "WINDHAM",
    "1-kind": "SERVICE_PLAZA",
    "1-attested_on": "2029-04-01",
    "1-notice_posted": "yes",
}


def attested(code: str, year: int, typed: dict[str, str]) -> None:
    made = answers.call(code, dataset="lodging_attestations", year=year)
    asking.ask(made, respondents=["MADE_UP_PD"], by=HOUSE, at=NOW)
    question = question_of(made, office="MADE_UP_PD", viewer=HOUSE)
    assert question is not None
    assert question.layout is not None
    rows = rows_of(question.layout, typed)
    batch = send_answers(made, office="MADE_UP_PD", typed=rows, by="office:made-up", at=NOW)
    accept(batch, by=HOUSE, at=NOW)


def register(code: str) -> Places:
    found = queries.places(code, viewer=HOUSE, on=TODAY)
    assert found is not None
    return found


def test_a_place_says_what_it_owes_and_what_it_was_not_asked_stays_out() -> None:
    answers.office()
    attested("LODGING-2029", 2029, INN | PLAZA)

    by_name = {each.name: each for each in register("LODGING-2029").places}
    assert by_name["Made-up Inn"].said == {
        "notice_posted": True,
        "employees_trained": False,
        "records_kept": True,
    }
    assert by_name["Made-up Plaza"].said == {"notice_posted": True}
    assert by_name["Made-up Plaza"].town == "Windham"


def test_a_place_that_attested_before_and_not_this_year_is_in_the_register() -> None:
    answers.office()
    attested("LODGING-2029", 2029, INN | PLAZA)
    this_year = {name: cell.replace("2029", "2030") for name, cell in INN.items()}
    attested("LODGING-2030", 2030, this_year)

    by_name = {each.name: each.attested_on for each in register("LODGING-2030").places}
    assert by_name == {"Made-up Inn": date(2030, 3, 1), "Made-up Plaza": None}
