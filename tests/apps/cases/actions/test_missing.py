"""A person is missing: who was told and when, the return, what they told, the screening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from fourfold.apps.cases.actions import missing, screenings
from fourfold.apps.cases.actions.clocks import NotYet
from fourfold.apps.cases.actions.records import ChangedMeanwhile
from fourfold.apps.cases.models import Case, CaseClock, CaseLine, MissingEpisode, Screening
from fourfold.apps.cases.queries import missing as queries
from fourfold.apps.cases.queries.cases import open_case
from fourfold.apps.cases.rules.evidence import NoEvidence
from fourfold.apps.cases.states.missing import MOVES, Heard, MissingState, Question
from fourfold.apps.cases.states.screenings import Occasion, ScreeningState, WhyNot
from fourfold.security.access.sight import NotKnown
from fourfold.security.access.viewer import Viewer
from tests.make import cases, people

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def luis() -> Viewer:
    return people.viewer("Luis", "LIAISON")


@pytest.fixture
def case(luis: Viewer) -> str:
    return cases.case(luis)


@pytest.fixture
def episode(case: str, luis: Viewer) -> str:
    """Missing since now, as far as the agency knows."""
    return missing.report_missing(case, known_at=luis.at, missing_from="A made-up home", by=luis)


def later(by: Viewer, hours: float) -> Viewer:
    return replace(by, at=by.at + hours * HOUR)


def now(episode: str) -> MissingEpisode:
    return MissingEpisode.objects.get(pk=episode)


def clock(episode: str, rule: str) -> CaseClock:
    return CaseClock.objects.get(about=episode, rule=rule)


def back(episode: str, case: str, by: Viewer) -> None:
    missing.returned(episode, case=case, returned_at=by.at, by=by)


def talk(how: Heard = Heard.TOLD, words: str = "") -> dict[Question, tuple[Heard, str]]:
    return dict.fromkeys(Question, (how, words))


def hear(episode: str, case: str, by: Viewer, **said: object) -> None:
    answers = talk(**said)  # type: ignore[arg-type]
    version = Case.objects.get(pk=case).version
    missing.hear(episode, case=case, answers=answers, version=version, by=by)


# ------------------------------------------------------------------ going missing
def test_the_duties_count_from_when_the_agency_knew(case: str, luis: Viewer) -> None:
    made = missing.report_missing(
        case, known_at=luis.at - 3 * HOUR, missing_at=luis.at - 9 * HOUR, by=luis
    )

    assert clock(made, "MISSING_TO_POLICE").due_at == luis.at + 21 * HOUR
    assert clock(made, "MISSING_TO_NCMEC").due_at == luis.at + 21 * HOUR


def test_a_person_is_not_missing_twice_at_once(episode: str, case: str, luis: Viewer) -> None:
    with pytest.raises(missing.MissingAlready) as told:
        missing.report_missing(case, known_at=luis.at, by=later(luis, 1))

    assert (told.value.episode, told.value.by, told.value.at) == (episode, luis.account, luis.at)


def test_nobody_knows_before_they_are_gone(case: str, luis: Viewer) -> None:
    with pytest.raises(missing.WrongOrder):
        missing.report_missing(case, known_at=luis.at - HOUR, missing_at=luis.at, by=luis)


def test_nobody_is_missing_tomorrow(case: str, luis: Viewer) -> None:
    with pytest.raises(NotYet):
        missing.report_missing(case, known_at=luis.at + HOUR, by=luis)

    assert not MissingEpisode.objects.exists()


@pytest.mark.parametrize(
    ("tell", "rule", "step"),
    [
        (missing.police_told, "MISSING_TO_POLICE", "POLICE_TOLD"),
        (missing.ncmec_told, "MISSING_TO_NCMEC", "NCMEC_TOLD"),
    ],
)
@pytest.mark.parametrize(("hours", "in_time"), [(2, True), (24, True), (31, False)])
def test_telling_meets_its_duty_with_the_number_in_time_or_late(
    episode: str,
    case: str,
    luis: Viewer,
    tell: Callable[..., None],
    rule: str,
    step: str,
    hours: int,
    in_time: bool,
) -> None:
    at = later(luis, hours)
    tell(episode, case=case, told_at=at.at, number="HPD-30-114", by=later(luis, 40))

    met = clock(episode, rule)
    assert (met.met_at, met.evidence) == (at.at, "HPD-30-114")
    assert (met.met_at <= met.due_at) is in_time
    assert CaseLine.objects.filter(step=step).count() == 1


def test_the_second_to_write_it_down_hears_who_was_first(
    episode: str, case: str, luis: Viewer
) -> None:
    missing.police_told(episode, case=case, told_at=luis.at, number="1", by=later(luis, 1))
    with pytest.raises(missing.ToldAlready) as told:
        missing.police_told(episode, case=case, told_at=luis.at, number="2", by=later(luis, 2))

    assert (told.value.by, told.value.at) == (luis.account, luis.at + HOUR)
    assert now(episode).police_number == "1"


def test_a_number_holds_no_name(episode: str, case: str, luis: Viewer) -> None:
    with pytest.raises(NoEvidence):
        missing.police_told(episode, case=case, told_at=luis.at, number="Officer Ray", by=luis)


def test_a_mistake_stays_and_ends_its_duties(episode: str, case: str, luis: Viewer) -> None:
    missing.mistaken(episode, case=case, words="At her aunt's all day.", by=later(luis, 1))

    assert now(episode).state == MissingState.MISTAKEN
    assert clock(episode, "MISSING_TO_POLICE").dropped_why == "MISSING_MISTAKEN"
    assert CaseLine.objects.get(step="MISSING_MISTAKEN").words == "At her aunt's all day."


# ------------------------------------------------------------------ the return
def test_a_return_ends_what_is_not_due_yet_and_starts_the_screening(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))

    assert clock(episode, "MISSING_TO_POLICE").dropped_at == luis.at + 5 * HOUR
    assert clock(episode, "RETURN_SCREENING").started_at == luis.at + 5 * HOUR


def test_what_was_told_before_the_return_and_written_down_after_is_in_time(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    told_at = luis.at + 2 * HOUR
    missing.police_told(episode, case=case, told_at=told_at, number="", by=later(luis, 6))

    police = clock(episode, "MISSING_TO_POLICE")
    assert (police.met_at, police.dropped_at) == (told_at, None)


def test_what_nobody_did_in_time_stays_undone_after_the_return(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 60))
    opened = open_case(case, viewer=later(luis, 61))
    (seen,) = queries.episodes(opened, viewer=later(luis, 61))

    states = {each.code: each.state for each in seen.clocks}
    assert states["MISSING_TO_POLICE"] == "MISSED"
    assert states["MISSING_TO_NCMEC"] == "MISSED"


def test_nobody_comes_back_before_they_left(episode: str, case: str, luis: Viewer) -> None:
    with pytest.raises(missing.WrongOrder):
        missing.returned(episode, case=case, returned_at=luis.at - HOUR, by=later(luis, 1))


def test_after_a_return_a_new_episode_can_begin(episode: str, case: str, luis: Viewer) -> None:
    back(episode, case, later(luis, 5))
    again = later(luis, 50)
    missing.report_missing(case, known_at=again.at, by=again)

    assert MissingEpisode.objects.filter(case=case).count() == 2


@pytest.mark.parametrize("how", [Heard.REFUSED, Heard.UNKNOWN, Heard.NOT_ASKED])
def test_three_answers_without_words_stay_three_answers(
    episode: str, case: str, luis: Viewer, how: Heard
) -> None:
    back(episode, case, later(luis, 5))
    hear(episode, case, later(luis, 6), how=how)

    assert set(now(episode).answers.values()) == {how.value}
    assert now(episode).why_left is None


def test_words_are_kept_as_told_and_empty_ones_keep_what_is_there(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    hear(episode, case, later(luis, 6), words="I did not feel safe there.")
    hear(episode, case, later(luis, 7))

    assert now(episode).why_left == "I did not feel safe there."
    assert now(episode).with_whom == "I did not feel safe there."


def test_who_changed_their_mind_takes_the_words_back(episode: str, case: str, luis: Viewer) -> None:
    back(episode, case, later(luis, 5))
    hear(episode, case, later(luis, 6), words="With a friend.")
    hear(episode, case, later(luis, 7), how=Heard.REFUSED)

    assert now(episode).with_whom is None


def test_two_who_write_down_the_talk_do_not_overwrite_each_other(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    version = Case.objects.get(pk=case).version
    hear(episode, case, later(luis, 6), words="I went to the sea.")
    with pytest.raises(ChangedMeanwhile):
        missing.hear(episode, case=case, answers=talk(), version=version, by=later(luis, 7))

    assert now(episode).while_away == "I went to the sea."


def test_nobody_is_heard_or_screened_while_missing(episode: str, case: str, luis: Viewer) -> None:
    with pytest.raises(missing.NotNow):
        hear(episode, case, luis)
    with pytest.raises(missing.NotNow):
        missing.not_screened(episode, case=case, why=WhyNot.REFUSED, words="", by=luis)


# ------------------------------------------------------------------ the screening
def screening(case: str, by: Viewer, occasion: Occasion) -> str:
    """A screening finished at the viewer's moment, past its own pages."""
    record = Case.objects.get(pk=case)
    made = Screening.objects.create(
        case=record,
        agency=record.agency,
        person=record.person,
        state=ScreeningState.DONE.value,
        instrument="MADE_UP",
        edition="1",
        occasion=occasion.value,
        made_by=by.account,
        made_at=by.at,
        changed_by=by.account,
        changed_at=by.at,
        asked_by=by.account,
        asked_on=date(2030, 1, 7),
        done_at=by.at,
    )
    return made.id


def test_a_screening_tied_to_the_return_meets_its_duty(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    made = screening(case, later(luis, 8), Occasion.FOLLOW_UP)
    missing.screened(episode, case=case, screening=made, by=later(luis, 9))

    assert now(episode).screening == made
    assert clock(episode, "RETURN_SCREENING").met_at == luis.at + 8 * HOUR


def test_a_screening_of_another_case_cannot_be_tied(episode: str, case: str, luis: Viewer) -> None:
    back(episode, case, later(luis, 5))
    other = screening(cases.case(luis), later(luis, 8), Occasion.RETURN)
    with pytest.raises(NotKnown):
        missing.screened(episode, case=case, screening=other, by=later(luis, 9))


def test_a_reason_made_on_the_screenings_own_page_settles_the_return_too(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    around = screenings.Around(asked_on=date(2030, 1, 7), occasion=Occasion.RETURN)
    screenings.not_done(case, why=WhyNot.NOT_SAFE, around=around, by=later(luis, 6))

    assert now(episode).not_screened_why == WhyNot.NOT_SAFE
    assert clock(episode, "RETURN_SCREENING").dropped_why == "RETURN_NOT_SCREENED"


def test_an_episode_is_finished_once_heard_and_settled(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    hear(episode, case, later(luis, 6), how=Heard.REFUSED)
    assert now(episode).state == MissingState.RETURNED
    missing.not_screened(episode, case=case, why=WhyNot.REFUSED, words="", by=later(luis, 7))

    assert now(episode).state == MissingState.FINISHED


def test_a_settled_screening_is_not_settled_again(episode: str, case: str, luis: Viewer) -> None:
    back(episode, case, later(luis, 5))
    missing.not_screened(episode, case=case, why=WhyNot.REFUSED, words="", by=later(luis, 7))
    with pytest.raises(missing.ToldAlready):
        missing.not_screened(episode, case=case, why=WhyNot.NOT_SAFE, words="", by=later(luis, 8))


def rate(luis: Viewer, **groups: str) -> list[queries.ReturnRate]:
    counted = Case.objects.order_by("opened_at", "pk")
    named = {each.pk: groups.get(each.pk, "UNKNOWN") for each in counted}
    return queries.after_returns(counted, groups=named, viewer=luis)


def test_the_rate_after_returns_counts_screened_reasons_and_the_open_ones(luis: Viewer) -> None:
    for nth, ends in enumerate(["SCREENED", "REFUSED", "", "GONE"]):
        number = cases.case(luis)
        one = missing.report_missing(number, known_at=luis.at, by=luis)
        if ends != "GONE":
            back(one, number, later(luis, nth + 1))
        if ends == "SCREENED":
            made = screening(number, later(luis, 9), Occasion.RETURN)
            missing.screened(one, case=number, screening=made, by=later(luis, 9))
        elif ends == "REFUSED":
            missing.not_screened(one, case=number, why=WhyNot(ends), words="", by=later(luis, 9))
    every, unknown = rate(luis)

    assert (every.returned, every.screened, every.not_screened) == (3, 1, {"REFUSED": 1})
    assert (every.open, every.with_reason) == (1, 1)
    assert every.percent == pytest.approx(100 / 3)
    assert (unknown.group, unknown.returned, unknown.screened) == ("UNKNOWN", 3, 1)


FOLLOWS = [("before", 4, False), ("after", 6, True), ("after_gone_again", 9, False)]


@pytest.mark.parametrize(("when", "hours", "follows"), FOLLOWS, ids=[row[0] for row in FOLLOWS])
def test_a_screening_that_nobody_tied_follows_a_return_until_they_are_gone_again(
    episode: str, case: str, luis: Viewer, when: str, hours: int, follows: bool
) -> None:
    back(episode, case, later(luis, 5))
    again = later(luis, 8)
    missing.report_missing(case, known_at=again.at, by=again)
    screening(case, later(luis, hours), Occasion.NEW_SIGNS)

    assert rate(luis)[0].screened == int(follows)


def test_who_was_screened_after_all_counts_as_screened(
    episode: str, case: str, luis: Viewer
) -> None:
    back(episode, case, later(luis, 5))
    missing.not_screened(episode, case=case, why=WhyNot.NOT_READY, words="", by=later(luis, 6))
    screening(case, later(luis, 30), Occasion.RETURN)

    assert (rate(luis)[0].screened, rate(luis)[0].with_reason) == (1, 0)


def test_somebody_who_was_not_missing_did_not_return(episode: str, case: str, luis: Viewer) -> None:
    missing.mistaken(episode, case=case, words="At school.", by=luis)

    assert [(each.returned, each.percent) for each in rate(luis)] == [(0, None), (0, None)]


# ------------------------------------------------------------------ what must be true
WRONG = [
    {"state": "RETURNED"},
    {"police_number": "1"},
    {"ncmec_number": "1"},
    {"state": "FINISHED", "returned_at": people.NOW},
    {"missing_at": people.NOW + HOUR},
    {"screening": "A", "not_screened_why": "REFUSED"},
]


@pytest.mark.parametrize("values", WRONG, ids=[",".join(each) for each in WRONG])
def test_the_database_refuses_what_cannot_be(episode: str, values: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        MissingEpisode.objects.filter(pk=episode).update(**values)


@pytest.mark.parametrize("who", ["stranger", "reader"])
def test_who_may_not_keep_the_case_writes_nothing(episode: str, case: str, who: str) -> None:
    other = people.viewer(who, "LIAISON")
    with pytest.raises(NotKnown):
        missing.police_told(episode, case=case, told_at=other.at, number="", by=other)


def test_every_state_has_its_moves() -> None:
    assert set(MOVES) == set(MissingState)
