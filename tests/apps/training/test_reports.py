"""Reports of a session, a course, a year and all: counts only, small ones hidden; three forms."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from fourfold.apps.training.actions import attendance, certificates, sessions
from fourfold.apps.training.queries.reports import report, report_of_session
from fourfold.documents import html, proof
from tests.make import desk, people, training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
PEOPLE = [(f"Made-up Person {nth}", "Made-up School", "") for nth in range(14)]


@pytest.fixture
def held(lead):
    """Three sessions: of 14 and of 3 people this year, and one of 30 last year."""
    many = training.session(lead, starts_at=NOW - timedelta(hours=9))
    attendance.bring(many.id, people=PEOPLE, by=lead)
    certificates.issue(many.id, by=lead)
    few = training.session(
        lead, course="CUR02", starts_at=NOW - timedelta(hours=30), town="AVON", place="Inn"
    )
    attendance.bring(few.id, people=PEOPLE[:3], by=lead)
    past = training.session(lead, starts_at=NOW - timedelta(days=300), place="Old Hall")
    sessions.count_heads(past.id, counted=30, by=lead)
    return many


def told(viewer, **asked):
    found = report(viewer=viewer, on=NOW.date(), fields={}, **asked)
    assert found is not None
    proof.check(found)
    return html.body(found)


def test_a_year_adds_up_and_hides_small_towns(lead, held) -> None:
    said = told(lead, year=NOW.year)

    assert ">17<" in said
    assert "hidden" in said
    assert "Made-up Person" not in said
    assert "Published figures" not in said


def test_all_years_stand_beside_the_published_figures(lead, held) -> None:
    said = told(lead)

    assert ">47<" in said
    assert "people, the most." in said
    assert "Published figures, and what is counted here" in said
    assert "305" in said


def test_a_course_is_told_alone(lead, held) -> None:
    said = told(lead, course="CUR01")

    assert ">44<" in said
    assert "By course" not in said
    assert report(viewer=lead, on=NOW.date(), fields={}, course="NONE") is None


def test_a_year_without_sessions_is_a_report_of_zeros(lead) -> None:
    assert ">0<" in told(lead, year=NOW.year)


def test_a_session_says_how_many_answered_and_a_trainer_sees_only_their_own(
    lead, tara, held
) -> None:
    training.tied(held, lead)
    found = report_of_session(held.id, viewer=lead, on=NOW.date())
    assert found is not None
    proof.check(found)
    later = training.session(lead, starts_at=NOW + timedelta(days=2))

    assert "Answers before" in html.body(found)
    assert report_of_session(held.id, viewer=tara, on=NOW.date()) is None
    assert report(viewer=tara, on=NOW.date(), fields={}) is None
    assert report_of_session(later.id, viewer=lead, on=NOW.date()) is None


@pytest.mark.slow
def test_reports_are_shown_and_taken_along(lead, held, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    office = desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)
    for root, asked in (
        ("/desk/training/report", f"?year={NOW.year}"),
        (f"/desk/training/sessions/{held.id}/report", ""),
    ):
        page = office.get(f"{root}/{asked}").content.decode()
        assert f"{root}.pdf{asked}" in page
        assert office.get(f"{root}.pdf{asked}").content[:5] == b"%PDF-"
        assert office.get(f"{root}.docx{asked}").content[:2] == b"PK"
    for wrong in ("20x0", "99999", str(NOW.year + 1)):
        assert office.get(f"/desk/training/report/?year={wrong}").status_code == 404
