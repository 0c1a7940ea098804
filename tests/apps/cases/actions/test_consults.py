"""A consult is asked, taken by one, answered with reasons, and nobody's words are lost."""

from __future__ import annotations

import pytest

from fourfold.apps.cases.actions import consult_answers, consults, records
from fourfold.apps.cases.actions.consult_answers import Answer
from fourfold.apps.cases.actions.consulting import (
    AnsweredBefore,
    AskedAlready,
    NoRegion,
    NotNow,
    NotYours,
    TakenBefore,
)
from fourfold.apps.cases.models import Case, CaseLine, Opinion
from fourfold.apps.cases.rules.concern import NoConcern, NoReason, NotInTable
from fourfold.apps.cases.states.consults import HandOn, Urgency, Withdraw
from fourfold.security.access.need_to_know import visible_to
from fourfold.security.access.sight import NotKnown
from fourfold.security.models import Notice
from tests.make.consults import AWAY, HOME, SAID, Desk, desk

pytestmark = pytest.mark.django_db
MINE = Answer("CONFIRMED", ("TOLD_US",), "She told me herself.")


@pytest.fixture
def made(db: None) -> Desk:
    return desk()


def knows(made: Desk, name: str, minutes: int) -> bool:
    return visible_to(made.by(name, minutes), Case).filter(pk=made.case).exists()


def steps(made: Desk) -> list[str]:
    lines = CaseLine.objects.filter(case=made.case).order_by("at", "id")
    return list(lines.values_list("step", flat=True))


# ------------------------------------------------------------------ asking
def test_asking_goes_to_the_region_of_the_town_and_its_team_sees_it(made: Desk) -> None:
    consult = made.ask()

    assert made.consult(consult).region == HOME
    assert made.record().region == HOME
    seeing = {name for name in made.accounts if knows(made, name, 2)}
    assert seeing == {"carmen", "luis", "ana", "tomas", "dana", "rosa"}
    told = Notice.objects.filter(kind="CONSULT_WAITS").values_list("to", flat=True)
    assert set(told) == {made.accounts["luis"].id, made.accounts["ana"].id}


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("carmen", True),
        ("luis", False),
        ("ana", False),
        ("nora", False),
        ("stan", False),
        ("tomas", False),
        ("dana", False),
        ("priya", False),
        ("rosa", False),
    ],
)
def test_who_keeps_the_case_may_ask_and_nobody_else(made: Desk, name: str, may: bool) -> None:
    if may:
        made.ask(name=name)
        return
    with pytest.raises(NotKnown):
        made.ask(name=name)


def test_without_a_town_the_region_of_the_case_answers(made: Desk) -> None:
    with pytest.raises(NoRegion, match="Choose the town"):
        made.ask(town="")
    with pytest.raises(NoRegion, match="Atlantis"):
        made.ask(town="Atlantis")
    Case.objects.filter(pk=made.case).update(region=AWAY)

    assert made.consult(made.ask(town="")).region == AWAY


def test_one_consult_of_a_case_is_open_at_a_time(made: Desk) -> None:
    consult = made.ask()

    with pytest.raises(AskedAlready) as refused:
        made.ask(minutes=3)
    assert (refused.value.consult, refused.value.by) == (consult, made.accounts["carmen"].id)


def test_the_same_form_asks_once(made: Desk) -> None:
    said = {"why": "Why.", "urgency": Urgency.NOW, "town": "ANDOVER", "key": "form-1"}
    consult = consults.ask(made.case, by=made.by("carmen"), **said)

    with pytest.raises(records.DoneBefore) as before:
        consults.ask(made.case, by=made.by("carmen", 1), **said)
    assert before.value.leads_to == f"consult:{consult}"


# ------------------------------------------------------------------ taking
@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("luis", None),
        ("ana", None),
        ("carmen", NotYours),
        ("tomas", NotYours),
        ("dana", NotYours),
        ("nora", NotKnown),
        ("stan", NotKnown),
        ("priya", NotKnown),
        ("rosa", Exception),
    ],
)
def test_a_child_welfare_seat_of_the_region_and_agency_may_take(
    made: Desk, name: str, refusal: type[Exception] | None
) -> None:
    consult = made.ask()

    if refusal is None:
        made.take(consult, name)
        assert made.consult(consult).taken_by == made.accounts[name].id
        return
    with pytest.raises(refusal):
        made.take(consult, name)
    assert made.consult(consult).taken_by == ""


def test_the_second_to_take_is_told_who_has_it_and_since_when(made: Desk) -> None:
    consult = made.ask()
    made.take(consult, "luis", minutes=5)

    with pytest.raises(TakenBefore) as refused:
        made.take(consult, "ana", minutes=6)
    assert refused.value.by == made.accounts["luis"].id
    assert refused.value.at == made.by("luis", 5).at


def test_taking_over_names_from_whom(made: Desk) -> None:
    consult = made.ask()
    made.take(consult, "luis")
    made.take(consult, "ana", minutes=6, over="luis")

    assert made.consult(consult).taken_by == made.accounts["ana"].id
    assert "CONSULT_TAKEN_OVER" in steps(made)


# ------------------------------------------------------------------ answering
def test_the_answer_sets_the_level_and_tells_who_asked(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    made.answer(consult)

    one = made.consult(consult)
    assert (one.state, one.opinions, one.answered_by) == (
        "ANSWERED",
        1,
        made.accounts["luis"].id,
    )
    assert made.record().concern == "SUSPECTED"
    assert steps(made)[-3:] == ["CONSULT_ASKED", "CONSULT_TAKEN", "CONSULT_ANSWERED"]
    line = CaseLine.objects.get(step="CONSULT_ANSWERED")
    assert line.facts == {"nth": 1, "minutes": 11, "concern": "SUSPECTED"}
    told = Notice.objects.get(kind="CONSULT_ANSWERED")
    assert told.to == made.accounts["carmen"].id
    assert not knows(made, "ana", 13)
    assert knows(made, "luis", 13)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        (Answer("", ("MISSING_NOW",)), NoConcern),
        (Answer("LIKELY", ("MISSING_NOW",)), NoConcern),
        (Answer("NONE"), NoReason),
        (Answer("NONE", (), "   "), NoReason),
        (Answer("NONE", ("NO_SUCH",)), NotInTable),
        (Answer("NONE", (), "Why.", ("CA99",)), NotInTable),
    ],
)
def test_an_answer_that_is_not_whole_is_kept_as_a_draft(
    made: Desk, said: Answer, refusal: type[Exception]
) -> None:
    consult = made.ask()
    made.take(consult)

    with pytest.raises(refusal):
        made.answer(consult, said=said)
    draft = Opinion.objects.get(consult=consult)
    assert (draft.nth, draft.concern) == (0, said.concern)
    assert draft.reasons == list(said.reasons)
    assert made.consult(consult).state == "TAKEN"
    assert made.record().concern == ""


def test_a_second_answer_is_kept_and_says_who_was_first(made: Desk) -> None:
    consult = made.ask()
    made.take(consult, "luis")
    made.take(consult, "ana", minutes=6, over="luis")
    made.answer(consult, "ana", minutes=12)

    with pytest.raises(AnsweredBefore) as refused:
        made.answer(consult, "luis", said=MINE, minutes=13)
    assert (refused.value.by, refused.value.at) == (
        made.accounts["ana"].id,
        made.by("ana", 12).at,
    )
    kept = Opinion.objects.get(consult=consult, by=made.accounts["luis"].id)
    assert (kept.nth, kept.words) == (0, "She told me herself.")
    assert made.record().concern == "SUSPECTED"

    made.answer(consult, "luis", said=MINE, minutes=14, beside=1)
    both = Opinion.objects.filter(consult=consult).order_by("nth")
    assert [each.concern for each in both] == ["SUSPECTED", "CONFIRMED"]
    assert made.record().concern == "CONFIRMED"
    assert made.consult(consult).answered_by == made.accounts["ana"].id


def test_who_lost_the_consult_while_typing_keeps_the_words(made: Desk) -> None:
    consult = made.ask()
    made.take(consult, "luis")
    made.take(consult, "ana", minutes=6, over="luis")

    with pytest.raises(TakenBefore):
        made.answer(consult, "luis", said=MINE, minutes=7)
    assert Opinion.objects.get(consult=consult).words == "She told me herself."


def test_nobody_answers_what_nobody_took(made: Desk) -> None:
    consult = made.ask()

    with pytest.raises(NotKnown):
        made.answer(consult, "luis")
    with pytest.raises(NotYours):
        made.answer(consult, "carmen")


def test_an_opinion_given_is_not_changed(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    made.answer(consult)

    with pytest.raises(NotNow):
        made.answer(consult, said=MINE, minutes=20, beside=1)
    assert Opinion.objects.get(consult=consult).words == SAID.words


# ------------------------------------------------------------------ a second opinion
def test_a_second_opinion_comes_from_somebody_else_and_stands_beside_the_first(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    with pytest.raises(NotNow):
        consult_answers.ask_again(consult, case=made.case, by=made.by("carmen", 6))
    made.answer(consult)
    consult_answers.ask_again(consult, case=made.case, region=AWAY, by=made.by("carmen", 20))

    assert knows(made, "nora", 21)
    with pytest.raises(NotYours):
        made.take(consult, "luis", minutes=22)
    made.take(consult, "nora", minutes=23)
    made.answer(consult, "nora", said=MINE, minutes=30)
    both = Opinion.objects.filter(consult=consult).order_by("nth")
    assert [each.concern for each in both] == ["SUSPECTED", "CONFIRMED"]
    one = made.consult(consult)
    assert (one.state, one.opinions, one.second) == ("ANSWERED", 2, False)
    assert one.answered_at == made.by("luis", 12).at
    assert steps(made)[-1] == "CONSULT_SECOND_GIVEN"


# ------------------------------------------------------------------ handing on
def test_a_town_that_moved_takes_the_consult_to_its_new_region(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    consults.hand_on(
        consult,
        case=made.case,
        why=HandOn.TOWN_MOVED,
        region=AWAY,
        words="Andover moved last month.",
        by=made.by("luis", 8),
    )

    one = made.consult(consult)
    assert (one.state, one.region, one.taken_by) == ("WAITING", AWAY, "")
    assert {name: knows(made, name, 9) for name in ("luis", "ana", "nora", "carmen")} == {
        "luis": False,
        "ana": False,
        "nora": True,
        "carmen": True,
    }


def test_a_consult_handed_to_a_liaison_waits_for_them_and_others_still_may(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    ana = made.accounts["ana"].id
    consults.hand_on(consult, case=made.case, why=HandOn.AWAY, to=ana, by=made.by("luis", 8))

    assert made.consult(consult).meant_for == ana
    assert Notice.objects.filter(kind="CONSULT_WAITS", to=ana).count() == 2
    made.take(consult, "luis", minutes=9)
    assert made.consult(consult).meant_for == ""


def test_only_its_taker_or_a_supervisor_hands_on_what_is_taken(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)

    with pytest.raises(NotYours):
        consults.hand_on(
            consult, case=made.case, why=HandOn.AWAY, region=AWAY, by=made.by("carmen", 8)
        )
    with pytest.raises(NotKnown):
        consults.hand_on(
            consult, case=made.case, why=HandOn.AWAY, region=AWAY, by=made.by("ana", 8)
        )
    with pytest.raises(NotYours, match="no seat"):
        consults.hand_on(
            consult,
            case=made.case,
            why=HandOn.AWAY,
            to=made.accounts["nora"].id,
            by=made.by("luis", 8),
        )
    with pytest.raises(NoRegion):
        consults.hand_on(
            consult, case=made.case, why=HandOn.AWAY, region="MARS", by=made.by("luis", 8)
        )


# ------------------------------------------------------------------ taking back, leaving
def test_a_consult_is_taken_back_while_it_waits(made: Desk) -> None:
    consult = made.ask()
    consults.withdraw(consult, case=made.case, why=Withdraw.NOT_NEEDED, by=made.by("carmen", 3))

    assert not knows(made, "luis", 4)
    again = made.ask(minutes=5)
    made.take(again, minutes=6)
    with pytest.raises(NotNow):
        consults.withdraw(again, case=made.case, why=Withdraw.NOT_NEEDED, by=made.by("carmen", 7))


def test_after_the_answer_a_liaison_may_leave_the_case(made: Desk) -> None:
    consult = made.ask()
    made.take(consult)
    with pytest.raises(NotNow):
        consults.leave(consult, case=made.case, by=made.by("luis", 6))
    made.answer(consult)
    with pytest.raises(NotYours):
        consults.leave(consult, case=made.case, by=made.by("carmen", 13))
    consults.leave(consult, case=made.case, by=made.by("luis", 13))

    assert not knows(made, "luis", 14)
