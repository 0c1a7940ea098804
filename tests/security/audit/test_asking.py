"""Searching the log, and who has seen a record."""

from datetime import timedelta

import pytest
from django.db import transaction

from fourfold.security import audit
from fourfold.security.audit.asking import COLUMNS, PER_PAGE
from fourfold.security.events import Event
from fourfold.security.models import AuditEvent
from tests.make import log
from tests.make.river import NOW

pytestmark = pytest.mark.django_db


def ask(**asked):
    return audit.search(viewer="priya", at=NOW, **asked)


def numbers(page):
    return [line.number for line in page.lines]


@pytest.fixture
def _three_lines():
    with transaction.atomic():
        audit.record(Event.CALL_OPENED, by="ana", subject="call:1", at=NOW, agency="DCF")
        audit.record(
            Event.STUDY_RUN, by="ben", subject="run:1", at=NOW + timedelta(hours=1), agency="OVS"
        )
        audit.record(Event.STUDY_RUN, by="ana", subject="run:2", at=NOW + timedelta(hours=2))


@pytest.mark.usefixtures("_three_lines")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [3, 2, 1]),
        ({"by": "ana"}, [3, 1]),
        ({"event": "STUDY_RUN"}, [3, 2]),
        ({"subject": "run:1"}, [2]),
        ({"agency": "DCF"}, [1]),
        ({"from_at": NOW + timedelta(hours=1)}, [3, 2]),
        ({"until_at": NOW + timedelta(hours=1)}, [1]),
        ({"by": "ana", "event": "STUDY_RUN", "agency": ""}, [3]),
        ({"by": "nobody"}, []),
    ],
)
def test_lines_are_found_by(asked, found):
    assert numbers(ask(**asked)) == found


@pytest.mark.usefixtures("_three_lines")
def test_a_search_is_a_line_that_says_what_was_asked():
    ask(by="ana", until_at=NOW, subject="Ana Maria of Elm St")

    line = AuditEvent.objects.get(id=4)
    assert (line.event, line.by, line.subject) == ("AUDIT_SEARCHED", "priya", "audit:search")
    assert line.facts == {
        "by": "ana",
        "until_at": NOW.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "subject": "unreadable",
        "page": 0,
        "found": 0,
    }


def test_pages_follow_each_other_without_a_gap_although_each_adds_a_line():
    log.write(PER_PAGE * 2 + 1)
    seen, page = [], 0

    while page is not None:
        answer = ask(by="ana", page=page)
        seen += numbers(answer)
        page = answer.next_page

    assert seen == list(range(PER_PAGE * 2 + 1, 0, -1))


def test_an_event_that_a_later_version_no_longer_knows_is_still_shown():
    log.write()
    with transaction.atomic():
        written = audit.record(Event.STUDY_RUN, by="ana", subject="run:2", at=NOW)
    line = AuditEvent.objects.get(id=written.number)
    line.event = "GONE"

    assert audit.asking._told(line).label == "GONE"


@pytest.mark.django_db(transaction=True)
def test_an_export_is_written_down_before_its_first_row():
    log.write(2)

    rows = audit.export_rows(viewer="priya", at=NOW, by="ana")

    assert AuditEvent.objects.get(id=3).facts == {"by": "ana", "rows": 2}
    assert list(rows) == [
        COLUMNS,
        *(
            (
                *(str(n), (NOW + timedelta(minutes=n - 1)).strftime("%Y-%m-%dT%H:%M:%S+00:00")),
                *("ana", "STUDY_RUN", "An analysis was run on accepted figures", "run:1"),
                *("DONE", "", "", f"kind=code.1 nth={n - 1}"),
            )
            for n in (1, 2)
        ),
    ]


@pytest.mark.django_db(transaction=True)
def test_an_export_inside_a_transaction_is_refused():
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        audit.export_rows(viewer="priya", at=NOW)

    assert not AuditEvent.objects.exists()


def test_who_has_seen_a_record_is_told_with_when_and_how():
    with transaction.atomic():
        audit.record(Event.RECORD_READ, by="ana", subject="case:1", at=NOW)
        audit.record(Event.RECORD_READ, by="ben", subject="case:2", at=NOW)
    with transaction.atomic():
        audit.record(
            Event.RECORD_READ,
            by="dan",
            subject="case:1",
            at=NOW,
            outcome=audit.Outcome.DENIED,
        )
        audit.record(Event.CALL_OPENED, by="eve", subject="case:1", at=NOW)

    found = audit.seen_by("case:1", viewer="priya", at=NOW)

    assert [(each.by, each.how, each.at) for each in found.lines] == [("ana", "read", NOW)]
    asked = AuditEvent.objects.get(event="AUDIT_SEARCHED")
    assert asked.facts == {"subject": "case:1", "page": 0, "found": 1}
