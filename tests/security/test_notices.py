"""Notices: kept with what they tell of, mailed without a word of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from fourfold.security import outbox
from fourfold.security.notices import LABELS, NoticeKind, notify, seen, waiting_for
from tests.make.people import NOW, account

pytestmark = pytest.mark.django_db


def test_every_kind_has_words():
    assert set(LABELS) == set(NoticeKind)


def test_a_notice_waits_until_its_own_person_looked_at_it():
    ada, ben = account("Ada"), account("Ben")
    notify([ada.id, ada.id], NoticeKind.ROLE_WAITS, subject="role:7", at=NOW)
    notice = waiting_for(ada.id).get()

    seen(ben.id, notice.id, at=NOW)
    assert waiting_for(ada.id).exists()
    seen(ada.id, notice.id, at=NOW)

    assert not waiting_for(ada.id).exists()


def test_the_mail_says_only_that_something_waits():
    notify([account("Ada").id], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)
    assert mail.outbox == []

    outbox.send(at=NOW)

    (sent,) = mail.outbox
    assert "7Q2K" not in sent.subject + sent.body
    assert "One item waits for you" in sent.body


def test_a_closed_account_gets_no_mail():
    ada = account("Ada")
    ada.is_active = False
    ada.save()
    notify([ada.id], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)

    assert outbox.send(at=NOW).not_needed == 1
    assert mail.outbox == []


def test_who_has_looked_already_gets_no_mail():
    ada = account("Ada").id
    notify([ada], NoticeKind.ROLE_WAITS, subject="role:7", at=NOW)
    seen(ada, waiting_for(ada).get().id, at=NOW)

    assert outbox.send(at=NOW).not_needed == 1
    assert mail.outbox == []


def test_a_mail_that_cannot_go_loses_nothing(monkeypatch):
    def refuse(_server):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
    ada = account("Ada").id
    notify([ada], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)

    assert outbox.send(at=NOW).waits == 1
    assert waiting_for(ada).exists()


@pytest.mark.django_db(transaction=True)
def test_a_notice_goes_with_a_change_that_failed():
    ada = account("Ada").id
    with transaction.atomic():
        notify([ada], NoticeKind.ROLE_WAITS, subject="role:7", at=NOW)
        transaction.set_rollback(True)

    assert not waiting_for(ada).exists()
    assert not outbox.waiting().exists()
