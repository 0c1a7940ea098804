"""Whoever runs surveys makes, opens and follows them; whoever reads them takes answers along."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fourfold.apps.surveys.actions import studies as actions
from fourfold.apps.surveys.models import Study, SurveyForm, Wave
from fourfold.apps.surveys.queries import studies as queries
from fourfold.apps.surveys.queries.exporting import answers_of
from fourfold.apps.surveys.rules import BadStudy, FormDiffers, NoSuchStudy
from fourfold.apps.surveys.states import MoveNotAllowed, WavePart, WaveState
from tests.make import desk, people, surveys
from tests.make.people import NOW
from tests.reference.forms.making import SURVEY, book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def lead(db):
    return desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)


def workbook(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("work.xlsx", content)


@pytest.mark.slow
def test_a_survey_before_and_after_a_training_is_made_and_opened(lead) -> None:
    page = lead.get("/desk/surveys/new/")
    once = page.content.decode().split('name="once" value="')[1].split('"')[0]
    typed = {"once": once, "title": "Nurses", "form": "pack:training_survey", "waves": "both"}
    typed |= {"words": "We ask.", "words_es": "", "asked": "40"}

    first, again = (lead.post("/desk/surveys/new/", typed) for _ in range(2))

    assert first.status_code == 302
    assert first.headers["Location"] == again.headers["Location"]
    study = Study.objects.get()
    assert sorted(Wave.objects.values_list("part", "asked")) == [("AFTER", 40), ("BEFORE", 40)]
    before = Wave.objects.get(part="BEFORE")
    opened = lead.post(f"/desk/surveys/{study.id}/", {"wave": before.id, "do": "open"}, follow=True)
    assert "It takes answers now." in said(opened)
    assert "0 of 40 (0%)" in said(opened)
    poster = said(lead.get(f"/desk/surveys/{study.id}/waves/{before.id}/"))
    assert "data:image/svg+xml;base64," in poster
    assert f"/survey/{before.code}/" in poster


@pytest.mark.slow
def test_a_brought_form_is_kept_once_and_a_changed_one_needs_a_new_version(lead) -> None:
    for _ in range(2):
        answer = lead.post("/desk/surveys/forms/", {"file": workbook(book(SURVEY))})
        assert answer.status_code == 302
    assert SurveyForm.objects.count() == 1

    changed = [list(each) for each in SURVEY]
    changed[5][2] = "Something else?"
    answer = lead.post("/desk/surveys/forms/", {"file": workbook(book(changed))})

    assert answer.status_code == 422
    assert "give this one the next version" in said(answer)
    listed = said(lead.get("/desk/surveys/forms/"))
    kept = SurveyForm.objects.get()
    assert f"/desk/surveys/forms/{kept.id}.xlsx" in listed
    assert lead.get(f"/desk/surveys/forms/{kept.id}.xlsx").content[:2] == b"PK"
    assert lead.get("/desk/surveys/forms/pack:training_feedback.xlsx").content[:2] == b"PK"


def test_what_is_wrong_with_a_form_is_said_by_sheet_and_row(lead) -> None:
    rows = [list(each) for each in SURVEY]
    rows[2][0] = "select_on yes_no"

    answer = lead.post("/desk/surveys/forms/", {"file": workbook(book(rows))})

    assert answer.status_code == 422
    assert "survey, row 3, column type" in said(answer)
    assert not SurveyForm.objects.exists()


def test_a_file_that_is_no_workbook_is_refused_in_words(lead) -> None:
    answer = lead.post("/desk/surveys/forms/", {"file": workbook(b"not a workbook")})

    assert "This is no .xlsx workbook." in said(answer)


def test_answers_leave_as_codes_and_in_words(lead) -> None:
    study = surveys.study()
    wave = surveys.opened(study)[0]
    surveys.answered(wave, works="yes", hours="12")
    surveys.answered(wave, works="no")

    taken = b"".join(lead.get(f"/desk/surveys/{study}/answers/codes.csv"))
    rows = list(csv.DictReader(io.StringIO(taken.decode("utf-8"))))

    assert sorted((each["works"], each["hours"]) for each in rows) == [
        ("no", "NOT_ASKED"),
        ("yes", "12"),
    ]
    labels = b"".join(lead.get(f"/desk/surveys/{study}/answers/labels.csv")).decode()
    assert "Do you work?" in labels
    for what in ("book", "redcap"):
        assert b"hours" in b"".join(lead.get(f"/desk/surveys/{study}/answers/{what}.csv"))
    assert lead.get(f"/desk/surveys/{study}/answers/other.csv").status_code == 404


def test_staff_who_run_surveys_do_not_read_the_answers(db) -> None:
    study = surveys.study()
    staff = people.viewer("Sam", "STAFF")

    with pytest.raises(NoSuchStudy):
        answers_of(study, labels=False, viewer=staff)
    page = desk.signed_in(people.account("Sam", of="CT_DCF"), at=NOW).get(f"/desk/surveys/{study}/")
    assert "Take the answers along" not in said(page)


def test_who_does_neither_sees_and_changes_nothing(db) -> None:
    study = surveys.study()
    other = people.viewer("Rosa", "PROVIDER")

    assert queries.studies(viewer=other, today=NOW.date()) == []
    with pytest.raises(NoSuchStudy):
        queries.study(study, viewer=other, today=NOW.date())
    with pytest.raises(NoSuchStudy):
        actions.move_wave(Wave.objects.get().id, to=WaveState.OPEN, by=other, at=NOW)
    with pytest.raises(NoSuchStudy):
        surveys_start(other)


def surveys_start(by):
    parts = ((WavePart.ONCE, "Once"),)
    return actions.start("x", form="none", parts=parts, words="x", once="x", by=by, at=NOW)


def test_a_study_needs_a_form_that_is_there_and_words(db) -> None:
    with pytest.raises(NoSuchStudy):
        surveys_start("staff")
    with pytest.raises(BadStudy):
        actions.start(" ", form="x", parts=(), words="", once="y", by="staff", at=NOW)


def test_a_kept_version_never_changes(db) -> None:
    surveys.form()
    changed = [list(each) for each in SURVEY]
    changed[5][2] = "Something else?"

    with pytest.raises(FormDiffers):
        surveys.form(changed)


def test_a_wave_that_was_never_open_is_not_closed(db) -> None:
    surveys.study()
    with pytest.raises(MoveNotAllowed):
        actions.move_wave(Wave.objects.get().id, to=WaveState.CLOSED, by="staff", at=NOW)


def test_the_page_says_how_many_answers_belong_together(lead) -> None:
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER, pairs=True)
    before, after = surveys.opened(study)
    surveys.answered(before, pair="ma07er")
    surveys.answered(after, pair="ma07er")
    surveys.answered(after)

    page = said(lead.get(f"/desk/surveys/{study}/"))

    assert "1 pair of answers has the same code." in page
    assert "1 answer gave no code." in page


@pytest.mark.slow
def test_a_wave_is_printed_in_each_language_of_its_form(lead, wave) -> None:
    start = f"/desk/surveys/{wave.study_id}/waves/{wave.id}/paper/"
    page = said(lead.get(start))
    assert f'href="{start}es.pdf"' in page

    file = lead.get(f"{start}es.pdf")

    assert file.headers["Content-Type"] == "application/pdf"
    assert wave.code in file.headers["Content-Disposition"]
    assert file.content.startswith(b"%PDF")
    assert lead.get(f"{start}fr.pdf").status_code == 404
    assert lead.get(f"/desk/surveys/{wave.study_id}/waves/nothing/paper/").status_code == 404
