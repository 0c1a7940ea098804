"""Notices: kept with what they tell of, mailed without a word of it."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

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


def test_the_mail_says_only_that_something_waits(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notify([account("Ada").id], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)

    sent = mail.outbox[0]
    assert "7Q2K" not in sent.subject + sent.body
    assert "One item waits for you" in sent.body


def test_a_closed_account_gets_no_mail(django_capture_on_commit_callbacks):
    ada = account("Ada")
    ada.is_active = False
    ada.save()
    with django_capture_on_commit_callbacks(execute=True):
        notify([ada.id], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)

    assert mail.outbox == []


def test_a_mail_that_cannot_go_loses_nothing(monkeypatch, django_capture_on_commit_callbacks):
    def refuse(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("fourfold.security.notices.send_mail", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        notify([account("Ada").id], NoticeKind.GLASS_BROKEN, subject="glass:7Q2K", at=NOW)

    assert waiting_for(account("Ada").id).exists()


@pytest.mark.django_db(transaction=True)
def test_a_notice_goes_with_a_change_that_failed():
    ada = account("Ada").id
    with transaction.atomic():
        notify([ada], NoticeKind.ROLE_WAITS, subject="role:7", at=NOW)
        transaction.set_rollback(True)

    assert not waiting_for(ada).exists()
    assert mail.outbox == []
