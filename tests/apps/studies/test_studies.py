"""A study of the undetected: who may do what, what the machine does, and what is handed on."""

import json
from datetime import timedelta

import pytest

from fourfold.analysis.estimate import BadHistories, estimate, read_text
from fourfold.apps.releases import actions as releases
from fourfold.apps.releases import queries as release_queries
from fourfold.apps.studies.actions import beating, rolls, studies, working
from fourfold.apps.studies.jobs import working as job
from fourfold.apps.studies.models import Roll, Study
from fourfold.apps.studies.queries import studies as queries
from fourfold.apps.studies.rules import (
    MOST_TRIES,
    SILENT_FOR,
    ExampleOnly,
    NotTheSame,
    NotWhole,
    NotYours,
    StudyError,
)
from fourfold.apps.studies.states import MOVES, OWNERS, MoveNotAllowed, StudyState
from fourfold.catalog import queries as catalog
from fourfold.security.access.viewer import viewer_of
from tests.make import people
from tests.make import studies as make
from tests.make.people import NOW
from tests.make.river import small_state

pytestmark = pytest.mark.django_db


def analyst(name: str = "Ines", role: str = "ANALYST"):
    return viewer_of(people.account(name, role).id, at=NOW, second_factor=True)


@pytest.fixture
def ines():
    return analyst()


@pytest.fixture
def oskar():
    return analyst("Oskar")


def line(study: str, viewer, *, now=NOW):
    return queries.study(study, now=now, viewer=viewer)


def test_every_state_has_moves_and_an_owner():
    assert set(MOVES) == set(OWNERS) == set(StudyState)


def test_the_same_roll_sent_twice_is_kept_once(ines):
    assert make.roll(ines) == make.roll(ines)
    assert Roll.objects.count() == 1


def test_of_a_file_of_people_only_the_counts_are_kept(ines):
    text = "name,careline,police\nMade-up Mia,1,0\nMade-up Leo,1,1\nMade-up Kim,0,1\n"
    with pytest.raises(BadHistories, match="--tabulate"):
        make.roll(ines, text=text)

    made = rolls.bring(
        make.told(),
        text=text,
        tabulate=True,
        lists=("careline", "police"),
        once="people",
        by=ines,
        at=NOW,
    )

    kept = Roll.objects.get(pk=made)
    assert kept.known == 3
    assert kept.content == "careline,police,count\n1,0,1\n0,1,1\n1,1,1\n"
    assert "Mia" not in json.dumps(list(Roll.objects.values()), default=str)


@pytest.mark.parametrize("role", ["STAFF", "PRIVACY", "MEMBER", "CARELINE", "OPERATOR"])
def test_nobody_but_a_researcher_sees_or_makes_a_study(role, ines):
    other = analyst("Other", role)
    made = make.asked(make.roll(ines), ines)

    assert queries.studies(now=NOW, viewer=other) == ()
    assert queries.rolls(viewer=other) == ()
    with pytest.raises(NotYours):
        make.asked(make.roll(ines), other, once="x")
    with pytest.raises(NotYours):
        studies.stop(made, by=other, at=NOW)


@pytest.mark.parametrize("lists", [("careline",), (), ("careline", "unknown")])
def test_a_study_needs_two_lists_of_its_roll(lists, ines):
    with pytest.raises(NotWhole):
        make.asked(make.roll(ines), ines, lists=lists)


def test_a_worker_gives_what_the_command_gives_for_the_same_seed(ines):
    made = make.asked(make.roll(ines), ines)

    assert make.work()

    found = line(made, ines)
    alone = estimate(read_text(make.TEXT), bootstrap=1000, seed=1)
    assert found.state is StudyState.DONE
    assert found.result.to_dict() == alone.to_dict()
    assert found.share == 1
    assert not make.work()


def test_a_study_of_some_lists_knows_only_whom_they_know(ines):
    made = make.asked(make.roll(ines), ines, lists=("police", "shelters"), method="chapman")
    make.work()

    assert line(made, ines).result.known == 60 + 80 + 24 + 30 + 16 + 8


def test_lists_that_never_overlap_end_as_cannot_be_estimated(ines, oskar):
    text = "careline,police,count\n1,0,30\n0,1,20\n"
    made = make.asked(make.roll(ines, text=text), ines, lists=("careline", "police"))
    make.work()

    found = line(made, ines)
    assert found.state is StudyState.DONE
    assert found.result.estimate is None
    assert "cannot be estimated" in found.result.sentences["en"]


def test_a_study_that_waits_is_stopped_at_once_and_can_run_again(ines):
    made = make.asked(make.roll(ines), ines)
    studies.stop(made, by=ines, at=NOW)

    assert not make.work()
    studies.again(made, by=ines, at=NOW)
    assert make.work()
    assert line(made, ines).state is StudyState.DONE


def test_a_running_study_that_somebody_stops_ends_and_keeps_nothing(ines, monkeypatch):
    made = make.asked(make.roll(ines), ines, replicates=20_000)
    beats = []

    def stop_at_first(work, **far):
        if not beats:
            studies.stop(made, by=ines, at=NOW)
        beats.append(far)
        return beat(work, **far)

    beat = beating.beat
    monkeypatch.setattr(beating, "beat", stop_at_first)
    monkeypatch.setattr("fourfold.apps.studies.jobs.working.BEAT", 0.01)

    assert make.work()

    found = line(made, ines)
    assert found.state is StudyState.STOPPED
    assert found.result is None
    assert Study.objects.get().result == {}


def test_work_of_a_machine_that_fell_silent_is_taken_up_again_and_its_late_result_is_refused(ines):
    made = make.asked(make.roll(ines), ines)
    first = working.take(by="worker", at=NOW)
    later = NOW + SILENT_FOR + timedelta(seconds=1)

    assert working.take(by="worker", at=NOW + SILENT_FOR) is None
    assert line(made, ines, now=later).is_silent
    second = working.take(by="worker", at=later)

    assert (first.turn, second.turn) == (1, 2)
    assert not beating.beat(first, share=0.5, doing="", by="worker", at=later)
    assert not working.finish(first, result={}, by="worker", at=later)
    assert beating.beat(second, share=0.5, doing="bic", by="worker", at=later)


def test_a_study_on_which_the_machine_stops_again_and_again_ends_with_a_reason(ines):
    made = make.asked(make.roll(ines), ines)
    at = NOW
    for _ in range(MOST_TRIES):
        assert working.take(by="worker", at=at)
        at += SILENT_FOR + timedelta(seconds=1)

    assert working.take(by="worker", at=at) is None
    found = line(made, ines)
    assert found.state is StudyState.FAILED
    assert "3 times" in found.why


def test_a_study_whose_result_came_in_the_moment_it_was_stopped_keeps_nothing(ines):
    made = make.asked(make.roll(ines), ines)
    work = working.take(by="worker", at=NOW)
    studies.stop(made, by=ines, at=NOW)

    assert not working.finish(work, result={"a": 1}, by="worker", at=NOW)
    assert line(made, ines).state is StudyState.STOPPED
    assert Study.objects.get().result == {}


def test_a_fault_of_the_machine_ends_one_study_and_the_next_is_worked_on(ines, monkeypatch, caplog):
    roll = make.roll(ines)
    first, second = (make.asked(roll, ines, once=once) for once in ("one", "two"))

    def stumble(work, halt, far):
        if work.study == first:
            raise TimeoutError("made-up secret")  # also what a wait may raise: it must not go on
        return whole(work, halt, far)

    whole = job._estimate
    monkeypatch.setattr(job, "_estimate", stumble)

    assert make.work()
    assert make.work()
    assert line(first, ines).state is StudyState.FAILED
    assert line(first, ines).why == job.FAULT
    assert line(second, ines).state is StudyState.DONE
    assert "TimeoutError" in caplog.text
    assert "secret" not in caplog.text


def test_a_worker_that_is_told_to_end_gives_its_study_back_and_the_next_has_it_at_once(
    ines, monkeypatch
):
    made = make.asked(make.roll(ines), ines, replicates=20_000)

    def ended(work, **far):
        raise KeyboardInterrupt

    monkeypatch.setattr(job, "BEAT", 0.01)
    monkeypatch.setattr(beating, "beat", ended)
    with pytest.raises(KeyboardInterrupt):
        make.work()

    assert line(made, ines).state is StudyState.WAITING
    assert Study.objects.get().tries == 0
    assert working.take(by="worker", at=NOW).turn == 1


def test_a_study_that_no_machine_takes_up_says_so_unless_another_is_worked_on(ines):
    roll = make.roll(ines)
    made = make.asked(roll, ines)
    later = NOW + SILENT_FOR + timedelta(seconds=1)

    assert not line(made, ines).is_silent
    assert line(made, ines, now=later).is_silent
    working.take(by="worker", at=later)
    waits = make.asked(roll, ines, once="waits")
    assert not line(made, ines, now=later).is_silent
    assert not line(waits, ines, now=later).is_silent


def test_two_workers_never_take_the_same_study(ines):
    number = make.roll(ines)
    for once in ("one", "two"):
        make.asked(number, ines, once=once)

    taken = [working.take(by="worker", at=NOW) for _ in range(3)]

    assert taken[2] is None
    assert taken[0].study != taken[1].study


def test_who_asked_does_not_sign_off_and_whoever_does_says_what_they_looked_at(ines, oskar):
    made = make.asked(make.roll(ines), ines)
    make.work()
    seen = line(made, oskar).sha256

    with pytest.raises(NotYours):
        studies.sign(made, words=make.WORDS, seen=seen, by=ines, at=NOW)
    with pytest.raises(NotWhole):
        studies.sign(made, words="  ", seen=seen, by=oskar, at=NOW)
    with pytest.raises(NotTheSame):
        studies.sign(made, words=make.WORDS, seen="another", by=oskar, at=NOW)
    studies.sign(made, words=make.WORDS, seen=seen, by=oskar, at=NOW)
    assert line(made, ines).signed_by == "Oskar"


def test_a_study_that_nobody_signed_is_not_handed_on(ines):
    made = make.asked(make.roll(ines), ines)
    make.work()

    with pytest.raises(MoveNotAllowed):
        studies.offer(made, organization="ZZ01", by=ines, at=NOW)


def test_nothing_of_data_to_learn_on_is_handed_on(ines, oskar):
    made = make.signed(ines, oskar, is_example=True)

    with pytest.raises(ExampleOnly):
        studies.offer(made, organization="ZZ01", by=ines, at=NOW)


def test_a_signed_study_becomes_public_only_after_two_others_agreed_and_says_its_range(ines, oskar):
    made = make.signed(ines, oskar)
    run = studies.offer(made, organization="ZZ01", by=ines, at=NOW)
    pack = small_state()
    assert [each.run for each in release_queries.offered(viewer=ines)] == [run]
    release = releases.propose(run, title="Made-up", pack=pack, by=ines, at=NOW)
    assert release_queries.offered(viewer=ines) == ()
    for who, role in (("Sam", "STAFF"), ("Paul", "PRIVACY")):
        releases.agree(release, by=analyst(who, role), at=NOW)
    with pytest.raises(releases.ReleaseRefused):
        releases.publish(release, pack=pack, by=analyst("Sam2", "STAFF"), at=NOW)
    releases.publish(release, pack=pack, by=oskar, at=NOW)

    table = catalog.table("UNDETECTED_ESTIMATE")
    result = line(made, ines).result
    assert table.card.headline == result.sentences["en"]
    assert table.in_words["es"] == result.sentences["es"]
    assert table.card.newest == ""  # no card can show one number without its range
    assert table.figures[0].value == result.known == 338
    assert len(table.figures) == 1 + len(result.given)
    assert all("interval" in each.note for each in table.figures[1:])
    assert table.chart.count("<svg") == 2
    assert {each.sha256 for each in table.lineage.origins} == {Roll.objects.get().sha256}


def test_a_researcher_cannot_agree_to_a_release(ines, oskar):
    run = studies.offer(make.signed(ines, oskar), organization="ZZ01", by=ines, at=NOW)
    release = releases.propose(run, title="Made-up", pack=small_state(), by=ines, at=NOW)

    with pytest.raises(releases.ReleaseRefused):
        releases.agree(release, by=oskar, at=NOW)


def test_too_few_people_are_never_released(ines, oskar):
    text = "careline,police,shelters,count\n1,0,0,3\n0,1,0,2\n0,0,1,2\n1,1,0,1\n1,0,1,1\n0,1,1,1\n"
    run = studies.offer(make.signed(ines, oskar, text=text), organization="ZZ01", by=ines, at=NOW)

    with pytest.raises(releases.ReleaseRefused):
        releases.propose(run, title="Made-up", pack=small_state(), by=ines, at=NOW)


def test_every_refusal_says_what_to_do():
    for each in (NotYours, NotWhole, NotTheSame, ExampleOnly):
        assert issubclass(each, StudyError)
