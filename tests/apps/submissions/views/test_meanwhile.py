"""Two of the staff change the same call or office: the second is told, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from fourfold.apps.submissions.actions import asking, respondents
from fourfold.apps.submissions.actions import calls as actions
from fourfold.apps.submissions.models import Asked, CallNote, DataCall, Respondent
from fourfold.apps.submissions.rules.respondents import Office
from fourfold.apps.submissions.states import RespondentKind
from tests.make import calls, desk, people
from tests.make.calls import CALL, DUE, NOW, STAFF

pytestmark = pytest.mark.django_db
DAY = {"due_on_month": "4", "due_on_day": "2", "due_on_year": "2030"}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def staff():
    return desk.signed_in(people.account("Sam", "STAFF"), at=NOW)


@pytest.fixture
def other():
    return people.account("Sidney", "STAFF")


def shown(client, address):
    page = client.get(address).content.decode()
    return re.findall(r'name="version" value="(\d+)"', page)[0]


def test_the_second_who_changes_a_call_reads_what_the_first_did_and_keeps_what_they_typed(
    staff, other
):
    calls.call(*calls.offices(1))
    address = f"/desk/calls/{CALL}/change/"
    typed = {**DAY, "words": "Mine.", "before": "7", "version": shown(staff, address)}
    actions.change_call(CALL, due_on=DUE, words="Theirs.", reminders=(3,), by=other.id, at=NOW)

    second = staff.post(address, typed)

    page = second.content.decode()
    assert DataCall.objects.get().words == "Theirs."
    assert CallNote.objects.filter(step="CHANGED").count() == 1
    assert "Sidney changed this" in page
    assert "Words to the offices: Theirs." in " ".join(re.sub(r"<[^>]+>", " ", page).split())
    assert "March 1, 2030" in page
    assert ">\nMine.</textarea>" in page
    again = re.findall(r'name="version" value="(\d+)"', page)[0]
    staff.post(address, {**typed, "version": again})
    assert DataCall.objects.get().words == "Mine."


def test_the_same_change_sent_twice_is_told_and_done_once(staff):
    calls.call(*calls.offices(1))
    address = f"/desk/calls/{CALL}/change/"
    typed = {**DAY, "words": "Mine.", "version": shown(staff, address)}

    staff.post(address, typed)
    again = staff.post(address, typed)

    assert again.status_code == 302
    assert CallNote.objects.filter(step="CHANGED").count() == 1


def test_the_second_who_changes_an_office_is_told(staff, other):
    (office,) = calls.offices(1)
    address = f"/desk/calls/offices/{office}/"
    typed = {"name": "Made-up Guard", "kind": "POLICE", "mail": "", "town": ""}
    typed["version"] = shown(staff, address)
    theirs = Office("Made-up Watch", RespondentKind.POLICE, mail="watch@police.example")
    respondents.change(office, to=theirs, by=other.id, at=NOW)

    page = staff.post(address, typed).content.decode()

    assert Respondent.objects.get().name == "Made-up Watch"
    assert "Sidney changed this" in page
    assert "watch@police.example" in page
    assert 'value="Made-up Guard"' in page


def test_the_second_who_grants_a_day_is_told(staff, other):
    (office,) = calls.offices(1)
    calls.call(office)
    address = f"/desk/calls/{CALL}/of/{office}/day/"
    typed = {**DAY, "version": shown(staff, address)}
    asking.grant_later_day(CALL, organization=office, due_on=DUE, by=other.id, at=NOW)

    page = staff.post(address, typed).content.decode()

    assert Asked.objects.get().due_on == DUE
    assert "Sidney changed this" in page
    assert "March 1, 2030" in page


@pytest.mark.parametrize("step", ["close", "active"])
def test_what_was_closed_meanwhile_counts_as_a_change_too(step):
    (office,) = calls.offices(1)
    calls.call(office)
    if step == "close":
        actions.close_call(CALL, why="Over.", by=STAFF, at=NOW)
        row = DataCall.objects.get()
    else:
        respondents.set_active(office, is_active=False, by=STAFF, at=NOW)
        row = Respondent.objects.get()

    assert (row.version, row.changed_by, row.changed_at) == (2, STAFF, NOW)
