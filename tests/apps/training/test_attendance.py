"""Signing in, confirming, bringing lists and counting heads."""

from datetime import timedelta

import pytest
from django.db import connection

from fourfold.apps.training.actions import attendance, sessions
from fourfold.apps.training.models import Attendance, AttendeeName
from fourfold.apps.training.queries import sessions as queries
from fourfold.apps.training.rules.people_list import as_text, read_people
from fourfold.apps.training.rules.sessions import (
    AlreadyDecided,
    BadSession,
    CountsOnly,
    NoSuchSession,
    NotOnTheList,
    SessionIsOff,
    SignInClosed,
)
from fourfold.apps.training.states import Stands
from tests.make import training
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


def names(found, viewer):
    return [(each.name, each.stands) for each in queries.listed(found.id, viewer=viewer)]


def test_who_signs_in_waits_until_a_trainer_confirms_and_only_then_counts(lead):
    found = training.session(lead)
    training.sign_in(found)
    before = queries.session(found.id, viewer=lead)
    waiting = queries.listed(found.id, viewer=lead)
    attendance.confirm(found.id, lines=[each.id for each in waiting], by=lead)

    assert (before.people, before.waits) == (0, 1)
    assert queries.session(found.id, viewer=lead).people == 1
    assert names(found, lead) == [("Made-up Mira", Stands.CONFIRMED)]


@pytest.mark.parametrize("again", ["Made-up Mira", "  made-up   MIRA ", "Made-up Míra"])
def test_the_same_person_twice_is_one_line(lead, again):
    found = training.session(lead)

    assert training.sign_in(found)
    assert not training.sign_in(found, again)
    assert not attendance.add(found.id, name=again, workplace="Made-up School", by=lead)
    assert Attendance.objects.count() == AttendeeName.objects.count() == 1


@pytest.mark.parametrize(
    ("minutes", "is_open"), [(-31, False), (-30, True), (0, True), (180, True), (181, False)]
)
def test_the_sign_in_is_open_around_the_session_only(lead, minutes, is_open):
    found = training.session(lead)
    at = NOW + timedelta(minutes=minutes)

    if is_open:
        assert training.sign_in(found, at=at)
    else:
        with pytest.raises(SignInClosed):
            training.sign_in(found, at=at)


def test_a_session_that_is_off_takes_nobody_until_it_is_held_after_all(lead):
    found = training.session(lead)
    sessions.call_off(found.id, why="A made-up storm.", by=lead)

    with pytest.raises(SignInClosed):
        training.sign_in(found)
    with pytest.raises(SessionIsOff):
        sessions.call_off(found.id, why="Again.", by=lead)
    sessions.hold_after_all(found.id, by=lead)
    assert training.sign_in(found)


def test_of_a_group_of_youth_no_name_is_ever_kept_and_heads_are_counted(lead):
    found = training.session(lead, course=training.YOUTH)

    with pytest.raises(CountsOnly):
        training.sign_in(found)
    with pytest.raises(CountsOnly):
        attendance.bring(found.id, people=[("Made-up Kim", "A school", "")], by=lead)
    sessions.count_heads(found.id, counted=28, by=lead)
    assert queries.session(found.id, viewer=lead).people == 28
    assert not AttendeeName.objects.exists()


def test_a_list_with_names_never_becomes_a_group_of_youth(lead):
    found = training.session(lead)
    training.sign_in(found)

    with pytest.raises(BadSession):
        sessions.change(found.id, to=training.plan(course=training.YOUTH), by=lead)


def test_a_line_taken_off_does_not_count_and_can_be_put_back(lead):
    found = training.session(lead)
    attendance.add(found.id, name="Made-up Mo", workplace="Made-up Clinic", by=lead)
    (line,) = queries.listed(found.id, viewer=lead)
    attendance.take_off(found.id, line=line.id, by=lead)

    assert queries.session(found.id, viewer=lead).people == 0
    with pytest.raises(AlreadyDecided):
        attendance.take_off(found.id, line=line.id, by=lead)
    attendance.confirm(found.id, lines=[line.id], by=lead)
    assert queries.session(found.id, viewer=lead).people == 1


def test_a_line_of_another_session_is_not_confirmed_here(lead):
    first, second = training.session(lead), training.session(lead, place="Another hall")
    training.sign_in(first)
    (line,) = queries.listed(first.id, viewer=lead)

    with pytest.raises(NotOnTheList):
        attendance.confirm(second.id, lines=[line.id], by=lead)


def test_a_trainer_keeps_the_lists_of_their_own_sessions_and_sees_no_other(lead, tara):
    who = training.trainer(lead, account=tara.account)
    own = training.session(lead, trainers=(who,))
    other = training.session(lead, place="Another hall")
    attendance.add(own.id, name="Made-up Mo", workplace="Made-up Clinic", by=tara)

    assert [each.id for each in queries.sessions(viewer=tara)] == [own.id]
    assert queries.session(other.id, viewer=tara) is None
    assert queries.listed(other.id, viewer=tara) == []
    with pytest.raises(NoSuchSession):
        attendance.confirm(other.id, lines=[], by=tara)


def test_a_count_below_the_confirmed_list_is_refused(lead):
    found = training.session(lead)
    attendance.bring(found.id, people=[("A", "B", ""), ("C", "D", "")], by=lead)

    with pytest.raises(BadSession, match="2 people are confirmed"):
        sessions.count_heads(found.id, counted=1, by=lead)


def test_the_same_session_is_not_planned_twice(lead):
    training.session(lead)

    with pytest.raises(BadSession, match="planned already"):
        training.session(lead)


def test_names_are_nowhere_in_the_database_in_clear(lead):
    found = training.session(lead)
    attendance.bring(found.id, people=[("Qzcanary", "Qzplace", "qz@mail.example")], by=lead)
    with connection.cursor() as cursor:
        cursor.execute('SELECT * FROM "training_attendeename"')
        told = b"".join(
            bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode()
            for row in cursor.fetchall()
            for each in row
        )

    assert not any(each in told.lower() for each in (b"qzcanary", b"qzplace", b"qz@mail"))
    assert names(found, lead) == [("Qzcanary", Stands.CONFIRMED)]


# ------------------------------------------------------------------ lists
def test_a_pasted_list_with_other_headings_is_read_and_extra_columns_are_named():
    read = read_people("list.csv", b"Full name\tEmployer\tShoe size\nMade-up Ann\tMade-up Inn\t7\n")

    assert read.people == (("Made-up Ann", "Made-up Inn", ""),)
    assert read.unread == ("Shoe size",)


def test_what_was_read_is_written_so_that_it_reads_the_same():
    people = (("Made-up, Ann", 'The "Inn"', "a@inn.example"), ("Bo", "Ñandú School", ""))

    assert read_people("list.csv", as_text(people).encode()).people == people


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 0),
        (b"name,workplace\n", 0),
        (b"name\nAnn\n", 0),
        (b"name,workplace\n,Inn\n", 2),
        (b"name,workplace\nAnn,\n", 2),
        (b"name,workplace,mail\nAnn,Inn,nothing\n", 2),
        (b"name,workplace\n" + b"A" * 121 + b",Inn\n", 2),
    ],
)
def test_a_list_that_cannot_be_kept_says_why_and_keeps_nobody(content, line):
    read = read_people("list.csv", content)

    assert read.people == ()
    assert read.problems[0][0] == line


def test_a_workbook_is_read_like_a_list():
    import io

    from openpyxl import Workbook

    book = Workbook()
    for row in (["Name", "Agency", "E-mail"], ["Made-up Ann", "Made-up Inn", "a@inn.example"]):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)

    assert read_people("list.xlsx", kept.getvalue()).people == (
        ("Made-up Ann", "Made-up Inn", "a@inn.example"),
    )
