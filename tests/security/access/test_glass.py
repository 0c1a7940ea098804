"""Breaking glass: two hours, a reason, a notice, and a second person who looks at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fourfold.security.access import glass, relations
from fourfold.security.access.need_to_know import can, rights, visible_to
from fourfold.security.access.policy import Action
from fourfold.security.access.roles import ROLES
from fourfold.security.models import AuditEvent, GlassBreak, Notice, RelationKind
from tests.desk.make import folder
from tests.desk.models import Folder
from tests.make.people import DCF, NOW, viewer

pytestmark = pytest.mark.django_db
WORDS = "she may be at the bus station alone"
END = NOW + timedelta(hours=2)


@pytest.fixture
def ruth():
    return viewer("Ruth", "LIAISON")


@pytest.fixture
def pia():
    return viewer("Pia", "PRIVACY", of="CT_TIP_COUNCIL")


@pytest.fixture
def cleo():
    return viewer("Cleo", "CARELINE")


@pytest.fixture
def record(ruth):
    made = folder(DCF)
    relations.begin(made, by=ruth)
    relations.assign(made, ruth.account, by=ruth, kind=RelationKind.SUPERVISOR)
    return made


def broken(record, by, **other):
    return glass.break_glass(
        Folder, record.pk, **{"reason": "IN_DANGER_NOW", "words": WORDS, "by": by, **other}
    )


def knows(by, record):
    return visible_to(by, Folder).filter(pk=record.pk).exists()


def test_it_opens_for_two_hours_and_not_a_second_more(record, cleo, pia):
    broken(record, cleo)

    assert knows(cleo, record)
    assert knows(replace(cleo, at=END - timedelta(seconds=1)), record)
    assert not knows(replace(cleo, at=END), record)
    assert not rights(replace(cleo, at=END), record).ties


def test_it_lets_read_what_protects_and_neither_write_nor_carry_off(record, cleo, pia):
    broken(record, cleo)

    assert can(cleo, Action.READ, record, field="given_name")
    assert can(cleo, Action.SHOW, record, field="street")
    for field in Folder.FIELD_CLASSES:
        assert not can(cleo, Action.WRITE, record, field=field)
        assert not can(cleo, Action.EXPORT, record, field=field)
    assert not can(cleo, Action.SHOW, record, field="counselor_note")
    assert not can(cleo, Action.SHOW, record, field="sud_note")
    assert rights(cleo, record).by_glass_alone


def test_the_privacy_officer_and_the_supervisor_are_told_at_once(record, cleo, pia, ruth):
    made = broken(record, cleo)

    told = Notice.objects.filter(kind="GLASS_BROKEN", subject=f"glass:{made.id}")
    assert set(told.values_list("to", flat=True)) == {pia.account, ruth.account}
    assert all(each.at == NOW for each in told)


def test_it_stays_on_the_list_until_somebody_else_reviewed_it(record, cleo, pia):
    made = broken(record, cleo)
    glass.close(made.id, by=cleo)
    assert [each.id for each in glass.to_review(viewer=pia)] == [made.id]

    glass.review(made.id, outcome="JUSTIFIED", words="the call record shows the danger", by=pia)

    assert not glass.to_review(viewer=pia)
    assert glass.reviewed(viewer=pia).get().review_words.startswith("the call")
    with pytest.raises(glass.MayNotReview, match="already"):
        glass.review(made.id, outcome="JUSTIFIED", words="a second look at the same", by=pia)


def test_nobody_reviews_their_own(record, cleo, pia):
    made = broken(record, cleo)

    with pytest.raises(glass.MayNotReview):
        glass.review(made.id, outcome="JUSTIFIED", words="I looked at it myself", by=cleo)
    with pytest.raises(glass.MayNotReview, match="Somebody else"):
        glass.review(
            made.id,
            outcome="JUSTIFIED",
            words="I looked at it myself",
            by=replace(pia, account=cleo.account),
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        GlassBreak.objects.filter(id=made.id).update(
            reviewed_by=cleo.account, reviewed_at=NOW, outcome="JUSTIFIED"
        )


@pytest.mark.parametrize("code", sorted(set(ROLES) - {"CARELINE", "LIAISON"}))
def test_other_roles_break_no_glass_and_the_attempt_is_kept(record, code):
    with pytest.raises(glass.MayNotBreak):
        broken(record, viewer("Otto", code))

    assert AuditEvent.objects.order_by("-id")[0].event == "RECORD_REFUSED"
    assert not GlassBreak.objects.exists()


def test_it_takes_a_fresh_proof_of_who_asks(record, cleo):
    with pytest.raises(glass.MayNotBreak):
        broken(record, replace(cleo, stepped_up=False))


@pytest.mark.parametrize("other", [{"reason": "CURIOUS"}, {"words": "please"}, {"words": ""}])
def test_it_takes_a_reason_of_the_list_and_words(record, cleo, other):
    with pytest.raises(glass.SayWhy):
        broken(record, cleo, **other)


def test_a_number_that_is_not_there_is_said_and_kept(cleo):
    with pytest.raises(glass.NoSuchNumber):
        glass.break_glass(Folder, "0000000000000000", reason="IN_DANGER_NOW", words=WORDS, by=cleo)
    assert AuditEvent.objects.get().event == "RECORD_REFUSED"


def test_what_is_open_is_not_broken(record, ruth):
    with pytest.raises(glass.OpenAlready):
        broken(record, ruth)


def test_closing_it_takes_the_record_away_at_once(record, cleo, pia):
    made = broken(record, cleo)
    soon = replace(cleo, at=NOW + timedelta(minutes=3))
    assert glass.open_now(viewer=soon).get().id == made.id

    glass.close(made.id, by=soon)

    assert not knows(soon, record)
    assert not glass.open_now(viewer=soon)
    with pytest.raises(glass.MayNotBreak, match="over already"):
        glass.close(made.id, by=soon)


def test_who_has_no_say_in_reviews_sees_no_list(record, cleo, pia):
    broken(record, cleo)

    assert not glass.to_review(viewer=cleo)
    assert not glass.reviewed(viewer=cleo)


def test_the_database_itself_refuses_more_than_two_hours(record, cleo):
    made = broken(record, cleo)
    with pytest.raises(IntegrityError), transaction.atomic():
        GlassBreak.objects.filter(id=made.id).update(until_at=END + timedelta(seconds=1))


def test_a_failing_log_opens_nothing(record, cleo, monkeypatch):
    def refuse(*_args, **_facts):
        raise RuntimeError("the log is full")

    monkeypatch.setattr("fourfold.security.audit.record", refuse)

    with pytest.raises(RuntimeError):
        broken(record, cleo)
    assert not GlassBreak.objects.exists()
    assert not knows(cleo, record)


def test_a_conflict_of_interest_breaks_no_glass_and_is_not_told(record, cleo, ruth):
    relations.declare_conflict(record, cleo.account, by=ruth)

    with pytest.raises(glass.NoSuchNumber):
        broken(record, cleo)
