"""Mails go out by a job: each once, tried again if it surely did not go, never twice."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from fourfold.security import outbox
from fourfold.security.models import AuditEvent, MailState, Outgoing
from fourfold.security.outbox import GIVE_UP, PAUSES, Kind, Mail
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
MOVED: list[tuple[str, str]] = []
CANARY = "canary@made-up.example"


def words(row, at):
    return None if row.about == "gone" else Mail(CANARY, "Canary subject", "Canary body")


MADE_UP = Kind(words, lambda row, _at: MOVED.append((row.about, row.state)))
QUIET = Kind(words)


@pytest.fixture(autouse=True)
def rooms(settings):
    MOVED.clear()
    settings.MAILS = {each: f"tests.security.test_outbox.{each}" for each in ("MADE_UP", "QUIET")}


def put(about="7", at=NOW):
    return outbox.put("MADE_UP", about=about, by="sam", at=at)


def refusing(monkeypatch, *problems):
    """Let the server raise each of these in turn, and then take what comes."""
    left, real = list(problems), locmem.EmailBackend.send_messages

    def answer(server, messages):
        if left:
            raise left.pop(0)
        return real(server, messages)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", answer)


def state():
    return Outgoing.objects.get().state


def test_a_mail_waits_until_the_job_sends_it_once():
    put()
    assert mail.outbox == []

    first, second = outbox.send(at=NOW), outbox.send(at=NOW)

    assert (first.sent, second.sent, len(mail.outbox)) == (1, 0, 1)
    assert mail.outbox[0].to == [CANARY]
    assert MOVED == [("7", "SENDING"), ("7", "SENT")]


def test_what_is_not_needed_any_more_is_not_sent():
    put("gone")

    assert outbox.send(at=NOW).not_needed == 1
    assert (state(), mail.outbox) == ("NOT_NEEDED", [])


@pytest.mark.parametrize(
    ("problem", "then"),
    [
        (smtplib.SMTPRecipientsRefused({"x": (450, b"busy")}), "WAITING"),
        (smtplib.SMTPRecipientsRefused({"x": (550, b"unknown")}), "FAILED"),
        (smtplib.SMTPSenderRefused(421, b"later", "x"), "WAITING"),
        (smtplib.SMTPDataError(554, b"no"), "FAILED"),
        (smtplib.SMTPServerDisconnected("gone"), "SENDING"),
        (TimeoutError(), "SENDING"),
    ],
    ids=lambda each: each if isinstance(each, str) else type(each).__name__,
)
def test_what_surely_did_not_go_is_tried_again_and_what_was_cut_off_never(
    monkeypatch, problem, then
):
    put()
    refusing(monkeypatch, problem)
    outbox.send(at=NOW)

    assert state() == then
    outbox.send(at=NOW)
    assert mail.outbox == []
    outbox.send(at=NOW + PAUSES[0])
    assert len(mail.outbox) == (then == "WAITING")


def test_after_the_last_pause_a_mail_has_failed(monkeypatch):
    put()
    busy = [smtplib.SMTPSenderRefused(421, b"later", "x")] * 9
    refusing(monkeypatch, *busy)
    at = NOW
    for pause in PAUSES:
        outbox.send(at=at)
        assert state() == "WAITING"
        at += pause

    outbox.send(at=at)

    assert state() == "FAILED"
    assert MOVED[-1] == ("7", "FAILED")


def test_a_server_that_does_not_answer_costs_no_try(monkeypatch):
    put()

    def silent(_server):
        raise ConnectionRefusedError

    monkeypatch.setattr(locmem.EmailBackend, "open", silent)
    found = outbox.send(at=NOW)

    assert (found.waits, found.trouble) == (1, "ConnectionRefusedError")
    assert Outgoing.objects.get().tries == 0
    assert "does not answer" in found.in_words()


def test_a_server_that_cuts_off_is_left_alone_after_a_few(monkeypatch):
    for each in range(10):
        put(str(each))
    refusing(monkeypatch, *[TimeoutError()] * 9)

    found = outbox.send(at=NOW)

    assert (found.unsure, found.waits) == (GIVE_UP, 10 - GIVE_UP)


def test_the_log_says_how_a_mail_ended_and_not_a_word_of_it(monkeypatch):
    put()
    put("8")
    refusing(monkeypatch, smtplib.SMTPRecipientsRefused({CANARY: (550, CANARY.encode())}))
    outbox.send(at=NOW)

    lines = [(each.event, each.subject, each.facts) for each in AuditEvent.objects.order_by("id")]

    assert [event for event, *_ in lines] == ["MAIL_NOT_SENT", "MAIL_SENT"]
    assert "anary" not in str(lines) + str(list(Outgoing.objects.values()))


def test_the_newest_mail_about_something_is_how_it_stands():
    put()
    outbox.send(at=NOW)
    put(at=NOW + timedelta(hours=1))

    found = outbox.standing("MADE_UP", about=["7", "8"])

    assert {about: each.state for about, each in found.items()} == {"7": MailState.WAITING}


def test_a_mail_that_nobody_sends_is_told_of_after_an_hour():
    put()

    assert outbox.late_since("MADE_UP", at=NOW + timedelta(minutes=59)) is None
    assert outbox.late_since("MADE_UP", at=NOW + timedelta(minutes=61)) == NOW
    assert outbox.late_since("QUIET", at=NOW + timedelta(minutes=61)) is None
    outbox.send(at=NOW + timedelta(minutes=61))
    assert outbox.late_since("MADE_UP", at=NOW + timedelta(hours=9)) is None
