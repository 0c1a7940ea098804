"""The Careline's pages: what is typed is never lost, and everybody is told plainly."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from fourfold.apps.cases.access import CARELINE
from fourfold.apps.cases.models import Case, Draft, Report
from fourfold.security.ids import new_id
from fourfold.security.models import AuditEvent
from tests.make import desk, people

from .test_reports import WORDS, from_the_web, screener

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
NEW = "/desk/reports/new/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stop the clock, and return what sets it."""

    def stands_at(at):
        monkeypatch.setattr(timezone, "now", lambda: at)

    stands_at(people.NOW)
    return stands_at


@pytest.fixture
def carmen():
    made = people.account("Carmen", "CARELINE")
    people.seat(made, CARELINE, "CHILD_WELFARE")
    return desk.signed_in(made, at=people.NOW)


def sent(**told: str) -> dict[str, str]:
    """Return a report's form as a browser sends it."""
    codes = {"danger": "UNKNOWN", "call_type": "CONCERN", "channel": "PHONE"}
    who = {"reporter_kind": "UNKNOWN", "mandated": "UNKNOWN"}
    return {**codes, **who, "draft": new_id(), "narrative": WORDS, **told}


def save(client, **told: str) -> Report:
    answer = client.post(NEW, sent(**told))
    assert answer.status_code == 302, answer.content.decode()
    return Report.objects.get(pk=answer.headers["Location"].split("/")[-2])


def test_a_narrative_alone_is_saved_and_its_page_shows_it(carmen):
    report = save(carmen)

    page = carmen.get(f"/desk/reports/{report.id}/").content.decode()
    assert WORDS in page
    assert "Accept and open a case" in page


def test_a_corrected_start_of_a_duty_is_told_with_both_moments(carmen):
    report = save(carmen, mandated="YES", channel="WEB")
    change = f"/desk/reports/{report.id}/change/"
    typed = sent(mandated="YES", channel="WEB", suspected_at="2030-01-06T20:00")

    answer = carmen.post(change, typed | {"version": str(report.version)})
    page = carmen.get(f"/desk/reports/{report.id}/").content.decode()

    assert answer.status_code == 302
    assert (
        "Mandated oral report counts from Jan 6, 2030, 8:00 PM now, not from Jan 7, 2030, 4:00 AM"
    ) in page
    assert "Carmen corrected when it began" in page


def test_the_region_comes_from_the_town_and_the_town_stays_covered(carmen):
    report = save(carmen, town="ANSONIA")

    assert report.region == "REGION_2"
    assert "Ansonia" not in carmen.get(f"/desk/reports/{report.id}/").content.decode()
    asked = {"value": "town", "purpose": "TO_KEEP_SAFE"}
    assert "Ansonia" in carmen.post(f"/desk/reports/{report.id}/show/", asked).content.decode()


@pytest.mark.parametrize(
    ("year", "said"),
    [("2031", "in the future"), ("1900", "130 years ago"), ("1899", "years ago")],
)
def test_a_birth_date_in_doubt_is_questioned_and_nothing_typed_is_lost(carmen, year, said):
    born = {"child_born_on_month": "1", "child_born_on_day": "1", "child_born_on_year": year}

    answer = carmen.post(NEW, sent(**born, child_name="Amara"))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert said in page
    assert WORDS in page
    assert Draft.objects.get().told["child_name"] == "Amara"


def test_an_old_birth_date_stands_once_somebody_says_it_is_right(carmen):
    born = {"child_born_on_month": "1", "child_born_on_day": "1", "child_born_on_year": "1900"}

    report = save(carmen, **born, born_sure="on")

    assert report.child_born_on.year == 1900


def test_a_form_that_came_twice_leads_to_the_one_report(carmen):
    form = sent()

    places = {carmen.post(NEW, form).headers["Location"] for _ in range(2)}

    assert len(places) == 1
    assert Report.objects.count() == 1


def test_going_back_and_changing_loses_nothing_and_overwrites_nothing(carmen):
    form = sent()
    carmen.post(NEW, form)

    answer = carmen.post(NEW, {**form, "narrative": "Something else"})

    assert "is not in it" in answer.content.decode()
    assert "Something else" in answer.content.decode()
    assert Report.objects.count() == 1


def test_too_long_a_narrative_is_kept_and_its_length_is_said(carmen):
    answer = carmen.post(NEW, sent(narrative="ü" * 200_001))

    assert "200001" in answer.content.decode()
    assert len(Draft.objects.get().told["narrative"]) == 200_001


def test_a_session_that_ends_while_typing_leaves_the_draft(carmen, clock):
    form = sent(narrative="She is at the motel and")
    carmen.post(f"/desk/reports/drafts/{form['draft']}/", form)

    clock(people.NOW + timedelta(hours=1))
    assert "sign-in" in carmen.post(NEW, form).headers["Location"]
    again = desk.signed_in(people.account("Carmen"), at=people.NOW + timedelta(hours=1))

    assert f"?draft={form['draft']}" in again.get(NEW).content.decode()
    page = again.get(f"{NEW}?draft={form['draft']}").content.decode()
    assert "She is at the motel and" in page


def test_without_script_a_button_keeps_a_draft(carmen):
    carmen.post(NEW, sent(narrative="", child_name="Amara", later="1"))

    assert Draft.objects.get().told["child_name"] == "Amara"
    assert not Report.objects.exists()


def test_a_nul_in_the_text_costs_nothing_but_itself(carmen):
    assert save(carmen, narrative="before\0after").narrative == "beforeafter"


def test_the_second_who_clicks_is_told_who_took_it(carmen):
    report = from_the_web()
    luis = people.account("Luis", "CARELINE")
    people.seat(luis, CARELINE, "CHILD_WELFARE")
    carmen.post(f"/desk/reports/{report.id}/take/")

    said = desk.signed_in(luis, at=people.NOW).post(f"/desk/reports/{report.id}/take/", follow=True)

    assert "Carmen took this report at 4:00 AM." in said.content.decode()


def test_a_covered_value_left_empty_stays_as_it_was(carmen):
    report = save(carmen, child_now="Room 12", child_name="Amara")
    form = carmen.get(f"/desk/reports/{report.id}/change/").content.decode()
    assert "Room 12" not in form

    carmen.post(
        f"/desk/reports/{report.id}/change/",
        sent(version=str(report.version), child_name="Amara Osei"),
    )

    report = Report.objects.get()
    assert (report.child_now, report.child_name) == ("Room 12", "Amara Osei")


def test_a_stale_page_changes_nothing_and_keeps_what_was_typed(carmen):
    report = save(carmen)

    answer = carmen.post(
        f"/desk/reports/{report.id}/change/", sent(version="1", child_name="Amara")
    )

    assert "changed this at" in answer.content.decode()
    assert "Amara" in answer.content.decode()
    assert Report.objects.get().child_name is None


def test_accepting_leads_to_the_case(carmen):
    report = save(carmen)

    answer = carmen.post(f"/desk/reports/{report.id}/accept/", {"version": str(report.version)})

    assert answer.headers["Location"] == f"/desk/cases/{Case.objects.get().id}/"


def test_danger_says_911_first(carmen):
    report = save(carmen, danger="YES")

    assert "911 first" in carmen.get(NEW).content.decode()
    assert (
        "Danger right now: 911 first" in carmen.get(f"/desk/reports/{report.id}/").content.decode()
    )
    assert "Danger now" in carmen.get("/desk/reports/").content.decode()


@pytest.mark.parametrize("page", ["not-accept", "reopen", "answer", "change"])
def test_a_colleague_without_a_relation_finds_no_page(carmen, page):
    report = save(carmen)
    screener("Luis")
    luis = desk.signed_in(people.account("Luis"), at=people.NOW)

    assert luis.get(f"/desk/reports/{report.id}/{page}/").status_code == 404
    assert luis.get(f"/desk/reports/{report.id}/").status_code == 404


def test_my_day_says_how_many_wait(carmen):
    from_the_web()

    assert "1 report waits" in carmen.get("/desk/").content.decode()


# ------------------------------------------------------------------ the written report
def pdf_of(client, report: Report) -> str:
    answer = client.post(f"/desk/reports/{report.id}/written/", {"purpose": "TO_REPORT_BY_LAW"})
    assert answer.headers["Content-Type"] == "application/pdf"
    assert report.id in answer.headers["Content-Disposition"]
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_the_written_report_holds_what_was_told_and_lines_for_the_rest(carmen):
    report = save(
        carmen,
        child_given_name="Amara",
        child_now="Room 12",
        suspect="A man called Rico",
        reporter_name="Mrs. Bell",
        mandated="YES",
        town="ANSONIA",
    )

    text = pdf_of(carmen, report)

    for each in ("Amara", "Room 12", "Rico", "Mrs. Bell", "Ansonia", WORDS, "Signature", "Gender"):
        assert each in text
    line = AuditEvent.objects.get(event="RECORD_EXPORTED")
    assert line.facts["purpose"] == "TO_REPORT_BY_LAW"


def test_a_long_narrative_in_another_script_prints_whole(carmen):
    long = "\n".join(f"Línea {nth} with ñ, ł and many words that go on." for nth in range(120))

    text = pdf_of(carmen, save(carmen, narrative=long))

    assert "Línea 0 " in text
    assert "Línea 119 " in text


def test_without_a_purpose_nothing_leaves_the_house(carmen):
    report = save(carmen)

    page = carmen.post(f"/desk/reports/{report.id}/written/", {}).content.decode()

    assert "Please choose what you need this for." in page
    assert not AuditEvent.objects.filter(event="RECORD_EXPORTED")


def test_a_letter_no_font_has_is_said_and_breaks_nothing(carmen):
    report = save(carmen, narrative="ሰላም")

    answer = carmen.post(f"/desk/reports/{report.id}/written/", {"purpose": "TO_KEEP_SAFE"})

    assert "in none of our fonts" in answer.content.decode()


# ------------------------------------------------------------------ is the child known
def test_a_look_up_from_the_report_ties_it_to_a_known_person(carmen):
    told = {"child_given_name": "Amara", "child_family_name": "Osei"}
    known = save(carmen, **told)
    carmen.post(f"/desk/reports/{known.id}/accept/", {"version": str(known.version)})
    report = save(carmen, **told)
    place = f"/desk/reports/{report.id}/known/"
    assert 'value="Osei"' in carmen.get(place).content.decode()

    found = carmen.post(place, {"given": "Amara", "family": "Osei"}).content.decode()
    person = re.search(r'name="person" value="(\w+)"', found)[1]
    sends = {"person": person, "version": str(report.version)}
    page = carmen.post(f"/desk/reports/{report.id}/attach/", sends, follow=True)

    assert "Tied to a person who is known" in page.content.decode()
    assert Report.objects.get(pk=report.id).about == known.person
