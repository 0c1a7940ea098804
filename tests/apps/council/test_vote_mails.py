"""A vote by mail is told to who speaks for each seat: invited, reminded, and the result."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse

from fourfold.apps.council.actions import seats, vote_mails, votes
from fourfold.apps.council.models import SeatTerm, VoteMail
from fourfold.apps.council.queries import vote_mails as queries
from fourfold.apps.council.queries.votes import votes_of
from fourfold.apps.council.rules import NoSuchPaper, NotWhole
from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.apps.council.states.votes import Choice, MailOf, Reach, Stage
from fourfold.apps.council.views.waits import waits
from fourfold.security import outbox
from fourfold.security.models import Account, Outgoing
from tests.make import council, desk, people
from tests.make.council import BY, recommendation, sits
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DAY = timedelta(days=1)
SITE = "https://fourfold.example/"


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def member(seat: str, name: str, *, of: str = ""):
    viewer = people.viewer(name.split()[0], "MEMBER")
    return viewer, sits(seat, name, account=viewer.account, designee_of=of)


def opened(code: str, *, days: int = 5, at=NOW) -> str:
    return votes.open_vote(code, closes_at=at + days * DAY, site=SITE, by=BY, at=at)


def box(viewer) -> str:
    return Account.objects.get(id=viewer.account).email


def sent(at) -> list[tuple[str, str]]:
    """Send what waits; returns to whom, and under which subject."""
    mail.outbox.clear()
    outbox.send(at=at)
    return sorted((each.to[0], each.subject) for each in mail.outbox)


def test_who_speaks_for_a_seat_is_invited_the_designee_before_the_holder() -> None:
    _holder, term = member("SEAT01", "Mary Madeup")
    designee, _term = member("SEAT01", "Dana Designee", of=term)
    other, _other = member("SEAT02", "Omar Other")
    sits("SEAT03", "Paula Paper")
    code = recommendation(stage=Stage.COMMENT)

    opened(code)
    opened(code)

    assert [each for each, _subject in sent(NOW)] == sorted([box(designee), box(other)])
    body = mail.outbox[0].body
    assert f"{SITE.rstrip('/')}{reverse('council:recommendation', args=[code])}" in body
    assert "A made-up recommendation." in body
    assert "kept as late, and is not counted" in " ".join(body.split())
    reach = {e.seat: e.reach for e in queries.asked(code, viewer=BY, on=NOW.date())}
    assert reach["SEAT03"] is Reach.NO_ACCOUNT
    assert reach["SEAT04"] is Reach.UNKNOWN


def test_a_seat_with_a_declared_conflict_is_not_asked_and_is_told_the_result() -> None:
    viewer, term = member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    who = SeatTerm.objects.get(id=term).member_id
    council.conflict(who, about=ConflictAbout.RECOMMENDATION, ref=code)

    vote = opened(code)

    assert sent(NOW) == []
    votes.close(vote, by=BY, at=NOW + 6 * DAY)
    assert [each for each, _subject in sent(NOW + 6 * DAY)] == [box(viewer)]


def test_who_has_not_voted_is_reminded_once_three_days_before() -> None:
    voted, _one = member("SEAT01", "Mary Madeup")
    silent, _two = member("SEAT02", "Omar Other")
    vote = opened(recommendation(stage=Stage.COMMENT), days=8)
    votes.cast(vote, choice=Choice.FOR, by=voted, at=NOW)
    sent(NOW)

    days = [vote_mails.remind_due(by="job", at=NOW + n * DAY) for n in (1, 4, 5, 6, 9)]

    assert days == [0, 0, 1, 0, 0]
    assert [each for each, _subject in sent(NOW + 6 * DAY)] == [box(silent)]
    assert "Reminder" in mail.outbox[0].subject


def test_a_mail_whose_turn_comes_too_late_is_not_sent() -> None:
    voted, _one = member("SEAT01", "Mary Madeup")
    _left, term = member("SEAT02", "Omar Other")
    silent, _three = member("SEAT03", "Silvia Silent")
    vote = opened(recommendation(stage=Stage.COMMENT))
    votes.cast(vote, choice=Choice.FOR, by=voted, at=NOW)
    how = {"how": Ending.RESIGNED, "why": "Made up.", "version": 1, "by": BY, "at": NOW}
    seats.end_term(term, on=NOW.date(), **how)

    assert [each for each, _subject in sent(NOW + DAY)] == [box(silent)]
    assert sent(NOW + 5 * DAY) == []


def test_the_result_names_the_outcome_and_who_dissented() -> None:
    viewer, _one = member("SEAT01", "Mary Madeup")
    vote = opened(recommendation(stage=Stage.COMMENT))
    votes.cast(vote, choice=Choice.AGAINST, by=viewer, at=NOW)
    sent(NOW)

    votes.close(vote, by=BY, at=NOW + 6 * DAY)

    ((to, subject),) = sent(NOW + 6 * DAY)
    body = mail.outbox[0].body
    agency = votes_of("R2030-01", viewer=BY, at=NOW)[0].tally.lines[0].agency
    assert (to, "result" in subject) == (box(viewer), True)
    assert f"Opposed by: {agency}." in body
    assert "against: 1" in body


def test_what_did_not_go_is_seen_by_staff_on_the_page_and_on_my_day() -> None:
    member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    vote = opened(code)
    Outgoing.objects.update(state="FAILED", ended_at=NOW, why_not="SMTPRecipientsRefused")
    staff = people.account("Staff", "STAFF")

    page = desk.signed_in(staff, at=NOW).get(f"/desk/council/recommendations/{code}/")

    told = " ".join(page.content.decode().split())
    assert "did not go" in told
    assert "1 seat is reached by mail" in told
    (line,) = [e for e in queries.seat_mails(vote, viewer=BY, at=NOW) if e.asked.seat == "SEAT01"]
    assert line.went[MailOf.INVITE].state.value == "FAILED"
    sam = people.viewer("Staff")
    assert "1 mail about a vote did not go" in [each.words for each in waits(sam)]
    assert [e.number for e in queries.troubles(viewer=BY, at=NOW)] == [1]


def test_a_mail_that_did_not_go_is_sent_again_by_a_press_and_one_that_went_is_not() -> None:
    who, _term = member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    vote = opened(code)
    Outgoing.objects.update(state="FAILED", made_at=NOW - DAY, ended_at=NOW)
    Account.objects.filter(id=who.account).update(email="mended@example.org")
    staff = desk.signed_in(people.account("Staff", "STAFF"), at=NOW)
    page, told = f"/desk/council/recommendations/{code}/", {"do": "mail_again", "seat": "SEAT01"}
    assert "Send it again" in staff.get(page).content.decode()

    for _press in range(2):
        staff.post(page, told | {"what": "INVITE"})

    assert Outgoing.objects.filter(kind=queries.MAIL).count() == 2
    assert "mended@example.org" in [to for to, _subject in sent(NOW + DAY)]
    for what, words in ((MailOf.INVITE, "went meanwhile"), (MailOf.RESULT, "went meanwhile")):
        how = {"what": what, "site": SITE, "by": BY, "at": NOW + DAY}
        with pytest.raises(NotWhole, match=words):
            vote_mails.send_again(vote, seat="SEAT01", **how)
    how = {"what": MailOf.INVITE, "site": SITE, "by": who, "at": NOW}
    with pytest.raises(NoSuchPaper):
        vote_mails.send_again(vote, seat="SEAT01", **how)
    assert staff.post(page, told | {"what": "x"}).status_code == 404


def test_a_mail_that_asks_for_nothing_any_more_or_reaches_nobody_is_not_sent_again() -> None:
    who, _term = member("SEAT01", "Mary Madeup")
    vote = opened(recommendation(stage=Stage.COMMENT))
    Outgoing.objects.update(state="FAILED", ended_at=NOW)
    told = {"seat": "SEAT01", "what": MailOf.INVITE, "site": SITE, "by": BY}
    with pytest.raises(NotWhole, match="is over"):
        vote_mails.send_again(vote, **told, at=NOW + 6 * DAY)
    Account.objects.filter(id=who.account).update(email="")
    with pytest.raises(NotWhole, match="No mail reaches"):
        vote_mails.send_again(vote, **told, at=NOW)


def test_members_do_not_see_whom_mails_reach() -> None:
    viewer, _one = member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    vote = opened(code)

    assert queries.asked(code, viewer=viewer, on=NOW.date()) == ()
    assert queries.seat_mails(vote, viewer=viewer, at=NOW) == ()
    assert queries.troubles(viewer=viewer, at=NOW) == []


def test_a_page_opened_before_the_deadline_still_keeps_what_was_chosen(monkeypatch) -> None:
    viewer, _one = member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    opened(code)
    after = NOW + 6 * DAY
    monkeypatch.setattr("django.utils.timezone.now", lambda: after)
    client = desk.signed_in(Account.objects.get(id=viewer.account), at=after)
    address = f"/desk/council/recommendations/{code}/"

    answer = client.post(address, {"do": "vote", "choice": "FOR", "why": ""}, follow=True)

    told = " ".join(answer.content.decode().split())
    assert "It is kept as late, and it is not counted" in told
    assert "Came late, not counted" in told


def test_a_dry_run_of_the_reminders_names_them_and_sends_nothing(monkeypatch) -> None:
    member("SEAT01", "Mary Madeup")
    code = recommendation(stage=Stage.COMMENT)
    opened(code)
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 3 * DAY)
    out = StringIO()

    call_command("send_vote_reminders", dry_run=True, stdout=out)

    assert code in out.getvalue()
    assert "would go today: 1" in out.getvalue()
    assert set(VoteMail.objects.values_list("what", flat=True)) == {"INVITE"}
