"""Recording, renewing and taking back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from fourfold.security import audit
from fourfold.security.consent import (
    AlreadyEnded,
    ConsentRefused,
    NoSuchConsent,
    Why,
    covers,
    end_for_accused_guardian,
    expiring,
    record_consent,
    renew,
    revoke,
)
from fourfold.security.consent_codes import Assent, Giver, How, HowEnded
from fourfold.security.keys import new_person
from fourfold.security.models import AuditEvent, Consent, ConsentScope
from tests.make.consents import (
    ALONE,
    FIFTEEN,
    HOLDER,
    NOW,
    OTHER,
    RECIPIENT,
    SUD,
    TERMS,
    YES,
    YOUTH,
    consent,
    sharing,
)
from tests.make.people import viewer

pytestmark = pytest.mark.django_db


def asked(person, **changes):
    question = {"to_agency": RECIPIENT, "field_class": "health", "purpose": "SERVICES", "at": NOW}
    return covers(person, **(question | changes)).why


def test_a_consent_lasts_thirty_days_when_nobody_says_otherwise():
    given = consent()

    assert given.until_at - given.from_at == timedelta(days=30)
    assert asked(given.person, at=given.until_at - timedelta(microseconds=1)) is Why.COVERED
    assert asked(given.person, at=given.until_at) is Why.EXPIRED


def test_recording_leaves_one_line_in_the_audit_and_no_name():
    given = consent()

    [line] = AuditEvent.objects.filter(subject=f"consent:{given.id}")
    assert (line.event, line.by, line.at) == ("CONSENT_RECORDED", "WORKER", NOW)
    assert line.facts == {"person": given.person, "to": RECIPIENT, "purpose": "SERVICES"}


def test_without_its_audit_line_no_consent_is_kept(monkeypatch):
    def full_disk(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(audit, "record", full_disk)
    with pytest.raises(OSError, match="full"), transaction.atomic():
        consent()

    assert not Consent.objects.exists()


def test_taking_back_holds_for_the_very_next_question():
    given = consent()

    before = asked(given.person)
    revoke(given.id, how=HowEnded.SPOKEN, by="WORKER", at=NOW)

    assert (before, asked(given.person)) == (Why.COVERED, Why.REVOKED)


def test_a_clock_set_back_revives_nothing():
    given = consent()
    revoke(given.id, how=HowEnded.SPOKEN, by="WORKER", at=NOW + timedelta(days=1))

    assert asked(given.person, at=NOW) is Why.REVOKED


def test_a_consent_is_taken_back_once():
    given = consent()
    revoke(given.id, how=HowEnded.SPOKEN, by="WORKER", at=NOW)

    with pytest.raises(AlreadyEnded):
        revoke(given.id, how=HowEnded.IN_WRITING, by="OTHER", at=NOW + timedelta(days=1))
    with pytest.raises(AlreadyEnded):
        renew(given.id, yes=YES, by="WORKER", at=NOW, terms=TERMS)
    assert Consent.objects.get().revoked_how == HowEnded.SPOKEN


def test_what_does_not_exist_cannot_be_taken_back():
    with pytest.raises(NoSuchConsent):
        revoke("7Q2KX0M9D4TBN8AE", how=HowEnded.SPOKEN, by="WORKER", at=NOW)


def test_a_renewal_is_a_new_row_and_the_old_one_stays_as_it_was():
    given = consent()
    was = Consent.objects.filter(pk=given.pk).values().get()
    later = NOW + timedelta(days=25)

    new = renew(given.id, yes=replace(YES, given_at=later), by="WORKER", at=later, terms=TERMS)

    assert Consent.objects.filter(pk=given.pk).values().get() == was
    assert new.renews == given.id
    assert set(new.scopes.values_list("field_class", "field")) == set(
        given.scopes.values_list("field_class", "field")
    )
    assert asked(given.person, at=NOW + timedelta(days=40)) is Why.COVERED


def test_an_accused_guardian_ends_what_guardians_gave_and_nothing_else():
    by_guardian = consent(yes=YOUTH)
    alone = consent(yes=ALONE, person=by_guardian.person)

    ended = end_for_accused_guardian(by_guardian.person, by="WORKER", at=NOW)

    assert ended == (by_guardian.id,)
    assert Consent.objects.get(pk=alone.pk).revoked_at is None
    assert end_for_accused_guardian(by_guardian.person, by="WORKER", at=NOW) == ()


def test_a_guardians_yes_ends_when_the_youth_comes_of_age():
    seventeen = replace(YOUTH, born_on=datetime(2013, 3, 10, tzinfo=UTC).date())

    given = consent(yes=seventeen)

    assert given.until_at < NOW + timedelta(days=7)


def test_who_looks_sees_only_what_ends_soon_in_their_agency():
    soon, renewed = consent(), consent()
    consent(yes=replace(YES, until_at=NOW + timedelta(days=90)))
    consent(from_agency=OTHER)
    later = replace(YES, given_at=NOW, until_at=NOW + timedelta(days=60))
    renew(renewed.id, yes=later, by="WORKER", at=NOW, terms=TERMS)
    privacy = replace(viewer("Pia", "PRIVACY", of=HOLDER), at=NOW)

    assert [each.id for each in expiring(30, viewer=privacy)] == [soon.id]
    assert not expiring(30, viewer=replace(privacy, roles=frozenset())).exists()
    stranger = replace(viewer("Wanda", "LIAISON", of=HOLDER), at=NOW)
    assert not expiring(30, viewer=stranger).exists()


def test_the_names_of_guardian_and_witness_are_sealed_and_open_again():
    named = replace(YOUTH, guardian_name="Gwen Made-Up", witness_name="Will Made-Up")

    given = consent(yes=named, person=new_person(agency=HOLDER))

    kept = Consent.objects.get(pk=given.pk)
    assert (kept.guardian_name, kept.witness_name) == ("Gwen Made-Up", "Will Made-Up")
    assert kept.witnessed
    with connection.cursor() as cursor:
        cursor.execute("SELECT guardian_name, witness_name FROM security_consent")
        assert not any(b"Made-Up" in bytes(cell) for cell in cursor.fetchone())


BROKEN = {
    "180 days and a second": {"until_at": NOW + timedelta(days=180, seconds=1)},
    "an end before the start": {"until_at": NOW - timedelta(days=1)},
    "a start before it was recorded": {"from_at": NOW - timedelta(days=1)},
    "an accused guardian": {"guardian_accused": True, "given_by": "GUARDIAN"},
    "an accused guardian beside the youth": {
        "guardian_accused": True,
        "given_by": "YOUTH_AND_GUARDIAN",
    },
    "a no": {"assent": Assent.REFUSED},
    "alone without a law": {"given_by": "YOUTH_ALONE"},
    "a law without alone": {"alone_law": "ZC_41_2"},
    "spoken without a witness": {"how": How.SPOKEN_WITNESSED},
    "service as a condition": {"told_services_stay": False},
    "half an end": {"revoked_at": NOW},
    "nobody to tell": {"to_agency": ""},
    "its own agency": {"to_agency": HOLDER},
    "no purpose": {"purpose": ""},
    "nobody who recorded it": {"recorded_by": ""},
    "nobody who gave it": {"given_by": "SOMEBODY"},
    "no kind": {"kind": "ALL"},
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))
def test_the_database_itself_refuses(change):
    given = consent()

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(**change)


def test_the_database_itself_lets_a_hundred_and_eighty_days_pass():
    given = consent()

    Consent.objects.filter(pk=given.pk).update(until_at=NOW + timedelta(days=180))

    assert Consent.objects.get().until_at - NOW == timedelta(days=180)


def test_the_database_itself_refuses_a_spoken_yes_to_substance_use_records():
    given = consent(things=frozenset({SUD}))

    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.filter(pk=given.pk).update(how="SPOKEN_WITNESSED", witnessed=True)


@pytest.mark.parametrize("name", ["cji", "open", ""])
def test_the_database_itself_refuses_a_class_no_consent_can_give(name):
    given = consent()

    with pytest.raises(IntegrityError), transaction.atomic():
        ConsentScope.objects.create(consent=given, field_class=name)


def test_a_refused_consent_leaves_no_row_and_no_line():
    no = replace(YOUTH, assent=Assent.REFUSED)

    with pytest.raises(ConsentRefused):
        record_consent(sharing(), yes=no, by="WORKER", at=NOW, terms=TERMS)

    assert not Consent.objects.exists()
    assert not AuditEvent.objects.exists()


def test_a_guardian_alone_may_say_yes_for_a_small_child_who_cannot_be_asked():
    small = replace(
        YES,
        given_by=Giver.GUARDIAN,
        assent=Assent.NOT_ABLE,
        born_on=FIFTEEN.replace(year=2027),
    )

    assert consent(yes=small).assent == Assent.NOT_ABLE
