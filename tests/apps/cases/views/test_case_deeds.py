"""The pages for what is done with a case as a whole."""

from __future__ import annotations

import json
import re

import pytest
from django.utils import timezone

from fourfold.apps.cases.actions import following, moving, working, writing
from fourfold.apps.cases.models import Case, FollowUp, Transfer
from fourfold.apps.cases.states.follow_ups import FollowUpKind
from fourfold.security.access import relations
from fourfold.security.consent import Thing
from fourfold.security.models import AuditEvent, Disclosure, Notice
from tests.make import cases, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def number(luis):
    return cases.case(luis, summary="As told.", given_name="Marisol", street="9 Elm Street")


@pytest.fixture
def client(luis):
    return desk.signed_in(people.account("Luis"), at=NOW)


def send(client, number, page, **typed):
    address = f"/desk/cases/{number}/{page}/"
    html = client.get(address).content.decode()
    version = re.search(r'name="version" value="(\d+)"', html)
    typed.setdefault("version", version[1] if version else "")
    return client.post(address, typed)


def said(answer):
    return answer.content.decode()


CLOSING = {"because": "GOALS_MET", "outcome": "CLOSED", "words": "She finished what she planned."}


def test_a_case_is_closed_and_opened_again(client, number):
    closed = send(client, number, "close", **CLOSING)
    state = Case.objects.get(pk=number).state
    opened = send(client, number, "open-again", words="She called and asked for help.")

    assert (closed.status_code, state, opened.status_code) == (302, "CLOSED", 302)
    assert Case.objects.get(pk=number).state == "OPEN"


def test_what_is_open_is_shown_before_closing_and_what_was_typed_is_kept(client, luis, number):
    following.plan(number, kind=FollowUpKind.CALL, due_on=NOW.date(), by=luis)

    answer = send(client, number, "close", **CLOSING)
    html = said(answer)

    assert answer.status_code == 200
    assert "A follow-up is planned" in html
    assert "She finished what she planned." in html
    assert Case.objects.get(pk=number).state == "OPEN"


def test_a_change_meanwhile_shows_what_the_other_did_and_keeps_what_was_typed(client, luis, number):
    shown = Case.objects.get(pk=number).version
    writing.summarize(number, words="Theirs.", version=shown, by=luis)

    html = said(send(client, number, "summary", summary="Mine.", version=str(shown)))
    again = re.search(r'name="version" value="(\d+)"', html)[1]
    saved = send(client, number, "summary", summary="Both.", version=again)

    assert "Luis wrote anew what the case is about" in html
    assert "Theirs." in html
    assert "Mine." in html
    assert saved.status_code == 302
    assert Case.objects.get(pk=number).summary == "Both."


def test_a_case_that_moved_is_no_longer_on_ones_list(client, number):
    people.seat(people.account("Nora", "LIAISON"), "HART_REGION_1", "CHILD_WELFARE")

    answer = send(client, number, "move", region="REGION_1", words="The family moved there.")

    assert answer.headers["Location"] == "/desk/cases/"
    assert client.get(f"/desk/cases/{number}/").status_code == 404


def test_who_sits_in_the_region_takes_it_over_by_one_button(client, number):
    nora = people.account("Nora", "LIAISON")
    people.seat(nora, "HART_REGION_1", "CHILD_WELFARE")
    send(client, number, "move", region="REGION_1", words="The family moved there.")
    hers = desk.signed_in(nora, at=NOW)

    offered = "Take this case over" in said(hers.get(f"/desk/cases/{number}/"))
    hers.post(f"/desk/cases/{number}/take/")

    assert offered
    assert Case.objects.get(pk=number).worker == nora.id


def test_a_follow_up_is_planned_and_what_was_found_is_written(client, number):
    day = {"due_on_month": "1", "due_on_day": "9", "due_on_year": "2030"}
    send(client, number, "follow-up", kind="VISIT", once="k1", **day)
    made = FollowUp.objects.get()
    page = said(client.get(f"/desk/cases/{number}/"))
    send(client, number, f"follow-up/{made.id}", result="WELL", note="She smiled.")

    assert "January 9, 2030" in page
    assert FollowUp.objects.get().result == "WELL"


def test_a_day_that_is_no_day_is_said_so(client, number):
    answer = send(client, number, "follow-up", kind="VISIT", due_on_day="")

    assert answer.status_code == 200
    assert not FollowUp.objects.exists()


def test_a_supervisor_sees_who_may_see_the_case_and_ends_a_part(client, luis, number):
    working.call_supervisor(number, account=luis.account, by=luis)
    carmen = people.viewer("Carmen", "CARELINE")
    send(client, number, "people/assign", account=carmen.account)
    page = said(client.get(f"/desk/cases/{number}/people/"))
    held = relations.held_on(Case.objects.get(pk=number), viewer=luis)
    hers = next(each for each in held if each.account == carmen.account)
    client.post(f"/desk/cases/{number}/people/{hers.id}/end/")

    assert "Carmen" in page
    assert "Works on it" in page
    assert Case.objects.get(pk=number).worker == ""


def test_a_worker_is_told_that_a_supervisor_decides(client, number):
    assert "A supervisor of this case decides" in said(client.get(f"/desk/cases/{number}/people/"))


def test_stepping_back_closes_the_case_to_oneself(client, number):
    answer = send(client, number, "step-back")

    assert answer.status_code == 302
    assert client.get(f"/desk/cases/{number}/").status_code == 404


def test_paper_holds_what_is_read_at_once_and_says_who_and_when(client, number):
    html = said(client.get(f"/desk/cases/{number}/print/"))

    assert "Marisol" in html
    assert "9 Elm Street" not in html
    assert "Made for Luis on January 7, 2030" in html


def test_a_file_is_taken_along_for_a_purpose_with_lines_in_the_audit(client, number):
    address = f"/desk/cases/{number}/take-along/"
    without = client.post(address, {"form": "JSON"})
    answer = client.post(address, {"form": "JSON", "purpose": "TO_REPORT_BY_LAW"})

    told = json.loads(answer.content)
    assert without.status_code == 200
    assert told["person"]["street"] == "9 Elm Street"
    assert number not in answer.headers["Content-Disposition"]
    assert AuditEvent.objects.filter(event="RECORD_EXPORTED").count() == 2


HANDED = {
    "to_agency": "ELSEWHERE",
    "to_name": "Child services of another state",
    "things": ["personal"],
    "purpose": "SERVICES",
    "exception": "MANDATED_REPORT",
    "words": "The family lives there now.",
}


def test_a_case_is_handed_over_on_a_legal_ground_and_its_packet_printed(client, number):
    answer = send(client, number, "hand-over", **HANDED)
    made = Transfer.objects.get()
    packet = said(client.get(f"/desk/cases/{number}/hand-over/{made.id}/"))

    assert answer.status_code == 302
    assert Case.objects.get(pk=number).state == "TRANSFERRED"
    assert Disclosure.objects.get().exception == "MANDATED_REPORT"
    assert "Child services of another state" in packet
    assert "Marisol" in packet


def test_a_packet_holds_the_kinds_of_facts_that_were_told_and_no_others(client, number):
    send(client, number, "hand-over", **HANDED | {"things": ["place"]})
    made = Transfer.objects.get()
    packet = said(client.get(f"/desk/cases/{number}/hand-over/{made.id}/"))

    assert "9 Elm Street" in packet
    assert "Marisol" not in packet
    assert "As told." not in packet
    assert AuditEvent.objects.filter(event="RECORD_SHOWN").exists()


def test_without_a_consent_or_a_ground_nothing_is_handed_over(client, number):
    answer = send(client, number, "hand-over", **HANDED | {"exception": "CONSENT"})

    assert answer.status_code == 200
    assert Case.objects.get(pk=number).state == "OPEN"
    assert not Disclosure.objects.exists()


ORDERED = HANDED | {"exception": "COURT_ORDER", "things": ["personal"], "ordered": ["personal"]}


@pytest.fixture
def reader(luis, number):
    """Return a supervisor of the case, who may have read what a court orders."""
    found = people.viewer("Vera", "LIAISON")
    working.call_supervisor(number, account=found.account, by=luis)
    return found


def test_a_court_orders_a_hand_over_that_a_supervisor_has_read_too(client, number, reader):
    answer = send(client, number, "hand-over", **ORDERED | {"reviewed_by": reader.account})

    assert answer.status_code == 302
    told = Disclosure.objects.get()
    assert (told.exception, told.by_order, told.ordered) == ("COURT_ORDER", True, "personal")
    assert told.reviewed_by == reader.account
    assert Notice.objects.filter(to=reader.account, kind="RELEASE_COMPELLED").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"reviewed_by": ""},
        {"ordered": []},
        {"ordered": ["place"]},
        {"things": ["personal", "place"]},
    ],
)
def test_no_more_leaves_than_the_order_names_nor_before_two_have_read_it(
    client, number, reader, changes
):
    asked = ORDERED | {"reviewed_by": reader.account} | changes
    answer = send(client, number, "hand-over", **asked)

    assert answer.status_code == 200
    assert Case.objects.get(pk=number).state == "OPEN"
    assert not Disclosure.objects.exists()


def test_without_a_supervisor_no_order_is_offered(client, number):
    page = said(client.get(f"/desk/cases/{number}/hand-over/"))
    answer = send(client, number, "hand-over", **ORDERED)

    assert "Order of a court" not in page
    assert "Who else has read the order?" not in page
    assert "ask somebody to supervise" in page
    assert answer.status_code == 200
    assert not Disclosure.objects.exists()


def test_nobody_is_named_as_a_reader_who_does_not_supervise_the_case(luis, number, reader):
    handed = moving.Handed(
        things=frozenset({Thing("personal")}),
        purpose="SERVICES",
        to_name="A court of another state",
        exception="COURT_ORDER",
        ordered=frozenset({Thing("personal")}),
        reviewed_by=people.account("Carmen", "CARELINE").id,
    )
    version = Case.objects.get(pk=number).version

    with pytest.raises(moving.NoReader):
        moving.transfer(number, handed=handed, words="The court asks.", version=version, by=luis)

    assert not Disclosure.objects.exists()


PAGES = ("summary", "close", "open-again", "move", "follow-up", "people", "people/supervisor")


@pytest.mark.parametrize("where", [*PAGES, "take-along", "hand-over", "print", "step-back"])
def test_a_colleague_without_a_relation_finds_no_page(number, where):
    client = desk.signed_in(people.account("Carmen", "CARELINE"), at=NOW)

    assert client.get(f"/desk/cases/{number}/{where}/").status_code == 404


@pytest.mark.parametrize("where", PAGES)
def test_who_only_reads_finds_no_page_to_write(luis, number, where):
    dana = people.account("Dana", "COORDINATOR")
    people.seat(dana, "HART_REGION_3", "COORDINATOR")
    relations.put_in_queue(Case.objects.get(pk=number), "HART_REGION_3", by=luis)
    client = desk.signed_in(dana, at=NOW)

    assert client.get(f"/desk/cases/{number}/").status_code == 200
    assert client.get(f"/desk/cases/{number}/{where}/").status_code == 404
