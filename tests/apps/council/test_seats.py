"""Seats: who sits on a day, what is refused, how long a seat is vacant, and who may read it."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import conflicts, seats
from fourfold.apps.council.models import CouncilMember, SeatTerm
from fourfold.apps.council.queries import seats as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.quorum import Quorum, QuorumOf, QuorumRule, quorum
from fourfold.apps.council.rules.seats import Vacancy, overlap, vacancies
from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.apps.council.states.votes import Stage
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent
from tests.make import council, people
from tests.make.council import BY, sits
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DAY = timedelta(days=1)
TABLE = list(
    csv.DictReader(Path(__file__).with_name("quorum.csv").read_text(encoding="utf-8").splitlines())
)


def line(code: str = "SEAT01", *, on: date = TODAY) -> queries.SeatLine:
    return queries.seat(code, viewer=BY, on=on)


def member_of(term: str) -> str:
    return SeatTerm.objects.get(id=term).member_id


def end(term: str, how: Ending = Ending.RESIGNED, *, on: date = TODAY, version: int = 1) -> None:
    seats.end_term(term, how=how, on=on, why="Made up.", version=version, by=BY, at=NOW)


# ------------------------------------------------------------------ quorum
@pytest.mark.parametrize("row", TABLE, ids=lambda row: "-".join(row.values()))
def test_a_quorum_is_what_its_table_says(row: dict[str, str]) -> None:
    rule = QuorumRule(QuorumOf(row["of"]), int(row["number"] or 0))
    counts = (int(row[name]) for name in ("seats", "vacant", "present"))

    assert quorum(*counts, rule) == Quorum(
        int(row["needed"]), int(row["present"]), row["has_it"] == "yes"
    )


@pytest.mark.parametrize("counts", [(3, 4, 0), (3, 1, 3), (3, 0, -1)])
def test_counts_that_cannot_be_are_refused(counts: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        quorum(*counts, QuorumRule(QuorumOf.MAJORITY_OF_ALL))


@given(st.sampled_from(list(QuorumOf)), st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_one_more_present_never_loses_a_quorum(
    of: QuorumOf, seats: int, vacant: int, present: int
) -> None:
    if present + 1 + vacant > seats:
        return
    rule = QuorumRule(of, 5)
    before, after = (quorum(seats, vacant, present + more, rule) for more in (0, 1))

    assert before.needed == after.needed
    assert after.has_it or not before.has_it


def test_a_vacant_seat_and_a_seat_named_twice_count_for_no_quorum() -> None:
    for nth in (1, 2, 3):
        sits(f"SEAT0{nth}", f"Mary Madeup {nth}")
    found = queries.quorum_of(["SEAT01", "SEAT01", "SEAT09"], viewer=BY, on=TODAY)

    assert (found.needed, found.present, found.has_it) == (2, 1, False)
    assert queries.quorum_rule(viewer=BY).is_confirmed is False


# ------------------------------------------------------------------ terms
def test_a_seat_shows_holder_and_designee_on_their_days() -> None:
    holder = sits("SEAT01", until_on=TODAY + 30 * DAY)
    sits(name="Dan Designee", designee_of=holder, from_on=TODAY + DAY)

    assert (line().holder, line().designee, line().runs_out) == ("Mary Madeup", "", True)
    assert line(on=TODAY + 30 * DAY).designee == "Dan Designee"
    after = line(on=TODAY + 40 * DAY)
    assert (after.is_vacant, after.vacant_since) == (True, TODAY + 31 * DAY)
    assert line("SEAT02").vacant_since is None


def test_one_person_never_sits_for_two_seats_on_a_day() -> None:
    first = sits("SEAT01", until_on=TODAY + 9 * DAY)
    other = sits("SEAT02", "Omar Other")
    with pytest.raises(NotWhole, match="holder of seat SEAT01 already"):
        sits("SEAT03", from_on=TODAY + 9 * DAY)
    with pytest.raises(NotWhole, match="One person sits for one seat"):
        sits(designee_of=other, from_on=TODAY + 5 * DAY)
    with pytest.raises(NotWhole, match="holder of seat SEAT01 already"):
        sits(designee_of=first)

    assert sits("SEAT03", from_on=TODAY + 10 * DAY)


def test_a_seat_has_one_holder_and_a_holder_one_designee_on_a_day() -> None:
    holder = sits("SEAT01")
    sits(name="Dan Designee", designee_of=holder)
    with pytest.raises(NotWhole, match="holder of this seat already"):
        sits("SEAT01", "Omar Other")
    with pytest.raises(NotWhole, match="designee of this seat already"):
        sits(name="Omar Other", designee_of=holder)


def test_the_database_itself_refuses_a_second_open_term_of_a_person() -> None:
    told = SeatTerm.objects.filter(id=sits("SEAT01")).values()[0]
    again = told | {"id": "X", "once": "x", "seat": "SEAT02", "from_on": TODAY + DAY}
    with pytest.raises(IntegrityError), transaction.atomic():
        SeatTerm.objects.create(**again)


def test_a_designee_needs_a_letter_and_the_holders_days() -> None:
    holder = sits("SEAT01", until_on=TODAY + DAY)
    who = seats.add_member("Dan Designee", by=BY, at=NOW)
    how = {"why": "x", "once": "x", "by": BY, "at": NOW}
    with pytest.raises(NotWhole, match="letter"):
        seats.designate(holder, told=seats.Sits(who, TODAY), **how)
    with pytest.raises(NotWhole, match="holder's days"):
        seats.designate(holder, told=seats.Sits(who, TODAY, TODAY + 2 * DAY, "f. 1"), **how)


def test_who_resigns_takes_their_designees_along_and_the_story_is_kept() -> None:
    holder = sits("SEAT01")
    sits(name="Dan Designee", designee_of=holder)
    end(holder)

    after = line(on=TODAY + DAY)
    assert (after.is_vacant, after.designee, after.vacant_since) == (True, "", TODAY + DAY)
    assert [e.ended for e in queries.terms(viewer=BY)] == [Ending.RESIGNED] * 2
    assert len(queries.changes("SEAT01", viewer=BY)) == 4
    assert AuditEvent.objects.filter(event="COUNCIL_SEAT_CHANGED").exists()


def test_a_term_entered_by_mistake_frees_seat_and_person() -> None:
    end(sits("SEAT01"), Ending.MISTAKE)

    assert line().is_vacant
    assert sits("SEAT02")


def test_a_holder_goes_on_without_a_gap_when_reappointed() -> None:
    term = sits("SEAT01", until_on=TODAY + DAY)
    how = {"until_on": None, "letter": "folder 2", "once": "again", "by": BY, "at": NOW}

    assert seats.reappoint(term, **how) == seats.reappoint(term, **how)
    assert line(on=TODAY + 2 * DAY).holder == "Mary Madeup"
    assert line().runs_out is False
    assert queries.gaps("SEAT01", viewer=BY, on=TODAY + 9 * DAY) == ()


def test_two_editors_do_not_end_one_term_twice() -> None:
    term = sits("SEAT01")
    end(term)
    with pytest.raises(ChangedMeanwhile):
        end(term)


@pytest.mark.parametrize("on", [TODAY - DAY, TODAY + 9 * DAY])
def test_a_last_day_outside_the_term_is_refused(on: date) -> None:
    with pytest.raises(NotWhole, match="not within the term"):
        end(sits("SEAT01", until_on=TODAY + DAY), on=on)


def test_one_person_is_in_the_list_once() -> None:
    how = {"by": BY, "at": NOW}
    first = seats.add_member("Mary Madeup", **how)

    assert seats.add_member(" mary  MADEUP ", **how) == first
    with pytest.raises(NotWhole, match="middle initial"):
        seats.add_member("Mary Madeup", account="other", **how)


SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.one_of(st.none(), st.integers(0, 20))), max_size=6
)


@given(SPANS)
def test_every_day_after_the_first_is_held_or_vacant_and_never_both(spans) -> None:
    terms = [
        (TODAY + first * DAY, None if long is None else TODAY + (first + long) * DAY)
        for first, long in spans
    ]
    today = TODAY + 90 * DAY
    empty = vacancies(terms, today=today)
    begun = min((first for first, _ in terms), default=None)
    for nth in range(91):
        day = TODAY + nth * DAY
        held = any(overlap((day, day), each) for each in terms)
        free = sum(overlap((day, day), (e.since, e.until)) for e in empty)
        assert free == (0 if held or begun is None or day < begun else 1)


def test_a_vacancy_counts_both_its_days() -> None:
    assert Vacancy(TODAY, TODAY).days(TODAY) == 1
    assert Vacancy(TODAY, None).days(TODAY + 2 * DAY) == 3


# ------------------------------------------------------------------ who may
def test_a_member_speaks_for_the_seat_of_that_day() -> None:
    mary = people.viewer("Mary", "MEMBER")
    sits("SEAT05", account=mary.account, until_on=TODAY)

    assert queries.seat_of(viewer=mary, on=TODAY) == "SEAT05"
    assert queries.seat_of(viewer=mary, on=TODAY + DAY) is None
    assert queries.seat_of(viewer=people.viewer("Max", "MEMBER"), on=TODAY) is None


def test_only_staff_change_seats_and_strangers_read_nothing() -> None:
    term = sits("SEAT01")
    for who in (people.viewer("Mary", "MEMBER"), people.viewer("Rosa", "PROVIDER"), nobody(NOW)):
        with pytest.raises(NoSuchPaper):
            seats.end_term(term, how=Ending.OVER, on=TODAY, why="x", version=1, by=who, at=NOW)
        with pytest.raises(NoSuchPaper):
            seats.add_member("X Y", by=who, at=NOW)
    assert queries.seats(viewer=people.viewer("Petra", "PROVIDER"), on=TODAY) == ()


def test_the_roster_names_only_who_agreed() -> None:
    sits("SEAT01")
    sits("SEAT02", "Paula Public", is_public=True)
    shown = {each.code: each for each in queries.roster(viewer=nobody(NOW), on=TODAY)}

    assert (shown["SEAT01"].holder, shown["SEAT01"].is_vacant) == ("", False)
    assert shown["SEAT02"].holder == "Paula Public"


# ------------------------------------------------------------------ conflicts
def test_a_conflict_is_seen_by_staff_and_whoever_declared_it() -> None:
    mary, max_ = people.viewer("Mary", "MEMBER"), people.viewer("Max", "MEMBER")
    sits("SEAT01", account=mary.account)
    code = council.recommendation(stage=Stage.DRAFT)
    about = {"about": ConflictAbout.RECOMMENDATION, "ref": code}
    told = conflicts.Declared("A grant", "My employer applied.", TODAY, TODAY + DAY, **about)
    made = conflicts.declare(told, once="x", by=mary, at=NOW)

    def seen(viewer, on=TODAY, **what) -> list[str]:
        return [each.id for each in queries.conflicts(viewer=viewer, on=on, **what)]

    assert seen(mary) == seen(BY) == seen(BY, **about) == seen(BY, seat="SEAT01") == [made]
    assert seen(max_) == seen(BY, seat="SEAT02") == seen(BY, on=TODAY + 2 * DAY) == []
    assert seen(BY, about=ConflictAbout.RECOMMENDATION, ref="REC2") == []
    with pytest.raises(NoSuchPaper):
        conflicts.take_back(made, version=1, by=max_, at=NOW)
    conflicts.take_back(made, version=1, by=mary, at=NOW)
    assert seen(BY) == []
    assert len(queries.all_conflicts(viewer=mary, on=TODAY)) == 1


@pytest.mark.parametrize("about", [ConflictAbout.RECOMMENDATION, ConflictAbout.AGENDA_ITEM])
def test_a_conflict_points_to_something_that_is_there(about: ConflictAbout) -> None:
    member = member_of(sits("SEAT01"))

    with pytest.raises(NotWhole, match="not there any more"):
        council.conflict(member, about=about, ref="R1999-01")


def test_a_conflict_in_general_touches_every_matter() -> None:
    made = council.conflict(member_of(sits("SEAT01")))
    found = queries.conflicts(viewer=BY, on=TODAY, about=ConflictAbout.AGENDA_ITEM, ref="A1")

    assert [each.id for each in found] == [made]


def test_nobody_declares_for_another_but_staff() -> None:
    other = member_of(sits("SEAT01"))
    mary = people.viewer("Mary", "MEMBER")
    told = conflicts.Declared("A grant", "Made up.", TODAY)
    with pytest.raises(NoSuchPaper):
        conflicts.declare(told, member=other, once="x", by=mary, at=NOW)
    assert CouncilMember.objects.count() == 1
