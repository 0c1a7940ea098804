"""Who may send, see and answer a referral, and what a consent lets a service see of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.apps.cases.access.services import is_told, received
from fourfold.apps.cases.actions import records, referrals
from fourfold.apps.cases.actions.answers import AnsweredMeanwhile
from fourfold.apps.cases.models import Case, CaseLine, Referral
from fourfold.apps.cases.rules import referring
from fourfold.apps.cases.states.services import MoveNotAllowed, ReferralState
from fourfold.security import consent
from fourfold.security.access import relations
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.sight import NotKnown
from fourfold.security.classes import FieldClass
from fourfold.security.consent_codes import HowEnded
from fourfold.security.models import Notice
from tests.make import people
from tests.make.people import DCF, NOW, PROVIDER
from tests.make.services import NAME, Referred, again, referred

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def here() -> Referred:
    return referred()


def state_of(number: str) -> str:
    return Referral.objects.get(pk=number).state


def told(number: str, viewer) -> set[tuple[str, str]]:
    """Return what a receiver may see of a referral now."""
    found = received(viewer=viewer).filter(pk=number).first()
    seen = is_told(found, viewer=viewer, role="PROVIDER") if found else None
    return set(seen.ties[0].only) if seen else set()


def test_a_referral_without_facts_needs_no_consent_and_opens_nothing(here):
    number = here.sent()

    assert state_of(number) == "SENT"
    assert received(viewer=here.rosa).filter(pk=number).exists()
    assert told(number, here.rosa) == set()
    assert not visible_to(here.rosa, Case).exists()


def test_a_referral_that_tells_facts_waits_for_a_consent(here):
    number = here.draft(tells=True)

    with pytest.raises(referring.NeedsConsent):
        here.send(number)
    assert state_of(number) == "DRAFT"

    here.consent()
    here.send(number)
    assert told(number, here.rosa) == {
        ("personal", "person.given_name"),
        ("personal", "referral.message"),
    }


@pytest.mark.parametrize(
    ("to", "purpose", "to_role"),
    [("ORG004", "SERVICES", ""), (PROVIDER, "HOUSING", ""), (PROVIDER, "SERVICES", "TEAM")],
)
def test_a_consent_for_somebody_or_something_else_tells_nothing(here, to, purpose, to_role):
    here.consent(to=to, purpose=purpose, to_role=to_role)
    number = here.draft(tells=True)
    if to_role:
        here.send(number)
    else:
        with pytest.raises(referring.NeedsConsent):
            here.send(number)

    assert told(number, here.rosa) == set()


def test_a_consent_taken_back_ends_the_facts_and_leaves_the_referral(here):
    given = here.consent()
    number = here.sent(tells=True)

    consent.revoke(given.id, how=HowEnded.SPOKEN, by=here.worker.account, at=NOW)

    assert told(number, here.rosa) == set()
    assert received(viewer=here.rosa).filter(pk=number).exists()
    here.answer(number, "ACCEPTED")
    assert state_of(number) == "ACCEPTED"


def test_a_consent_that_ends_by_itself_ends_the_facts(here):
    given = here.consent()
    number = here.sent(tells=True)
    here.answer(number, "ACCEPTED")

    before = again(here.rosa, at=given.until_at - timedelta(microseconds=1))
    assert told(number, before)
    assert told(number, again(here.rosa, at=given.until_at)) == set()


def test_a_revoked_referral_is_gone_at_the_next_request_and_the_service_is_told(here):
    here.consent()
    number = here.sent(tells=True)
    assert visible_to(here.rosa, Case).exists()

    later = here.at(HOUR)
    referrals.revoke(number, case=here.case, reason="PERSON_ASKED", by=later.worker)

    assert not received(viewer=later.rosa).filter(pk=number).exists()
    assert not visible_to(later.rosa, Case).exists()
    kinds = Notice.objects.filter(to=here.rosa.account).values_list("kind", flat=True)
    assert set(kinds) == {"REFERRAL_CAME", "REFERRAL_REVOKED"}
    with pytest.raises(NotKnown):
        here.answer(number, "ACCEPTED", by=later.rosa)


@pytest.mark.parametrize("then", ["DECLINED", "DONE"])
def test_who_declines_or_ends_sees_no_fact_any_more(here, then):
    here.consent()
    number = here.sent(tells=True)
    later = here.at(HOUR)
    if then == "DONE":
        here.answer(number, "ACCEPTED")
    here.answer(number, then, "OTHER", words="No room for more.", by=later.rosa)

    assert told(number, later.nina) == set()
    assert not visible_to(later.nina, Case).exists()
    assert received(viewer=later.nina).get(pk=number).state == then


def test_the_second_of_two_who_answer_is_told_what_the_first_did(here):
    number = here.sent()
    here.answer(number, "ACCEPTED", version=2)

    with pytest.raises(AnsweredMeanwhile) as told_to_nina:
        here.answer(number, "DECLINED", "FULL", version=2, by=here.nina)
    assert told_to_nina.value.by == here.rosa.account
    assert told_to_nina.value.at == NOW
    assert told_to_nina.value.state == ReferralState.ACCEPTED
    assert state_of(number) == "ACCEPTED"


def test_an_answer_after_its_time_is_not_taken(here):
    number = here.sent()
    over = here.at(referring.ANSWER_WITHIN)

    with pytest.raises(NotKnown):
        here.answer(number, "ACCEPTED", by=over.rosa)
    assert state_of(number) == "SENT"


def test_a_waitlisted_person_is_not_forgotten_after_the_time_to_answer(here):
    number = here.sent()
    here.answer(number, "WAITLISTED", "FULL")
    later = here.at(referring.ANSWER_WITHIN + HOUR)

    here.answer(number, "ACCEPTED", begins_on=later.rosa.at.date(), by=later.rosa)
    assert state_of(number) == "ACCEPTED"


def test_nothing_is_sent_over_a_no_of_the_person(here):
    number = here.draft()

    with pytest.raises(referring.PersonNotAsked):
        here.send(number, said="")
    with pytest.raises(referring.PersonNotAsked):
        here.send(number, said="NO")
    assert state_of(number) == "DRAFT"


def test_a_page_that_is_old_sends_nothing(here):
    number = here.draft()

    with pytest.raises(records.ChangedMeanwhile):
        here.send(number, version=7)
    assert state_of(number) == "DRAFT"


def test_the_same_form_sent_twice_makes_one_referral(here):
    here.draft(once="a-key")

    with pytest.raises(records.DoneBefore):
        here.draft(once="a-key")
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(
    ("then", "reason", "words", "error"),
    [
        ("DECLINED", "", "", referring.ReasonMissing),
        ("DECLINED", "OTHER", "", referring.SayWhat),
        ("WAITLISTED", "MOVED", "", referring.ReasonMissing),
        ("ACCEPTED", "FULL", "", referring.ReasonMissing),
        ("DONE", "COMPLETED", "", MoveNotAllowed),
        ("REVOKED", "MISTAKE", "", MoveNotAllowed),
    ],
)
def test_an_answer_without_its_reason_or_out_of_turn_changes_nothing(
    here, then, reason, words, error
):
    number = here.sent()

    with pytest.raises(error):
        here.answer(number, then, reason, words=words)
    assert state_of(number) == "SENT"


SENDERS = [
    ("the worker", lambda here: here.worker, True),
    ("a colleague", lambda here: people.viewer("Carmen", "CARELINE"), False),
    ("the service", lambda here: here.rosa, False),
    ("a steward", lambda here: people.viewer("Stella", "STEWARD"), False),
]


@pytest.mark.parametrize(("who", "viewer", "may"), SENDERS, ids=[row[0] for row in SENDERS])
def test_only_who_keeps_the_case_sends_and_takes_back(here, who, viewer, may):
    by, draft = viewer(here), here.draft()

    def sends():
        referrals.send(draft, case=here.case, person_said="YES", version=1, by=by)
        referrals.revoke(draft, case=here.case, reason="MISTAKE", by=by)

    if may:
        sends()
    else:
        with pytest.raises(NotKnown):
            sends()
    assert state_of(draft) == ("REVOKED" if may else "DRAFT")


RECEIVERS = [
    ("a provider there", lambda here: here.rosa, True),
    ("the worker who sent it", lambda here: here.worker, False),
    ("a provider elsewhere", lambda here: people.viewer("Ed", "PROVIDER", of="LANTERN"), False),
    ("an administrator there", lambda here: admin(), False),
    ("a provider in conflict", lambda here: in_conflict(here), False),
]


def admin():
    return people.viewer("Hana", "AGENCY_ADMIN", of=PROVIDER)


def in_conflict(here: Referred):
    relations.declare_conflict(Case.objects.get(pk=here.case), here.nina.account, by=here.nina)
    return here.nina


@pytest.mark.parametrize(("who", "viewer", "may"), RECEIVERS, ids=[row[0] for row in RECEIVERS])
def test_only_the_service_it_went_to_sees_and_answers(here, who, viewer, may):
    here.consent()
    number, by = here.sent(tells=True), viewer(here)

    assert received(viewer=by).filter(pk=number).exists() is may
    if may:
        here.answer(number, "ACCEPTED", by=by)
    else:
        with pytest.raises(NotKnown):
            here.answer(number, "ACCEPTED", by=by)
    assert state_of(number) == ("ACCEPTED" if may else "SENT")


def test_a_seat_on_a_team_shows_nothing_more_on_the_referral(here):
    here.consent(NAME)
    number = here.sent(tells=True)
    people.seat(people.account("Rosa", of=PROVIDER), "TEAM_A", "ADVOCATE")
    relations.put_in_queue(Case.objects.get(pk=here.case), "TEAM_A", by=here.worker)

    found = received(viewer=here.rosa).get(pk=number)
    seen = is_told(found, viewer=again(here.rosa, at=NOW), role="PROVIDER")
    assert seen.may(Action.READ, FieldClass.PERSONAL, "person.given_name")
    assert not seen.may(Action.READ, FieldClass.PERSONAL, "person.family_name")


def test_the_story_tells_each_step_and_no_word_of_the_person(here):
    here.consent()
    number = here.sent(tells=True)
    here.answer(number, "DECLINED", "FULL", words="Her name is Maya.")

    lines = CaseLine.objects.filter(case=here.case, part=f"referral:{number}")
    assert {line.step for line in lines} == {
        "REFERRAL_DRAFTED",
        "REFERRAL_SENT",
        "REFERRAL_DECLINED",
    }
    assert "Maya" not in str([line.facts for line in lines])


def test_a_referral_goes_to_another_organization_that_there_is(here):
    with pytest.raises(referring.SameAgency):
        here.draft(to=DCF)
    with pytest.raises(NotKnown):
        here.draft(to="NOWHERE")
    assert not Referral.objects.exists()
