"""
Substance use facts (42 CFR part 2): only by a consent of their own, and never without the notice.

Nobody of the agency that keeps the case may write one (need_to_know.csv), so the rows here are laid
down by hand, as a program that holds such records would bring them.
"""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from fourfold.apps.cases.actions import links, referrals
from fourfold.apps.cases.models import Referral
from fourfold.reference import active_pack
from fourfold.security.access.sight import NotKnown
from fourfold.security.consent import Thing
from fourfold.security.consent.notices import sud_notice
from fourfold.security.models import Account, Disclosure
from tests.make import desk
from tests.make.people import NOW
from tests.make.services import ELSEWHERE, MESSAGE, NAME, Referred, referred

pytestmark = pytest.mark.django_db
SUD = Thing("sud", "referral.sud_note")
WORDS = "qzcanary: sober since May"
NOTICE = sud_notice(active_pack(), on=NOW.date())
SHOW = {"value": "referral:sud_note", "purpose": "TO_GIVE_A_SERVICE"}


@pytest.fixture
def here(monkeypatch) -> Referred:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return referred()


def page(viewer) -> Client:
    return desk.signed_in(Account.objects.get(id=viewer.account), at=NOW)


def lay_down(number: str) -> str:
    with transaction.atomic():
        row = Referral.objects.get(pk=number)
        row.sud_note = WORDS
        row.save(update_fields=["sud_note"])
    return number


def test_with_the_fact_comes_the_notice_and_the_accounting_says_which(here):
    here.consent(NAME, MESSAGE)
    here.consent(SUD)
    number = lay_down(here.sent(tells=True))
    rosa = page(here.rosa)

    first = rosa.get(f"/desk/referrals/{number}/").content.decode()
    assert "Drug or alcohol treatment" in first, "that there is something, behind a purpose"
    assert WORDS not in first

    shown = rosa.post(f"/desk/referrals/{number}/show/", SHOW).content.decode()
    assert WORDS in shown
    assert escape(NOTICE.text) in shown
    assert NOTICE.citation in shown
    told = Disclosure.objects.get(has_sud=True)
    assert (told.notice, told.what) == (NOTICE.version, "sud:referral.sud_note")
    assert not Disclosure.objects.filter(has_sud=False).exclude(notice="").exists()


def test_no_other_consent_covers_it(here):
    here.consent(Thing("personal"), Thing("health"), Thing("place"))
    number = lay_down(here.sent(tells=True))
    rosa = page(here.rosa)

    shown = rosa.get(f"/desk/referrals/{number}/").content.decode()
    assert "Maya" in shown
    assert "Drug or alcohol" not in shown
    answer = rosa.post(f"/desk/referrals/{number}/show/", SHOW)
    assert WORDS not in answer.content.decode()
    assert not Disclosure.objects.filter(has_sud=True).exists()


@pytest.mark.parametrize("language", ["", "es/"])
def test_a_link_shows_the_notice_in_the_words_of_the_law(here, language):
    here.consent(NAME, to=ELSEWHERE)
    here.consent(SUD, to=ELSEWHERE)
    number = lay_down(here.sent(to=ELSEWHERE, tells=True))
    made = links.make_link(number, case=here.case, told_to="Ms. Abbott", by=here.worker)

    shown = Client().post(f"/answer/{made.token}/{language}", {"code": made.code}).content.decode()

    assert WORDS in shown
    assert escape(NOTICE.text) in shown
    assert ("con las palabras de la ley" in shown) == bool(language)
    assert Disclosure.objects.get(has_sud=True).notice == NOTICE.version


@pytest.fixture
def no_notice(monkeypatch) -> None:
    kind = type(active_pack())
    rows = kind.rows
    monkeypatch.setattr(
        kind, "rows", lambda self, name: () if name == "disclosure_notices" else rows(self, name)
    )


@pytest.mark.usefixtures("no_notice")
def test_without_a_notice_in_the_pack_the_fact_stays_closed_and_the_page_says_why(here):
    here.consent(SUD)
    number = lay_down(here.sent(tells=True))

    answer = page(here.rosa).post(f"/desk/referrals/{number}/show/", SHOW, follow=True)

    assert WORDS not in answer.content.decode()
    assert "has no notice for substance use records" in answer.content.decode()
    assert not Disclosure.objects.exists()


@pytest.mark.usefixtures("no_notice")
def test_a_link_without_a_notice_tells_the_rest(here):
    here.consent(NAME, to=ELSEWHERE)
    here.consent(SUD, to=ELSEWHERE)
    number = lay_down(here.sent(to=ELSEWHERE, tells=True))
    made = links.make_link(number, case=here.case, told_to="Ms. Abbott", by=here.worker)

    shown = Client().post(f"/answer/{made.token}/", {"code": made.code}).content.decode()

    assert "Maya" in shown
    assert WORDS not in shown
    assert not Disclosure.objects.filter(has_sud=True).exists()


def test_whoever_keeps_the_case_can_neither_write_nor_read_it(here):
    worker, top = page(here.worker), f"/desk/cases/{here.case}/services"
    assert 'name="sud_note"' not in worker.get(f"{top}/refer/").content.decode()
    with pytest.raises(NotKnown):
        here.draft(tells=True, told={"sud_note": WORDS})
    assert not Referral.objects.exists()

    here.consent()
    number = lay_down(here.sent(tells=True))
    for address in (f"{top}/referrals/{number}/", f"/desk/cases/{here.case}/print/"):
        assert WORDS not in worker.get(address).content.decode()
    taken = {"purpose": "TO_GIVE_A_SERVICE"}
    for form in ("JSON", "HTCDS"):
        made = worker.post(f"/desk/cases/{here.case}/take-along/", taken | {"form": form})
        assert made.status_code == 200
        assert "qzcanary" not in made.content.decode()


def test_a_referral_that_is_over_shows_it_no_more(here):
    here.consent(SUD)
    number = lay_down(here.sent(tells=True))
    referrals.revoke(number, case=here.case, reason="NOT_SAFE", by=here.worker)

    answer = page(here.rosa).post(f"/desk/referrals/{number}/show/", SHOW)

    assert answer.status_code == 404
    assert WORDS not in answer.content.decode()
