from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory

from fourfold.security.edges import limits
from fourfold.security.edges.addresses import address_of
from fourfold.security.models import AuditEvent, Count, Opened
from tests.make.databases import new_database

NOW = datetime(2030, 3, 4, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)
pytestmark = pytest.mark.django_db


def tries(count, *, at=NOW, limit=5, key="sign-in:203.0.113.7"):
    allowed = 0
    for _ in range(count):
        try:
            limits.take(key, limit=limit, per=MINUTE, at=at)
            allowed += 1
        except limits.TooMany:
            pass
    return allowed


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_the_try_after_the_limit_is_the_first_refused(limit):
    assert [limits.take("k", limit=limit, per=MINUTE, at=NOW) for _ in range(limit)] == list(
        range(limit - 1, -1, -1)
    )

    with pytest.raises(limits.TooMany) as stopped:
        limits.take("k", limit=limit, per=MINUTE, at=NOW + 10 * SECOND)
    assert stopped.value.again_at == NOW + MINUTE
    assert stopped.value.seconds(NOW + 10 * SECOND) == 50


def test_trying_on_does_not_lengthen_the_wait_and_the_end_of_the_window_is_exact():
    assert tries(9) == 5
    assert tries(9, at=NOW + MINUTE - SECOND) == 0
    assert tries(9, at=NOW + MINUTE) == 5


def test_a_clock_that_was_set_back_locks_nobody_out_for_longer_than_a_window():
    tries(5, at=NOW + timedelta(hours=2))

    assert tries(1) == 0
    assert tries(1, at=NOW + MINUTE) == 1


def test_keys_do_not_share_a_count_and_are_not_kept_as_they_are():
    assert tries(6, key="sign-in:203.0.113.7") == 5
    assert tries(6, key="sign-in:203.0.113.8") == 5
    assert not Count.objects.filter(key__contains="203").exists()


def test_a_forgotten_key_begins_anew():
    tries(5)

    limits.forget("sign-in:203.0.113.7")

    assert tries(6) == 5


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_a_try_is_refused_because_a_rollback_would_give_it_back():
    with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
        limits.take("k", limit=1, per=MINUTE, at=NOW)


def test_what_has_ended_is_swept_away():
    tries(3, key="old")
    limits.distinct("ana", "case:1", at=NOW)
    later = NOW + timedelta(hours=1)
    tries(1, key="new", at=later)

    limits.sweep(at=later)

    assert Count.objects.count() == 1
    assert not Opened.objects.exists()


@pytest.mark.slow
def test_a_flood_of_new_addresses_does_not_fill_the_table():
    for second in range(1_200):
        tries(1, key=f"a:{second}", at=NOW + second * SECOND)

    assert Count.objects.count() < 100


# ---------------------------------------------------------------- different records
def test_the_hundred_and_first_record_of_an_hour_asks_for_a_step_up():
    for nth in range(limits.RECORDS_AN_HOUR):
        assert limits.distinct("ana", f"case:{nth}", at=NOW) == nth + 1
    assert limits.distinct("ana", "case:7", at=NOW) == 100

    for _ in range(3):
        with pytest.raises(limits.TooManyRecords):
            limits.distinct("ana", "case:100", at=NOW)

    line = AuditEvent.objects.get(event="READING_PAUSED")
    assert (line.by, line.subject) == ("ana", "account:ana")
    assert limits.distinct("ben", "case:100", at=NOW) == 1


def test_after_a_step_up_or_an_hour_reading_goes_on():
    for nth in range(3):
        limits.distinct("ana", f"case:{nth}", at=NOW, limit=3)
    with pytest.raises(limits.TooManyRecords):
        limits.distinct("ana", "case:3", at=NOW + SECOND, limit=3)

    assert limits.distinct("ana", "case:3", at=NOW + 9 * SECOND, since=NOW + SECOND, limit=3) == 1
    assert limits.distinct("ana", "case:4", at=NOW + limits.HOUR, limit=3) == 2


# ---------------------------------------------------------------- pages
@limits.at_most(2, per=MINUTE, of="test")
def view(request):
    return HttpResponse("done")


def test_a_page_answers_429_with_the_time_to_wait_and_no_blame():
    made = RequestFactory()

    answers = [view(made.post("/")) for _ in range(3)]

    assert [each.status_code for each in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert "Please wait a little" in answers[2].content.decode()
    assert view(made.get("/")).status_code == 200
    assert view(made.post("/", REMOTE_ADDR="198.51.100.9")).status_code == 200


@pytest.mark.parametrize(
    ("proxies", "direct", "forwarded", "counted"),
    [
        (0, "203.0.113.7", "198.51.100.1", "203.0.113.7"),
        (1, "10.0.0.1", "198.51.100.1", "198.51.100.1"),
        (1, "10.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        (2, "10.0.0.1", "6.6.6.6, 198.51.100.1, 10.0.0.2", "198.51.100.1"),
        (1, "203.0.113.7", "", "203.0.113.7"),
        (1, "203.0.113.7", "nonsense", "unknown"),
        (0, "", "", "unknown"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:203.0.113.7", "", "203.0.113.7"),
        (0, "fe80::1%eth0", "", "fe80::/64"),
    ],
)
def test_the_address_that_counts_cannot_be_made_up(proxies, direct, forwarded, counted, settings):
    settings.PROXIES = proxies

    request = RequestFactory().get("/", REMOTE_ADDR=direct, HTTP_X_FORWARDED_FOR=forwarded)

    assert address_of(request) == counted


# ---------------------------------------------------------------- over processes
TAKER = """
import time
from pathlib import Path
import django; django.setup()
from datetime import UTC, datetime, timedelta
from fourfold.security.edges import limits
Path(gate, f"ready-{me}").touch()
while not all(Path(gate, f"ready-{each}").exists() for each in range(2)):
    time.sleep(0.005)
done = 0
for _ in range(200):
    try:
        limits.take("shared", limit=150, per=timedelta(hours=1), at=datetime.now(UTC))
        done += 1
    except limits.TooMany:
        pass
    time.sleep(0.002)  # so that the other gets its turn at SQLite's one lock
opened = 0
for nth in range(80):
    try:
        limits.distinct("ana", f"case:{me}-{nth}", at=datetime.now(UTC))
        opened += 1
    except limits.TooManyRecords:
        pass
print(done, opened)
"""


@pytest.mark.slow
def test_two_processes_share_one_limit_exactly(tmp_path):
    with new_database(tmp_path) as database:
        both = [
            database.start("-c", f"me, gate = {nth}, {str(tmp_path)!r}\n{TAKER}")
            for nth in range(2)
        ]
        said = [each.communicate(timeout=120) for each in both]

        counts = [[int(word) for word in out.split()] for out, _ in said]
        assert [trouble for _, trouble in said] == ["", ""]
        assert [sum(column) for column in zip(*counts, strict=True)] == [150, 100]
        assert all(taken for taken, _ in counts)
        assert database.ask("SELECT COUNT(*) FROM security_opened") == [(100,)]
        lines = "SELECT COUNT(*) FROM security_auditevent WHERE event = 'READING_PAUSED'"
        assert database.ask(lines) == [(1,)]
