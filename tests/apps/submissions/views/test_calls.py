"""The staff's pages of calls, as somebody at a keyboard meets them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.models import Asked, DataCall, Reminder, Respondent
from fourfold.apps.submissions.queries import calls as reading
from fourfold.apps.submissions.states import BatchState
from fourfold.reference import active_pack
from fourfold.security import outbox
from fourfold.security.edges.sheets import unescape
from fourfold.security.models import Outgoing
from tests.make import calls, desk, people
from tests.make.calls import CALL, NOW, STAFF

pytestmark = pytest.mark.django_db
DATASET = active_pack().contracts[0].name


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def staff():
    return desk.signed_in(people.account("Sam", "STAFF"), at=NOW)


def typed(**changes):
    return {
        "period": "YEAR",
        "year": "2029",
        "due_on_month": "3",
        "due_on_day": "1",
        "due_on_year": "2030",
        "kinds": ["POLICE"],
        "at_opening": "on",
        "before": "14, 3",
        "after": "3",
    } | changes


def test_a_call_is_looked_at_before_it_is_opened_for_all_police(staff):
    offices = calls.offices(3)
    address = f"/desk/calls/new/{DATASET}/"

    look = staff.post(address, typed())
    assert b"Nothing is done yet" in look.content
    assert offices[0].encode() not in look.content
    assert not DataCall.objects.exists()
    opened = staff.post(address, typed(open="1"), follow=True)

    assert b"The call is open." in opened.content
    assert sorted(Asked.objects.values_list("respondent__code", flat=True)) == sorted(offices)
    code = DataCall.objects.get().code
    assert code == f"{DATASET.replace('_', '-')}-2029"
    assert reading.schedule_of(code, viewer=STAFF) == [None, -14, -3, 3]


def test_the_same_form_sent_twice_opens_one_call(staff):
    calls.offices(1)
    address = f"/desk/calls/new/{DATASET}/"

    staff.post(address, typed(open="1"))
    again = staff.post(address, typed(open="1"), follow=True)

    assert b"is there already" in again.content
    assert DataCall.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kinds": []}, "This asks no office"),
        ({"year": ""}, "Say which year"),
        ({"period": "QUARTER"}, "Say which quarter or month"),
        ({"period": "QUARTER", "number": "7"}, "There is no quarter 7"),
        ({"period": "DAYS"}, "Name the first and the last day"),
        ({"due_on_year": "2029"}, "This day is over"),
        ({"before": "soon"}, "is no number of days"),
        ({"after": "3, 3"}, "stands twice"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(staff, changes, said):
    calls.offices(1)

    answer = staff.post(f"/desk/calls/new/{DATASET}/", typed(open="1", **changes))

    assert said in answer.content.decode()
    assert not DataCall.objects.exists()


def test_the_same_as_last_time_asks_the_same_offices(staff):
    offices = calls.offices(3)
    calls.call(*offices[:2])

    staff.post(
        f"/desk/calls/new/{DATASET}/", typed(year="2028", kinds=[], last_time="on", open="1")
    )

    code = DataCall.objects.get(year=2028).code
    asked = Asked.objects.filter(call__code=code).values_list("respondent__code", flat=True)
    assert sorted(asked) == sorted(offices[:2])


def test_the_page_of_a_call_with_182_offices_asks_the_database_as_often_as_with_2(staff):
    offices = calls.offices(182)
    calls.call(*offices[:2])
    staff.get(f"/desk/calls/{CALL}/")
    few = queries_of(staff)
    asking.ask(CALL, respondents=offices, by=STAFF, at=NOW)
    for office in offices[:30]:
        calls.batch(office, BatchState.SENT)

    assert queries_of(staff) == few
    page = staff.get(f"/desk/calls/{CALL}/").content.decode()
    assert page.count('<th scope="row"><a href="/desk/calls/') >= 182


def queries_of(client):
    with CaptureQueriesContext(connection) as seen:
        assert client.get(f"/desk/calls/{CALL}/").status_code == 200
    return len(seen)


def test_the_board_is_narrowed_and_sorted_by_the_address(staff):
    sent, none = calls.offices(2)
    calls.call(sent, none)
    calls.batch(sent, BatchState.SENT)

    page = staff.get(f"/desk/calls/{CALL}/?stands=MISSING&sort=-due").content.decode()

    assert f"/of/{none}/" in page
    assert f"/of/{sent}/" not in page


def test_the_board_as_a_file_holds_no_mailbox_and_runs_no_formula(staff):
    (office,) = calls.offices(1)
    Respondent.objects.update(name="=1+1 Made-up Police")
    calls.call(office)

    lines = staff.get(f"/desk/calls/{CALL}/file/").content.decode().splitlines()

    assert "police.example" not in "".join(lines)
    assert lines[1].startswith("'=1+1")
    assert unescape(lines[1].split(",")[0]) == "=1+1 Made-up Police"


def test_an_office_is_excused_and_asked_again_from_its_page(staff):
    (office,) = calls.offices(1)
    calls.call(office)
    address = f"/desk/calls/{CALL}/of/{office}/"

    staff.post(f"{address}excuse/", {"why": "Founded this year."})
    assert b"Founded this year." in staff.get(address).content
    staff.post(f"{address}ask-again/")
    staff.post(f"{address}nothing/")
    assert b"Nothing to report" in staff.get(address).content
    staff.post(f"{address}something/")
    day = {"due_on_month": "4", "due_on_day": "1", "due_on_year": "2030", "version": "5"}
    staff.post(f"{address}day/", day)

    assert b"April 1, 2030" in staff.get(address).content
    assert staff.get(f"{address}unheard-of/").status_code == 404


def test_a_call_is_changed_closed_and_opened_again(staff):
    calls.call(*calls.offices(1))
    day = {"due_on_month": "4", "due_on_day": "2", "due_on_year": "2030"}

    typed = {**day, "words": "Please look.", "before": "7", "version": "1"}
    staff.post(f"/desk/calls/{CALL}/change/", typed)
    page = staff.get(f"/desk/calls/{CALL}/").content
    assert b"April 2, 2030" in page
    assert b"Please look." in page
    staff.post(f"/desk/calls/{CALL}/close/", {"why": "All is in."})
    assert b"The period is locked" in staff.get(f"/desk/calls/{CALL}/").content
    refused = staff.post(f"/desk/calls/{CALL}/close/", {"why": "Again."})
    assert b"was closed on January 7, 2030" in refused.content
    staff.post(f"/desk/calls/{CALL}/reopen/", {"why": "One came late."})

    assert b"One came late." in staff.get(f"/desk/calls/{CALL}/").content


def test_more_offices_are_asked_later(staff):
    offices = calls.offices(3)
    calls.call(offices[0])

    staff.post(f"/desk/calls/{CALL}/ask/", {"codes": offices[1:]})

    assert Asked.objects.count() == 3
    nobody = staff.post(f"/desk/calls/{CALL}/ask/", {"kinds": []})
    assert b"This asks nobody new" in nobody.content


def test_what_the_page_shows_is_what_is_sent_and_letters_wait_to_be_posted(staff, mailoutbox):
    with_mail = calls.offices(2)
    calls.call(*with_mail)
    Respondent.objects.filter(code=with_mail[1]).update(mail="")
    address = f"/desk/calls/{CALL}/reminders/"

    assert b"2 reminders would go today" in staff.get(address).content
    staff.post(address)

    assert mailoutbox == []
    assert b"1 reminder waits to be mailed" in staff.get(address).content
    assert b"Mails are not going out" not in staff.get(address).content
    Outgoing.objects.update(next_at=NOW - timedelta(hours=2))
    assert b"Mails are not going out" in staff.get(address).content
    outbox.send(at=NOW)
    assert [each.to for each in mailoutbox] == [["records0@police.example"]]
    page = staff.get(address).content
    assert b"Nobody is due a reminder today" in page
    assert b"1 office without a mailbox waits" in page
    letter = Reminder.objects.get(way="LETTER")
    staff.post(f"/desk/calls/{CALL}/letters/posted/", {"letter": [letter.id]})
    assert b"Posted" in staff.get(address).content


@pytest.mark.slow
def test_letters_are_one_pdf_with_a_page_for_each_office(staff):
    from io import BytesIO

    from pypdf import PdfReader

    offices = calls.offices(3)
    calls.call(*offices)
    asking.nothing_to_report(CALL, organization=offices[0], by=STAFF, at=NOW)

    answer = staff.get(f"/desk/calls/{CALL}/letters/missing/")
    one = staff.get(f"/desk/calls/{CALL}/letters/{offices[1]}/")

    assert len(PdfReader(BytesIO(answer.content)).pages) == 2
    assert (
        "Made-up Police Department 001" in PdfReader(BytesIO(one.content)).pages[0].extract_text()
    )
    assert staff.get(f"/desk/calls/{CALL}/letters/{offices[0]}/").status_code == 404


def test_an_office_is_added_changed_and_set_inactive(staff):
    form = {"name": "Made-up  Police", "kind": "POLICE", "mail": "r@police.example", "town": ""}

    staff.post("/desk/calls/offices/new/", form)
    form["version"] = "1"
    staff.post("/desk/calls/offices/MADE_UP_POLICE/", {**form, "mail": "nobody"})
    staff.post("/desk/calls/offices/MADE_UP_POLICE/", {**form, "name": "Made-up Guard"})
    staff.post("/desk/calls/offices/MADE_UP_POLICE/active/", {"active": "no"})

    found = Respondent.objects.get()
    assert (found.name, found.mail, found.is_active) == ("Made-up Guard", "r@police.example", False)
    assert b"Made-up Guard" not in staff.get("/desk/calls/offices/").content
    assert b"Made-up Guard" in staff.get("/desk/calls/offices/?active=INACTIVE").content


def test_a_list_is_looked_at_before_it_is_kept(staff):
    town = active_pack().rows("towns")[0]
    text = f"name,kind,town,mail\nMade-up Police,police department,{town['name']},\n"
    address = "/desk/calls/offices/list/"

    wrong = staff.post(address, {"pasted": text.replace("police department", "sheriff")})
    look = staff.post(address, {"pasted": text})
    assert b"1 thing to mend; nothing is kept" in wrong.content
    assert b"1 office would be added" in look.content
    assert not Respondent.objects.exists()
    staff.post(address, {"pasted": text, "keep": "1"})

    found = Respondent.objects.get()
    assert (found.town, bool(found.district)) == (town["code"], True)


def test_a_word_looked_for_stays_out_of_the_address(staff):
    calls.offices(2)

    answer = staff.post("/desk/calls/offices/", {"called": "department 001"})

    assert "001" not in answer.url
    assert b"Department 001" in staff.get(answer.url).content
    assert b"Department 000" not in staff.get(answer.url).content


def test_my_day_of_staff_names_answers_to_look_at_and_calls_due_soon(staff, monkeypatch):
    offices = calls.offices(2)
    calls.call(*offices)
    calls.batch(offices[0], BatchState.SENT)

    assert b"1 answer to look at" in staff.get("/desk/").content
    assert b"is missing in a call" not in staff.get("/desk/").content
    soon = NOW + timedelta(days=45)
    monkeypatch.setattr(timezone, "now", lambda: soon)
    later = desk.signed_in(people.account("Sam"), at=soon)
    assert b"1 office is missing in a call" in later.get("/desk/").content


def test_my_day_of_a_steward_names_the_calls_of_their_offices():
    office, other = calls.offices(2, agency=people.DCF)
    calls.call(office, other)
    steward = desk.signed_in(people.account("Stella", "STEWARD"), at=NOW)

    page = steward.get("/desk/").content

    assert b"Made-up counts of 2029" in page
    assert b"Department 000" in page
    assert b"Department 001" not in page


@pytest.mark.parametrize("paper", ["template", "example"])
def test_what_goes_out_can_be_looked_at(staff, paper):
    assert staff.get(f"/desk/calls/papers/{DATASET}/{paper}/").content[:2] == b"PK"
    assert staff.get(f"/desk/calls/papers/{DATASET}/nothing/").status_code == 404
    assert staff.get("/desk/calls/papers/nothing/paper/").status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/desk/calls/", "/desk/calls/new/", "/desk/calls/offices/", "/desk/calls/year/2029/"],
)
def test_a_page_of_calls_opens(staff, address):
    calls.call(*calls.offices(2))

    assert staff.get(address).status_code == 200
    assert staff.get("/desk/calls/no-such-call/").status_code == 404
    assert staff.get("/desk/calls/year/2001/").status_code == 404
