"""The communication plan: approved by two others, calm words, reach that is never mixed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from fourfold.apps.council.actions import communication as actions
from fourfold.apps.council.models import Coverage, PlanMessage
from fourfold.apps.council.queries import communication as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.communication import check_wording, months_of, reach_by_unit
from fourfold.apps.council.states.communication import (
    Channel,
    MessageState,
    MoveNotAllowed,
    ReachUnit,
    StepState,
    Tone,
)
from fourfold.apps.council.states.reports import FourP
from fourfold.security.access.viewer import nobody
from fourfold.security.models import AuditEvent
from tests.make import desk, people
from tests.make.council import BY, OTHER, communication_step, covered, message
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY = NOW.date()
PLAN = "/desk/council/communication/"
REACH = st.tuples(st.sampled_from(ReachUnit), st.integers(0, 10**6))


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("You can ask for help.", []),
        ("Many jobs are honest work. Johnson Street is open.", []),
        ("A teen prostitute was found.", ["teen prostitute"]),
        ("We rescue victims", ["rescue", "victims"]),
        ("Pedimos ayuda para las víctimas.", ["víctimas"]),
        ("Call now!", [""]),
        ("CALL US NOW PLEASE", [""]),
        (" ".join(["word"] * 26), ["word word word word word"]),
        (" ".join(["word"] * 25), []),
    ],
)
def test_the_check_notes_blame_shouting_and_long_sentences(words: str, noted: list[str]) -> None:
    assert [each.words for each in check_wording(words)] == noted


@given(st.lists(REACH, max_size=20))
def test_reach_is_added_only_with_its_own_kind(stated) -> None:
    found = reach_by_unit(stated)

    assert sum(each.pieces for each in found) == len(stated)
    for each in found:
        assert each.sum == sum(reach for unit, reach in stated if unit is each.unit)


def test_a_month_says_what_is_done_to_come_and_late_and_leaves_out_what_was_dropped() -> None:
    day = date(2030, 5, 10)
    steps = [
        (StepState.DONE, day),
        (StepState.PLANNED, day),
        (StepState.UNDER_WAY, date(2030, 5, 9)),
        (StepState.DROPPED, day),
        (StepState.DONE, date(2031, 5, 1)),
    ]
    may = months_of(steps, [day, date(2029, 5, 1)], year=2030, today=day)[4]

    assert (may.month, may.done, may.open, may.late, may.coverage) == (5, 1, 1, 1, 1)


def test_two_people_who_wrote_nothing_in_it_approve_a_message() -> None:
    made = message()
    with pytest.raises(NotYours):
        actions.approve(made, version=1, by=BY, at=NOW)
    actions.approve(made, version=1, by=OTHER, at=NOW)
    with pytest.raises(NotYours, match="already"):
        actions.approve(made, version=2, by=OTHER, at=NOW)
    assert queries.message(made, viewer=BY).state is MessageState.DRAFT
    actions.approve(made, version=2, by="third", at=NOW)

    line = queries.message(made, viewer=BY)
    assert (line.state, line.approved_by) == (MessageState.APPROVED, (OTHER, "third"))
    assert AuditEvent.objects.filter(event="COMMUNICATION_CHANGED").count() == 3
    for columns in ({"second_by": OTHER}, {"first_by": BY}, {"second_by": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlanMessage.objects.update(**columns)


def test_a_changed_draft_asks_for_both_anew_and_approved_words_never_change() -> None:
    made = message()
    actions.approve(made, version=1, by=OTHER, at=NOW)
    told = actions.MessageTold(FourP.PREVENTION, "hotel managers", "Other words.")
    actions.change(made, told=told, version=2, why="Shorter.", by="third", at=NOW)

    assert queries.message(made, viewer=BY).approved_by == ()
    with pytest.raises(NotYours):
        actions.approve(made, version=3, by="third", at=NOW)  # wrote in it by now
    with pytest.raises(ChangedMeanwhile):
        actions.change(made, told=told, version=1, why="x", by=BY, at=NOW)
    done = message("done", approved=True)
    with pytest.raises(NotWhole, match="never change"):
        actions.change(done, told=told, version=3, why="x", by=BY, at=NOW)
    actions.retire(done, version=3, why="The number changed.", by=BY, at=NOW)
    assert queries.message(done, viewer=BY).state is MessageState.RETIRED


def test_noted_words_wait_until_somebody_says_why_they_stay() -> None:
    made = message(words="Help for victims of crime is the name of the office.")
    with pytest.raises(NotWhole, match="noted"):
        actions.approve(made, version=1, by=OTHER, at=NOW)
    held = PlanMessage.objects.get()
    told = actions.MessageTold(FourP.PREVENTION, held.audience, held.words, kept_why="A name.")
    actions.change(made, told=told, version=1, why="A name.", by=BY, at=NOW)
    actions.approve(made, version=2, by=OTHER, at=NOW)

    assert queries.message(made, viewer=BY).approved_by == (OTHER,)


def test_a_step_begins_only_with_approved_words_and_is_dropped_with_a_reason() -> None:
    draft = message()
    made = communication_step(said=draft)
    how = {"by": BY, "at": NOW}
    with pytest.raises(NotWhole, match="not approved"):
        actions.move(made, to=StepState.UNDER_WAY, version=1, why="", **how)
    with pytest.raises(NotWhole, match="why"):
        actions.move(made, to=StepState.DROPPED, version=1, why=" ", **how)
    with pytest.raises(MoveNotAllowed):
        actions.move(made, to=StepState.DONE, version=1, why="", **how)
    actions.approve(draft, version=1, by=OTHER, at=NOW)
    actions.approve(draft, version=2, by="third", at=NOW)
    actions.move(made, to=StepState.UNDER_WAY, version=1, why="", **how)
    actions.move(made, to=StepState.DROPPED, version=2, why="No paper.", **how)

    line = queries.step(made, viewer=BY, today=TODAY)
    assert (line.state, line.why) == (StepState.DROPPED, "No paper.")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reach": 5}, "all three"),
        ({"reach_unit": ReachUnit.VIEWS}, "all three"),
        ({"reach_source": "Its page"}, "all three"),
        ({"link": "javascript:x"}, "begins with https"),
        ({"step": "none"}, "from the list"),
    ],
)
def test_coverage_without_a_source_for_its_reach_or_with_a_wrong_link_is_refused(
    wrong, words: str
) -> None:
    with pytest.raises(NotWhole, match=words):
        covered(**wrong)
    assert not Coverage.objects.exists()


def test_the_page_adds_like_reach_only_and_leaves_out_what_was_taken_out() -> None:
    told = {"reach_unit": ReachUnit.COPIES, "reach_source": "Its masthead"}
    covered("one", reach=4000, **told)
    covered("two", reach=500, **told)
    covered("three", reach=90, reach_unit=ReachUnit.VIEWS, reach_source="Its page")
    covered("four")
    out = covered("five", reach=7777, **told)
    actions.strike(out, version=1, why="Entered twice.", by=BY, at=NOW)
    communication_step("late", days=-40)
    page = said(desk.signed_in(people.account("Sam", "STAFF"), at=NOW).get(PLAN))

    for words in ("4 pieces in this year", "<strong>4,500</strong> copies", "from 2 pieces"):
        assert words in page
    assert "<strong>90</strong> times shown" in page
    assert "4,590" not in page
    assert "12,277" not in page
    assert "For 1 of them the outlet published no reach." in page


def test_members_read_and_approve_and_only_staff_write() -> None:
    made, mary = message(), people.viewer("Mary", "MEMBER")
    actions.approve(made, version=1, by=mary, at=NOW)
    told = actions.MessageTold(FourP.PREVENTION, "x", "y")

    assert queries.messages(viewer=nobody(NOW)) == []
    assert queries.changes(made, viewer=nobody(NOW)) == []
    assert queries.waiting(viewer=nobody(NOW), today=TODAY) == ([], [])
    for step in (
        lambda: actions.write(told, once="y", by=mary, at=NOW),
        lambda: actions.change(made, told=told, version=2, why="x", by=mary, at=NOW),
        lambda: actions.move(
            communication_step(), to=StepState.UNDER_WAY, version=1, why="", by=mary, at=NOW
        ),
        lambda: actions.strike(covered(), version=1, why="x", by=mary, at=NOW),
        lambda: actions.approve(made, version=2, by=nobody(NOW), at=NOW),
    ):
        with pytest.raises(NoSuchPaper):
            step()


def test_staff_write_a_message_and_a_member_approves_it_from_my_day() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    typed = {"four_p": "prevention", "audience": "Drivers", "language": "es", "once": "x"}
    bad = staff.post(f"{PLAN}messages/new/", typed | {"words": ""})
    assert bad.status_code == 422
    made = staff.post(f"{PLAN}messages/new/", typed | {"words": "Puede pedir ayuda."})
    assert made.status_code == 302
    member = desk.signed_in(people.account("Mary", "MEMBER"), at=NOW)

    assert "A message waits for your approval" in said(member.get("/desk/"))
    page = said(member.get(made.url))
    assert 'lang="es"' in page
    assert "I read it, and approve it" in page
    assert member.post(made.url, {"do": "approve", "version": "1"}).status_code == 302
    assert member.post(made.url, {"do": "retire", "version": "2"}).status_code == 404
    assert "A message waits for your approval" not in said(member.get("/desk/"))
    assert "First approval." in said(staff.get(made.url))


def test_a_step_that_is_due_waits_on_my_day_until_it_is_done() -> None:
    made = communication_step("posters", days=3)
    communication_step("much later", days=60)
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    address = f"{PLAN}steps/{made}/"

    assert "A step of the communication plan is due soon" in said(staff.get("/desk/"))
    assert "Print much later" not in said(staff.get("/desk/"))
    for version, to in ((1, "UNDER_WAY"), (2, "DONE")):
        assert staff.post(address, {"do": to, "version": version}).status_code == 302
    assert "Print posters" not in said(staff.get("/desk/"))
    assert staff.post(address, {"do": "PAINT", "version": "3"}).status_code == 404
    months = said(staff.get(f"{PLAN}?view=months&year={TODAY.year}"))
    assert "Print posters" in months


def test_the_files_hold_every_entry_and_no_other_list_exists() -> None:
    told = {"reach": 4000, "reach_unit": ReachUnit.COPIES, "reach_source": "Its masthead"}
    covered("one", **told)
    communication_step("posters", days=0)
    message(approved=True)
    client = desk.signed_in(people.account("Mary", "MEMBER"), at=NOW)
    rows = {
        name: b"".join(client.get(f"{PLAN}{name}.csv").streaming_content).decode("utf-8-sig")
        for name in ("coverage", "steps", "messages")
    }

    assert rows["coverage"].splitlines() == [
        "on,outlet,channel,title,link,tone,reach,reach counts,reach source,step,taken out because",
        f"{TODAY},A made-up paper,PRINT,About one,,NEUTRAL,4000,COPIES,Its masthead,,",
    ]
    assert f"{TODAY},Print posters,PRINT," in rows["steps"]
    assert rows["messages"].splitlines()[1].endswith("APPROVED,member; third")
    assert client.get(f"{PLAN}secrets.csv").status_code == 404


def test_the_page_lists_messages_in_words_and_says_nothing_of_how_they_are_kept() -> None:
    made = message(words="You can ask for help here.")
    client = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    page, one = said(client.get(PLAN)), said(client.get(f"{PLAN}messages/{made}/"))

    assert page.count("You can ask for help here.") == 1
    assert "hotel managers, in English" in page
    assert "Prevention, English" in one
    assert "MessageLine" not in page + one


def test_coverage_is_never_of_a_day_to_come() -> None:
    told = actions.CoverageTold(TODAY, "x", Channel.WEB, "y", Tone.NEUTRAL)
    with pytest.raises(NotWhole, match="still to come"):
        actions.write(replace(told, on=TODAY + timedelta(days=1)), once="x", by=BY, at=NOW)


def test_filters_narrow_steps_and_what_came_of_them_and_the_paper_says_so() -> None:
    late = communication_step("late", days=-3)
    communication_step("coming", days=3)
    of_late = covered("of-late", step=late)
    covered("alone")
    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)

    page = said(max_.get(f"{PLAN}?year={TODAY.year}&stands=LATE"))

    assert f"{PLAN}steps/{late}/" in page
    assert f"{PLAN}coverage/{of_late}/" in page
    assert "Print coming" not in page
    assert "About alone" not in page
    assert "stands=LATE" in page.partition("plan.pdf")[2][:80]
    assert "Print coming" in said(max_.get(f"{PLAN}?channel=PRINT"))
    assert "Print coming" not in said(max_.get(f"{PLAN}?channel=RADIO"))
    paper = said(max_.get(f"{PLAN}plan.html?year={TODAY.year}&stands=LATE"))
    assert "Only late." in paper
    assert "Print late" in paper
    assert "Print coming" not in paper
    assert max_.get(f"{PLAN}plan.txt").status_code == 404


def test_the_paper_has_only_approved_messages_and_is_the_same_twice() -> None:
    message("draft", words="Not to be used yet.")
    message("good", approved=True)
    reach = {"reach": 600, "reach_unit": ReachUnit.COPIES, "reach_source": "its own page"}
    covered(**reach)
    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)

    first, then = (max_.get(f"{PLAN}plan.pdf").content for _time in range(2))

    assert first == then
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(first)).pages)
    told = " ".join(text.split())
    assert "You can ask for help." in told
    assert "Not to be used yet." not in told
    assert "600 copies printed" in told
