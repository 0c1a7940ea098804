"""What is typed about a case survives the end of a session, sealed, and goes once it is saved."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from fourfold.apps.cases.actions import (
    consults,
    following,
    meetings,
    missing,
    reports,
    reviews,
    screenings,
)
from fourfold.apps.cases.actions.teams import bring
from fourfold.apps.cases.models import Case, Draft, Receipt, Report, Screening
from fourfold.apps.cases.states.consults import Urgency
from fourfold.apps.cases.states.follow_ups import FollowUpKind
from fourfold.apps.cases.states.screenings import Occasion
from fourfold.security.access import relations
from fourfold.security.ids import new_id
from fourfold.security.keys import new_person
from fourfold.security.models import AuditEvent, RelationKind
from tests.make import cases, desk, people, teams
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WORDS = "She slept at the Blue Heron and"
LATER = NOW + timedelta(hours=1)
FORM = re.compile(r"<form[^>]*data-draft=.*?</form>", re.S)
FIELD = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stop the clock, and return what sets it."""

    def stands_at(at):
        monkeypatch.setattr(timezone, "now", lambda: at)

    stands_at(NOW)
    return stands_at


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def case(luis):
    return cases.case(luis, region="REGION_3", given_name="Marisol")


def screened(case, by):
    how = screenings.Around(NOW.date(), Occasion.FIRST)
    made = screenings.begin(case, instrument="CT_GTAQ", edition="slides", around=how, by=by)
    return f"screenings/{made}/"


def talked(case, by):
    made = missing.report_missing(case, known_at=NOW, by=by)
    missing.returned(made, case=case, returned_at=NOW, found_where="", by=by)
    return f"missing/{made}/talk/"


def opinion(case, by):
    made = consults.ask(case, why="A made-up reason.", urgency=Urgency.TODAY, by=by)
    people.seat(people.account("Luis"), "HART_REGION_3", "CHILD_WELFARE")
    consults.take(made, case=case, by=people.viewer("Luis"))
    return f"consults/{made}/"


def reviewed(case, by):
    people.seat(people.account("Cora", "COORDINATOR"), teams.TEAM, "COORDINATOR")
    found = Case.objects.get(pk=case)
    relations.assign(found, people.account("Luis").id, by=by, kind=RelationKind.SUPERVISOR)
    bring(case, team=teams.TEAM, by=people.viewer("Luis"))
    cora = people.viewer("Cora")
    meeting = meetings.plan(teams.TEAM, starts_at=teams.MEETS_AT, by=cora)
    review = reviews.put_on_agenda(case, meeting=meeting, by=cora)
    return f"reviews/{review}/results/"


def reported(page):
    """Return the way to a page of a report that Luis took."""

    def address(case, by):
        told = {"narrative": "A clerk called.", "reporter_kind": "LODGING"}
        person = new_person(agency=by.agency)
        number = reports.save(told, person=person, once=new_id(), by=by)
        report = Report.objects.get(pk=number)
        Receipt.objects.create(
            agency=by.agency, person=person, report=report, digest=b"0" * 16, made_at=NOW
        )
        return f"/desk/reports/{number}/{page}/"

    return address


DECIDED = {"body": "ORG001", "definition": "CT_DMST", "decision": "MET"}
for name in ("counts_on", "decided_on"):
    DECIDED |= {f"{name}_month": "1", f"{name}_day": "6", f"{name}_year": "2030"}
KNOWN = {"known_at_month": "1", "known_at_day": "7", "known_at_year": "2030"}
CODES = {"danger": "UNKNOWN", "call_type": "CONCERN", "channel": "PHONE", "mandated": "UNKNOWN"}
PAGES = {
    "a change of a report": (
        reported("change"),
        "narrative",
        CODES | {"reporter_kind": "LODGING"},
    ),
    "an answer to a reporter": (reported("answer"), "words", {}),
    "that somebody is missing": (
        lambda case, by: "missing/",
        "last_seen",
        KNOWN | {"known_at_time": "3:30 AM"},
    ),
    "what a body decided": (lambda case, by: "law/decide/", "reasons", DECIDED),
    "what came of a team's work": (reviewed, "told", {}),
    "a screening": (screened, "words", {"do": "finish"}),
    "the return talk": (talked, "why_left", {}),
    "a question to the region": (lambda case, by: "consult/", "why", {"town": ""}),
    "an answer to a consult": (opinion, "words", {"concern": "SUSPECTED", "do": "keep"}),
    "what the case is about": (lambda case, by: "summary/", "summary", {}),
    "what the person wants": (lambda case, by: "wishes/", "wishes", {}),
}


def address_of(name, case, by):
    found = PAGES[name][0](case, by)
    return found if found.startswith("/") else f"/desk/cases/{case}/{found}"


def signed_in(at=NOW):
    return desk.signed_in(people.account("Luis"), at=at)


def form_of(client, address):
    """Return a page's form that is kept: its own address, where its draft goes, hidden fields."""
    page = client.get(address)
    assert page.status_code == 200, address
    (html,) = FORM.findall(page.content.decode())
    draft = re.search(r'data-draft="([^"]+)"', html)
    sends = re.search(r'action="([^"]+)"', html)
    return html, draft[1], sends[1] if sends else address, dict(FIELD.findall(html))


@pytest.mark.parametrize("name", PAGES)
def test_after_a_session_ended_the_words_are_there_and_gone_once_saved(luis, case, clock, name):
    address, (_make, field, more) = address_of(name, case, luis), PAGES[name]
    client = signed_in()
    _html, draft, sends, hidden = form_of(client, address)
    radios = {f"{field}_how": "TOLD"} if name == "the return talk" else {}
    typed = hidden | {field: WORDS, **radios}
    assert client.post(draft, typed).content

    clock(LATER)
    assert "sign-in" in client.post(sends, typed | more).headers["Location"]
    again = signed_in(LATER)
    html, _draft, sends, kept = form_of(again, address)
    day = again.get("/desk/").content.decode()
    answer = again.post(sends, kept | rest_of(html) | {field: WORDS, **radios} | more)

    assert WORDS in html
    assert kept["draft"] == hidden["draft"]
    assert "You were typing" in day
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert not Draft.objects.exists()
    assert "What you typed and did not save" not in again.get(address).content.decode()


def rest_of(html):
    """Return the chosen radio buttons of a form, as a browser sends them."""
    radios = [each for each in re.findall(r"<input[^>]*>", html) if 'type="radio"' in each]
    chosen = [each for each in radios if " checked" in each]
    return {
        re.search(r'name="(\w+)"', each)[1]: re.search(r'value="(\w*)"', each)[1] for each in chosen
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_draft_is_sealed_at_rest_and_named_in_no_log(luis, case, name):
    client, address = signed_in(), address_of(name, case, luis)
    _html, draft, _sends, hidden = form_of(client, address)
    client.post(draft, hidden | {PAGES[name][1]: WORDS})

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_draft")
        (row,) = cursor.fetchall()
    assert not any(b"Heron" in bytes(str(each), "utf-8") for each in row)
    assert not any(b"Heron" in bytes(each) for each in row if isinstance(each, bytes | memoryview))
    lines = AuditEvent.objects.filter(subject__startswith="draft:")
    assert [each.event for each in lines] == ["DRAFT_KEPT"]
    assert "Heron" not in str(list(AuditEvent.objects.values_list("facts")))


def test_what_a_slow_page_still_sends_after_saving_does_not_come_back(luis, case):
    client, address = signed_in(), f"/desk/cases/{case}/summary/"
    _html, draft, sends, hidden = form_of(client, address)
    client.post(sends, hidden | {"summary": WORDS})

    late = client.post(draft, hidden | {"summary": WORDS})

    assert late.status_code == 204
    assert not Draft.objects.exists()


def test_a_form_that_was_refused_keeps_its_draft(luis, case):
    client, address = signed_in(), f"/desk/cases/{case}/consult/"
    _html, draft, sends, hidden = form_of(client, address)
    client.post(draft, hidden | {"question": WORDS})

    answer = client.post(sends, hidden | {"question": WORDS, "why": ""})

    assert answer.status_code == 200
    assert Draft.objects.count() == 1
    assert hidden["draft"] in answer.content.decode()


def test_a_colleague_sees_no_draft_and_overwrites_none(luis, case):
    people.viewer("Ada", "LIAISON")
    client, address = signed_in(), f"/desk/cases/{case}/summary/"
    _html, draft, _sends, hidden = form_of(client, address)
    client.post(draft, hidden | {"summary": WORDS})
    ada = desk.signed_in(people.account("Ada"), at=NOW)

    assert ada.post(draft, hidden | {"summary": "mine"}).status_code == 404
    assert WORDS in form_of(client, address)[0]


def test_a_draft_thrown_away_is_gone_and_leads_back(luis, case):
    client, address = signed_in(), f"/desk/cases/{case}/summary/"
    _html, draft, _sends, hidden = form_of(client, address)
    client.post(draft, hidden | {"summary": WORDS})

    answer = client.post(f"{draft}drop/")

    assert answer.headers["Location"] == address
    assert WORDS not in client.get(address).content.decode()


@pytest.mark.parametrize(
    "changes", [{"draft_kind": "NONSENSE"}, {"draft_about": "../../etc"}, {"draft_kind": ""}]
)
def test_nonsense_is_kept_nowhere(luis, case, changes):
    client = signed_in()
    _html, draft, _sends, hidden = form_of(client, f"/desk/cases/{case}/summary/")

    assert client.post(draft, hidden | {"summary": WORDS} | changes).status_code == 404
    assert client.post(f"/desk/cases/{case}/drafts/x/", hidden).status_code == 404
    assert client.post(f"/desk/cases/{new_id()}/drafts/{new_id()}/", hidden).status_code == 404
    assert not Draft.objects.exists()


def test_an_older_draft_overwrites_no_colleague(luis, case, clock):
    client, address = signed_in(), address_of("a screening", case, luis)
    _html, draft, sends, hidden = form_of(client, address)
    client.post(draft, hidden | {"words": WORDS})
    clock(LATER)
    other = signed_in(LATER)
    one = Screening.objects.get()
    filled = screenings.Filled({}, words="What a colleague wrote")
    screenings.save(
        one.pk, case=case, filled=filled, seen_at=one.changed_at, by=people.viewer("Luis", at=LATER)
    )

    html, _draft, sends, kept = form_of(other, address)
    answer = other.post(sends, kept | {"words": WORDS, "do": "save"}).content.decode()

    assert WORDS in html
    assert "while your page was open" in answer
    assert "What a colleague wrote" in answer


def test_a_follow_ups_note_is_kept_for_that_follow_up(luis, case):
    for kind in (FollowUpKind.CALL, FollowUpKind.VISIT):
        following.plan(case, kind=kind, due_on=NOW.date(), by=luis)
    client = signed_in()
    html = client.get(f"/desk/cases/{case}/").content.decode()
    first, second = sorted(set(re.findall(r"/follow-up/([0-9A-Z]{16})/", html)))
    _html, draft, _sends, hidden = form_of(client, f"/desk/cases/{case}/follow-up/{first}/")
    client.post(draft, hidden | {"note": WORDS})

    assert WORDS in client.get(f"/desk/cases/{case}/follow-up/{first}/").content.decode()
    assert WORDS not in client.get(f"/desk/cases/{case}/follow-up/{second}/").content.decode()
