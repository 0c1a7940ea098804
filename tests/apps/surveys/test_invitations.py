"""Organizations answer by their own link, once; nothing ties an answer to who gave it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core import mail

from fourfold.apps.surveys import access
from fourfold.apps.surveys.actions import (
    answering,
    invitations,
    sampling,
    studies,
    survey_mails,
)
from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.jobs import mails as job
from fourfold.apps.surveys.models import Draw, Invited, Response, SurveyMail, Wave, invited_id
from fourfold.apps.surveys.rules import (
    BadSample,
    InvitationSpent,
    InvitationUseless,
    NoSuchStudy,
    WaveNotOpen,
)
from fourfold.apps.surveys.rules.invitations import InvitedState, Mailing
from fourfold.apps.surveys.rules.sampling import Allocation, Drawing, Split
from fourfold.apps.surveys.states import MoveNotAllowed, Step, WaveState
from fourfold.security import outbox
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent
from tests.make import people, surveys
from tests.make import sampling as made
from tests.make.people import NOW
from tests.make.surveys import STAFF

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def answer(wave: Wave, key: str, *, works: str = "no"):
    """Answer the two pages by an invitation's key."""
    by = nobody(NOW)
    begun = turn("", wave=wave.code, asks=Asks({}, invitation=key), by=by)
    return [
        turn(
            begun.key,
            wave=wave.code,
            asks=Asks({"works": works, "more": "x"}, page=page, step=Step.NEXT, invitation=key),
            by=by,
        )
        for page in (0, 1)
    ][-1]


def states(wave: Wave) -> list[str]:
    return list(wave.invited.order_by("name").values_list("state", flat=True))


def test_a_link_lets_its_organization_answer_once() -> None:
    wave = made.invited()
    key = made.keys(wave)[0]

    assert answer(wave, key).is_sent

    assert states(wave) == ["ANSWERED", *["INVITED"] * 5]
    with pytest.raises(InvitationSpent):
        answer(wave, key)
    assert Response.objects.count() == 1


def test_two_people_of_one_organization_send_one_answer() -> None:
    wave = made.invited()
    key = made.keys(wave)[0]
    late = turn("", wave=wave.code, asks=Asks({}, invitation=key), by=nobody(NOW))
    answer(wave, key)

    asks = Asks({"works": "no", "more": "y"}, page=0, step=Step.NEXT, invitation=key)
    turn(late.key, wave=wave.code, asks=asks, by=nobody(NOW))
    with pytest.raises(InvitationSpent):
        turn(late.key, wave=wave.code, asks=replace(asks, page=1), by=nobody(NOW))

    assert Response.objects.count() == 1


@pytest.mark.parametrize("key", ["", "x", "0123456789ABCDEF", "ß" * 90])
def test_without_its_link_nobody_answers_an_invited_wave(key: str) -> None:
    wave = made.invited()
    with pytest.raises(InvitationUseless):
        turn("", wave=wave.code, asks=Asks({}, invitation=key), by=nobody(NOW))
    with pytest.raises(InvitationUseless):
        surveys.begin(wave)


def test_a_link_of_another_wave_or_with_a_letter_changed_opens_nothing() -> None:
    wave = made.invited()
    key = made.keys(wave)[0]

    assert invited_id(key.upper()) == wave.invited.order_by("name").first().id
    assert invited_id(key[:-1] + ("0" if key[-1] != "0" else "1")) == ""


def test_no_row_and_no_line_of_the_log_ties_an_answer_to_an_organization() -> None:
    wave = made.invited()
    before = AuditEvent.objects.count()
    answer(wave, made.keys(wave)[0])

    ids = set(Invited.objects.values_list("id", flat=True))
    [kept] = Response.objects.values()
    assert not [value for value in kept.values() if str(value) in ids]
    assert (kept["sector"], kept["region"]) == ("", "")
    [line] = AuditEvent.objects.order_by("at", "pk")[before:]
    assert (line.subject, line.facts) == (f"wave:{wave.id}", {})
    fields = {each.name for each in Invited._meta.get_fields()}
    assert not {each for each in fields if "answer" in each or "response" in each}


def test_answers_are_read_only_once_the_wave_is_closed_and_it_is_closed_once() -> None:
    wave = made.invited()
    answer(wave, made.keys(wave)[0])
    assert not access.responses(STAFF).exists()

    studies.move_wave(wave.id, to=WaveState.CLOSED, by=STAFF, at=NOW)

    assert access.responses(STAFF).count() == 1
    with pytest.raises(BadSample, match="Make another wave"):
        studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)


def test_an_answer_on_its_way_while_the_wave_is_closed_is_not_taken(monkeypatch) -> None:
    wave = made.invited()
    key = made.keys(wave)[0]
    studies.move_wave(wave.id, to=WaveState.CLOSED, by=STAFF, at=NOW)
    monkeypatch.setattr(answering, "takes", lambda *_, **__: True)  # it had looked before

    with pytest.raises(WaveNotOpen):
        answer(wave, key)

    assert not Response.objects.exists()
    assert "ANSWERED" not in states(wave)


def test_answers_of_other_surveys_are_read_while_they_are_open(wave) -> None:
    surveys.answered(wave)
    assert access.responses(STAFF).count() == 1


def test_sector_and_region_stand_beside_answers_only_where_five_share_them() -> None:
    wave = made.invited(
        made.organizations(6, "education"),
        made.organizations(5, "health"),
        made.organizations(2, "courts"),
        carries=True,
    )
    # courts are two, so the smallest other sector goes with them, and neither is told
    for key in made.keys(wave):
        answer(wave, key)

    kept = Response.objects.values_list("sector", flat=True)
    assert sorted(kept) == [*[""] * 7, *["education"] * 6]


def test_at_the_end_what_stands_beside_answers_is_as_coarse_as_the_answers_need() -> None:
    wave = made.invited(
        made.organizations(6, "education"), made.organizations(6, "health"), carries=True
    )
    for key in made.keys(wave)[:8]:  # all of education and two of health
        answer(wave, key)

    studies.move_wave(wave.id, to=WaveState.CLOSED, by=STAFF, at=NOW)

    assert set(Response.objects.values_list("sector", flat=True)) == {""}


def test_a_sample_is_kept_with_its_seed_and_drawn_again_alike() -> None:
    wave = made.listed(made.organizations(30))
    how = {"how": Drawing.SAMPLE, "split": Split.SECTOR, "allocation": Allocation.EQUAL}

    first, again, other = [
        (
            sampling.draw(wave.id, **how, size=10, seed=seed, by=STAFF, at=NOW),
            set(Invited.objects.filter(state="DRAWN").values_list("name", flat=True)),
        )
        for seed in ("7", "7", "8")
    ]

    assert first == again
    assert first[0] == other[0] == 10
    assert first[1] != other[1]
    assert Draw.objects.get().seed == "8"
    seeds = AuditEvent.objects.filter(event="SURVEY_DRAWN").values_list("facts", flat=True)
    assert sorted(each["seed"] for each in seeds) == [
        "7",
        "7",
        "8",
    ]  # nobody draws until the sample pleases, unseen


def test_a_list_that_changes_undoes_its_draw_and_one_that_was_opened_stands() -> None:
    wave = made.listed()
    sampling.draw(wave.id, how=Drawing.ALL, by=STAFF, at=NOW)
    more = made.organizations(2, "health")

    assert sampling.list_organizations(wave.id, organizations=more, by=STAFF, at=NOW) == 2
    assert sampling.list_organizations(wave.id, organizations=more, by=STAFF, at=NOW) == 0

    assert set(states(wave)) == {"LISTED"}
    with pytest.raises(BadSample, match="none is drawn"):
        studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    sampling.draw(wave.id, how=Drawing.ALL, by=STAFF, at=NOW)
    studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    for late in (sampling.empty_list,):
        with pytest.raises(BadSample, match="was opened"):
            late(wave.id, by=STAFF, at=NOW)


def test_an_invitation_goes_once_in_both_languages_with_its_own_link() -> None:
    wave = made.invited(made.organizations(2))
    again = survey_mails.make(wave.id, mailing=Mailing.INVITATION, site=made.SITE, by=STAFF, at=NOW)
    outbox.send(at=NOW)

    assert again == 0
    assert len(mail.outbox) == 2
    sent = min(mail.outbox, key=lambda each: each.to)
    assert f"{made.SITE}survey/{wave.code}/for/{made.keys(wave)[0]}/" in sent.body
    assert "We see that your organization answered" in sent.body
    assert "Vemos que su organización respondió" in sent.body
    assert made.keys(wave)[1] not in sent.body


def test_a_reminder_goes_only_to_who_was_told_and_has_not_answered() -> None:
    wave = made.invited(made.organizations(4))
    outbox.send(at=NOW)
    answer(wave, made.keys(wave)[0])
    ids = list(wave.invited.order_by("name").values_list("id", flat=True))
    invitations.note(ids[1], wave=wave.id, state=InvitedState.DECLINED, by=STAFF, at=NOW)

    how = {"mailing": Mailing.REMINDER, "site": made.SITE, "by": STAFF}
    assert survey_mails.make(wave.id, **how, at=NOW) == 0  # told today
    assert survey_mails.make(wave.id, **how, at=NOW + DAY) == 2
    assert survey_mails.make(wave.id, **how, at=NOW + DAY) == 0
    answer(wave, made.keys(wave)[2])
    mail.outbox.clear()
    outbox.send(at=NOW + DAY)

    assert [each.to for each in mail.outbox] == [["edu3@example.org"]]
    assert mail.outbox[0].subject.startswith("Reminder:")


def test_the_clock_reminds_in_the_days_before_the_last_and_once() -> None:
    wave = made.invited(made.organizations(2), days=7)
    Wave.objects.filter(id=wave.id).update(until_on=NOW.date() + 10 * DAY)
    answer(wave, made.keys(wave)[0])

    said = {days: job.remind(at=NOW + days * DAY) for days in (2, 3, 4, 10, 11)}

    assert [days for days, words in said.items() if ": 1 " in words] == [3]
    assert SurveyMail.objects.filter(mailing="REMINDER").count() == 1
    assert list(job.dry_run(at=NOW + 3 * DAY)) == ["Reminders of surveys that would go today: 0."]


def test_a_mailbox_that_takes_nothing_makes_its_organization_undeliverable() -> None:
    wave = made.invited(made.organizations(1))
    survey_mails.mail_failed(SurveyMail.objects.get().id, by="outbox", at=NOW)
    assert states(wave) == ["UNDELIVERABLE"]

    assert answer(wave, made.keys(wave)[0]).is_sent  # its link was read out to it
    survey_mails.mail_failed(SurveyMail.objects.get().id, by="outbox", at=NOW)
    assert states(wave) == ["ANSWERED"]


def test_what_is_noted_by_hand_follows_the_table_and_never_unsays_an_answer() -> None:
    wave = made.invited(made.organizations(1))
    one = wave.invited.get().id
    for state in (S.DECLINED, S.DECLINED, S.INVITED, S.INELIGIBLE):
        invitations.note(one, wave=wave.id, state=state, by=STAFF, at=NOW)
    with pytest.raises(InvitationUseless):
        answer(wave, made.keys(wave)[0])
    invitations.note(one, wave=wave.id, state=S.INVITED, by=STAFF, at=NOW)
    answer(wave, made.keys(wave)[0])

    with pytest.raises(MoveNotAllowed):
        invitations.note(one, wave=wave.id, state=S.DECLINED, by=STAFF, at=NOW)


S = InvitedState


def test_a_closed_wave_mails_and_tells_no_link() -> None:
    wave = made.invited(made.organizations(1))
    studies.move_wave(wave.id, to=WaveState.CLOSED, by=STAFF, at=NOW)
    outbox.send(at=NOW)

    assert mail.outbox == []
    with pytest.raises(NoSuchStudy):
        invitations.tell_link(wave.invited.get().id, wave=wave.id, by=STAFF, at=NOW)
    with pytest.raises(BadSample):
        survey_mails.make(wave.id, mailing=Mailing.REMINDER, site="x", by=STAFF, at=NOW)
    with pytest.raises(WaveNotOpen):
        answer(wave, made.keys(wave)[0])


@pytest.mark.parametrize(
    ("role", "may"),
    [("STAFF", True), ("ANALYST", True), ("TRAINING_LEAD", True), ("TRAINER", False)]
    + [("PROVIDER", False), ("STEWARD", False), ("MEMBER", False), ("AGENCY_ADMIN", False)],
)
def test_who_runs_surveys_and_nobody_else_lists_draws_mails_and_notes(role: str, may: bool) -> None:
    wave = made.invited(made.organizations(1))
    ready = made.listed_again()
    by = people.viewer("Who", role)
    one = wave.invited.get().id
    tries = [
        lambda: sampling.list_organizations(
            ready, organizations=made.organizations(2, "health"), by=by, at=NOW
        ),
        lambda: sampling.draw(ready, how=Drawing.ALL, by=by, at=NOW),
        lambda: sampling.empty_list(ready, by=by, at=NOW),
        lambda: survey_mails.make(wave.id, mailing=Mailing.REMINDER, site="x", by=by, at=NOW),
        lambda: invitations.set_mailbox(one, wave=wave.id, mail="", by=by, at=NOW),
        lambda: invitations.tell_link(one, wave=wave.id, by=by, at=NOW),
        lambda: invitations.note(one, wave=wave.id, state=S.DECLINED, by=by, at=NOW),
    ]
    done = []
    for each in tries:
        try:
            each()
        except NoSuchStudy:
            continue
        done.append(each)
    assert len(done) == (len(tries) if may else 0)
