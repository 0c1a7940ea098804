"""A screening is begun, kept in parts, finished, corrected or not done; it never sets a status."""

from __future__ import annotations

from datetime import date

import pytest

from fourfold.apps.cases.actions import law, missing, records, screenings
from fourfold.apps.cases.actions.screenings import (
    Around,
    BegunAlready,
    CaseIsClosed,
    Filled,
    NoInstrument,
    NoResult,
    NotADraft,
)
from fourfold.apps.cases.models import Case, CaseLine, LawFacts, MissingEpisode, Screening
from fourfold.apps.cases.rules.screening import Answered, NoSuchAnswer
from fourfold.apps.cases.states.screenings import Occasion, WhyNot
from fourfold.security.access.sight import NotKnown
from tests.make.cases import set_on
from tests.make.consults import Desk, desk

pytestmark = pytest.mark.django_db
AROUND = Around(date(2030, 1, 7), Occasion.FIRST, "SPANISH", "ALONE", "TRAINED")


@pytest.fixture
def made(db: None) -> Desk:
    return desk()


def begin(made: Desk, code: str = "HMIS_R16", edition: str = "2024", *, name: str = "carmen"):
    return screenings.begin(
        made.case, instrument=code, edition=edition, around=AROUND, by=made.by(name, 1)
    )


def row(screening: str) -> Screening:
    return Screening.objects.get(pk=screening)


def filled(*, words: str = "", **answers: str) -> Filled:
    return Filled({code: Answered(answer) for code, answer in answers.items()}, words)


def finish(made: Desk, screening: str, said: Filled, *, minutes: int = 9) -> None:
    screenings.finish(
        screening,
        case=made.case,
        filled=said,
        seen_at=row(screening).changed_at,
        by=made.by("carmen", minutes),
    )


def test_a_screening_is_saved_in_parts_and_finished_with_what_was_left_empty_as_not_asked(made):
    screening = begin(made)
    screenings.save(
        screening,
        case=made.case,
        filled=filled(R16_AFRAID="YES", words="She laughed at first."),
        seen_at=made.by("carmen", 1).at,
        by=made.by("carmen", 4),
    )
    assert row(screening).state == "DRAFT"
    finish(made, screening, filled(R16_AFRAID="YES", R16_FORCED="REFUSED"))

    one = row(screening)
    assert (one.state, one.result) == ("DONE", "")
    assert {code: each["answer"] for code, each in one.answers.items()} == {
        "R16_AFRAID": "YES",
        "R16_PROMISED": "NOT_ASKED",
        "R16_FORCED": "REFUSED",
        "R16_3M": "NOT_ASKED",
    }
    line = CaseLine.objects.get(step="SCREENING_DONE")
    assert line.facts == {
        "instrument": "HMIS_R16",
        "occasion": "FIRST",
        "asked": 4,
        "answered": 1,
    }


def test_an_answer_to_a_skipped_item_is_not_kept(made):
    screening = begin(made)

    finish(made, screening, filled(R16_AFRAID="NO", R16_PROMISED="NO", R16_FORCED="YES"))

    assert set(row(screening).answers) == {"R16_AFRAID", "R16_PROMISED"}


def stated(made: Desk) -> dict[str, tuple[str, str]]:
    found = LawFacts.objects.filter(case=made.case).first()
    return {code: (e["is"], e["from"]) for code, e in (found.facts if found else {}).items()}


def test_a_finished_screening_states_the_facts_of_law_that_its_answers_say(made):
    screening = begin(made, "HMIS_R15")
    finish(made, screening, filled(R15_EVER="YES", R15_MADE="YES", R15_EVER_3M="NO"))

    assert stated(made) == {
        "COMMERCIAL_SEX_ACT": ("yes", f"screening:{screening}"),
        "COMPELS_OR_INDUCES": ("yes", f"screening:{screening}"),
    }


@pytest.mark.parametrize("answer", ["NO", "UNKNOWN", "REFUSED", "NOT_ASKED"])
def test_an_answer_that_states_no_fact_writes_none(made, answer):
    finish(made, begin(made), filled(R16_AFRAID=answer))

    assert stated(made) == {}
    assert not CaseLine.objects.filter(step="FACTS_TAKEN").exists()


def test_a_draft_and_an_answer_to_a_skipped_item_state_nothing(made):
    screening = begin(made, "HMIS_R15")
    said = filled(R15_EVER="NO", R15_MADE="YES")
    screenings.save(
        screening,
        case=made.case,
        filled=said,
        seen_at=row(screening).changed_at,
        by=made.by("carmen", 3),
    )
    finish(made, screening, said)

    assert stated(made) == {}


def test_a_corrected_screening_states_anew_and_leaves_what_a_person_stated(made):
    first = begin(made, "HMIS_R15")
    finish(made, first, filled(R15_EVER="YES", R15_MADE="YES"))
    law.state_facts(made.case, facts={"COMPELS_OR_INDUCES": "no"}, by=made.by("carmen", 20))
    second = screenings.correct(first, case=made.case, by=made.by("carmen", 30))
    finish(made, second, filled(R15_EVER="NO"), minutes=40)

    assert stated(made) == {"COMPELS_OR_INDUCES": ("no", "")}


def test_a_screening_that_was_stopped_after_a_return_says_why_there_was_none(made):
    by = made.by("carmen")
    episode = missing.report_missing(made.case, known_at=by.at, by=by)
    missing.returned(episode, case=made.case, returned_at=by.at, by=made.by("carmen", 1))
    around = Around(date(2030, 1, 7), Occasion.RETURN)
    screening = screenings.begin(
        made.case, instrument="HMIS_R16", edition="2024", around=around, by=made.by("carmen", 2)
    )
    screenings.stop(screening, case=made.case, why=WhyNot.NOT_SAFE, by=made.by("carmen", 3))

    assert MissingEpisode.objects.get(pk=episode).not_screened_why == "NOT_SAFE"


def test_a_screening_sets_no_status_of_the_case(made):
    before = Case.objects.values("state", "outcome", "concern", "region", "worker").get()
    finish(made, begin(made), filled(R16_AFRAID="YES", R16_PROMISED="YES", R16_FORCED="YES"))

    assert Case.objects.values("state", "outcome", "concern", "region", "worker").get() == before


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("carmen", True),
        ("luis", False),
        ("tomas", False),
        ("dana", False),
        ("stan", False),
        ("priya", False),
        ("rosa", False),
    ],
)
def test_who_keeps_the_case_screens_and_nobody_else(made, name, may):
    made.ask()
    if may:
        begin(made, name=name)
        return
    with pytest.raises(NotKnown):
        begin(made, name=name)


def test_the_same_form_begins_once(made):
    said = {"instrument": "HMIS_R16", "edition": "2024", "around": AROUND, "key": "k"}
    screening = screenings.begin(made.case, by=made.by("carmen"), **said)

    with pytest.raises(records.DoneBefore) as before:
        screenings.begin(made.case, by=made.by("carmen", 1), **said)
    assert before.value.leads_to == f"screening:{screening}"


@pytest.mark.parametrize(("code", "edition"), [("NO_SUCH", "1"), ("HMIS_R16", "1999"), ("", "")])
def test_a_form_the_state_does_not_have_is_refused(made, code, edition):
    with pytest.raises(NoInstrument):
        begin(made, code, edition)


def test_nobody_overwrites_what_a_colleague_saved(made):
    screening = begin(made)
    first = row(screening).changed_at
    screenings.save(
        screening,
        case=made.case,
        filled=filled(R16_AFRAID="YES"),
        seen_at=first,
        by=made.by("carmen", 3),
    )

    with pytest.raises(records.ChangedMeanwhile) as refused:
        screenings.save(
            screening,
            case=made.case,
            filled=filled(R16_AFRAID="NO"),
            seen_at=first,
            by=made.by("carmen", 5),
        )
    assert refused.value.by == made.accounts["carmen"].id
    assert row(screening).answers == {"R16_AFRAID": {"answer": "YES", "words": ""}}


def test_an_answer_that_does_not_fit_saves_nothing(made):
    screening = begin(made)

    with pytest.raises(NoSuchAnswer):
        finish(made, screening, filled(R16_AFRAID="MAYBE"))
    assert row(screening).answers is None


def test_a_correction_is_a_new_version_and_the_old_one_stays(made):
    screening = begin(made)
    finish(made, screening, filled(R16_AFRAID="YES"))
    correction = screenings.correct(screening, case=made.case, by=made.by("carmen", 20))
    assert row(screening).state == "DONE"
    assert row(correction).answers["R16_AFRAID"]["answer"] == "YES"
    with pytest.raises(BegunAlready) as begun:
        screenings.correct(screening, case=made.case, by=made.by("carmen", 21))
    assert begun.value.screening == correction
    finish(made, correction, filled(R16_AFRAID="NO", R16_PROMISED="NO"), minutes=25)

    assert (row(screening).state, row(correction).state) == ("REPLACED", "DONE")
    assert row(screening).answers["R16_AFRAID"]["answer"] == "YES"
    assert CaseLine.objects.filter(step="SCREENING_CORRECTED").count() == 1
    with pytest.raises(NotADraft):
        finish(made, correction, filled())


def test_no_need_to_tell_is_a_path_of_its_own(made):
    screening = screenings.not_done(
        made.case,
        why=WhyNot.NO_NEED_TO_TELL,
        around=AROUND,
        words="Enough is known from the police report.",
        by=made.by("carmen", 2),
    )

    one = row(screening)
    assert (one.state, one.why_not, one.instrument) == ("NOT_DONE", "NO_NEED_TO_TELL", "")
    assert CaseLine.objects.get(step="SCREENING_NOT_DONE").facts["why"] == "NO_NEED_TO_TELL"


def test_a_screening_that_was_begun_may_stop_and_keeps_what_was_answered(made):
    screening = begin(made)
    screenings.save(
        screening,
        case=made.case,
        filled=filled(R16_AFRAID="YES"),
        seen_at=row(screening).changed_at,
        by=made.by("carmen", 3),
    )
    screenings.stop(screening, case=made.case, why=WhyNot.NOT_SAFE, by=made.by("carmen", 4))

    assert (row(screening).state, row(screening).why_not) == ("NOT_DONE", "NOT_SAFE")
    assert row(screening).answers == {"R16_AFRAID": {"answer": "YES", "words": ""}}


@pytest.mark.parametrize(
    ("said", "result"),
    [(Filled({}, band=3), "BAND_3"), (Filled({}, result_words="14 of 20"), "")],
)
def test_of_a_licensed_form_the_result_is_kept_and_no_item(made, said, result):
    screening = begin(made, "CSE_IT", "2.0")
    with pytest.raises(NoResult):
        finish(made, screening, Filled({}))
    with pytest.raises(NoResult):
        finish(made, screening, Filled({}, band=4))
    finish(made, screening, said)

    assert row(screening).result == result
    assert not row(screening).answers


def test_nobody_screens_in_a_closed_case(made):
    set_on(made.case, state="CLOSED", outcome="CLOSED", closed_at=made.by("carmen").at)

    with pytest.raises(CaseIsClosed):
        begin(made)
