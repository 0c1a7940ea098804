"""The log behind real requests: which request, which agency, and what a refusal looks like."""

import pytest
from django.core.exceptions import BadRequest
from django.db import OperationalError, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import path

from fourfold.security import audit
from fourfold.security.edges.errors import PAGES
from fourfold.security.events import Event
from fourfold.security.models import AuditEvent
from tests.make import log
from tests.make.emptying import unguarded
from tests.make.river import NOW

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls(__name__)]


class Desk:
    agency = "CT_DCF"


def read(request):
    request.viewer = Desk
    audit.read_of(Event.RECORD_READ, by="ana", subjects=["case:1", "case:2"], at=NOW)
    return HttpResponse("canary")


def report(request):
    with transaction.atomic():
        audit.record(Event.CALL_OPENED, by="ana", subject="report:1", at=NOW)
    return HttpResponse("saved")


def bad(request):
    with transaction.atomic():
        audit.record(Event.CALL_OPENED, by="ana", subject="report:1", at=NOW)
        raise BadRequest


urlpatterns = [path("read/", read), path("report/", report), path("bad/", bad)]
handler400 = "fourfold.security.edges.errors.bad_request"
handler500 = "fourfold.security.edges.errors.broken"


@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


def test_the_lines_of_one_request_carry_its_id_and_the_agency_of_who_asks(visitor):
    visitor.get("/read/")
    visitor.get("/report/")

    first, second, third = AuditEvent.objects.order_by("id")
    assert first.request == second.request != third.request
    assert len(third.request) == 16
    assert [each.agency for each in (first, third)] == ["CT_DCF", ""]


def test_a_request_that_fails_leaves_no_line(visitor):
    assert visitor.get("/bad/").status_code == 400
    assert not AuditEvent.objects.exists()


def shut():
    log.write(3)
    with unguarded():
        log.sql("UPDATE security_auditevent SET subject = 'run:2' WHERE id = 2")
    audit.verify()


def fill_the_disk(monkeypatch):
    def full(*_):
        raise OperationalError("database or disk is full")

    monkeypatch.setattr("fourfold.security.audit.lines._append", full)


def check_refusal(answer):
    page = answer.content.decode()
    assert answer.status_code == 503
    assert str(PAGES[503].happened) in page
    assert str(PAGES[503].do) in page
    assert "canary" not in page


def test_while_the_log_is_known_to_be_changed_a_record_is_not_given_out_and_a_report_is_taken(
    visitor, anchor_file
):
    shut()

    check_refusal(visitor.get("/read/"))

    assert visitor.get("/report/").content == b"saved"
    assert AuditEvent.objects.count() == 4


def test_a_line_that_cannot_be_written_gives_nothing_out_and_keeps_nothing(
    visitor, monkeypatch, anchor_file
):
    fill_the_disk(monkeypatch)

    check_refusal(visitor.get("/read/"))
    check_refusal(visitor.get("/report/"))

    assert not AuditEvent.objects.exists()


def test_the_last_lines_are_anchored_by_a_later_request_once_it_is_time(
    visitor, anchor_file, monkeypatch
):
    visitor.get("/report/")
    visitor.get("/report/")
    assert [each.number for each in audit.anchors.read(anchor_file)] == [0, 1]

    monkeypatch.setattr(audit.anchors, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(audit.anchors, "_due", 0.0)
    visitor.get("/nowhere/")

    assert [each.number for each in audit.anchors.read(anchor_file)] == [0, 1, 2]
