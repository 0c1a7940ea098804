"""Canaries through every sink: nothing that was opened or typed may come out of the log."""

from __future__ import annotations

import io
import logging
import socket
import sqlite3
import time
import urllib.error
import urllib.request
from contextlib import closing
from datetime import UTC, datetime

import pytest
from django.conf import settings
from django.core import mail
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError, connection, connections, transaction
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client
from django.urls import path

from fourfold.security.models import Account
from fourfold.security.redact import Line, forget, known, watch
from tests.make import migrated
from tests.make.databases import HERE, Database

NAME = "Yolanda Canary-Quill"
TYPED = "typed-canary-7f3a"
log = logging.getLogger("fourfold.tests")


class Strange:
    def __str__(self):
        return NAME


def fails(request):
    name = NAME
    watch(name)
    found = {"name": name, "typed": request.GET.get("q")}
    raise ValueError(f"no such person: {found}")


def fails_after(request):
    try:
        int(TYPED)
    except ValueError as problem:
        raise RuntimeError(f"{TYPED} and {NAME}") from problem


def streams(request):
    def chunks():
        yield b"one"
        watch(NAME)
        log.error("while it streams: %s", NAME)

    return StreamingHttpResponse(chunks())


def answers(error):
    def view(request):
        raise error

    return view


def counts(request):
    return HttpResponse(str(len(known.known().values)))


urlpatterns = [
    path("fails/<str:typed>/", lambda request, typed: fails(request)),
    path("after/", fails_after),
    path("streams/", streams),
    path("counts/", counts),
    path("forbidden/", answers(PermissionDenied(TYPED))),
    path("odd/", answers(SuspiciousOperation(TYPED))),
    path("locked/", answers(connections["default"].Database.OperationalError(TYPED))),
]
handler400 = "fourfold.security.edges.errors.bad_request"
handler403 = "fourfold.security.edges.errors.refused"
handler500 = "fourfold.security.edges.errors.broken"


@pytest.fixture
def sink():
    """Everything that reaches the root logger, as the terminal would show it."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Line())
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)
    forget()


WHEN = len("2030-01-07T09:00:00.000Z ")


def check_silent(said: str) -> None:
    for part in (NAME, "Yolanda", "Canary", "Quill", TYPED, "canary"):
        assert part.lower() not in said.lower()


ACCOUNT = Account(id="7Q2KX0M9D4TBN8AE", email="yolanda@canary.example", name=NAME)


@pytest.mark.parametrize(
    ("message", "args", "expected"),
    [
        ("saw %s", (ACCOUNT,), "saw security.account:7Q2KX0M9D4TBN8AE"),
        ("saw %r", ([ACCOUNT],), "saw ['security.account:7Q2KX0M9D4TBN8AE']"),
        ("saw %s", ({"who": {"a": ACCOUNT}},), "saw {'who': {'a': 'security.account:7Q2K"),
        ("saw %(who)s", ({"who": ACCOUNT},), "saw security.account:7Q2KX0M9D4TBN8AE"),
        ("saw %s", (Account.objects.filter(name=NAME),), "saw [QuerySet]"),
        ("saw %s", (Strange(),), "saw [Strange]"),
        ("saw %s", (ValueError(NAME),), "saw ValueError"),
        ("saw %s", (NAME.encode(),), "saw [bytes]"),
        ("%d rows in %.2f s", (3, 0.5), "3 rows in 0.50 s"),
        ("%d rows", (NAME,), "%d rows (values left out)"),
        ("saw %s and %s", (1,), "saw %s and %s (values left out)"),
        ("story %s", ("x" * 201,), "story [text of 201 letters]"),
        (Strange(), (), "[Strange]"),
        (ACCOUNT, (), "security.account:7Q2KX0M9D4TBN8AE"),
    ],
)
def test_rows_objects_and_errors_print_as_their_kind(message, args, expected):
    record = log.makeRecord(log.name, logging.WARNING, "", 1, message, args, None)

    said = Line().format(record)

    assert said[WHEN:].startswith(f"WARNING fourfold.tests {expected}")
    check_silent(said)


def test_a_line_begins_with_its_time_in_utc():
    record = log.makeRecord(log.name, logging.INFO, "", 1, "done", (), None)
    record.created = datetime(2030, 1, 7, 9, 0, 0, 250_000, tzinfo=UTC).timestamp()

    assert Line().format(record) == "2030-01-07T09:00:00.250Z INFO fourfold.tests done"


def test_an_error_prints_its_name_and_places_and_no_value_of_them(sink):
    def inner(name):
        raise KeyError(name)

    try:
        try:
            inner(NAME)
        except KeyError as problem:
            raise RuntimeError(f"{NAME}\nERROR root all is well") from problem
    except RuntimeError:
        log.exception("Could not open %s.", "case:1")

    said = sink.getvalue()
    assert said.count("\n") == 1
    assert "RuntimeError at redact/test_lines.py:" in said
    assert "| after KeyError at redact/test_lines.py:" in said
    assert "> redact/test_lines.py:" in said
    check_silent(said)


@pytest.mark.django_db
def test_an_error_of_the_database_names_the_rule_and_no_value(sink):
    watch("yolanda@canary.example")
    kept = {"agency": "a", "made_at": datetime(2030, 1, 1, tzinfo=UTC), "name": NAME}
    Account.objects.create(email="yolanda@canary.example", **kept)
    try:
        with transaction.atomic():
            Account.objects.create(email="yolanda@canary.example", **kept)
    except IntegrityError:
        log.exception("Not saved.")

    assert "IntegrityError (" in sink.getvalue()
    assert "nique" in sink.getvalue().replace("UNIQUE", "unique")
    check_silent(sink.getvalue())


@pytest.mark.django_db
def test_the_sql_log_holds_no_value(sink):
    connection.force_debug_cursor = True
    try:
        list(Account.objects.filter(name=NAME, email=f"{TYPED}@x.example"))
    finally:
        connection.force_debug_cursor = False

    assert " s SELECT\n" in sink.getvalue()
    check_silent(sink.getvalue())


def test_the_servers_own_access_log_holds_method_and_status_only(sink):
    logging.getLogger("granian.access").info(
        '[%(time)s] %(addr)s - "%(method)s %(path)s?%(query_string)s" %(status)d',
        {
            "time": "t",
            "addr": "203.0.113.7",
            "method": "GET",
            "path": f"/{TYPED}",
            "query_string": NAME,
            "status": 200,
        },
    )

    assert sink.getvalue()[WHEN:] == "INFO granian.access GET 200\n"


def test_a_warning_of_python_says_where_and_of_what_kind_only(sink):
    text = f"/srv/x/models.py:7: RuntimeWarning: {NAME} is naive\n  save({TYPED})\n"
    logging.getLogger("py.warnings").warning("%s", text)

    assert sink.getvalue()[WHEN:] == "WARNING py.warnings models.py:7: RuntimeWarning\n"


def test_a_line_that_cannot_be_written_says_only_so(sink, monkeypatch):
    monkeypatch.setattr(Line, "_line", lambda self, record: 1 / 0)

    log.warning("saw %s", NAME)

    assert "could not be written: ZeroDivisionError" in sink.getvalue()
    check_silent(sink.getvalue())


def test_when_more_was_opened_than_can_be_remembered_no_argument_is_printed(sink):
    for nth in range(known.MOST_VALUES + 1):
        watch(f"item {nth}")

    log.warning("saw %s", NAME)

    assert sink.getvalue()[WHEN:] == "WARNING fourfold.tests saw %s (values left out)\n"


# ---------------------------------------------------------------- inside requests
@pytest.fixture
def visitor():
    return Client(raise_request_exception=False)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"/fails/{TYPED}/?q={TYPED}", 500),
        ("/after/", 500),
        ("/locked/", 500),
        ("/forbidden/", 403),
        ("/odd/", 400),
    ],
)
def test_an_error_page_and_its_log_share_a_number_and_hold_nothing_else(
    address, status, sink, visitor
):
    answer = visitor.get(address, headers={"user-agent": TYPED, "cookie": f"a={TYPED}"})

    said, page = sink.getvalue(), answer.content.decode()
    number = page.partition("<strong>")[2].partition("</strong>")[0]
    assert answer.status_code == status
    assert len(number) == 8
    assert f"Answered {status} as fault {number}" in said
    assert "Traceback" not in page + said
    check_silent(said + page + str(answer.headers))
    assert mail.outbox == []


@pytest.mark.urls(__name__)
def test_the_line_of_an_error_names_the_place_in_the_code(sink, visitor):
    visitor.get(f"/fails/{TYPED}/?q={TYPED}")

    line = next(each for each in sink.getvalue().splitlines() if "django.request" in each)
    assert line[WHEN:].startswith("ERROR django.request GET /fails/<str:typed>/ 500 fault ")
    assert "| ValueError at " in line
    assert " fails" in line


@pytest.mark.urls(__name__)
def test_what_one_request_opened_the_next_does_not_know(visitor, sink):
    visitor.get(f"/fails/{TYPED}/")

    assert visitor.get("/counts/").content == b"0"
    assert known.known().values == {}


@pytest.mark.urls(__name__)
def test_what_is_opened_while_an_answer_streams_is_hidden_until_its_end(visitor, sink):
    answer = visitor.get("/streams/")

    assert b"".join(answer.streaming_content) == b"one"
    check_silent(sink.getvalue())
    assert "while it streams: [hidden]" in sink.getvalue()
    assert known.known().values == {}


@pytest.mark.django_db
def test_an_unknown_address_is_not_repeated_in_the_log(sink, visitor):
    visitor.get(f"/{TYPED}/?q={TYPED}")

    check_silent(sink.getvalue())


# ---------------------------------------------------------------- what is set up
def test_every_handler_that_is_set_up_writes_such_lines_and_none_sends_mail():
    assert settings.ADMINS == settings.MANAGERS == []
    assert settings.LOGGING["handlers"]["terminal"]["formatter"] == "line"
    for name, logger in logging.root.manager.loggerDict.items():
        for handler in getattr(logger, "handlers", []):
            if type(handler).__module__.startswith("_pytest"):
                continue
            fine = isinstance(handler, logging.NullHandler) or isinstance(handler.formatter, Line)
            assert fine, f"{name} has {handler}"


SERVE = """
import os, sys
from granian import Granian
from granian.constants import Interfaces
Granian(
    "fourfold.config.wsgi:application", interface=Interfaces.WSGI, address="127.0.0.1",
    port=int(sys.argv[1]), websockets=False, log_access=True, workers=1, blocking_threads=1,
).serve()
"""


@pytest.mark.slow
def test_a_real_server_with_its_access_log_on_repeats_nothing(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    database = Database("", tmp_path)
    migrated.copy_to(tmp_path / "fourfold.sqlite3", HERE)
    with closing(sqlite3.connect(tmp_path / "fourfold.sqlite3")) as spoiled:
        spoiled.execute("ALTER TABLE catalog_publishedtable RENAME TO gone")
    server = database.start("-c", SERVE, str(port))
    try:
        _wait(f"http://127.0.0.1:{port}/robots.txt")
        for address, host in (
            (f"/{TYPED}/?q={TYPED}", "127.0.0.1"),
            (f"/figures/?q={TYPED}", "127.0.0.1"),  # an error of ours
            (f"/?q={TYPED}", f"{TYPED}.example"),
        ):
            asked = urllib.request.Request(
                f"http://127.0.0.1:{port}{address}",
                headers={"Host": host, "X-Name": TYPED, "Cookie": f"a={TYPED}"},
            )
            with pytest.raises(urllib.error.HTTPError):
                urllib.request.urlopen(asked)  # noqa: S310 - likewise
    finally:
        server.terminate()
        said = "".join(server.communicate(timeout=30))

    check_silent(said)
    assert "127.0.0.1 " not in said
    assert "Traceback" not in said
    assert said.count("DisallowedHost") == 1
    assert "Answered 503 as fault" in said


def _wait(address: str) -> None:
    for _ in range(100):
        try:
            urllib.request.urlopen(address)  # noqa: S310 - our own server
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server did not start")
