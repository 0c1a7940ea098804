"""The life of an answer link: made once, shown once, opens one call, ends for good."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.submissions.actions import asking, calls, links, respondents
from fourfold.apps.submissions.models import AnswerLink, DataCall, Respondent
from fourfold.apps.submissions.queries import links as queries
from fourfold.apps.submissions.rules.links import works_until
from fourfold.reference import active_pack
from fourfold.security import outbox
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent, MailState, Outgoing
from tests.make import answers, people
from tests.make.answers import DUE, HOUSE
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
ROLES_THAT_MAKE = {"STAFF"}


def opens(key: str, at: datetime = NOW) -> bool:
    return queries.way_in(key, viewer=nobody(at)) is not None


def test_a_link_opens_the_call_of_its_office() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)

    found = links.enter(key, by=nobody(NOW))

    assert (found.call, found.office) == (call, office)
    assert found.name.startswith("link:")


def test_of_the_secret_only_a_digest_is_kept() -> None:
    call, office = answers.asked()
    made = links.make(call, respondent=office, by=HOUSE, at=NOW)

    kept = AnswerLink.objects.get(pk=made.id)
    assert len(made.token) == 52
    assert made.token not in str(vars(kept))
    facts = str(list(AuditEvent.objects.values_list("facts", "subject")))
    assert made.token not in facts


def test_two_links_have_nothing_in_common() -> None:
    call, office = answers.asked()

    assert answers.key(call, office) != answers.key(call, office)


def test_a_key_may_be_typed_with_capitals_blanks_and_dashes() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)

    assert opens(f" {key[:4].upper()}-{key[4:20]} {key[20:]} ")


def test_a_new_link_ends_the_one_before() -> None:
    call, office = answers.asked()
    old, new = answers.key(call, office), answers.key(call, office)

    assert not opens(old)
    assert opens(new)


def test_a_revoked_link_opens_nothing_and_revoking_twice_is_once() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)

    links.revoke(call, respondent=office, by=HOUSE, at=NOW)
    links.revoke(call, respondent=office, by=HOUSE, at=NOW)

    assert not opens(key)
    assert AuditEvent.objects.filter(event="ANSWER_LINK_ENDED").count() == 1


@pytest.mark.parametrize("key", ["", "x", "a" * 52, "\x00", "ſ" * 52])
def test_a_guessed_key_opens_nothing(key: str) -> None:
    answers.key(*answers.asked())

    with pytest.raises(links.LinkUseless):
        links.enter(key, by=nobody(NOW))


def test_a_link_works_until_thirty_days_after_the_due_day() -> None:
    key = answers.key(*answers.asked())
    last = datetime.combine(DUE + timedelta(days=30), datetime.min.time(), UTC)

    assert works_until(DUE) == date(2030, 3, 3)
    assert opens(key, last + timedelta(hours=23))  # still that day in the state
    assert not opens(key, last + timedelta(days=1, hours=6))


def test_a_later_day_granted_to_the_office_holds_for_its_link() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)
    later = DUE + timedelta(days=20)
    asking.grant_later_day(call, organization=office, due_on=later, by=HOUSE, at=NOW)

    assert opens(key, datetime.combine(later + timedelta(days=29), datetime.min.time(), UTC))


def test_a_closed_call_ends_its_links() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)

    calls.close_call(call, why="It is over.", by=HOUSE, at=NOW)

    assert not opens(key)


def test_an_office_that_is_closed_comes_in_no_more() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)

    respondents.set_active(office, is_active=False, by=HOUSE, at=NOW)

    assert not opens(key)


def test_rows_about_people_are_never_answered_by_a_link() -> None:
    call, office = answers.asked(dataset="dcf_referrals")

    with pytest.raises(links.OnePersonARow, match="brought as a file"):
        answers.key(call, office)

    assert not AnswerLink.objects.exists()


def test_an_office_that_was_not_asked_gets_no_link() -> None:
    call, _ = answers.asked()
    other = answers.office("OTHER_PD")

    with pytest.raises(links.NotAsked):
        answers.key(call, other)


@pytest.mark.parametrize("role", ["STAFF", "STEWARD", "OPERATOR", "PRIVACY", "CARELINE"])
def test_only_the_council_s_staff_make_links_and_see_them(role: str) -> None:
    call, office = answers.asked(agency=people.DCF)
    by = people.viewer("Of-" + role, role)

    if role in ROLES_THAT_MAKE:
        links.make(call, respondent=office, by=by, at=NOW)
        assert [each.office for each in queries.of_call(call, viewer=by)] == [office]
    else:
        with pytest.raises(links.NotAsked):
            links.make(call, respondent=office, by=by, at=NOW)
        answers.key(call, office)
        assert queries.of_call(call, viewer=by) == []


def test_an_account_s_id_counts_with_its_roles_of_that_moment_and_never_as_the_house() -> None:
    call, office = answers.asked()
    key = answers.key(call, office)
    steward, staff = people.account("Stella", "STEWARD"), people.account("Sid", "STAFF")

    with pytest.raises(links.NotAsked):
        links.make(call, respondent=office, by=steward.id, at=NOW)
    with pytest.raises(links.NotAsked):
        links.revoke(call, respondent=office, by=steward.id, at=NOW)
    assert opens(key)

    links.revoke(call, respondent=office, by=staff.id, at=NOW)
    assert not opens(key)
    assert AuditEvent.objects.get(event="ANSWER_LINK_ENDED").by == staff.id


def test_each_day_a_link_is_used_leaves_one_line_in_the_log() -> None:
    key = answers.key(*answers.asked())

    for at in (NOW, NOW + timedelta(minutes=5), NOW + timedelta(days=1)):
        links.enter(key, by=nobody(at))

    assert AuditEvent.objects.filter(event="ANSWER_LINK_OPENED").count() == 2


# ------------------------------------------------------------------ by mail
SITE = "https://example.org/"


def mailed(call: str, office: str) -> str:
    """Mail an office its link; returns the key that stands in the mail."""
    Respondent.objects.filter(code=office).update(mail="records@made-up.example")
    links.mail(call, respondent=office, site=SITE, by=HOUSE, at=NOW)
    outbox.send(at=NOW)
    return key_in(mail.outbox[-1].body)


def key_in(body: str) -> str:
    return body.partition("https://example.org/call/")[2].partition("/")[0]


def test_a_link_goes_to_the_office_s_own_mailbox() -> None:
    key = mailed(*answers.asked())

    assert opens(key)
    assert mail.outbox[-1].to == ["records@made-up.example"]
    assert "March 3, 2030" in mail.outbox[-1].body
    assert key not in mail.outbox[-1].subject


def test_a_mail_names_a_call_without_a_title_by_its_dataset_and_period() -> None:
    call, office = answers.asked()
    DataCall.objects.update(title="")

    mailed(call, office)

    title = active_pack().contract(DataCall.objects.get().dataset).title
    assert f"{title}, 2029" in mail.outbox[-1].subject
    assert call not in mail.outbox[-1].subject


def test_no_link_is_made_and_no_key_rests_before_its_turn_to_be_mailed() -> None:
    call, office = answers.asked()
    Respondent.objects.update(mail="records@made-up.example")

    for _ in range(2):
        links.mail(call, respondent=office, site=SITE, by=HOUSE, at=NOW)

    assert not AnswerLink.objects.exists()
    assert outbox.waiting().count() == 1
    assert "made-up.example" not in str(outbox.waiting().values().get())
    outbox.send(at=NOW)
    assert key_in(mail.outbox[-1].body) not in str(Outgoing.objects.values().get())


def test_an_office_without_a_mailbox_gets_no_mail_and_no_link() -> None:
    call, office = answers.asked()

    with pytest.raises(links.NotMailed, match="Send a letter"):
        links.mail(call, respondent=office, site=SITE, by=HOUSE, at=NOW)

    assert not outbox.waiting().exists()


def test_a_link_whose_mail_did_not_go_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    made = []

    def refuse(_server: object, words: outbox.Mail) -> outbox._How:
        made.append(key_in(words.body))
        return outbox._How(MailState.FAILED, "SMTPRecipientsRefused")

    monkeypatch.setattr(outbox, "_deliver", refuse)
    with pytest.raises(IndexError):
        mailed(*answers.asked())

    assert not opens(made[0])
    mails = queries.mails_of(answers.CALL, viewer=people.viewer("Sam", "STAFF"))
    assert mails["MADE_UP_PD"].state is MailState.FAILED


def test_a_call_that_closes_before_the_mail_s_turn_mails_no_link() -> None:
    call, office = answers.asked()
    Respondent.objects.update(mail="records@made-up.example")
    links.mail(call, respondent=office, site=SITE, by=HOUSE, at=NOW)
    calls.close_call(call, why="Over.", by=HOUSE, at=NOW)

    assert outbox.send(at=NOW).not_needed == 1
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("mailbox", "went"),
    [("Records@made-up.example ", 1), ("other@made-up.example", 0), ("", 0), (" ", 0)],
)
def test_an_office_that_lost_its_link_gets_a_new_one_to_the_mailbox_known(
    mailbox: str, went: int
) -> None:
    old = mailed(*answers.asked())
    mail.outbox.clear()

    links.ask_again(mailbox, site=SITE, by=nobody(NOW))
    assert opens(old)
    outbox.send(at=NOW)

    assert len(mail.outbox) == went
    assert opens(old) == (went == 0)
    assert all(opens(key_in(each.body)) for each in mail.outbox)


def test_a_mailbox_that_asks_is_kept_as_a_digest_alone() -> None:
    links.ask_again("somebody@made-up.example", site=SITE, by=nobody(NOW))

    assert "somebody" not in str(Outgoing.objects.values().get())


def test_asking_for_a_link_does_the_same_work_for_every_mailbox() -> None:
    mailed(*answers.asked())

    def work(mailbox: str) -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            links.ask_again(mailbox, site=SITE, by=nobody(NOW))
        values = re.compile(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b")
        return [values.sub("", each["sql"] or "") for each in seen.captured_queries]

    work("another@made-up.example")
    assert work("records@made-up.example") == work("nobody@made-up.example")


def test_a_call_that_is_over_mails_no_new_link() -> None:
    mailed(*answers.asked())
    later = NOW + timedelta(days=90)

    links.ask_again("records@made-up.example", site=SITE, by=nobody(later))
    outbox.send(at=later)

    assert len(mail.outbox) == 1
