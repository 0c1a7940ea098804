"""A survey of youth opens only after a review; a survey says when it is due again."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, timedelta

import pytest

from fourfold.apps.surveys.actions import ethics, studies
from fourfold.apps.surveys.models import EthicsNote, Study, Wave
from fourfold.apps.surveys.queries.ethics import plan_of
from fourfold.apps.surveys.rules import BadStudy, NoSuchStudy
from fourfold.apps.surveys.rules.ethics import Decision, NotReviewed, check_reviewed, next_due
from fourfold.apps.surveys.states import WavePart, WaveState
from tests.make import desk, people, surveys
from tests.make.people import NOW
from tests.make.surveys import STAFF

TODAY = NOW.date()


@pytest.mark.parametrize("asks_youth", [True, False])
@pytest.mark.parametrize("newest", [None, *Decision])
def test_which_review_lets_a_survey_open(asks_youth: bool, newest: Decision | None) -> None:
    goes = newest in (Decision.APPROVED, Decision.EXEMPT) or (newest is None and not asks_youth)

    with nullcontext() if goes else pytest.raises(NotReviewed):
        check_reviewed(asks_youth=asks_youth, newest=newest)


@pytest.mark.parametrize(
    ("opened", "years", "due"),
    [
        ([], 3, None),
        ([date(2028, 5, 1)], None, None),
        ([date(2030, 5, 1), date(2028, 5, 1)], 3, date(2033, 5, 1)),
        ([date(2028, 2, 29)], 1, date(2029, 2, 28)),
        ([date(2028, 2, 29)], 4, date(2032, 2, 29)),
    ],
)
def test_a_wave_is_due_years_after_the_newest_was_opened(opened, years, due) -> None:
    assert next_due(opened, years) == due


def note(study: str, decision: Decision = Decision.APPROVED, once: str = "a", **how) -> str:
    values = {"reviewed_by": "A made-up board", "reviewed_on": TODAY, "reference": "26-1"} | how
    return ethics.note_review(
        study, **values, decision=decision, once=once, today=TODAY, by=STAFF, at=NOW
    )


@pytest.fixture
def youth(db) -> str:
    made = surveys.study()
    Study.objects.update(asks_youth=True)
    return made


def test_a_survey_of_youth_opens_once_a_review_lets_it_go(youth: str) -> None:
    wave = Wave.objects.get()
    with pytest.raises(NotReviewed, match="under 18"):
        studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    note(youth, Decision.CHANGES)
    with pytest.raises(NotReviewed, match="changes"):
        studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)
    ethics.note_review(
        youth,
        reviewed_by="A made-up board",
        reviewed_on=TODAY,
        reference="26-1b",
        decision=Decision.APPROVED,
        once="b",
        today=TODAY,
        by=STAFF,
        at=NOW + timedelta(minutes=1),
    )

    studies.move_wave(wave.id, to=WaveState.OPEN, by=STAFF, at=NOW)

    assert Wave.objects.get().opened_on == TODAY


def test_the_same_review_sent_twice_is_one_note(youth: str) -> None:
    assert note(youth) == note(youth)
    assert EthicsNote.objects.count() == 1


@pytest.mark.parametrize(
    "how",
    [{"reviewed_by": " "}, {"reference": ""}, {"reviewed_on": TODAY + timedelta(days=1)}],
)
def test_a_review_that_says_too_little_or_is_to_come_is_refused(youth: str, how) -> None:
    with pytest.raises(BadStudy):
        note(youth, **how)


@pytest.mark.django_db
def test_the_next_wave_is_due_and_made_once() -> None:
    study = surveys.study()
    surveys.opened(study)
    ethics.plan_repeats(study, years=2, by=STAFF, at=NOW)

    assert plan_of(study, viewer=STAFF).due_on == TODAY.replace(year=TODAY.year + 2)
    made = {ethics.add_wave(study, name="2032", by=STAFF, at=NOW) for _ in range(2)}

    assert len(made) == 1
    assert sorted(Wave.objects.values_list("name", flat=True)) == ["2032", "Once"]
    for years in (0, 11):
        with pytest.raises(BadStudy):
            ethics.plan_repeats(study, years=years, by=STAFF, at=NOW)


@pytest.mark.django_db
def test_before_and_after_are_repeated_as_another_survey() -> None:
    study = surveys.study(WavePart.BEFORE, WavePart.AFTER)
    with pytest.raises(BadStudy, match="Make another"):
        ethics.add_wave(study, name="2032", by=STAFF, at=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "may"),
    [("STAFF", True), ("ANALYST", True), ("TRAINING_LEAD", True), ("TRAINER", False)]
    + [("PROVIDER", False), ("MEMBER", False), ("AGENCY_ADMIN", False)],
)
def test_who_runs_surveys_and_nobody_else_notes_and_plans(role: str, may: bool) -> None:
    study, by = surveys.study(), people.viewer("Who", role)
    done = 0
    for each in (
        lambda: ethics.plan_repeats(study, years=2, by=by, at=NOW),
        lambda: ethics.add_wave(study, name="2032", by=by, at=NOW),
        lambda: plan_of(study, viewer=by),
        lambda: ethics.note_review(
            study,
            reviewed_by="x",
            reviewed_on=TODAY,
            reference="x",
            decision=Decision.APPROVED,
            once="x",
            today=TODAY,
            by=by,
            at=NOW,
        ),
    ):
        try:
            each()
        except NoSuchStudy:
            continue
        done += 1
    assert done == (4 if may else 0)


@pytest.mark.django_db
@pytest.mark.usefixtures("standing_clock")
def test_the_page_notes_a_review_plans_and_makes_the_next_wave() -> None:
    lead = desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    study = surveys.study()
    page = f"/desk/surveys/{study}/review/"
    once = lead.get(page).content.decode().split('name="once" value="')[1].split('"')[0]
    boxes = {"month": TODAY.month, "day": TODAY.day, "year": TODAY.year}
    day = {f"reviewed_on_{box}": each for box, each in boxes.items()}
    typed = {"do": "review", "once": once, "reviewed_by": "A made-up board", "reference": "26-1"}

    answer = lead.post(page, typed | day | {"decision": "REFUSED", "said": "Not so."}, follow=True)

    assert "The review is noted." in answer.content.decode()
    assert "Not so." in answer.content.decode()
    assert lead.post(page, {"do": "review"}).status_code == 422
    opened = {"wave": Wave.objects.get().id, "do": "open"}
    said = lead.post(f"/desk/surveys/{study}/", opened, follow=True).content.decode()
    assert "The newest review refused it." in said
    assert (
        "It is kept."
        in lead.post(page, {"do": "repeat", "years": "3"}, follow=True).content.decode()
    )
    made = lead.post(page, {"do": "wave", "name": "2033"}, follow=True).content.decode()
    assert "2033" in made
