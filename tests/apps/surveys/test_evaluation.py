"""What changed from before to after: worked out once, kept, and shown of no other answers."""

from __future__ import annotations

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.models import Evaluated, Response
from fourfold.apps.surveys.states import WavePart
from fourfold.documents.evaluation import TABLES
from fourfold.security.models import AuditEvent
from tests.make import desk, people, surveys
from tests.make.evaluation import in_events, trained
from tests.make.people import NOW

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("standing_clock"),
]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(db):
    return desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)


def worked_out(client, study: str) -> str:
    address = f"/desk/surveys/{study}/evaluation/"
    assert client.post(address).status_code == 302
    return said(client.get(address))


def test_a_training_office_sees_what_changed_with_what_fell_first(lead) -> None:
    study = trained()
    assert f"/desk/surveys/{study}/evaluation/" in said(lead.get(f"/desk/surveys/{study}/"))
    assert "This was not worked out yet." in said(lead.get(f"/desk/surveys/{study}/evaluation/"))

    page = worked_out(lead, study)

    assert "30 people answered before and 24 after. 19 people are known in both" in page
    assert "3 of 3 scores moved the way they should" in page
    assert page.index("Items that went the wrong way") < page.index('id="items"')
    assert page.count("Agency&#x27;s process for identifying") > 1
    assert "measure themselves more strictly than before" in page
    assert "4 times in 5" in page
    assert "<svg" in page
    assert AuditEvent.objects.filter(event="SURVEY_EVALUATED").count() == 1


def test_small_groups_are_hidden_and_no_figure_of_them_is_kept(lead) -> None:
    study = trained(before=30, after=24)
    page = worked_out(lead, study)

    groups = Evaluated.objects.get().found["constructs"][0]["by"][0]["groups"]
    assert {each["name"]: each["change"] == "hidden" for each in groups} == {
        "Child welfare": True,
        "Education": False,
        "Law enforcement": True,
    }
    assert "hidden" in page


def test_an_answer_that_comes_later_hides_the_figures_until_they_are_worked_out_again(
    lead,
) -> None:
    study = trained()
    worked_out(lead, study)
    Response.objects.filter(wave__study=study, wave__part="AFTER").first().delete()

    page = said(lead.get(f"/desk/surveys/{study}/evaluation/"))
    file = lead.get(f"/desk/surveys/{study}/evaluation/report.pdf")

    assert "The answers have changed since this was worked out." in page
    assert "<svg" not in page
    assert file.status_code == 302
    assert "23 after" in worked_out(lead, study)
    assert Evaluated.objects.count() == 1


def test_without_codes_it_says_that_nobody_is_paired(lead) -> None:
    page = worked_out(lead, trained(codes=False))

    assert "Nobody is known in both, so the two are compared as two groups." in page
    assert "People known in both" not in page


def test_answers_of_several_trainings_count_each_training_as_one_unit(lead) -> None:
    study = trained()
    in_events(study)

    page = worked_out(lead, study)

    assert "They came to 4 trainings." in page
    assert "Their changes, with each training as one unit" in page


def test_it_leaves_as_a_report_and_every_table(lead) -> None:
    study = trained()
    worked_out(lead, study)
    at = f"/desk/surveys/{study}/evaluation/"

    assert lead.get(f"{at}report.pdf").content[:5] == b"%PDF-"
    assert lead.get(f"{at}report.docx").content[:2] == b"PK"
    for table in TABLES:
        rows = list(csv.reader(io.StringIO(b"".join(lead.get(f"{at}{table}.csv")).decode())))
        assert len(rows) > 1
        assert {len(each) for each in rows} == {len(rows[0])}
    assert lead.get(f"{at}other.csv").status_code == 404
    taken = AuditEvent.objects.filter(event="SURVEY_TAKEN").count()
    assert taken == 2 + len(TABLES)


def test_too_few_answers_are_said_in_words(lead) -> None:
    study = trained(before=12, after=3)

    answer = lead.post(f"/desk/surveys/{study}/evaluation/")

    assert answer.status_code == 422
    assert "fewer than 10 people" in said(answer)
    assert not Evaluated.objects.exists()


def test_a_survey_asked_once_or_of_an_unknown_form_cannot_be_compared(lead) -> None:
    once = surveys.study(of="pack:training_survey", once="x")
    unknown = surveys.study(WavePart.BEFORE, WavePart.AFTER, once="y")

    assert "was asked once" in said(lead.get(f"/desk/surveys/{once}/evaluation/"))
    assert "Nothing says which questions" in said(lead.get(f"/desk/surveys/{unknown}/evaluation/"))
    assert "/evaluation/" not in said(lead.get(f"/desk/surveys/{once}/"))


def test_who_runs_surveys_without_reading_them_sees_no_evaluation(lead) -> None:
    study = trained()
    worked_out(lead, study)
    staff = desk.signed_in(people.account("Sam", of="CT_DCF"), at=NOW)

    assert staff.get(f"/desk/surveys/{study}/evaluation/").status_code == 404
    assert "/evaluation/" not in said(staff.get(f"/desk/surveys/{study}/"))


def test_a_kept_evaluation_takes_few_queries(lead) -> None:
    study = trained()
    worked_out(lead, study)

    with CaptureQueriesContext(
        connection,
    ) as told:
        lead.get(f"/desk/surveys/{study}/evaluation/")

    of_surveys = [each for each in told.captured_queries if "surveys_" in each["sql"]]
    assert len(of_surveys) <= 5
