"""Looking up whether a person is known: who is found, what is told, and what is left in the log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from fourfold.apps.cases.actions import people as actions
from fourfold.apps.cases.models import Case, PersonMark
from fourfold.apps.cases.queries import people
from fourfold.apps.cases.rules.lookup import Attribute, Grade, Sought, TooFewAttributes
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from fourfold.security.edges import limits
from fourfold.security.models import AuditEvent, Notice
from tests.apps.cases.made import case_of
from tests.make.people import DCF, NOW, PROVIDER, viewer

pytestmark = pytest.mark.django_db(transaction=True)

MAY = date(2010, 5, 4)
MARIA: dict[str, Any] = {"given_name": "María", "family_name": "Santos Rivera", "born_on": MAY}


def looked(**facts: Any) -> list[people.Hit]:
    """Look up as Carmen, who works on nobody's case."""
    return people.look_up(Sought(**facts), viewer=viewer("Carmen", "CARELINE"))


def last_line() -> AuditEvent:
    return AuditEvent.objects.filter(
        event="RECORDS_LOOKED_UP", subject="cases.person:look-up"
    ).latest("id")


def test_a_hit_says_what_agrees_how_many_cases_and_whom_to_ask() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, **MARIA)

    (hit,) = looked(given="maria", family="Rivera", born_on=date(2010, 4, 5))

    assert hit == people.Hit(
        person=case.person,
        agreed={
            Attribute.GIVEN: Grade.SAME,
            Attribute.FAMILY: Grade.SAME,
            Attribute.BORN: Grade.TURNED,
        },
        open_cases=1,
        closed_cases=0,
        ask=luis.account,
        case="",
    )


def test_whoever_works_on_the_case_is_led_to_it() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, **MARIA)

    (hit,) = people.look_up(Sought(given="Maria", family="Santos"), viewer=luis)

    assert hit.case == case.id


@pytest.mark.parametrize(
    "sought",
    [
        {"given": "Maria", "family": "Santos"},
        {"given": "Marie", "family": "Riveira"},
        {"given": "Mariita", "born_on": MAY},
        {"family": "Santoz", "born_year": 2010},
        {"given": "Mimi", "phone": "(203) 555-0100"},
    ],
    ids=str,
)
def test_a_person_is_found_by_any_two_things(sought: dict[str, Any]) -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, **MARIA, other_names=["Mimi"], phone="203 555 0100")
    case_of(luis, given_name="Anthony", family_name="Brooks", born_on=date(2009, 1, 1))

    assert [hit.person for hit in looked(**sought)] == [case.person]


def test_the_best_five_are_told() -> None:
    luis = viewer("Luis", "LIAISON")
    for _nth in range(6):
        case_of(luis, given_name="Maria", family_name="Santos")
    best = case_of(luis, **MARIA)

    found = looked(given="Maria", family="Santos", born_on=MAY)

    assert len(found) == people.MOST
    assert found[0].person == best.person


def test_a_person_of_another_agency_is_not_found() -> None:
    case_of(viewer("Rosa", "CARELINE", of=PROVIDER), **MARIA)

    assert looked(given="Maria", family="Santos") == []


def test_a_conflict_of_interest_is_told_nothing() -> None:
    luis, carmen = viewer("Luis", "LIAISON"), viewer("Carmen", "CARELINE")
    case = case_of(luis, **MARIA)
    relations.declare_conflict(case, carmen.account, by=carmen)

    found = people.look_up(Sought(given="Maria", family="Santos"), viewer=carmen)

    assert found == []
    assert last_line().facts == {"attributes": "GIVEN:FAMILY", "found": 0, "held_back": 1}


def test_each_look_up_is_a_line_in_the_log_without_what_was_typed() -> None:
    case = case_of(viewer("Luis", "LIAISON"), **MARIA)

    carmen = viewer("Carmen", "CARELINE")

    people.look_up(Sought(given="Nobody", family="Atall"), viewer=carmen)
    assert last_line().facts == {"attributes": "GIVEN:FAMILY", "found": 0, "held_back": 0}

    people.look_up(Sought(given="Maria", born_on=MAY), viewer=carmen)
    assert last_line().facts == {"attributes": "GIVEN:BORN", "found": 1, "held_back": 0}
    assert AuditEvent.objects.filter(subject=f"cases.person:{case.person}").exists()


def test_one_thing_alone_is_refused() -> None:
    with pytest.raises(TooFewAttributes):
        looked(given="Maria")


def test_a_role_without_the_permission_is_refused() -> None:
    with pytest.raises(NotKnown):
        people.look_up(Sought(given="Maria", family="Santos"), viewer=viewer("Tomas", "TEAM"))


def test_after_sixty_look_ups_in_an_hour_one_waits() -> None:
    carmen = viewer("Carmen", "CARELINE")
    for _nth in range(people.AN_HOUR):
        limits.take(
            f"look-up:{carmen.account}",
            limit=people.AN_HOUR,
            per=timedelta(hours=1),
            at=carmen.at,
        )

    with pytest.raises(limits.TooMany):
        people.look_up(Sought(given="Maria", family="Santos"), viewer=carmen)


def test_a_changed_name_is_found_and_the_old_one_is_not() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, **MARIA)

    actions.change(case.id, facts={"family_name": "Quiñones"}, version=2, by=luis)

    found = [
        people.look_up(Sought(given="Maria", family=name), viewer=luis)
        for name in ("Kinones", "Rivera")
    ]
    assert [[hit.person for hit in hits] for hits in found] == [[case.person], []]


def test_the_same_mark_of_two_agencies_differs() -> None:
    case_of(viewer("Luis", "LIAISON"), **MARIA)
    case_of(viewer("Rosa", "CARELINE", of=PROVIDER), **MARIA)

    digests = [bytes(each) for each in PersonMark.objects.values_list("digest", flat=True)]

    assert len(digests) == len(set(digests))


def test_the_candidates_come_from_the_index() -> None:
    case_of(viewer("Luis", "LIAISON"), **MARIA)
    postgres = connection.vendor == "postgresql"
    how = "EXPLAIN " if postgres else "EXPLAIN QUERY PLAN "
    with transaction.atomic(), connection.cursor() as cursor:
        if postgres:  # so few rows would be read one by one otherwise
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(how + people.MOST_MARKS.format("%s, %s"), [b"0" * 16, b"1" * 16, 20])
        plan = str(cursor.fetchall())

    assert "person_mark" in plan
    assert "SCAN cases_personmark" not in plan
    assert "Seq Scan" not in plan


# ------------------------------------------------------------------ asking
def test_who_found_a_person_may_ask_and_the_worker_is_told() -> None:
    luis, carmen = viewer("Luis", "LIAISON"), viewer("Carmen", "CARELINE")
    case = case_of(luis, **MARIA)
    (hit,) = people.look_up(Sought(given="Maria", family="Santos"), viewer=carmen)

    assert actions.ask(hit.person, by=carmen) == 1

    told = Notice.objects.get(to=luis.account)
    assert (told.kind, told.subject) == ("CASE_ASKED_FOR", f"cases.case:{case.id}")
    assert not Notice.objects.filter(to=carmen.account).exists()


def test_nobody_asks_about_a_person_whom_no_look_up_of_theirs_found() -> None:
    luis, carmen, other = (
        viewer("Luis", "LIAISON"),
        viewer("Carmen", "CARELINE"),
        viewer("Eva", "CARELINE"),
    )
    case = case_of(luis, **MARIA)
    people.look_up(Sought(given="Maria", family="Santos"), viewer=other)

    with pytest.raises(NotKnown):
        actions.ask(case.person, by=carmen)
    with pytest.raises(NotKnown):
        actions.ask("0000000000000000", by=carmen)


def test_a_hit_is_good_for_an_hour() -> None:
    case, carmen = case_of(viewer("Luis", "LIAISON"), **MARIA), viewer("Carmen", "CARELINE")
    people.look_up(Sought(given="Maria", family="Santos"), viewer=carmen)

    with pytest.raises(NotKnown):
        actions.ask(case.person, by=replace(carmen, at=NOW + timedelta(hours=1)))


def test_the_number_of_cases_counts_open_and_closed_ones() -> None:
    luis = viewer("Luis", "LIAISON")
    case = case_of(luis, **MARIA)
    Case.objects.filter(pk=case.pk).update(state="CLOSED", outcome="CLOSED", closed_at=NOW)

    (hit,) = looked(given="Maria", family="Santos")

    assert (hit.open_cases, hit.closed_cases, hit.ask) == (0, 1, "")
    assert case.agency == DCF
