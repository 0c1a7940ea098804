"""A report is never lost: the database refuses in every real way, and it comes in all the same."""

from __future__ import annotations

import sqlite3
import stat
from contextlib import suppress
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from fourfold.apps.cases.access.receipts import reporter
from fourfold.apps.cases.actions import reporters
from fourfold.apps.cases.jobs import reports as jobs
from fourfold.apps.cases.models import Report, ReportMessage
from fourfold.apps.cases.rules.waiting import Waiting, pack, unpack
from fourfold.security.custody import spool
from fourfold.security.keys import Tampered
from fourfold.security.models import AuditEvent
from tests.make import desk, people

from .test_report_pages import WORDS as TYPED
from .test_report_pages import sent
from .test_telling import BACK, TELL, WORDS, come_back, digits, tell

pytestmark = pytest.mark.django_db(transaction=True)
on_sqlite = pytest.mark.skipif(
    "sqlite" not in str(connection.vendor), reason="another database is made to fail in other ways"
)


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.SPOOL = tmp_path / "waiting"
    return settings.SPOOL


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


READ_ONLY_POSTGRESQL = (
    "SET default_transaction_read_only = on",
    "SET default_transaction_read_only = off",
)
READ_ONLY = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
FULL = ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 4294967294")
NO_LOG = (
    """CREATE TRIGGER shut BEFORE INSERT ON security_auditevent
    BEGIN SELECT RAISE(ABORT, 'no line'); END""",
    "DROP TRIGGER shut",
)
NO_TABLE = (
    "ALTER TABLE cases_report RENAME TO cases_report_away",
    "ALTER TABLE cases_report_away RENAME TO cases_report",
)


FAILURES = {
    "sqlite": {
        "read-only": READ_ONLY,
        "disk full": FULL,
        "the log takes no line": NO_LOG,
        "a table is gone": NO_TABLE,
    },
    "postgresql": {"read-only": READ_ONLY_POSTGRESQL, "a table is gone": NO_TABLE},
}[connection.vendor]


@pytest.mark.parametrize(("breaks", "mends"), FAILURES.values(), ids=list(FAILURES))
def test_a_report_that_the_database_refuses_gets_its_number_and_comes_in_later(breaks, mends):
    if breaks == FULL[0]:
        run("VACUUM")  # no page is free
    run(breaks)
    try:
        receipt = tell(narrative=WORDS + " Room 12." * 20_000)
    finally:
        run(mends)
    assert not Report.objects.exists()
    assert len(spool.waiting()) == 1

    tell(page="another", narrative="Something else")

    assert Report.objects.count() == 2
    assert spool.waiting() == []
    assert "Nobody has read it yet" in come_back(receipt).content.decode()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="another database has no server")
def test_a_server_that_goes_away_in_the_middle_loses_no_report():
    with suppress(DatabaseError):
        run("SELECT pg_terminate_backend(pg_backend_pid())")

    receipt = tell()
    assert len(spool.waiting()) == 1
    connection.close()
    jobs.take_in()

    assert "Nobody has read it yet" in come_back(receipt).content.decode()


@on_sqlite
def test_a_lost_connection_loses_no_report():
    connection.ensure_connection()
    alive, gone = connection.connection, sqlite3.connect(":memory:")
    gone.close()
    connection.connection = gone  # as a server that went away leaves it
    try:
        receipt = tell()
    finally:
        connection.connection = alive
    assert len(spool.waiting()) == 1

    jobs.take_in()

    assert "Nobody has read it yet" in come_back(receipt).content.decode()


@on_sqlite
def test_what_waits_is_sealed_and_only_its_owner_may_read_the_file(folder):
    run(READ_ONLY[0])
    try:
        tell()
    finally:
        run(READ_ONLY[1])

    (file,) = folder.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert b"motel" not in file.read_bytes()


@on_sqlite
def test_the_same_page_sent_again_while_the_database_is_away_waits_once():
    run(READ_ONLY[0])
    try:
        receipts = {tell() for _ in range(3)}
    finally:
        run(READ_ONLY[1])

    assert len(receipts) == len(spool.waiting()) == 1
    assert tell() in receipts
    assert Report.objects.count() == 1
    assert spool.waiting() == []


@on_sqlite
def test_if_the_disk_refuses_too_the_page_says_to_call_and_keeps_every_word(folder):
    folder.write_text("a file where the folder should be")
    run(READ_ONLY[0])
    try:
        answer = Client().post(TELL, {"narrative": WORDS, "child_name": "Mia"})
    finally:
        run(READ_ONLY[1])

    page = answer.content.decode()
    assert answer.status_code == 503
    assert "Please call" in page
    assert WORDS in page
    assert 'value="Mia"' in page


@on_sqlite
def test_words_added_while_the_database_is_away_reach_their_report():
    receipt = tell()
    run(READ_ONLY[0])
    try:
        page = come_back(receipt, words_added="She has a red bag.", page="x").content.decode()
    finally:
        run(READ_ONLY[1])
    assert "We have it" in page

    jobs.take_in()

    assert [each.words for each in ReportMessage.objects.all()] == ["She has a red bag."]
    assert Report.objects.count() == 1


@on_sqlite
def test_words_added_with_a_number_nobody_could_check_become_a_report():
    put(Waiting("1111222233334444", people.NOW, reporter(at=people.NOW).agency, words="Red bag."))

    jobs.take_in()

    assert Report.objects.get().narrative == "Red bag."
    assert "found nothing" in Client().post(BACK, {"receipt": "1111222233334444"}).content.decode()


@on_sqlite
def test_a_screeners_report_is_never_lost_either(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    carmen = desk.signed_in(people.account("Carmen", "CARELINE"), at=people.NOW)
    run(NO_TABLE[0])
    try:
        answer = carmen.post("/desk/reports/new/", sent(child_name="Mia"))
    finally:
        run(NO_TABLE[1])
    assert "Do not type it again" in answer.content.decode()

    jobs.take_in()

    report = Report.objects.get()
    assert (report.channel, report.queue, report.child_name) == ("PHONE", "CARELINE", "Mia")
    assert report.agency == people.DCF


# ------------------------------------------------------------------ taking in
def put(waiting: Waiting, name: str = "a-name") -> None:
    spool.put(pack(waiting), name=name)


def waiting(receipt: str = "1234123412341234") -> Waiting:
    agency = reporter(at=people.NOW).agency
    told = {"narrative": WORDS, "child_born_on": date(2014, 2, 28)}
    return Waiting(receipt, people.NOW, agency, told)


def test_what_waits_is_packed_and_unpacked_whole():
    assert unpack(pack(waiting())) == waiting()


def test_it_comes_in_once_even_if_the_file_could_not_be_removed():
    for nth in range(3):
        put(waiting(), name=f"copy-{nth}")

    found = jobs.take_in()

    assert (found.done, found.left) == (3, 0)
    assert Report.objects.count() == 1
    assert Report.objects.get().received_at == people.NOW


def test_a_damaged_file_stays_and_stops_no_other(folder):
    put(waiting(), name="good")
    put(waiting(), name="bad")
    (folder / "bad.sealed").write_text("{}")

    found = jobs.take_in()

    assert (found.done, found.left) == (1, 1)
    assert spool.waiting() == ["bad"]
    with pytest.raises(CommandError, match="1 still wait"):
        call_command("reports", "take-in")


def test_a_file_moved_to_another_name_does_not_open(folder):
    put(waiting(), name="one")
    (folder / "one.sealed").rename(folder / "two.sealed")

    with pytest.raises(Tampered):
        spool.read("two")


def test_the_length_of_a_file_says_little():
    put(Waiting("1" * 16, people.NOW, "X", {"narrative": "a"}), name="short")
    put(Waiting("1" * 16, people.NOW, "X", {"narrative": "a" * 3_000}), name="long")

    sizes = {(spool.folder() / f"{name}.sealed").stat().st_size for name in ("short", "long")}
    assert len(sizes) == 1


def test_the_start_of_the_site_brings_in_what_waits():
    put(waiting())

    jobs.at_start()

    assert Report.objects.count() == 1
    assert AuditEvent.objects.filter(event="RESPONSE_STEP").count() == 1


def test_a_start_with_a_broken_folder_is_a_start_all_the_same(folder):
    folder.write_text("no folder")

    jobs.at_start()

    assert not Report.objects.exists()


def test_one_that_was_saved_meanwhile_is_not_saved_again():
    receipt = digits(Client().post(TELL, {"narrative": WORDS, "page": "p"}).content.decode())
    put(Waiting(receipt, people.NOW, reporter(at=people.NOW).agency, {"narrative": WORDS}))

    reporters.take_in(by=reporter(at=people.NOW))

    assert Report.objects.count() == 1


def test_of_two_who_bring_it_in_at_once_one_does(monkeypatch):
    put(waiting())
    other = []

    class Overtaken:
        """Lets another process bring everything in, in the moment before a transaction begins."""

        @staticmethod
        def atomic():
            if not other:
                other.append("came first")
                jobs.take_in()
            return transaction.atomic()

    monkeypatch.setattr(reporters, "transaction", Overtaken)
    found = jobs.take_in()

    assert (other, found.left) == (["came first"], 0)
    assert Report.objects.count() == 1
    assert spool.waiting() == []


@on_sqlite
def test_a_screener_whom_database_and_disk_refuse_keeps_every_word_on_the_page(folder, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: people.NOW)
    folder.write_text("a file where the folder should be")
    carmen = desk.signed_in(people.account("Carmen", "CARELINE"), at=people.NOW)
    run(NO_TABLE[0])
    try:
        answer = carmen.post("/desk/reports/new/", sent(child_name="Mia"))
    finally:
        run(NO_TABLE[1])

    page = answer.content.decode()
    assert answer.status_code == 503
    assert TYPED in page
    assert "nowhere but here" in page
