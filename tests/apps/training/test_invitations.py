"""Invitations go by mail once, with the appointment; an address is erased when its mail went."""

from __future__ import annotations

import smtplib
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail.backends import locmem
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.training.actions import attendance, certificates, invitations, sessions
from fourfold.apps.training.models import Certificate, Invitation, InvitedAddress
from fourfold.apps.training.queries.invitations import invited
from fourfold.apps.training.rules.calendars import MOST_OCTETS, Appointment, calendar
from fourfold.apps.training.rules.invitations import (
    BadAddresses,
    OverAlready,
    Pasted,
    read_addresses,
)
from fourfold.apps.training.rules.sessions import CountsOnly, NoSuchSession, SessionIsOff
from fourfold.apps.training.states import Invited, Language
from fourfold.security import outbox
from fourfold.security.models import Outgoing
from tests.make import desk, people, training
from tests.make.people import NOW

SITE = "https://made-up.example/"
SOON = NOW + timedelta(days=3)
TWO = ("ann@made-up.example", "bo@made-up.example")


def invite(found, lead, mails=TWO):
    return invitations.invite(found.id, mails=mails, site=SITE, by=lead)


# ------------------------------------------------------------------ addresses
@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a@b.example", Pasted(("a@b.example",))),
        ("Ann <A@b.example>; c@d.example,\n a@B.example", Pasted(("a@b.example", "c@d.example"))),
        ("", Pasted()),
        ("a@b.example\n\nnobody", Pasted(("a@b.example",), ((3, "nobody"),))),
        ("a@b", Pasted((), ((1, "a@b"),))),
        ("a@b..example", Pasted((), ((1, "a@b..example"),))),
        ("a@b.example\x00", Pasted((), ((1, "a@b.example\x00"),))),
        ('"Ann" a b@c.example', Pasted((), ((1, 'ann" a b@c.example'),))),
    ],
)
def test_addresses_are_read_as_people_paste_them(text, read) -> None:
    assert read_addresses(text) == read


@given(st.text(max_size=200))
def test_no_address_that_is_read_could_forge_a_header(text) -> None:
    for each in read_addresses(text).mails:
        assert not any(sign in each for sign in "\r\n\0 ,;<>")
        assert each.count("@") == 1


# ------------------------------------------------------------------ calendars
def test_a_calendar_is_as_calendars_read_it() -> None:
    found = Appointment("x@y", "A, B; C\\D", "Made-up Hall\nRoom 2", NOW, SOON, address=SITE)

    made = calendar([found], named="Made-up", at=NOW)

    assert made.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert made.endswith("END:VEVENT\r\nEND:VCALENDAR\r\n")
    assert "SUMMARY:A\\, B\\; C\\\\D\r\n" in made
    assert "LOCATION:Made-up Hall\\nRoom 2\r\n" in made
    assert "DTSTART:20300107T090000Z\r\n" in made


@given(st.text(max_size=300))
def test_a_calendar_has_short_lines_and_loses_no_letter_of_a_title(text) -> None:
    made = calendar([Appointment("x", text, "", NOW, SOON)], named="", at=NOW)
    lines = made.split("\r\n")
    whole = made.replace("\r\n ", "").split("SUMMARY:")[1].split("\r\nLOCATION:")[0]

    assert all(len(each.encode()) <= MOST_OCTETS for each in lines)
    assert "\r" not in whole
    assert "".join(filter(str.isalnum, whole.replace("\\n", ""))) == "".join(
        filter(str.isalnum, text)
    )


# ------------------------------------------------------------------ invitations
@pytest.mark.django_db
def test_each_gets_one_mail_with_the_appointment_and_the_survey_before(lead) -> None:
    found = training.session(lead, starts_at=SOON)
    before, _after = training.tied(found, lead)
    found.refresh_from_db()

    assert (invite(found, lead), invite(found, lead)) == (2, 0)
    outbox.send(at=NOW)
    outbox.send(at=NOW)

    assert sorted(each.to[0] for each in mail.outbox) == list(TWO)
    message = mail.outbox[0]
    assert message.subject.startswith("Training: ")
    assert f"{SITE}survey/{before.code}." in message.body
    assert "Made-up Hall, Andover" in message.body
    name, content, kind = message.attachments[0]
    assert (name, kind) == ("session.ics", "text/calendar")
    assert "BEGIN:VEVENT" in content
    assert not InvitedAddress.objects.exists()
    assert invited(found.id, viewer=lead) == {Invited.SENT: 2}


@pytest.mark.django_db
def test_a_session_in_spanish_is_invited_to_in_both_languages(lead) -> None:
    found = training.session(lead, starts_at=SOON, language=Language.SPANISH)
    invite(found, lead)
    outbox.send(at=NOW)

    assert mail.outbox[0].subject.startswith("Capacitación: ")
    assert "You are invited to a training" in mail.outbox[0].body


@pytest.mark.django_db
def test_addresses_are_nowhere_in_clear_while_they_wait(lead) -> None:
    found = training.session(lead, starts_at=SOON)
    invite(found, lead)
    with connection.cursor() as cursor:
        cursor.execute('SELECT * FROM "training_invitedaddress"')
        told = b"".join(
            bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
            for row in cursor.fetchall()
            for each in row
        )

    assert b"made-up.example" not in told
    assert not Outgoing.objects.filter(about__contains="@").exists()


@pytest.mark.django_db
def test_an_address_stays_while_its_mail_is_tried_again_and_goes_when_it_failed(
    lead, monkeypatch
) -> None:
    found = training.session(lead, starts_at=SOON)
    invite(found, lead, TWO[:1])
    answers = [
        smtplib.SMTPResponseException(451, b"later"),
        smtplib.SMTPResponseException(550, b""),
    ]

    def refuse(_server, _messages):
        raise answers.pop(0)

    monkeypatch.setattr(locmem.EmailBackend, "send_messages", refuse)
    outbox.send(at=NOW)
    assert InvitedAddress.objects.count() == 1
    outbox.send(at=NOW + timedelta(minutes=6))

    assert not InvitedAddress.objects.exists()
    assert invited(found.id, viewer=lead) == {Invited.FAILED: 1}


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["off", "begun"])
def test_no_mail_goes_for_a_session_that_is_off_or_has_begun(lead, how) -> None:
    found = training.session(lead, starts_at=SOON)
    invite(found, lead)
    if how == "off":
        sessions.call_off(found.id, why="A made-up storm.", by=lead)
    outbox.send(at=NOW if how == "off" else SOON)

    assert mail.outbox == []
    assert not InvitedAddress.objects.exists()
    assert invited(found.id, viewer=lead) == {Invited.NOT_NEEDED: 2}


@pytest.mark.django_db
def test_who_cannot_be_invited_is_said(lead, tara) -> None:
    found = training.session(lead, starts_at=SOON)
    youth = training.session(lead, starts_at=SOON, course=training.YOUTH)
    begun = training.session(lead)
    off = training.session(lead, starts_at=SOON, place="Elsewhere")
    sessions.call_off(off.id, why="A made-up storm.", by=lead)

    for session, error in ((youth, CountsOnly), (begun, OverAlready), (off, SessionIsOff)):
        with pytest.raises(error):
            invite(session, lead)
    for wrong in ((), ("nobody",), ("a@b.example\nBcc: c@d.example",)):
        with pytest.raises(BadAddresses):
            invite(found, lead, wrong)
    with pytest.raises(NoSuchSession):
        invite(found, tara)
    assert not Invitation.objects.exists()


# ------------------------------------------------------------------ pages
@pytest.fixture
def office(lead, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return desk.signed_in(people.account("Lena", of="COUNCIL"), at=NOW)


@pytest.mark.slow
@pytest.mark.django_db
def test_an_invitation_is_looked_at_before_it_goes(office, lead) -> None:
    found = training.session(lead, starts_at=SOON)
    here = f"/desk/training/sessions/{found.id}/"
    wrong = office.post(f"{here}invite/", {"pasted": "nobody\nann@made-up.example"})
    looked = office.post(f"{here}invite/", {"pasted": ", ".join(TWO)})
    none = Invitation.objects.count()
    sent = office.post(f"{here}invite/", {"pasted": ", ".join(TWO), "send": "1"}, follow=True)
    again = office.get(f"{here}invite/").content.decode()

    assert wrong.status_code == 422
    assert "nobody" in wrong.content.decode()
    assert "2 people get this mail" in looked.content.decode()
    assert "You are invited to a training" in looked.content.decode()
    assert none == 0
    assert "2 invitations go by mail." in sent.content.decode()
    assert "wait for their turn" in again


@pytest.mark.slow
@pytest.mark.django_db
def test_the_public_calendar_shows_only_what_chose_to_be_there(office, lead) -> None:
    shown = training.session(lead, starts_at=SOON, is_public=True, place="Made-up Library")
    training.session(lead, starts_at=SOON, place="Hidden Hall")
    training.session(lead, starts_at=SOON, course=training.YOUTH, is_public=True, place="Youth")
    off = training.session(lead, starts_at=SOON, is_public=True, place="Off Hall")
    sessions.call_off(off.id, why="A made-up storm.", by=lead)
    training.session(lead, starts_at=NOW - timedelta(days=2), is_public=True, place="Past Hall")

    page = Client().get("/trainings/")
    feed = Client().get("/trainings.ics")

    for answer in (page, feed):
        told = answer.content.decode()
        assert "Made-up Library" in told
        assert not any(each in told for each in ("Hidden", "Youth", "Off Hall", "Past Hall"))
        assert not answer.cookies
        assert shown.token not in told
    assert feed.headers["Content-Type"].startswith("text/calendar")


@pytest.mark.slow
@pytest.mark.django_db
def test_a_certificate_goes_by_mail_to_who_gave_an_address_and_once(office, lead) -> None:
    found = training.session(lead, starts_at=NOW - timedelta(hours=9))
    for name, to in (("Made-up Mo", "mo@made-up.example"), ("Made-up Ann", "")):
        attendance.add(found.id, name=name, workplace="Made-up Clinic", mail=to, by=lead)
    certificates.issue(found.id, by=lead)
    here = f"/desk/training/sessions/{found.id}/"
    first = office.post(f"{here}certificates/mail/", follow=True).content.decode()
    second = office.post(f"{here}certificates/mail/", follow=True).content.decode()
    outbox.send(at=datetime(2030, 1, 8, tzinfo=NOW.tzinfo))

    assert "1 certificate goes by mail." in first
    assert "No certificate is left to mail" in second
    assert [each.to for each in mail.outbox] == [["mo@made-up.example"]]
    name, content, kind = mail.outbox[0].attachments[0]
    assert (name, kind, content[:5]) == ("certificate.pdf", "application/pdf", b"%PDF-")


@pytest.mark.django_db
def test_a_revoked_certificate_is_not_mailed(lead) -> None:
    found = training.session(lead, starts_at=NOW - timedelta(hours=9))
    attendance.add(found.id, name="Mo", workplace="Clinic", mail="mo@made-up.example", by=lead)
    certificates.issue(found.id, by=lead)
    paper = Certificate.objects.get().id
    invitations.mail_certificates(found.id, papers=[paper], site=SITE, by=lead)
    certificates.revoke(paper, why="A made-up reason.", by=lead)
    outbox.send(at=NOW)

    assert mail.outbox == []
