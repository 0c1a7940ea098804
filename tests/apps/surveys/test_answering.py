"""An answer is kept page by page, counts once, and says nothing of who gave it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fourfold.apps.surveys.actions.answering import Asks, turn
from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import Response, SurveyDraft
from fourfold.apps.surveys.rules import DraftUseless, WaveNotOpen
from fourfold.apps.surveys.states import Step, WavePart, WaveState
from fourfold.reference.forms import Why
from fourfold.security.access.viewer import nobody
from tests.make import surveys
from tests.make.people import NOW

pytestmark = pytest.mark.django_db


def test_an_answer_goes_page_by_page_and_is_counted(wave) -> None:
    key = surveys.begin(wave).key

    second = surveys.page(key, wave, 0, works="yes", hours="40")
    assert (second.page, second.is_sent) == (1, False)
    assert surveys.page(key, wave, 1, more="Thanks").is_sent

    kept = Response.objects.get()
    assert kept.answers == {"works": "yes", "hours": "40", "more": "Thanks"}
    assert (kept.taken_on, kept.way, kept.pair) == (NOW.date(), "WEB", "")
    assert not SurveyDraft.objects.exists()


def test_what_was_not_asked_is_not_there_and_what_was_left_out_is_blank(wave) -> None:
    surveys.answered(wave, works="no", hours="40")

    assert Response.objects.get().answers == {"works": "no", "more": "A made-up word."}
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="")
    surveys.page(key, wave, 1, more="x")
    assert {"works": "", "more": "x"} in [each.answers for each in Response.objects.all()]


def test_the_same_answer_sent_three_times_counts_once(wave) -> None:
    key = surveys.answered(wave)

    again = [surveys.page(key, wave, 1, more="A made-up word.") for _ in range(2)]

    assert all(each.is_sent for each in again)
    assert Response.objects.count() == 1


def test_a_page_sent_again_on_a_bad_line_changes_nothing(wave) -> None:
    key = surveys.begin(wave).key

    first = surveys.page(key, wave, 0, works="no")
    again = surveys.page(key, wave, 0, works="no")

    assert (first.page, first.told) == (again.page, again.told)


def test_a_question_that_an_answer_opens_on_its_own_page_is_shown_before_the_page_turns(
    wave,
) -> None:
    key = surveys.begin(wave).key

    first = surveys.page(key, wave, 0, works="yes")
    assert (first.page, first.opened) == (0, ("hours",))
    again = surveys.page(key, wave, 0, works="yes", hours="")

    assert (again.page, again.opened) == (1, ())


def test_an_answer_outside_the_scale_keeps_the_page_and_says_why(wave) -> None:
    key = surveys.begin(wave).key

    found = surveys.page(key, wave, 0, works="yes", hours="400")

    assert found.page == 0
    assert [(each.name, each.why) for each in found.refusals] == [("hours", Why.RULE)]
    assert found.told["hours"] == "400"


def test_a_choice_that_is_not_offered_is_refused(wave) -> None:
    key = surveys.begin(wave).key

    assert surveys.page(key, wave, 0, works="perhaps").refusals[0].why is Why.NOT_A_CHOICE


def test_nothing_answered_at_all_is_not_sent(wave) -> None:
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="")

    assert surveys.page(key, wave, 1).is_empty
    assert not Response.objects.exists()


def test_back_keeps_what_was_typed_even_if_it_is_wrong(wave) -> None:
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="yes")

    back = turn(
        key, wave=wave.code, asks=Asks({"more": "so far"}, page=1, step=Step.BACK), by=nobody(NOW)
    )

    assert (back.page, back.told["more"]) == (0, "so far")


def test_a_draft_is_gone_on_with_by_its_key_in_any_writing(wave) -> None:
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, works="no")

    typed = " ".join(key.upper()[each : each + 4] for each in range(0, len(key), 4))
    found = turn(typed, wave=wave.code, asks=Asks({}), by=nobody(NOW))

    assert (found.page, found.told) == (1, {"works": "no"})


def test_a_key_opens_nothing_elsewhere_and_none_is_made_up(wave) -> None:
    other = surveys.opened(surveys.study(once="two"))[0]
    key = surveys.begin(wave).key

    for code, tried in ((other.code, key), (wave.code, "nothing"), (wave.code, "-")):
        with pytest.raises(DraftUseless):
            turn(tried, wave=code, asks=Asks({}), by=nobody(NOW))


def test_a_closed_wave_takes_nothing_and_an_opened_one_goes_on(wave) -> None:
    key = surveys.begin(wave).key
    move_wave(wave.id, to=WaveState.CLOSED, by="staff", at=NOW)

    with pytest.raises(WaveNotOpen):
        surveys.page(key, wave, 0, works="no")
    with pytest.raises(WaveNotOpen):
        surveys.begin(wave)
    move_wave(wave.id, to=WaveState.OPEN, by="staff", at=NOW)
    assert surveys.page(key, wave, 0, works="no").page == 1


def test_the_last_day_counts_and_the_day_after_does_not(wave) -> None:
    type(wave).objects.filter(pk=wave.pk).update(until_on=NOW.date())

    assert surveys.begin(wave).key
    with pytest.raises(WaveNotOpen):
        surveys.begin(wave, at=NOW + timedelta(days=1))


def test_pairs_are_made_by_a_code_that_nobody_can_read_back(db) -> None:
    before, after = surveys.opened(surveys.study(WavePart.BEFORE, WavePart.AFTER, pairs=True))

    surveys.answered(before, pair="ma 07-ER")
    surveys.answered(after, pair="MA07er")
    surveys.answered(after, pair="x")

    marks = [each.pair for each in Response.objects.order_by("wave__part", "pair")]
    assert marks[0] == ""
    assert marks[1] == marks[2] != ""
    assert "ma07er" not in marks[1]


def test_the_same_code_in_another_study_makes_another_mark(db) -> None:
    marks = set()
    for once in ("one", "two"):
        before = surveys.opened(surveys.study(WavePart.BEFORE, pairs=True, once=once))[0]
        surveys.answered(before, pair="ma07er")
        marks.add(Response.objects.get(wave=before).pair)

    assert len(marks) == 2


def test_a_question_that_opens_on_a_page_before_is_asked_before_sending(db) -> None:
    survey = [
        ["type", "name", "label", "relevant", "required"],
        ["begin_group", "one", "One", None, None],
        ["text", "why", "Why?", "${more} = 'x'", "yes"],
        ["text", "always", "Always?", None, None],
        ["end_group", None, None, None, None],
        ["text", "more", "More?", None, None],
    ]
    wave = surveys.opened(surveys.study(of=surveys.form(survey)))[0]
    key = surveys.begin(wave).key
    surveys.page(key, wave, 0, always="a")

    found = surveys.page(key, wave, 1, more="x")

    assert (found.page, [each.name for each in found.refusals]) == (0, ["why"])


def test_names_that_the_form_does_not_know_and_long_texts_are_not_kept(wave) -> None:
    key = surveys.begin(wave).key

    surveys.page(key, wave, 0, works="no", stranger="x", more="y" * 30_000)

    assert SurveyDraft.objects.get().told == {"works": "no", "more": "y" * 20_000}


def test_the_database_refuses_an_answer_that_would_count_twice(wave) -> None:
    surveys.answered(wave)
    kept = Response.objects.get()
    kept.pk = "Z" * 16
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.save(force_insert=True)


def test_no_column_says_when_or_from_where(wave) -> None:
    columns = {each.name: each.get_internal_type() for each in Response._meta.fields}

    assert "DateTimeField" not in columns.values()
    assert not {"address", "agent", "account"} & set(columns)
