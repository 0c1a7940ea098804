"""What one session, a course or a year changed: who sees it, what is too few, and what stays."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.analysis.evaluate.engine import LEAST_SHOWN
from fourfold.apps.surveys.models import Evaluated, Response, Study
from fourfold.apps.surveys.rules.scopes import LEAST, is_much, too_few
from fourfold.apps.training.actions.surveys import tie
from fourfold.apps.training.models import Session
from fourfold.security.models import AuditEvent
from tests.make import desk, people, training
from tests.make.evaluation import trained
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def asked(lead, study: str, *, share=lambda nth: True, who=(), **facts) -> Session:
    """Hold a session whose people gave a share of a study's answers."""
    found = training.session(lead, starts_at=NOW - timedelta(hours=9), trainers=who, **facts)
    tie(found.id, study=study, by=lead)
    found.refresh_from_db()
    mine = [each.id for each in Response.objects.filter(wave__study=study) if share(each)]
    Response.objects.filter(id__in=mine).update(occasion=found.occasion)
    return found


def person(each: Response) -> int:
    return int(each.mark[1:])


@pytest.fixture
def study(db) -> str:
    return trained(before=34, after=30)


@pytest.mark.slow
def test_a_trainer_sees_what_their_own_session_changed_and_no_other(lead, study) -> None:
    tara = people.account("Tara-Two", "TRAINER", of="COUNCIL")
    who = training.trainer(lead, account=tara.id)
    mine = asked(lead, study, share=lambda each: person(each) < 20, who=(who,))
    other = asked(lead, study, share=lambda each: person(each) >= 20, place="Other Hall")
    browser = desk.signed_in(tara, at=NOW)
    here = f"/desk/training/sessions/{mine.id}/evaluation"

    assert f"{here}/" in said(browser.get(f"/desk/training/sessions/{mine.id}/"))
    assert "20 people answered before and 20 after" in said(browser.get(f"{here}/"))
    assert browser.get(f"{here}.pdf").status_code == 302
    assert browser.post(f"{here}/").status_code == 302
    page = said(browser.get(f"{here}/"))
    assert "20 people answered before and 20 after" in page
    assert "<svg" in page
    assert browser.get(f"{here}.pdf").content[:5] == b"%PDF-"
    assert browser.get(f"{here}.docx").content[:2] == b"PK"
    assert AuditEvent.objects.filter(event="SURVEY_TAKEN").count() == 2
    assert browser.get(f"/desk/training/sessions/{other.id}/evaluation/").status_code == 404
    assert browser.get("/desk/training/evaluation/").status_code == 404
    assert browser.get(f"/desk/surveys/{study}/evaluation/").status_code == 404


@pytest.mark.slow
def test_a_few_answers_more_change_nothing_that_is_shown(lead, study) -> None:
    found = asked(lead, study, share=lambda each: person(each) < 20)
    browser = desk.signed_in(people.account("Lena-Two", "TRAINING_LEAD", of="COUNCIL"), at=NOW)
    here = f"/desk/training/sessions/{found.id}/evaluation/"
    browser.post(here)
    held = Evaluated.objects.get()
    late = Response.objects.filter(occasion=None).order_by("id")

    Response.objects.filter(id__in=late[:3].values("id")).update(occasion=found.occasion)
    browser.post(here)
    page = said(browser.get(here))

    assert "A few answers came or went since" in page
    assert Evaluated.objects.get().digest == held.digest

    Response.objects.filter(id__in=late[:7].values("id")).update(occasion=found.occasion)
    assert "The answers have changed since this was worked out." in said(browser.get(here))
    browser.post(here)
    assert Evaluated.objects.get().digest != held.digest


def test_a_small_session_says_that_it_is_too_few(lead, study) -> None:
    found = asked(lead, study, share=lambda each: person(each) < 9)
    ahead = training.session(lead, starts_at=NOW + timedelta(hours=2), place="Later Hall")
    browser = desk.signed_in(people.account("Lena-Two", "TRAINING_LEAD", of="COUNCIL"), at=NOW)
    here = f"/desk/training/sessions/{found.id}/evaluation/"

    page, worked = browser.get(here), browser.post(here)
    later = browser.get(f"/desk/training/sessions/{ahead.id}/evaluation/")

    assert "9 people answered before and 9 after. That is too few to say" in said(page)
    assert worked.status_code == 422
    assert "No survey before and after goes with a session that is over." in said(later)
    assert not Evaluated.objects.exists()


@pytest.mark.slow
def test_a_course_and_a_year_are_evaluated_each_survey_by_itself(lead, study) -> None:
    asked(lead, study, share=lambda each: person(each) % 2 == 0)
    asked(lead, study, share=lambda each: person(each) % 2, place="Other Hall")
    other = trained(before=12, after=12, once="other")
    asked(lead, other, place="Third Hall", course="CUR02")
    browser = desk.signed_in(people.account("Lena-Two", "TRAINING_LEAD", of="COUNCIL"), at=NOW)
    at = "/desk/training/evaluation"

    both = said(browser.get(f"{at}/?year={NOW.year}"))
    assert "Several surveys were asked" in both
    assert f"?year={NOW.year}&amp;study={other}" in both
    assert browser.post(f"{at}/?course=CUR01").status_code == 302
    page = said(browser.get(f"{at}/?course=CUR01"))
    assert "34 people answered before and 30 after. They came to 2 trainings." in page
    assert browser.get(f"{at}.docx?course=CUR01").content[:2] == b"PK"
    assert Study.objects.get(pk=study).evaluated.get().scope == "course:CUR01:"
    assert "No survey" in said(browser.get(f"{at}/?course=CUR03"))
    assert browser.get(f"{at}/?course=NONE").status_code == 404
    assert browser.get(f"{at}/?study=none").status_code == 404


def test_ten_answers_apart_is_what_an_evaluation_needs() -> None:
    assert LEAST == LEAST_SHOWN
    assert [bool(too_few(*each)) for each in ((0, 0), (10, 9), (1, 40), (10, 10))] == [
        *(True, True, True, False)
    ]
    assert [is_much((20, 20), now) for now in ((20, 20), (21, 20), (24, 25), (25, 25))] == [
        *(True, False, False, True)
    ]
