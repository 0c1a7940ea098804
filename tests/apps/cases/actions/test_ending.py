"""Closing and opening again: what is open is said, the person's file follows, nobody overwrites."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.apps.cases.actions import ending, following, records, reviews, teams
from fourfold.apps.cases.actions.cases import open_case
from fourfold.apps.cases.models import Case, CaseClock, CaseLine, MissingEpisode, Person, Referral
from fourfold.apps.cases.queries import open_ends
from fourfold.apps.cases.states.cases import CaseOutcome, EndedBecause, MoveNotAllowed
from fourfold.apps.cases.states.follow_ups import FollowUpKind
from fourfold.security.access import relations
from fourfold.security.access.sight import NotKnown
from tests.make import cases, people
from tests.make import teams as make
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
WORDS = "She is safe with her aunt."


@pytest.fixture
def luis():
    return people.viewer("Luis", "LIAISON")


def case_of(number):
    return Case.objects.get(pk=number)


def person_of(number):
    return Person.objects.get(pk=case_of(number).person)


def close(number, by, **changes):
    asked = {
        "outcome": CaseOutcome.CLOSED,
        "because": EndedBecause.SAFE_WITH_FAMILY,
        "words": WORDS,
        "version": case_of(number).version,
    }
    ending.close(number, by=by, **asked | changes)


def test_a_case_is_closed_with_outcome_and_words_and_the_file_ends(luis):
    number = cases.case(luis)

    close(number, luis)

    found, person = case_of(number), person_of(number)
    assert (found.state, found.outcome, found.because) == ("CLOSED", "CLOSED", "SAFE_WITH_FAMILY")
    assert (found.closed_at, person.outcome, person.closed_at) == (NOW, "CLOSED", NOW)
    assert found.lines.get(step="CASE_CLOSED").words == WORDS


def test_the_file_stays_open_while_another_case_is_open(luis):
    number = cases.case(luis)
    other = open_case(case_of(number).person, region="", by=luis)

    close(number, luis)
    between = person_of(number).outcome
    close(other, luis)

    assert between == "OPEN"
    assert person_of(number).outcome == "CLOSED"


def test_a_new_case_of_somebody_begins_their_file_anew(luis):
    number = cases.case(luis)
    close(number, luis)

    open_case(case_of(number).person, region="", by=luis)

    assert person_of(number).outcome == "OPEN"


def test_what_is_still_open_is_said_and_takes_a_reason(luis):
    number = cases.case(luis)
    found = case_of(number)
    own = {"case": found, "agency": found.agency, "person": found.person}
    CaseClock.objects.create(rule="DEMO", started_at=NOW, due_at=NOW - timedelta(hours=1), **own)
    following.plan(number, kind=FollowUpKind.CALL, due_on=NOW.date(), by=luis)

    with pytest.raises(ending.StillOpen) as refused:
        close(number, luis)
    close(number, luis, despite="The police keep the clock now.")

    assert [(each.kind, each.late) for each in refused.value.ends] == [
        ("clock", True),
        ("follow_up", False),
    ]
    line = found.lines.get(step="CASE_CLOSED")
    assert line.facts["open"] == 2
    assert line.words.endswith("The police keep the clock now.")


def test_a_missing_person_and_a_referral_on_its_way_are_open_ends(luis):
    number = cases.case(luis)
    found = case_of(number)
    own = {"case": found, "agency": found.agency, "person": found.person}
    MissingEpisode.objects.create(known_at=NOW, **own)
    Referral.objects.create(
        kind="HOUSING", to_agency="SHORE_HOUSE", purpose="HOUSING", drafted_at=NOW, **own
    )

    with pytest.raises(ending.StillOpen) as refused:
        close(number, luis)

    assert [each.kind for each in refused.value.ends] == ["missing", "referral"]


def test_opening_again_takes_words_and_begins_the_file_anew(luis):
    number = cases.case(luis)
    close(number, luis)
    version = case_of(number).version

    with pytest.raises(ending.SayWhy):
        ending.reopen(number, words="", version=version, by=luis)
    ending.reopen(number, words="She called and asked for help.", version=version, by=luis)

    found, person = case_of(number), person_of(number)
    assert (found.state, found.outcome, found.because, found.closed_at) == (
        "OPEN",
        "OPEN",
        "",
        None,
    )
    assert (person.outcome, person.closed_at) == ("OPEN", None)


def test_a_closed_case_is_not_closed_twice(luis):
    number = cases.case(luis)
    close(number, luis)

    with pytest.raises(MoveNotAllowed):
        close(number, luis)


def test_an_open_case_is_not_opened_again(luis):
    number = cases.case(luis)

    with pytest.raises(MoveNotAllowed):
        ending.reopen(number, words="Once more, please.", version=case_of(number).version, by=luis)


def test_a_page_that_is_older_closes_nothing(luis):
    number = cases.case(luis)
    shown = case_of(number).version
    following.plan(number, kind=FollowUpKind.CALL, due_on=NOW.date(), by=luis)

    with pytest.raises(records.ChangedMeanwhile):
        close(number, luis, version=shown)


@pytest.mark.parametrize("outcome", [CaseOutcome.OPEN, CaseOutcome.TRANSFERRED])
def test_some_outcomes_close_nothing(luis, outcome):
    with pytest.raises(ending.SayWhy):
        close(cases.case(luis), luis, outcome=outcome)


def test_without_words_nothing_is_closed(luis):
    number = cases.case(luis)

    with pytest.raises(ending.SayWhy):
        close(number, luis, words="Done.")
    assert not CaseLine.objects.filter(case=number, step="CASE_CLOSED").exists()


def test_whoever_does_not_keep_the_case_closes_nothing(luis):
    number = cases.case(luis)
    carmen = people.viewer("Carmen", "CARELINE")
    tomas = people.account("Tomas", "TEAM")
    people.seat(tomas, "MDT", "LAW_ENFORCEMENT")
    ruth = people.viewer("Ruth", "LIAISON")
    relations._give(case_of(number), "TEAM", by=ruth, team="MDT")

    for who in (carmen, people.viewer("Tomas")):
        with pytest.raises(NotKnown):
            close(number, who)


def test_a_review_on_an_agenda_and_what_a_team_agreed_on_are_open_ends():
    made = make.team()
    review = make.review(made, make.meeting(made))
    due = NOW.date() + timedelta(days=1)
    to_do = reviews.ToDo("SCHOOL", "ADVOCATE", due_on=due)
    reviews.agree(review, case=made.case, to_do=to_do, by=made.by("Cora"))

    with pytest.raises(ending.StillOpen) as refused:
        close(made.case, made.by("Carmen", at=make.AFTER))

    ends = [each for each in refused.value.ends if each.kind != "clock"]
    assert [(each.kind, each.code, each.late) for each in ends] == [
        ("review", make.TEAM, True),
        ("to_do", "SCHOOL", True),
    ]


def test_a_review_that_a_team_wants_again_is_an_open_end_until_the_case_leaves_the_team():
    made = make.team()
    review = make.review(made, make.meeting(made))
    later = made.by("Cora", at=make.AFTER)
    noted = reviews.Noted({}, {}, make.AFTER.date() + timedelta(days=30))
    reviews.note(review, case=made.case, noted=noted, by=later, version=made.version())

    before = open_ends.open_ends(case_of(made.case), viewer=made.by("Carmen", at=make.AFTER))
    teams.leave(made.case, team=make.TEAM, by=made.by("Luis", at=make.AFTER))
    after = open_ends.open_ends(case_of(made.case), viewer=made.by("Carmen", at=make.AFTER))

    assert [(each.kind, each.due) for each in before if each.kind != "clock"] == [
        ("next_review", noted.next_on)
    ]
    assert after == []
