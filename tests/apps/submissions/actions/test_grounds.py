"""Rows about people come only from offices with a ground that two people put on record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from fourfold.apps.submissions import access
from fourfold.apps.submissions.actions import asking, calls, grounds, uploads
from fourfold.apps.submissions.actions.keeping import keep_file
from fourfold.apps.submissions.models import Batch, Ground, Respondent
from fourfold.apps.submissions.queries import grounds as queries
from fourfold.apps.submissions.queries.kept import COVERED, rows_of
from fourfold.apps.submissions.rules import parquet
from fourfold.apps.submissions.rules.grounds import (
    BoundToCounts,
    CountsNeedNone,
    GroundStands,
    NeedsAnotherPerson,
    NoGround,
    NoSuchGround,
    NotWaiting,
    UnknownLaw,
)
from fourfold.apps.submissions.states import GroundState
from fourfold.reference import active_pack
from fourfold.security.models import Agency, AuditEvent
from tests.make import people
from tests.make.people import DCF, NOW, PROVIDER

pytestmark = pytest.mark.django_db
PEOPLE, COUNTS = "dcf_referrals", "hotline_counts"
WORDS = "Made-up opinion of January 4, 2030"


def office(code, agency):
    people.agency(agency)
    return Respondent.objects.create(
        code=code, name=f"Made-up {code}", kind="AGENCY", agency=agency, added_at=NOW, added_by="x"
    )


@pytest.fixture(autouse=True)
def offices():
    return [office("OFFICE", DCF), office("SHELTER", PROVIDER)]


@pytest.fixture
def staff():
    return people.viewer("Stan", "STAFF")


@pytest.fixture
def privacy():
    return people.viewer("Priya", "PRIVACY")


def propose(staff, **other):
    given = {"dataset": PEOPLE, "law": "CGS_46A_170", "words": WORDS} | other
    return grounds.propose(given.pop("office", "OFFICE"), **given, by=staff)


def call(dataset):
    calls.open_call(
        f"CALL-{dataset}", dataset=dataset, year=2029, from_on=date(2029, 1, 1),
        until_on=date(2030, 1, 1), due_on=date(2030, 2, 1), by="staff", at=NOW,
    )  # fmt: skip
    return f"CALL-{dataset}"


def test_an_office_without_a_ground_is_not_asked_for_rows_about_people():
    opened = call(PEOPLE)

    with pytest.raises(NoGround, match="Made-up OFFICE"):
        asking.ask(opened, respondents=["OFFICE"], by="staff", at=NOW)

    asking.ask(call(COUNTS), respondents=["OFFICE", "SHELTER"], by="staff", at=NOW)


def test_an_office_is_asked_once_two_people_put_the_ground_on_record(staff, privacy):
    made = propose(staff)
    with pytest.raises(NoGround):
        access.check_ground(PEOPLE, organizations=["OFFICE"])

    grounds.decide(made, agrees=True, by=privacy)

    access.check_ground(PEOPLE, organizations=["OFFICE"])
    assert asking.ask(call(PEOPLE), respondents=["OFFICE"], by="staff", at=NOW).new == 1
    with pytest.raises(NoGround, match="Made-up SHELTER"):
        access.check_ground(PEOPLE, organizations=["OFFICE", "SHELTER"])


def test_rows_about_people_are_kept_sealed_and_covered(staff, privacy):
    grounds.decide(propose(staff), agrees=True, by=privacy)
    opened = call(PEOPLE)
    asking.ask(opened, respondents=["OFFICE"], by="staff", at=NOW)
    content = (
        b"agency_number,referred_on,age,gender,race_ethnicity,residence,concern\n"
        b"MADE-UP-7,2029-03-14,15,F,UNKNOWN,HOME,AT_RISK\n"
    )

    kept = keep_file(
        opened, organization="OFFICE", file_name="a.csv", content=content, pack=active_pack(),
        by="staff", at=NOW,
    )  # fmt: skip

    store, name = access.the_store(), Batch.objects.get(id=kept).stored
    with store.filesystem.open(store.path_of(name), "rb") as stream:
        assert stream.read(4) == b"FFK1"
    (inside,) = parquet.rows_of(store, name, start=0, count=9)
    assert (inside["referred_on"], inside["age"]) == (date(2029, 3, 14), 15)
    assert len(inside["agency_number"]) == 64
    (shown,) = rows_of(kept, viewer="staff")
    assert {shown[each] for each in ("agency_number", "referred_on", "age")} == {COVERED}
    assert (shown["row"], shown["residence"], shown["was_missing"]) == (2, "HOME", None)


def test_a_file_is_not_taken_after_the_ground_has_ended(staff, privacy):
    made = propose(staff)
    grounds.decide(made, agrees=True, by=privacy)
    opened = call(PEOPLE)
    asking.ask(opened, respondents=["OFFICE"], by="staff", at=NOW)
    given = {"organization": "OFFICE", "file_name": "a.csv", "size": 9, "by": "steward", "at": NOW}
    uploads.begin(opened, once="1", **given)

    grounds.end(made, by=privacy)

    with pytest.raises(NoGround):
        uploads.begin(opened, once="2", **given)


def test_an_agency_bound_by_law_to_totals_never_gets_a_ground(staff, privacy):
    with pytest.raises(BoundToCounts, match=r"12291\(b\)\(2\)"):
        propose(staff, office="SHELTER")
    assert "SHELTER" not in dict(queries.offices_that_may(viewer=staff))

    grounds.decide(propose(staff), agrees=True, by=privacy)
    Agency.objects.filter(code=DCF).update(bound_by_vawa=True)

    with pytest.raises(NoGround):
        access.check_ground(PEOPLE, organizations=["OFFICE"])


def test_whoever_brought_a_ground_cannot_agree_to_it(staff, privacy):
    both = replace(staff, roles=frozenset({"STAFF", "PRIVACY"}))
    made = propose(both)

    with pytest.raises(NeedsAnotherPerson):
        grounds.decide(made, agrees=True, by=both)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ground.objects.update(state=GroundState.HELD, decided_at=NOW, decided_by=both.account)

    grounds.decide(made, agrees=False, by=privacy)
    with pytest.raises(NotWaiting):
        grounds.decide(made, agrees=True, by=privacy)
    assert propose(staff)


def test_only_council_staff_bring_a_ground_and_only_privacy_officers_agree(staff, privacy):
    steward = people.viewer("Stew", "STEWARD")
    with pytest.raises(NoSuchGround):
        propose(privacy)
    made = propose(staff)

    for viewer in (staff, steward):
        with pytest.raises(NoSuchGround):
            grounds.decide(made, agrees=True, by=viewer)
    with pytest.raises(NoSuchGround):
        grounds.end(made, by=steward)

    assert queries.grounds(viewer=steward) == []
    assert [each.office for each in queries.grounds(viewer=staff)] == ["Made-up OFFICE"]


@pytest.mark.parametrize(
    ("other", "refused"),
    [
        ({"dataset": COUNTS}, CountsNeedNone),
        ({"dataset": "no_such"}, NoSuchGround),
        ({"office": "NOBODY"}, NoSuchGround),
        ({"law": "NO_LAW"}, UnknownLaw),
    ],
)
def test_a_ground_names_an_office_a_dataset_about_people_and_a_law(staff, other, refused):
    with pytest.raises(refused):
        propose(staff, **other)


def test_a_ground_stands_once_and_each_step_leaves_a_line(staff, privacy):
    made = propose(staff)
    with pytest.raises(GroundStands):
        propose(staff)
    grounds.decide(made, agrees=True, by=privacy)
    grounds.end(made, by=staff)

    told = AuditEvent.objects.filter(subject=f"ground:{made}").order_by("id")
    assert [each.event for each in told] == ["GROUND_PROPOSED", "GROUND_AGREED", "GROUND_ENDED"]
    assert WORDS not in str(list(told.values()))
