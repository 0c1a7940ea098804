"""Nothing is told without a ground, and what was told is written down."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from fourfold.security.consent import (
    Release,
    Thing,
    Why,
    accounting,
    disclose,
    end_task,
    open_tasks,
    revoke,
)
from fourfold.security.consent.disclosures import (
    BeyondTheException,
    BeyondTheOrder,
    NobodyNamed,
    NoSuchException,
    NoSuchTask,
    NotCovered,
    NothingToTell,
    NotYourException,
    NotYours,
    ReadItFirst,
)
from fourfold.security.consent.terms import terms_of
from fourfold.security.consent_codes import Form, HowEnded, Outcome, Purpose
from fourfold.security.keys import new_person
from fourfold.security.models import (
    AuditEvent,
    Disclosure,
    Relation,
    RelationKind,
    ReleaseTask,
)
from tests.make.consents import HEALTH, HOLDER, NOW, OTHER, PHONE, RECIPIENT, SUD, ZZ, consent
from tests.make.people import viewer

pytestmark = pytest.mark.django_db

BY_CONSENT = Release(
    person="7Q2KX0M9D4TBN8AE",
    from_agency=HOLDER,
    to_agency=RECIPIENT,
    things=frozenset({HEALTH}),
    purpose=Purpose.SERVICES,
    form=Form.PAGE,
)
BY_ORDER = replace(
    BY_CONSENT,
    to_agency=OTHER,
    exception="COURT_ORDER",
    purpose=Purpose.INVESTIGATION,
    ordered=frozenset({HEALTH}),
    reviewed_by="COUNSEL",
)


def tell(release, *, at=NOW, pack=ZZ):
    return disclose(release, by="WORKER", at=at, pack=pack)


def refused(release, error):
    with pytest.raises(error) as caught, transaction.atomic():
        tell(release)
    assert not Disclosure.objects.exists()
    assert not ReleaseTask.objects.exists()
    return caught.value


def test_a_disclosure_names_its_consent_and_its_line_in_the_audit():
    given = consent(person=BY_CONSENT.person)

    [row] = tell(replace(BY_CONSENT, things=frozenset({HEALTH, PHONE}))).disclosures

    assert (row.consent, row.exception) == (given.id, "")
    assert row.what == "health personal:person.phone"
    line = AuditEvent.objects.get(event="FACTS_DISCLOSED")
    assert line.subject == f"person:{given.person}"
    assert line.facts["ground"] == given.id


def test_each_consent_it_rests_on_has_its_own_row():
    consent(person=BY_CONSENT.person)
    consent(person=BY_CONSENT.person, things=frozenset({SUD}))

    told = tell(replace(BY_CONSENT, things=frozenset({HEALTH, SUD})))

    assert sorted(row.what for row in told.disclosures) == ["health", "sud"]
    assert len({row.consent for row in told.disclosures}) == 2


def test_what_no_consent_covers_is_not_told():
    consent(person=BY_CONSENT.person)

    error = refused(replace(BY_CONSENT, things=frozenset({HEALTH, Thing("place")})), NotCovered)

    assert error.answer.why is Why.WRONG_FIELD


def test_one_named_field_does_not_open_its_class():
    consent(person=BY_CONSENT.person)

    error = refused(replace(BY_CONSENT, things=frozenset({Thing("personal")})), NotCovered)

    assert error.answer.why is Why.WRONG_FIELD


def test_after_it_was_taken_back_nothing_is_told():
    given = consent(person=BY_CONSENT.person)
    revoke(given.id, how=HowEnded.SPOKEN, by="WORKER", at=NOW)

    assert refused(BY_CONSENT, NotCovered).answer.why is Why.REVOKED


def test_a_consent_lets_only_the_agency_it_names_tell():
    given = consent(person=BY_CONSENT.person)

    error = refused(replace(BY_CONSENT, from_agency=OTHER), NotYours)

    assert given.id not in str(error)


def test_nothing_cannot_be_told():
    error = refused(replace(BY_CONSENT, things=frozenset()), NothingToTell)

    assert "at least one kind of fact" in str(error)


def test_substance_use_facts_come_with_the_notice_of_the_day():
    consent(person=BY_CONSENT.person, things=frozenset({SUD}))

    told = tell(replace(BY_CONSENT, things=frozenset({SUD})))

    assert told.notice is not None
    assert told.notice.text.startswith("The notice of Zamara")
    assert told.disclosures[0].notice == "SUD_2031"


def test_an_order_needs_to_be_read_by_somebody_else_first():
    for reader in ("", "WORKER"):
        error = refused(replace(BY_ORDER, reviewed_by=reader), ReadItFirst)
        assert str(error)


def test_an_order_is_not_stretched():
    wider = replace(BY_ORDER, things=frozenset({HEALTH, PHONE}))

    refused(wider, BeyondTheOrder)
    assert tell(replace(wider, ordered=frozenset({HEALTH, Thing("personal")}))).disclosures


def test_a_compelled_release_leaves_two_tasks_in_the_same_transaction():
    tell(BY_ORDER)

    tasks = ReleaseTask.objects.order_by("kind")
    assert [each.kind for each in tasks] == ["PROTECT_SAFETY", "TRY_TO_TELL"]
    assert {each.due_at for each in tasks} == {NOW + timedelta(days=3)}


def test_an_exception_reaches_no_further_than_its_row():
    for thing in (Thing("privileged"), SUD):
        error = refused(replace(BY_ORDER, things=frozenset({thing})), BeyondTheException)
        assert str(thing) in str(error)


@pytest.mark.parametrize("code", ["TEAM_REVIEW", "BECAUSE_WE_CAN"])
def test_an_unconfirmed_or_unknown_exception_is_none(code):
    error = refused(replace(BY_ORDER, exception=code), NoSuchException)

    assert code in str(error)


def test_an_exception_of_one_agency_is_not_for_another():
    from fourfold import reference
    from fourfold.security.consent import disclosures

    terms = terms_of(reference.load_pack("ct"))
    law = replace(terms.exceptions["DCF_PERSON"], confirmed=True)
    own = replace(terms, exceptions={"DCF_PERSON": law})

    with pytest.raises(NotYourException):
        disclosures._check_exception(
            replace(BY_ORDER, exception="DCF_PERSON", from_agency=OTHER), by="W", terms=own
        )


def test_a_mandated_report_asks_no_consent_and_no_second_person():
    report = replace(BY_CONSENT, exception="MANDATED_REPORT", form=Form.TELEPHONE)

    [row] = tell(report).disclosures

    assert (row.consent, row.exception, row.reviewed_by) == ("", "MANDATED_REPORT", "")


def test_who_may_look_sees_the_accounting_of_their_agency_alone():
    tell(BY_ORDER)
    tell(replace(BY_ORDER, from_agency=OTHER))
    privacy = replace(viewer("Pia", "PRIVACY", of=HOLDER), at=NOW)

    assert [row.from_agency for row in accounting(BY_ORDER.person, viewer=privacy)] == [HOLDER]
    assert open_tasks(viewer=privacy).count() == 2
    worker = replace(viewer("Wanda", "LIAISON", of=HOLDER), at=NOW)
    assert not accounting(BY_ORDER.person, viewer=worker).exists()
    Relation.objects.create(
        kind=RelationKind.ASSIGNED,
        record_kind="desk.record",
        record=BY_ORDER.person,
        person=BY_ORDER.person,
        account=worker.account,
        from_at=NOW,
        given_by="setup",
    )
    assert accounting(BY_ORDER.person, viewer=worker).count() == 1
    assert open_tasks(viewer=worker).count() == 2
    nobody = replace(privacy, roles=frozenset())
    assert not accounting(BY_ORDER.person, viewer=nobody).exists()
    assert not open_tasks(viewer=nobody).exists()


def test_a_task_ends_once_with_its_outcome():
    tell(BY_ORDER)
    task = ReleaseTask.objects.get(kind="TRY_TO_TELL")

    ended = end_task(task.pk, outcome=Outcome.UNSAFE_TO_TRY, by="WORKER", at=NOW)

    assert ended.outcome == "UNSAFE_TO_TRY"
    with pytest.raises(NoSuchTask):
        end_task(task.pk, outcome=Outcome.DONE, by="WORKER", at=NOW)


def test_who_was_told_is_an_organization_or_a_sealed_name():
    refused(replace(BY_ORDER, to_agency=""), NobodyNamed)
    person = new_person(agency=HOLDER)

    [row] = tell(
        replace(BY_ORDER, person=person, to_agency="", told_name="Judge Made Up")
    ).disclosures

    assert Disclosure.objects.get(pk=row.pk).told_name == "Judge Made Up"
    with connection.cursor() as cursor:
        cursor.execute("SELECT told_name FROM security_disclosure")
        assert b"Judge" not in bytes(cursor.fetchone()[0])


BROKEN = {
    "no ground": {"exception": ""},
    "two grounds": {"consent": "7Q2KX0M9D4TBN8AE"},
    "an order nobody read": {"reviewed_by": ""},
    "an order only its teller read": {"reviewed_by": "WORKER"},
    "an order that names nothing": {"ordered": ""},
    "substance use without a notice": {"has_sud": True},
    "nothing told": {"what": ""},
    "told by nobody": {"by": ""},
    "told for nothing": {"purpose": ""},
    "a consent without a recipient": {
        "exception": "",
        "consent": "X",
        "by_order": False,
        "to_agency": "",
    },
}


@pytest.mark.parametrize("change", BROKEN.values(), ids=list(BROKEN))
def test_the_database_itself_refuses(change):
    tell(BY_ORDER)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.update(**change)
