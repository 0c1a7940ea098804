"""The pages on which a report goes to somebody else, or gets a supervisor."""

from __future__ import annotations

import pytest
from django.utils import timezone

from fourfold.apps.cases.models import Report
from tests.apps.cases.test_reports import saved, screener
from tests.make import desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
WHY = "My shift ends in ten minutes."


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def report():
    return saved(screener("Carmen"))


@pytest.fixture
def ada(report):
    return screener("Ada")


def client(name):
    return desk.signed_in(people.account(name), at=NOW)


def text(answer):
    return answer.content.decode()


def sent(number, to, **changes):
    return {"to": to, "words": WHY, "version": Report.objects.get(pk=number).version} | changes


def test_a_report_goes_to_a_colleague_who_reads_why(report, ada):
    address = f"/desk/reports/{report}/give-on/"
    carmen = client("Carmen")
    page, asked = text(carmen.get(f"/desk/reports/{report}/")), text(carmen.get(address))

    done = carmen.post(address, sent(report, ada.account), follow=True)

    assert address in page
    assert "Ada" in asked
    assert "Carmen" not in asked.split("Who takes it over?")[1].split("</select>")[0]
    assert "It is with Ada now" in text(done)
    theirs = text(client("Ada").get(f"/desk/reports/{report}/"))
    assert "Carmen gave the report to Ada" in theirs
    assert WHY in theirs


def test_it_goes_back_to_the_queue_and_a_colleague_finds_it_there(report, ada):
    done = client("Carmen").post(
        f"/desk/reports/{report}/give-on/", sent(report, "QUEUE"), follow=True
    )

    assert "It waits in the queue again" in text(done)
    assert "Take it" in text(client("Ada").get("/desk/reports/"))


def test_the_second_who_gives_it_on_is_told_and_so_is_an_open_page(report, ada):
    carmen, form = client("Carmen"), sent(report, ada.account)
    carmen.post(f"/desk/reports/{report}/give-on/", form)

    again = carmen.post(f"/desk/reports/{report}/give-on/", form, follow=True)
    opened = carmen.get(f"/desk/reports/{report}/", follow=True)

    assert "You gave this report to somebody else at" in text(again)
    assert "You gave this report to somebody else at" in text(opened)


def test_a_stale_page_keeps_what_was_typed(report, ada):
    answer = client("Carmen").post(
        f"/desk/reports/{report}/give-on/", sent(report, ada.account, version=0)
    )

    assert WHY in text(answer)
    assert "changed this at" in text(answer)
    assert f'name="version" value="{Report.objects.get(pk=report).version}"' in text(answer)


def test_without_a_reason_or_somebody_nothing_happens(report, ada):
    carmen, address = client("Carmen"), f"/desk/reports/{report}/give-on/"

    short = carmen.post(address, sent(report, ada.account, words="late"))
    nobody = carmen.post(address, sent(report, ""))

    assert "Write in a few words" in text(short)
    assert nobody.status_code == 200
    assert Report.objects.get(pk=report).state == "TAKEN"


def test_a_supervisor_is_asked_told_and_gives_it_on(report, ada):
    people.viewer("Luis", "LIAISON")
    luis = people.account("Luis")
    done = client("Carmen").post(
        f"/desk/reports/{report}/supervisor/", {"account": luis.id}, follow=True
    )
    day = text(client("Luis").get("/desk/"))
    asked = text(client("Luis").get(f"/desk/reports/{report}/give-on/"))
    client("Luis").post(f"/desk/reports/{report}/give-on/", sent(report, ada.account))

    assert "They supervise the report from now on" in text(done)
    assert "asks you to supervise" in day
    assert "Carmen no longer sees it" in asked
    lost = client("Carmen").get(f"/desk/reports/{report}/", follow=True)
    assert "Luis gave this report to somebody else" in text(lost)


@pytest.mark.parametrize("page", ["give-on/", "supervisor/"])
def test_for_a_stranger_there_is_no_page(report, ada, page):
    assert client("Ada").get(f"/desk/reports/{report}/{page}").status_code == 404
