"""The action plan: one click, every change with who and why, and no circles."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import plan
from fourfold.apps.council.models import PlanAction, PlanChange
from fourfold.apps.council.queries import plan as queries
from fourfold.apps.council.queries.needs import open_gaps
from fourfold.apps.council.rules import (
    ChangedMeanwhile,
    GoesInCircles,
    NoSuchPaper,
    NotWhole,
    check_no_circle,
    is_overdue,
)
from fourfold.apps.council.states.plan import MOVES, ActionState, MoveNotAllowed, check_move
from tests.make import council, desk, people
from tests.make.council import BY
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY = NOW.date()
DAY = timedelta(days=1)


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def move(action: PlanAction, to: ActionState, *, why: str = "x") -> None:
    action.refresh_from_db()
    plan.move(action.id, to=to, version=action.version, why=why, by=BY, at=NOW)
    action.refresh_from_db()


def wait(action: PlanAction, on: PlanAction, *, stop: bool = False) -> None:
    action.refresh_from_db()
    plan.wait_for(action.id, on=on.id, version=action.version, stop=stop, by=BY, at=NOW)


@pytest.mark.parametrize("now", ActionState)
@pytest.mark.parametrize("then", ActionState)
def test_an_action_moves_only_as_its_table_says(now: ActionState, then: ActionState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


@pytest.mark.parametrize(
    ("state", "days", "late"),
    [
        (ActionState.DRAFT, -1, True),
        (ActionState.OPEN, -1, True),
        (ActionState.STARTED, -1, True),
        (ActionState.OPEN, 0, False),
        (ActionState.OPEN, None, False),
        (ActionState.DONE, -1, False),
        (ActionState.DROPPED, -1, False),
    ],
)
def test_an_action_is_overdue_the_day_after_it_was_due(state, days, late) -> None:
    due_on = None if days is None else TODAY + days * DAY

    assert is_overdue(state, due_on=due_on, today=TODAY) is late


def test_a_gap_becomes_one_action_however_often_it_is_clicked() -> None:
    gap = council.gap()
    assert [each.id for each in open_gaps(viewer=BY)] == [gap]

    first, again = (plan.answer_gap(gap, by=BY, at=NOW) for _ in range(2))

    assert first == again
    assert open_gaps(viewer=BY) == []


def test_an_undone_click_leaves_the_gap_open_and_the_story_whole() -> None:
    made = council.action()
    move(made, ActionState.DROPPED)

    assert [each.id for each in open_gaps(viewer=BY)] == [made.finding_id]
    assert PlanChange.objects.filter(action=made).count() == 2
    other = plan.answer_gap(made.finding_id, by=BY, at=NOW)
    assert other != made.id
    with pytest.raises(NotWhole, match="Another action answers"):
        move(made, ActionState.DRAFT)


def test_a_gap_of_a_draft_is_no_gap_yet() -> None:
    with pytest.raises(NoSuchPaper):
        plan.answer_gap(council.finding(council.report()), by=BY, at=NOW)


def test_an_action_is_opened_when_who_what_and_when_are_said() -> None:
    made = council.action()

    with pytest.raises(NotWhole, match="Say the goal"):
        move(made, ActionState.OPEN)
    with pytest.raises(NotWhole, match="Say why"):
        move(made, ActionState.DROPPED, why=" ")


def test_it_is_done_only_with_evidence() -> None:
    made = council.action(state=ActionState.STARTED)

    with pytest.raises(NotWhole, match="what shows that it is done"):
        move(made, ActionState.DONE)
    told = {"evidence": "Minutes of May 3"}
    plan.change(made.id, told=told, version=made.version, why="x", by=BY, at=NOW)
    move(made, ActionState.DONE)

    lines = queries.actions(viewer=BY, today=TODAY)
    protection = queries.progress(lines, viewer=BY)[1]
    assert (protection.done, protection.all) == (1, 1)


def test_every_change_says_who_why_and_what_it_was() -> None:
    made = council.action(state=ActionState.OPEN)
    told = {"goal": "g", "due_on": TODAY + DAY}

    plan.change(made.id, told=told, version=made.version, why="Later.", by=BY, at=NOW + DAY)

    newest = queries.changes(made.id, viewer=BY)[0]
    assert (newest.by, newest.why) == (BY, "Later.")
    assert newest.told == (("due_on", str(TODAY), str(TODAY + DAY)),)


def test_two_people_do_not_overwrite_each_other() -> None:
    made = council.action(state=ActionState.OPEN)
    how = {"version": made.version, "why": "x", "by": BY, "at": NOW}
    plan.change(made.id, told={"goal": "first"}, **how)

    with pytest.raises(ChangedMeanwhile):
        plan.change(made.id, told={"goal": "second"}, **how)


def test_an_open_action_keeps_its_owner_and_a_seat_owns_it() -> None:
    made = council.action(state=ActionState.OPEN)
    how = {"version": made.version, "why": "x", "by": BY, "at": NOW}

    with pytest.raises(NotWhole):
        plan.change(made.id, told={"owner": ""}, **how)
    with pytest.raises(NotWhole, match="Choose a seat"):
        plan.change(made.id, told={"owner": "NOBODY"}, **how)


def test_an_action_that_waits_is_not_done_and_circles_are_refused() -> None:
    first = council.action("one", state=ActionState.STARTED)
    second = council.action("two", state=ActionState.STARTED)
    third = council.action("three", state=ActionState.DONE)
    wait(first, second)
    wait(first, second)
    wait(second, third)

    for circle in ((second, first), (third, first)):
        with pytest.raises(GoesInCircles):
            wait(*circle)
    first.refresh_from_db()
    plan.change(first.id, told={"evidence": "e"}, version=first.version, why="x", by=BY, at=NOW)
    with pytest.raises(NotWhole, match="waits for another"):
        move(first, ActionState.DONE)
    wait(first, second, stop=True)
    move(first, ActionState.DONE)


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")), max_size=25))
def test_waits_that_were_let_in_never_make_a_circle(asked: list[tuple[str, str]]) -> None:
    kept: list[tuple[str, str]] = []
    for one, on in asked:
        try:
            check_no_circle(one, on=on, pairs=kept)
        except GoesInCircles:
            continue
        kept.append((one, on))

    order, left = [], set("abcde")
    while free := {each for each in left if not any(a == each and b in left for a, b in kept)}:
        order += sorted(free)
        left -= free
    assert left == set()


def test_one_click_on_the_page_makes_the_action_and_it_can_be_taken_back() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    gap = council.gap()
    assert "1 gap that nothing answers yet" in said(staff.get("/desk/council/plan/"))
    assert "Make an action" not in said(member.get("/desk/council/plan/"))
    assert member.post("/desk/council/plan/answer/", {"gap": gap}).status_code in (403, 404)

    made = staff.post("/desk/council/plan/answer/", {"gap": gap})
    page = made.headers["Location"]
    assert "Undo: take it back" in said(staff.get(page))
    seat = queries.active_pack().council_seats[0].code
    told = {"do": "change", "version": "1", "goal": "g", "action": "Act", "owner": seat}
    told |= {"due_on_month": "5", "due_on_day": "1", "due_on_year": "2031"}
    told |= {"evidence": "", "why": "Agreed"}
    changed = staff.post(page, told)
    assert changed.status_code == 302, said(changed)
    assert PlanAction.objects.get().due_on == date(2031, 5, 1)
    stale = staff.post(page, told)
    assert stale.status_code == 422
    assert "Somebody changed this action" in said(stale)
    opened = said(
        staff.post(page, {"do": "move", "version": "2", "to": "OPEN", "why": "y"}, follow=True)
    )
    assert "Agreed" in opened
    assert member.post(page, told | {"version": "3"}).status_code == 404
    listed = b"".join(staff.get("/desk/council/plan.csv")).decode()
    assert "Act" in listed


def test_an_undo_on_the_page_needs_no_reason() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    made = council.action()
    page = f"/desk/council/plan/{made.id}/"

    staff.post(page, {"do": "move", "version": "1", "to": "DROPPED"})

    made.refresh_from_db()
    assert made.state == "DROPPED"
    assert staff.post(page, {"do": "move", "version": "1", "to": "NOWHERE"}).status_code == 404
