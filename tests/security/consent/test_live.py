"""Asked at reading: the clock steps over the end in the middle of a page, a list, an export."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from fourfold.security import consent as room
from fourfold.security.consent import (
    ConsentEnded,
    Question,
    Release,
    Why,
    covering,
    covers,
    disclose,
    live_for,
    renew,
    revoke,
    while_covered,
)
from fourfold.security.consent_codes import Form, HowEnded
from fourfold.security.models import Consent, Disclosure
from tests.make.consents import HEALTH, HOLDER, NOW, RECIPIENT, TERMS, YES, ZZ, consent

pytestmark = pytest.mark.django_db


def asks(person):
    return Question(person, RECIPIENT, "health", "SERVICES")


def clock(*, start, step):
    """Return a clock that steps at each look."""
    at = start - step

    def now():
        nonlocal at
        at += step
        return at

    return now


def test_an_export_stops_at_the_row_where_the_consent_ends():
    given = consent()
    ticking = clock(start=given.until_at - timedelta(minutes=250), step=timedelta(minutes=1))
    got = []

    rows = while_covered(range(1000), asks=lambda _: asks(given.person), clock=ticking)
    with pytest.raises(ConsentEnded) as ended:
        got.extend(rows)

    assert got == list(range(250))
    assert (ended.value.given, ended.value.answer.why) == (250, Why.EXPIRED)


def test_an_export_stops_at_the_row_after_somebody_takes_the_consent_back():
    given = consent()
    rows = while_covered(range(10), asks=lambda _: asks(given.person), clock=lambda: NOW)

    got = [next(rows), next(rows)]
    revoke(given.id, how=HowEnded.SPOKEN, by="W", at=NOW)

    with pytest.raises(ConsentEnded, match="taken back"):
        next(rows)
    assert got == [0, 1]


def test_an_export_of_many_people_stops_at_the_first_without_consent():
    people = [consent().person, consent().person, "7Q2KX0M9D4TBN8AE", consent().person]
    got = []

    with pytest.raises(ConsentEnded) as ended:
        got.extend(while_covered(people, asks=asks, clock=lambda: NOW))

    assert got == people[:2]
    assert ended.value.answer.why is Why.NO_CONSENT


def test_the_next_page_of_a_list_lacks_whom_the_clock_passed():
    shorter = replace(YES, until_at=NOW + timedelta(hours=1))
    people = [consent(yes=shorter if n % 2 else YES).person for n in range(20)]

    def page(number, at):
        """One page of a list as a page of the site reads it: one query, joined on consent."""
        covered = covering(
            to_agency=RECIPIENT, field_class="health", purpose="SERVICES", at=at
        ).filter(person=OuterRef("person"))
        # The consents stand in for a table of records: they, too, have a person in each row.
        records = Consent.objects.filter(Exists(covered), person__in=people).order_by("id")
        return list(records[number * 10 : number * 10 + 10])

    first = page(0, NOW + timedelta(minutes=59))
    later = page(0, NOW + timedelta(minutes=61)) + page(1, NOW + timedelta(minutes=61))

    assert len(first) == 10
    assert {each.person for each in later} == set(people[0::2])


def test_a_list_of_ten_thousand_is_one_query_and_not_ten_thousand_questions():
    consent()
    covered = covering(to_agency=RECIPIENT, field_class="health", purpose="SERVICES", at=NOW)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        list(Consent.objects.filter(Exists(covered.filter(person=OuterRef("person")))))

    assert len(queries) == 1


def test_a_yes_costs_one_query_and_a_no_at_most_three():
    given = consent()

    with CaptureQueriesContext(connection) as yes:
        assert covers(
            given.person, to_agency=RECIPIENT, field_class="health", purpose="SERVICES", at=NOW
        )
    with CaptureQueriesContext(connection) as no:
        assert not covers(
            given.person, to_agency=RECIPIENT, field_class="place", purpose="SERVICES", at=NOW
        )

    assert (len(yes), len(no)) == (1, 3)


def test_a_recipient_has_only_its_own_live_consents():
    mine, ended = consent(), consent()
    revoke(ended.id, how=HowEnded.SPOKEN, by="W", at=NOW)

    assert [each.id for each in live_for(RECIPIENT, NOW)] == [mine.id]
    assert not live_for(HOLDER, NOW).exists()


def test_no_service_can_hang_on_a_consent():
    """What the room writes is its own tables and the audit: no service, case or referral."""
    with CaptureQueriesContext(connection) as queries:
        given = consent()
        new = renew(given.id, yes=YES, by="W", at=NOW, terms=TERMS)
        release = Release(
            given.person, HOLDER, RECIPIENT, frozenset({HEALTH}), "SERVICES", Form.PAGE
        )
        disclose(release, by="W", at=NOW, pack=ZZ)
        revoke(new.id, how=HowEnded.SPOKEN, by="W", at=NOW)
    verbs = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "?(\w+)')
    written = {found[1] for each in queries if (found := verbs.match(each["sql"] or ""))}

    own = {"consent", "consentscope", "disclosure"}
    assert {name for name in written if "audit" not in name} == {f"security_{name}" for name in own}


def test_no_door_of_the_room_takes_a_service():
    words = ("service", "referral", "case", "bed", "status")
    taken = [
        f"{name}({parameter})"
        for name, thing in vars(room).items()
        if inspect.isfunction(thing)
        for parameter in inspect.signature(thing).parameters
        if any(word in parameter for word in words)
    ]

    assert taken == []


def test_a_disclosure_is_never_written_over():
    given = consent()
    release = Release(given.person, HOLDER, RECIPIENT, frozenset({HEALTH}), "SERVICES", Form.PAGE)
    disclose(release, by="W", at=NOW, pack=ZZ)
    before = Disclosure.objects.values().get()

    revoke(given.id, how=HowEnded.SPOKEN, by="W", at=NOW)
    renew_me = consent(person=given.person)
    disclose(release, by="W", at=NOW, pack=ZZ)

    assert Disclosure.objects.values().get(id=before["id"]) == before
    assert Disclosure.objects.get(consent=renew_me.id)
