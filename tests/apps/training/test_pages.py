"""The pages of training, as the office, a trainer and somebody in the room use them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fourfold.apps.training.models import (
    Attendance,
    AttendeeName,
    Certificate,
    Session,
    Trainer,
)
from fourfold.apps.training.queries import sessions as queries
from fourfold.apps.training.states import Stage
from tests.make import desk, people, training
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def office(lead, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)


def test_a_session_is_planned_changed_called_off_and_held_after_all(office):
    typed = {
        "course": "CUR02",
        "starts_at_month": "1",
        "starts_at_day": "9",
        "starts_at_year": "2030",
        "starts_at_time": "2 PM",
        "minutes": "90",
        "place": "Made-up Hall",
        "town": "ANDOVER",
        "language": "ENGLISH",
        "sector": "LAW_ENFORCEMENT",
        "credit": "POST",
        "credit_hours": "1.5",
    }
    wrong = office.post("/desk/training/sessions/new/", typed | {"credit_hours": "3"})
    office.post("/desk/training/sessions/new/", typed)
    found = Session.objects.get()
    here = f"/desk/training/sessions/{found.id}/"
    office.post(f"{here}change/", typed | {"place": "Another hall"})
    office.post(f"{here}call-off/", {"why": "A made-up storm."})
    off = office.get(here).content.decode()
    office.post(f"{here}hold/")
    found.refresh_from_db()

    assert b"at most the session" in wrong.content
    assert "A made-up storm." in off
    assert (found.place, found.off_at, str(found.credit_hours)) == ("Another hall", None, "1.50")
    assert found.id in office.get("/desk/training/").content.decode()


def test_somebody_signs_in_without_an_account_and_the_trainer_confirms(office, lead):
    found = training.session(lead)
    phone, address = Client(), f"/train/{found.token}/"
    typed = {"name": "Made-up Mira", "workplace": "Made-up School", "mail": ""}
    first = phone.get(address)
    empty = phone.post(address, {"name": "", "workplace": ""})
    said = [phone.post(address, typed).content for _time in range(2)]
    here = f"/desk/training/sessions/{found.id}/"
    shown = office.get(here).content.decode()
    office.post(f"{here}list/", {"do": "all"})

    assert not first.cookies
    assert b"<script" not in first.content.replace(b"fourfold/js/exit", b"").split(b"<main")[1]
    assert empty.status_code == 422
    assert said[0] == said[1]
    assert "Made-up Mira" in shown
    assert queries.session(found.id, viewer=lead).people == 1


def test_a_closed_sign_in_and_an_unknown_address_answer_alike(office, lead):
    later = training.session(lead, starts_at=NOW.replace(hour=20))
    youth = training.session(lead, course=training.YOUTH)
    answers = [Client().get(f"/train/{each}/") for each in (later.token, youth.token, "none")]

    assert {each.status_code for each in answers} == {404}
    assert len({each.content for each in answers}) == 1


def test_a_list_is_looked_at_before_it_is_kept_and_every_problem_is_told(office, lead):
    found = training.session(lead)
    here = f"/desk/training/sessions/{found.id}/bring/"
    wrong = office.post(here, {"pasted": "name,workplace\n,Inn\nAnn,\n"}).content.decode()
    right = "name,workplace\nMade-up Ann,Made-up Inn\nMade-up Bo,Made-up Inn\n"
    look = office.post(here, {"pasted": right}).content.decode()
    kept_after_look = Attendance.objects.count()
    office.post(here, {"pasted": right, "keep": "1"})

    assert "2 things to mend" in wrong
    assert "2 people are on it" in look
    assert kept_after_look == 0
    assert AttendeeName.objects.count() == 2


def test_a_trainer_is_added_moved_and_the_step_undone(office, lead):
    typed = {"name": "Made-up Tess", "workplace": "Made-up Agency", "account": ""}
    day = {"joined_on_month": "1", "joined_on_day": "2", "joined_on_year": "2030"}
    office.post("/desk/training/trainers/new/", typed | day)
    who = Trainer.objects.get()
    here = f"/desk/training/trainers/{who.id}/"
    on = {"on_month": "1", "on_day": "3", "on_year": "2030"}
    office.post(f"{here}move/", {"to": "COURSE_DAY_1", "seen": "0", "score": ""} | on)
    late = office.post(f"{here}move/", {"to": "COURSE_DAY_2", "seen": "0", "score": ""} | on)
    page = office.get(here).content.decode()
    office.post(f"{here}undo/", {"nth": "1"})
    who.refresh_from_db()

    assert b"Somebody else noted a step" in late.content
    assert "Noted by Lena" in page
    assert who.stage == Stage.JOINED
    assert "Made-up Tess" in office.get("/desk/training/trainers/").content.decode()


def test_the_qr_code_is_drawn_and_no_page_of_a_session_says_a_name_in_its_title(office, lead):
    found = training.session(lead)
    training.sign_in(found)
    drawn = office.get(f"/desk/training/sessions/{found.id}/sign/qr.svg")
    page = office.get(f"/desk/training/sessions/{found.id}/").content.decode()

    assert drawn.headers["Content-Type"].startswith("image/svg+xml")
    assert b"<svg" in drawn.content
    assert "Made-up Mira" not in page.split("</title>")[0]


def test_a_trainer_does_not_open_what_is_not_theirs(lead, tara, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    found = training.session(lead)
    browser = desk.signed_in(people.account("Tara", of="COUNCIL"), at=NOW)
    here = f"/desk/training/sessions/{found.id}/"
    unknown = browser.get("/desk/training/sessions/NOTHING/")

    assert browser.get(here).status_code == unknown.status_code == 404
    for end in ("list/", "add/", "bring/", "count/"):
        assert browser.post(here + end, {"do": "all"}).status_code == 404
    assert browser.get("/desk/training/").status_code == 200


def test_certificates_are_issued_printed_checked_by_a_stranger_and_revoked(
    office, lead, monkeypatch
):
    found = training.session(lead)
    training.sign_in(found)
    here = f"/desk/training/sessions/{found.id}/"
    office.post(f"{here}list/", {"do": "all"})
    early = office.post(f"{here}certificates/", follow=True).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=3))
    browser = desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW + timedelta(hours=3))
    browser.post(f"{here}certificates/")
    paper = Certificate.objects.get()
    one = f"/desk/training/certificates/{paper.id}/"
    printed = [
        browser.get(each).content[:5]
        for each in (f"{here}certificates.pdf", f"{one}certificate.pdf")
    ]
    stranger = Client()
    typed = {"code": paper.code.lower(), "name": "made-up mira"}
    valid = stranger.post("/certificate/", typed).content.decode()
    wrong = stranger.post("/certificate/", typed | {"name": "Made-up Moll"}).content.decode()
    browser.post(f"{one}revoke/", {"why": "A made-up mistake."})
    revoked = stranger.post("/certificate/", typed).content.decode()

    assert "has not ended" in early
    assert printed == [b"%PDF-", b"%PDF-"]
    assert "is valid" in valid
    assert "Mira" not in valid.replace('value="made-up mira"', "")
    assert "No certificate fits" in wrong
    assert "was revoked" in revoked
    assert browser.get(f"{one}certificate.pdf").status_code == 404
    assert browser.get(one).status_code == 200


def test_the_office_sees_its_numbers_a_map_and_takes_the_year_along(office, lead):
    found = training.session(lead)
    office.post(f"/desk/training/sessions/{found.id}/count/", {"counted": "14"})
    page = office.get("/desk/training/numbers/").content.decode()
    odd = office.get("/desk/training/numbers/?year=" + "9" * 50)
    rows = office.get("/desk/training/numbers/2030.csv")
    shown = office.get("/desk/training/numbers/coverage/?sector=EDUCATION").content.decode()

    assert "7,440" in page
    assert odd.status_code == 200
    assert b"2030-01-07,COUNCIL,CUR01,ANDOVER,EDUCATION,14,2," in rows.content
    assert office.get("/desk/training/numbers/2031.csv").status_code == 404
    assert "Andover" in shown
    assert "<circle" in shown
    assert ">4.4<" in shown


def test_my_day_says_whom_to_confirm_and_who_is_stuck(office, lead, tara):
    who = training.trainer(lead, account=tara.account)
    found = training.session(lead, trainers=(who,))
    training.sign_in(found)
    day = office.get("/desk/").content.decode()
    own = desk.signed_in(people.account("Tara", of="COUNCIL"), at=NOW).get("/desk/")

    assert "1 person to confirm" in day
    assert "1 trainer is stuck" in day
    assert "1 person to confirm" in own.content.decode()
    assert "stuck" not in own.content.decode()
