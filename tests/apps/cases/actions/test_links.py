"""One-time links: a code told by telephone, few tries, one answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command

from fourfold.apps.cases.actions import answers, links, referrals
from fourfold.apps.cases.actions.answers import Answer
from fourfold.apps.cases.actions.records import DoneBefore
from fourfold.apps.cases.models import CaseLine, Referral, ReferralLink
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import nobody
from fourfold.security.models import Notice
from tests.make.people import NOW
from tests.make.services import ELSEWHERE, Referred, referred

pytestmark = pytest.mark.django_db
STRANGER = nobody(NOW)
ACCEPTS = Answer("ACCEPTED")


@pytest.fixture
def here() -> Referred:
    return referred()


def link(here: Referred, number: str) -> links.NewLink:
    return links.make_link(number, case=here.case, told_to="Ms. Abbott", by=here.worker)


def wrong(code: str) -> str:
    return code[:-1] + ("1" if code[-1] != "1" else "2")


def test_neither_link_nor_code_is_kept(here):
    made = link(here, here.sent(to=ELSEWHERE))
    kept = str(ReferralLink.objects.values())

    assert made.token not in kept
    assert made.code not in kept
    assert len(made.code) == 8


def test_the_right_code_opens_once_and_one_answer_is_taken(here):
    number = here.sent(to=ELSEWHERE)
    made = link(here, number)
    entered = links.enter(made.token, code=f" {made.code[:4]} {made.code[4:]} ", by=STRANGER)

    with pytest.raises(links.LinkUseless):
        links.enter(made.token, code=made.code, by=STRANGER)
    answers.answer_by_link(made.token, given=entered.given, said=ACCEPTS, by=STRANGER)
    with pytest.raises(DoneBefore):
        answers.answer_by_link(made.token, given=entered.given, said=ACCEPTS, by=STRANGER)
    for other in (Answer("ACCEPTED", words="Come on Monday."), Answer("DECLINED", "FULL")):
        with pytest.raises(NotKnown):
            answers.answer_by_link(made.token, given=entered.given, said=other, by=STRANGER)

    found = Referral.objects.get(pk=number)
    assert (found.state, found.answered_by) == ("ACCEPTED", entered.link)
    assert ReferralLink.objects.get().ended_how == "ANSWERED"


def test_five_wrong_codes_close_the_link_and_the_worker_is_told(here):
    made = link(here, here.sent(to=ELSEWHERE))
    left = []
    for _nth in range(4):
        with pytest.raises(links.WrongCode) as refused:
            links.enter(made.token, code=wrong(made.code), by=STRANGER)
        left.append(refused.value.left)
    with pytest.raises(links.LinkUseless):
        links.enter(made.token, code=wrong(made.code), by=STRANGER)

    assert left == [4, 3, 2, 1]
    with pytest.raises(links.LinkUseless):
        links.enter(made.token, code=made.code, by=STRANGER)
    assert ReferralLink.objects.get().ended_how == "TRIES"
    assert CaseLine.objects.filter(step="REFERRAL_CODE_WRONG").count() == 5
    assert Notice.objects.filter(to=here.worker.account, kind="REFERRAL_LINK_CLOSED").count() == 1


@pytest.mark.parametrize("how", ["unknown", "over", "revoked", "replaced", "answered"])
def test_a_link_that_is_over_says_the_same_as_one_that_never_was(here, how):
    number = here.sent(to=ELSEWHERE)
    made, at = link(here, number), NOW
    token = "unknown" if how == "unknown" else made.token
    if how == "over":
        at = made.until_at
    if how == "revoked":
        referrals.revoke(number, case=here.case, reason="NOT_SAFE", by=here.worker)
    if how == "replaced":
        link(here, number)
    if how == "answered":
        entered = links.enter(token, code=made.code, by=STRANGER)
        answers.answer_by_link(token, given=entered.given, said=ACCEPTS, by=STRANGER)

    with pytest.raises(links.LinkUseless) as refused:
        links.enter(token, code=made.code, by=nobody(at))
    assert str(refused.value) == str(links.LinkUseless())


def test_a_page_left_open_too_long_or_revoked_meanwhile_answers_nothing(here):
    number = here.sent(to=ELSEWHERE)
    made = link(here, number)
    entered = links.enter(made.token, code=made.code, by=STRANGER)

    with pytest.raises(NotKnown):
        answers.answer_by_link(
            made.token, given=entered.given, said=ACCEPTS, by=nobody(NOW + links.PAGE_LIVES)
        )
    referrals.revoke(number, case=here.case, reason="NOT_SAFE", by=here.worker)
    with pytest.raises(NotKnown):
        answers.answer_by_link(made.token, given=entered.given, said=ACCEPTS, by=STRANGER)
    assert Referral.objects.get(pk=number).state == "REVOKED"


def test_a_link_is_for_services_without_an_account_and_needs_somebody_to_call(here):
    with pytest.raises(NotKnown):
        link(here, here.sent())
    with pytest.raises(links.NobodyToTell):
        links.make_link(here.sent(to=ELSEWHERE), case=here.case, told_to=" ", by=here.worker)
    with pytest.raises(NotKnown):
        links.make_link(here.draft(to=ELSEWHERE), case=here.case, told_to="A", by=here.worker)
    with pytest.raises(NotKnown):
        links.make_link(here.sent(to=ELSEWHERE), case=here.case, told_to="A", by=here.rosa)
    assert not ReferralLink.objects.exists()


def test_a_later_answer_needs_a_new_link(here):
    number = here.sent(to=ELSEWHERE)
    made = link(here, number)
    entered = links.enter(made.token, code=made.code, by=STRANGER)
    answers.answer_by_link(made.token, given=entered.given, said=ACCEPTS, by=STRANGER)
    later = here.at(timedelta(days=20))
    second = links.make_link(number, case=here.case, told_to="Ms. Abbott", by=later.worker)
    entered = links.enter(second.token, code=second.code, by=nobody(later.worker.at))
    answers.answer_by_link(
        second.token,
        given=entered.given,
        said=Answer("DONE", "COMPLETED"),
        by=nobody(later.worker.at),
    )

    assert Referral.objects.get(pk=number).state == "DONE"


def test_the_log_holds_after_all_of_it(here, capsys):
    made = link(here, here.sent(to=ELSEWHERE))
    links.enter(made.token, code=made.code, by=STRANGER)

    call_command("audit", "verify")
    assert "holds" in capsys.readouterr().out.lower()
