"""The pages of tokens."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone

from fourfold.apps.submissions.actions import tokens
from fourfold.apps.submissions.models import Respondent
from fourfold.security.access.viewer import nobody
from fourfold.security.models import Account
from tests.make import desk, people
from tests.make.people import DCF, NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    alma = people.viewer("Alma", "AGENCY_ADMIN")
    return desk.signed_in(Account.objects.get(id=alma.account), at=NOW)


def office():
    Respondent.objects.create(
        code="OFFICE", name="Made-up office", kind="AGENCY", agency=DCF, added_at=NOW, added_by="x"
    )


def test_without_an_office_or_a_steward_the_page_says_whom_to_ask(client):
    assert "answers for no office yet" in client.get("/desk/tokens/").content.decode()
    office()
    assert "is a data steward" in client.get("/desk/tokens/new/").content.decode()


def test_a_token_is_shown_once_listed_and_ended(client):
    office()
    stew = people.viewer("Stew", "STEWARD")
    typed = {"office": "OFFICE", "name": "records system", "steward": stew.account, "days": "30"}

    page = client.post("/desk/tokens/new/", typed).content.decode()
    secret = re.search(r"<code>(fourfold_[\w-]+)</code>", page)[1]
    came = tokens.enter(secret, by=nobody(NOW))
    listed = client.get("/desk/tokens/").content.decode()
    assert "records system" in listed
    assert secret not in listed

    ended = client.post(f"/desk/tokens/{came.token}/end/", follow=True).content.decode()
    assert "It opens nothing from now on" in ended
    assert client.get("/desk/tokens/nothing/end/").status_code == 404
    with pytest.raises(tokens.TokenUseless):
        tokens.enter(secret, by=nobody(NOW))
