"""The very first accounts, from the server's command line."""

from __future__ import annotations

import io
import re

import pytest
from django.core.management import CommandError, call_command

from fourfold.reference import active_pack
from fourfold.security import audit
from fourfold.security.access import agencies
from fourfold.security.access.terms import CURRENT
from fourfold.security.access.viewer import viewer_of
from fourfold.security.accounts import recovery
from fourfold.security.models import Account, RoleGrant

from .conftest import START

pytestmark = pytest.mark.django_db
AGENCY = sorted(row["code"] for row in active_pack().rows("organizations"))[0]
WORDS = ("Ada Example", "ada@agency.example", "Pia Example", "pia@agency.example")


def first(*words: str) -> str:
    out = io.StringIO()
    call_command("accounts", "first", *(words or (AGENCY, *WORDS)), stdout=out)
    return out.getvalue()


def test_an_administrator_and_a_privacy_officer_get_a_code_each(clock):
    codes = dict(re.findall(r"(\S+@\S+): (\S+)", first()))

    assert set(codes) == {"ada@agency.example", "pia@agency.example"}
    for email, code in codes.items():
        entry = recovery.check_code(email, code, address="x", at=START)
        recovery.finish(entry.id, "nine green lanterns sail", at=START)
    held = {
        account.email: viewer_of(account.id, at=START).roles for account in Account.objects.all()
    }
    assert held["ada@agency.example"] == {"AGENCY_ADMIN"}
    lines = audit.lines_about(f"account:{Account.objects.get(email='ada@agency.example').id}")
    assert {line.by for line in lines.filter(event="ACCOUNT_OPENED")} == {"setup"}


def test_a_second_time_is_refused(clock):
    first()

    with pytest.raises(CommandError, match="There are accounts already"):
        first(AGENCY, "Eve", "eve@agency.example", "Mal", "mal@agency.example")
    assert Account.objects.count() == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("nowhere", *WORDS), "no organization"),
        ((AGENCY, "Ada", "ada@agency.example", "Ada", "ADA@agency.example"), "two people"),
        ((AGENCY, "Ada", "ada", "Pia", "pia@agency.example"), "no e-mail address"),
        ((AGENCY, "Ada", "ada@agency.example", "Pia", "pia"), "no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_opened(clock, words, why):
    with pytest.raises(CommandError, match=why):
        first(*words)
    assert not Account.objects.exists()


def test_one_more_agency_gets_an_administrator_whose_role_waits_for_a_privacy_officer(clock):
    first()
    other = sorted(row["code"] for row in active_pack().rows("organizations"))[1]
    out = io.StringIO()

    call_command("accounts", "agency", other, "Dora Example", "dora@other.example", stdout=out)

    dora = Account.objects.get(email="dora@other.example")
    assert "privacy officer agrees" in out.getvalue()
    assert viewer_of(dora.id, at=START).roles == frozenset()
    ada, pia = (Account.objects.get(email=f"{who}@agency.example") for who in ("ada", "pia"))
    agencies.accept_terms(CURRENT.version, by=viewer_of(ada.id, at=START, second_factor=True))
    grant = RoleGrant.objects.get(account=dora)
    agencies.agree_to_role(grant.id, by=viewer_of(pia.id, at=START, second_factor=True))
    with pytest.raises(CommandError, match="has an administrator"):
        call_command("accounts", "agency", other, "Eve Example", "eve@other.example")
    assert not Account.objects.filter(email="eve@other.example").exists()
