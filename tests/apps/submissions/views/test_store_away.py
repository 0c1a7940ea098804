"""While the store does not answer, people are told so in calm words, and nothing is lost."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from fourfold.apps.submissions.actions import asking
from fourfold.apps.submissions.models import Batch, Upload
from fourfold.apps.submissions.states import UploadState
from fourfold.security.models import Account
from tests.make import answers, brought, desk, people
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
AWAY = "nowhere://bucket"


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def client(steward, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    asking.ask(brought.CALL, respondents=[brought.OFFICE], by="setup", at=NOW)
    return desk.signed_in(Account.objects.get(id=steward.account), at=NOW)


def test_a_steward_who_keeps_a_file_is_told_and_tries_again_later(client, steward, settings):
    upload = brought.bring(brought.ANSWER, by=steward)
    there, settings.STORE = settings.STORE, AWAY
    keep = f"/desk/bring/files/{upload}/keep/"

    page = said(client.post(keep, {"note": ""}))

    assert "does not answer just now" in page
    assert "Try again in a few minutes" in page
    assert "nowhere" not in page
    assert Batch.objects.count() == 0
    assert Upload.objects.get().state == UploadState.WHOLE

    settings.STORE = there
    assert client.post(keep, {"note": ""}).status_code == 302
    assert Batch.objects.count() == 1


def test_a_compilation_says_that_the_records_cannot_be_reached(monkeypatch, settings):
    monkeypatch.setenv("FOURFOLD_JURISDICTION", "ct")
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    answers.compiled()
    staff = desk.signed_in(people.account("Of-STAFF", "STAFF"), at=NOW)
    staff.raise_request_exception = False
    settings.STORE = AWAY

    page = staff.get(f"/desk/calls/{answers.CALL}/compilation/")

    assert page.status_code == 503
    assert page.headers["Retry-After"]
    assert "The records cannot be reached right now" in page.content.decode()
