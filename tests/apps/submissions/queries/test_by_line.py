"""Several rows an office are added up line by line, and every sum names its batches and rows."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fourfold.apps.submissions.actions import batches
from fourfold.apps.submissions.queries.by_line import by_line
from fourfold.documents.compilation import ByLine, Standing, as_csv, lines_rows
from tests.make import answers, people
from tests.make.answers import FILES, HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
CALL, AFTER = "SERVICES-2029", date(2030, 2, 2)
GOLDEN = Path(__file__).with_name("by_line_expected.csv")


def found(call: str = CALL) -> ByLine:
    summed = by_line(call, viewer=HOUSE, on=AFTER)
    assert summed is not None
    return summed


def test_the_file_of_sums_is_the_one_that_was_worked_out_by_hand() -> None:
    made = answers.by_line()
    names = {batch: f"batch-of-{office}" for office, batch in made.items()}

    text = as_csv(lines_rows(found()))
    for batch, name in names.items():
        text = text.replace(batch, name)

    assert text.replace("\r\n", "\n") == GOLDEN.read_text()


def test_only_accepted_rows_are_added_up_and_each_part_names_its_rows() -> None:
    made = answers.by_line()

    [cut] = found().cuts
    spent = {each.codes: each for each in cut.lines}["2029", "SV03"]
    assert spent.total("spent") == Decimal("446.13")
    assert spent.total("people") == 2
    assert [(each.batch, each.rows) for each in spent.parts] == [
        (made["ONE_ORG"], (2,)),
        (made["TWO_ORG"], (2,)),
    ]


def test_what_nobody_filled_in_is_no_zero() -> None:
    answers.by_line()

    [cut] = found().cuts
    line = {each.codes: each for each in cut.lines}["2029", "SV01"]
    assert line.total("minors") is None
    assert line.total("turned_away") == 0


def test_who_did_not_answer_and_who_took_it_back_stand_in_it() -> None:
    answers.by_line()

    stands = {each.office: each for each in found().offices.answers}
    assert stands["NOTHING_ORG"].standing is Standing.NOTHING
    assert stands["SENT_ORG"].standing is Standing.SENT
    assert stands["SILENT_ORG"].standing is Standing.MISSING
    assert stands["BACK_ORG"].withdrew_on == date(2030, 1, 7)
    assert stands["GIVEN_ORG"].returned_on == date(2030, 1, 7)
    assert stands["SILENT_ORG"].withdrew_on is None


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    answers.by_line()
    newer = answers.file_kept(CALL, "TWO_ORG", FILES["TWO_ORG"].replace("SV03,0", "SV03,7"))
    batches.send(newer, by="office:made-up", at=NOW)
    [cut] = found().cuts
    assert cut.lines[1].total("people") == 2

    batches.accept(newer, by=HOUSE, at=NOW)

    [cut] = found().cuts
    assert cut.lines[1].total("people") == 9


TRAININGS = """held_on,provider,course,town,audience,attended,hours
2029-05-09,ORG001,CUR01,NORWICH,EDUCATION,31,2.5
2029-05-10,ORG001,CUR01,,HEALTH,12,2
2029-05-11,ORG001,CUR01,NORWICH,HEALTH,7,
"""


def test_events_are_added_up_by_each_coded_field_alone() -> None:
    call, office = answers.asked("TRAININGS-2029", dataset="trainings")
    batch = answers.file_kept(call, office, TRAININGS)
    batches.send(batch, by="office:made-up", at=NOW)
    batches.accept(batch, by=HOUSE, at=NOW)

    summed = found(call)
    told = {
        cut.code: {one.words: (one.total("attended"), one.total("hours")) for one in cut.lines}
        for cut in summed.cuts
    }
    assert summed.apart
    assert set(told) == {"provider", "course", "town", "audience"}
    assert told["town"] == {
        ("Norwich",): (38, Decimal("2.5")),
        ("Not said",): (12, 2),
    }
    by_audience = next(each for each in summed.cuts if each.code == "audience")
    assert [part.rows for one in by_audience.lines for part in one.parts] == [(2,), (3, 4)]


def test_a_call_that_nobody_answered_has_offices_and_no_line() -> None:
    call, _ = answers.asked("SERVICES-2028", dataset=answers.SERVICES)

    assert found(call).rows == 0
    assert len(found(call).offices.answers) == 1


@pytest.mark.parametrize("dataset", ["dcf_referrals", "published_figures", "lodging_attestations"])
def test_people_figures_and_places_are_not_added_up_line_by_line(dataset: str) -> None:
    call, _ = answers.asked("OTHER-2029", dataset=dataset)

    assert by_line(call, viewer=HOUSE, on=AFTER) is None


@pytest.mark.parametrize("role", ["STEWARD", "PRIVACY", "CARELINE", "RESEARCHER"])
def test_nobody_but_the_council_sees_the_sums(role: str) -> None:
    answers.by_line()

    assert by_line(CALL, viewer=people.viewer("Of-" + role, role), on=AFTER) is None


def test_the_file_adds_up_again_from_its_own_parts() -> None:
    answers.by_line()

    whole: dict[tuple[str, ...], Decimal] = {}
    parts: dict[tuple[str, ...], Decimal] = {}
    for row in csv.DictReader(io.StringIO(as_csv(lines_rows(found())))):
        if row["value"]:
            into = parts if row["office"] else whole
            key = row["service"], row["item"]
            into[key] = into.get(key, Decimal()) + Decimal(row["value"])
    assert whole == parts
