"""Each wave says how it followed its model; every version stays, and a second person reads it."""

from __future__ import annotations

import csv
import io
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.surveys.actions import ethics
from fourfold.apps.surveys.actions import fidelity as actions
from fourfold.apps.surveys.actions.fidelity import Told
from fourfold.apps.surveys.models import FidelityAnswer, Wave
from fourfold.apps.surveys.queries import fidelity as queries
from fourfold.apps.surveys.rules import BadStudy, NoSuchStudy
from fourfold.apps.surveys.rules.fidelity import Did, check_answer, count, models
from fourfold.documents import pdf
from fourfold.reference import active_pack
from tests.make import desk, people, surveys
from tests.make.people import NOW
from tests.make.surveys import STAFF

DONE = Told(Did.FOLLOWED, place="Made-up report, page 2")


@pytest.mark.parametrize("did", list(Did))
@pytest.mark.parametrize("deviation", ["", "x"])
@pytest.mark.parametrize("reason", ["", "x"])
@pytest.mark.parametrize("evidence", [[], ["WAVE:1"]])
@pytest.mark.parametrize("place", ["", "x"])
def test_what_an_answer_has_to_say(did, deviation, reason, evidence, place) -> None:
    shown = bool(evidence or place)
    goes = {
        Did.FOLLOWED: shown,
        Did.ADAPTED: shown and bool(deviation) and bool(reason),
        Did.NOT_DONE: bool(reason),
        Did.NOT_YET: not shown,
    }[did]
    with nullcontext() if goes else pytest.raises(BadStudy):
        check_answer(did, deviation=deviation, reason=reason, evidence=evidence, place=place)


@given(st.lists(st.tuples(st.sampled_from([None, *Did]), st.booleans())))
def test_every_step_is_counted_once(answers) -> None:
    found = count(answers)
    assert found.steps == len(answers)
    assert found.reviewed <= found.steps - found.unanswered


@pytest.fixture
def model() -> str:
    return models(active_pack())[0].code


@pytest.fixture
def study(db, model: str) -> str:
    made = surveys.study()
    actions.follow_model(made, model=model, by=STAFF, at=NOW)
    return made


def steps() -> list[str]:
    return [each.code for each in models(active_pack())[0].steps]


def answer(study: str, told: Told = DONE, *, was: int = 0, once: str = "a", by=STAFF) -> str:
    wave = Wave.objects.get(study=study).id
    return actions.answer_step(wave, step=steps()[0], told=told, was=was, once=once, by=by, at=NOW)


def test_nothing_is_overwritten_and_a_form_sent_twice_is_one_version(study: str) -> None:
    assert answer(study) == answer(study)
    changed = Told(Did.ADAPTED, "By telephone.", "No room was free.", place="Made-up minutes")
    answer(study, changed, was=1, once="b")

    kept = FidelityAnswer.objects.order_by("version").values_list("version", "did")
    assert list(kept) == [(1, "FOLLOWED"), (2, "ADAPTED")]
    wave = queries.fidelity_of(study, viewer=STAFF).waves[0]
    assert (wave.counts.adapted, wave.counts.followed) == (1, 0)
    assert wave.counts.unanswered == wave.counts.steps - 1


def test_of_two_who_answer_at_once_the_second_reads_first(study: str) -> None:
    answer(study)
    with pytest.raises(BadStudy, match="meanwhile"):
        answer(study, was=0, once="b")


def test_a_second_person_reviews_the_newest_version_once(study: str) -> None:
    first, second = people.viewer("One", "STAFF"), people.viewer("Two", "STAFF")
    old = answer(study, by=first)
    new = answer(study, was=1, once="b", by=first)
    with pytest.raises(BadStudy, match="Somebody else"):
        actions.review_step(new, agrees=True, remark="", by=first, at=NOW)
    with pytest.raises(BadStudy, match="newer"):
        actions.review_step(old, agrees=True, remark="", by=second, at=NOW)
    with pytest.raises(BadStudy, match="do not agree"):
        actions.review_step(new, agrees=False, remark=" ", by=second, at=NOW)

    actions.review_step(new, agrees=True, remark="", by=second, at=NOW)

    with pytest.raises(BadStudy, match="already"):
        actions.review_step(new, agrees=False, remark="No.", by=second, at=NOW)
    assert queries.fidelity_of(study, viewer=STAFF).waves[0].counts.reviewed == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        FidelityAnswer.objects.filter(id=new).update(reviewed_by=first.account)


def test_evidence_is_of_this_study(study: str) -> None:
    other = surveys.study(once="two")
    foreign = f"WAVE:{Wave.objects.get(study=other).id}"
    with pytest.raises(BadStudy, match="not of this survey"):
        answer(study, Told(Did.FOLLOWED, evidence=[foreign]))
    own = queries.evidence_of(study, viewer=STAFF)[0][0]
    answer(study, Told(Did.FOLLOWED, evidence=[own]))
    assert queries.fidelity_of(study, viewer=STAFF).waves[0].lines[0].answer.evidence == (
        "Wave: Once",
    )


def test_the_model_stays_once_a_step_is_answered(study: str, model: str) -> None:
    with pytest.raises(BadStudy, match="no such model"):
        actions.follow_model(study, model="MADE_UP", by=STAFF, at=NOW)
    actions.follow_model(study, model=model, by=STAFF, at=NOW + timedelta(days=1))
    assert queries.fidelity_of(study, viewer=STAFF).made_at == NOW


def test_waves_are_compared_step_by_step(study: str) -> None:
    answer(study)
    ethics.add_wave(study, name="The next", by=STAFF, at=NOW)
    found = queries.fidelity_of(study, viewer=STAFF)
    assert [(each.name, each.counts.followed) for each in found.waves] == [
        ("Once", 1),
        ("The next", 0),
    ]
    printed = queries.printed(study, viewer=STAFF)
    assert pdf.render(printed) == pdf.render(queries.printed(study, viewer=STAFF))


@pytest.mark.django_db
def test_nobody_else_sees_or_answers(model: str) -> None:
    study, by = surveys.study(), people.viewer("Who", "TRAINER")
    for each in (
        lambda: queries.fidelity_of(study, viewer=by),
        lambda: actions.follow_model(study, model=model, by=by, at=NOW),
        lambda: answer(study, by=by),
    ):
        with pytest.raises(NoSuchStudy):
            each()


def typed(page: str, **how: str) -> dict[str, str]:
    once = page.split('name="once" value="')[1].split('"')[0]
    return {"do": "answer", "once": once, "was": "0", "did": "FOLLOWED"} | how


@pytest.mark.usefixtures("standing_clock")
def test_the_pages_answer_review_and_give_files(db, model: str) -> None:
    lea = desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)
    max_ = desk.signed_in(people.account("Max", "TRAINING_LEAD"), at=NOW)
    study = surveys.study()
    page = reverse("surveys:fidelity", args=[study])
    assert lea.get(f"{page}checklist.csv").status_code == 404
    assert lea.get(page).status_code == 200
    assert lea.post(page, {"model": model}).status_code == 302
    step = reverse("surveys:fidelity_step", args=[study, Wave.objects.get().id, steps()[0]])
    form = lea.get(step).content.decode()

    refused = lea.post(step, typed(form, place="", deviation="Words to keep"))
    assert refused.status_code == 422
    assert b"Words to keep" in refused.content
    assert lea.post(step, typed(form, place="Made-up report, page 2")).status_code == 302
    other = step.replace(steps()[0], steps()[1])
    blank = lea.get(other).content.decode()
    assert lea.post(other, typed(blank, did="NOT_YET")).status_code == 302
    assert lea.get(other).status_code == 200
    late = max_.post(step, typed(max_.get(step).content.decode(), place="Words to keep"))
    assert late.status_code == 422
    assert b"meanwhile" in late.content
    assert b'name="was" value="1"' in late.content
    review = {
        "do": "agree",
        "answer": FidelityAnswer.objects.get(step=steps()[0]).id,
        "agrees": "yes",
    }
    assert b"Somebody else reviews it" in lea.get(step).content
    assert max_.post(step, review).status_code == 302

    every = max_.get(page)
    assert every.status_code == 200
    assert b"agrees" in every.content

    rows = b"".join(lea.get(f"{page}checklist.csv")).decode("utf-8-sig")
    first = next(csv.DictReader(io.StringIO(rows)))
    assert (first["answer"], first["document"]) == ("FOLLOWED", "Made-up report, page 2")
    assert (first["answered_by"], first["agreed"], first["reviewed_by"]) == ("Lea", "yes", "Max")
    assert lea.get(f"{page}checklist.pdf").content.startswith(b"%PDF")
    assert lea.get(f"{page}checklist.docx").content.startswith(b"PK")
    assert lea.get(f"{page}other.csv").status_code == 404
