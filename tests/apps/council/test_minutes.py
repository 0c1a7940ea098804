"""Minutes: what is known is never typed, two texts are both kept, what went out never changes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from fourfold.apps.council.actions import attendance, meetings
from fourfold.apps.council.actions import minutes as writing
from fourfold.apps.council.actions import minutes_issue as going
from fourfold.apps.council.models import Minutes, MinutesIssue, Posting
from fourfold.apps.council.queries import minutes as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.minutes import changed, digest_of
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.meetings import MoveNotAllowed
from fourfold.apps.council.states.minutes import (
    MOVES,
    OWNERS,
    Issued,
    MinutesState,
    check_move,
)
from fourfold.documents import docx, html, pdf
from fourfold.documents.minutes import compose, said
from fourfold.documents.minutes_told import as_kept, from_kept
from fourfold.security.access.viewer import nobody, viewer_of
from tests.make import council, people
from tests.make.council import BY
from tests.make.minutes import DAY, THEN, approved, attended, held, page, step
from tests.make.people import NOW

HOUR = timedelta(hours=1)
EVERYBODY = nobody(NOW)


def member() -> Any:
    account = people.account("Mia", "MEMBER")
    return viewer_of(account.id, at=NOW, second_factor=True)


@pytest.fixture
def met(db: Any) -> str:
    return attended()


# ------------------------------------------------------------------ written
def test_a_draft_has_a_block_for_each_topic_and_knows_who_was_there(met: str) -> None:
    writing.begin(met, once="a", by=BY, at=NOW)
    assert writing.begin(met, once="b", by=BY, at=NOW) == page(met).id
    found = page(met)
    assert [block.title for block, _part in found.blocks] == ["Opening", "First", "Second", "Close"]
    there = [each for each in found.told.seats if each.stands == "PRESENT"]
    # Only a member who agreed is named; the seat always is.
    assert [each.who for each in there] == ["Mary Madeup", ""]
    assert found.told.spans[-1].present == 2


def test_minutes_wait_for_the_meeting_and_are_the_staffs_until_they_are_sent(db: Any) -> None:
    coming = held("coming", starts=NOW + DAY)
    with pytest.raises(NotWhole):
        writing.begin(coming, once="c", by=BY, at=NOW)
    was = held("was")
    council.minutes(was)
    mia = member()
    with pytest.raises(NoSuchPaper):
        writing.begin(was, once="d", by=mia, at=NOW)
    assert queries.minutes_page(was, viewer=mia) is None
    assert queries.issues(was, viewer=mia) == ()


def test_a_text_that_came_second_is_kept_beside_and_chosen_and_the_choice_can_be_undone(
    met,
) -> None:
    council.minutes(met)
    block = page(met).blocks[1][0]
    told = {"by": BY, "at": NOW, "version": block.version}
    assert writing.change_block(block.id, told={"words": "Ours."}, **told) is None
    rival = writing.change_block(block.id, told={"words": "Theirs."}, **told)
    assert rival is not None
    # Saying the same is no second text.
    assert writing.change_block(block.id, told={"words": "Ours."}, **told) is None
    with pytest.raises(NotWhole, match="Two texts"):
        step(going.circulate, met)
    now = queries.minutes_block(block.id, viewer=BY)
    assert (now.words, [each.told["words"] for each in now.rivals]) == ("Ours.", ["Theirs."])
    with pytest.raises(ChangedMeanwhile):
        writing.choose(block.id, rival=rival.id, told={"words": "Theirs."}, **told)
    how = {**told, "version": now.version}
    writing.choose(block.id, rival=rival.id, told={"words": "Both."}, **how)
    assert queries.minutes_block(block.id, viewer=BY).rivals == ()
    writing.undo(page(met).id, by=BY, at=NOW)
    now = queries.minutes_block(block.id, viewer=BY)
    assert (now.words, len(now.rivals)) == ("Ours.", 1)
    assert queries.block_story(block.id, viewer=BY)[0].before["after"]["words"] == "Both."


def test_blocks_are_added_and_taken_out_and_every_step_comes_back(met: str) -> None:
    made = council.minutes(met)
    who: Any = {"by": BY, "at": NOW}
    added = writing.add_block(made, title="A guest", item="", once="x", **who)
    assert writing.add_block(made, title="A guest", item="", once="x", **who) == added
    titles = [block.title for block, _part in page(met).blocks]
    assert titles == ["Opening", "First", "Second", "A guest", "Close"]
    second = page(met).blocks[2][0].id
    writing.remove_block(second, **who)
    assert [each.title for each in page(met).to_add] == ["Second"]
    writing.undo(made, **who)
    assert [block.title for block, _part in page(met).blocks] == titles
    writing.undo(made, **who)
    assert "A guest" not in [block.title for block, _part in page(met).blocks]
    with pytest.raises(NotWhole):
        writing.add_block(made, title=" ", item="", once="y", **who)


# ------------------------------------------------------------------ going out
@pytest.mark.parametrize("then", MinutesState)
@pytest.mark.parametrize("now", MinutesState)
def test_minutes_go_only_the_ways_of_the_table(now: MinutesState, then: MinutesState) -> None:
    assert set(MOVES) == set(OWNERS) == set(MinutesState)
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


def test_minutes_are_not_sent_before_every_topic_has_words(met: str) -> None:
    council.minutes(met, words="")
    with pytest.raises(NotWhole, match="Nothing is said of “First”") as refused:
        step(going.circulate, met)
    assert "“Close”" in str(refused.value)
    assert not MinutesIssue.objects.exists()


def test_the_way_from_a_draft_to_the_public_shows_each_reader_only_what_is_theirs(met: str) -> None:
    council.minutes(met)
    mia = member()
    readers = (mia, EVERYBODY)

    def seen() -> list[list[Issued]]:
        return [[e.what for e in queries.issues(met, viewer=who)] for who in readers]

    assert seen() == [[], []]
    step(going.circulate, met)
    assert seen() == [[Issued.CIRCULATED], []]
    with pytest.raises(NotWhole, match="stands still"):
        writing.undo(page(met).id, by=BY, at=NOW)
    step(going.post_unapproved, met)
    assert seen()[1] == [Issued.POSTED]
    assert Posting.objects.filter(meeting=met, what="MINUTES").count() == 1
    approved(met)
    assert seen()[1] == [Issued.POSTED]
    step(going.publish, met)
    assert seen()[1] == [Issued.PUBLISHED, Issued.POSTED]
    shown = queries.latest(met, viewer=EVERYBODY)
    assert shown is not None
    assert (shown.told.state, shown.told.approved_how) == ("PUBLISHED", "Without objection.")
    assert shown.told.approved_in is not None
    # The clock counts the first time.
    assert Posting.objects.filter(meeting=met, what="MINUTES").count() == 1
    assert queries.with_minutes(viewer=EVERYBODY) == {met}


def test_only_what_the_members_were_sent_can_be_approved(met: str) -> None:
    council.minutes(met)
    step(going.circulate, met)
    moment = THEN + HOUR
    left: Any = {"what": Mark.LEFT, "moment": moment, "once": "left", "by": BY, "at": NOW}
    attendance.mark(met, seat="SEAT02", **left)
    assert not page(met).is_as_circulated
    with pytest.raises(NotWhole, match="Facts of the meeting changed"):
        approved(met)
    step(going.take_back, met)
    step(going.circulate, met)
    with pytest.raises(NotWhole, match="later meeting"):
        step(going.approve, met, meeting=met, how="By a show of hands.")
    with pytest.raises(NotWhole, match="how they were approved"):
        step(going.approve, met, meeting=held("after", starts=NOW - DAY), how=" ")
    approved(met)
    assert page(met).state is MinutesState.APPROVED
    # What changes after the approval is not what was approved.
    attendance.take_back(met, seat="SEAT02", by=BY, at=NOW)
    step(going.publish, met)
    published = queries.latest(met, viewer=EVERYBODY)
    assert published is not None
    assert published.told.seats[1].stays[0].until is not None


def test_a_correction_is_a_new_version_that_says_what_changed_and_the_old_one_stays(met) -> None:
    council.minutes(met)
    with pytest.raises(NotWhole, match="Only published"):
        writing.correct(met, why="x", once="c", by=BY, at=NOW)
    step(going.circulate, met)
    approved(met)
    step(going.publish, met)
    before = queries.latest(met, viewer=EVERYBODY)
    made = writing.correct(met, why="A name was wrong.", once="c", by=BY, at=NOW)
    assert writing.correct(met, why="A name was wrong.", once="c", by=BY, at=NOW) == made
    block = page(met).blocks[1][0]
    told = {"words": "Corrected words."}
    writing.change_block(block.id, told=told, version=block.version, by=BY, at=NOW)
    # While it is written, everybody reads the one before.
    assert queries.latest(met, viewer=EVERYBODY) == before
    step(going.circulate, met)
    approved(met)
    step(going.publish, met)
    found = [e for e in queries.issues(met, viewer=EVERYBODY) if e.what is Issued.PUBLISHED]
    assert [each.told.nth for each in found] == [2, 1]
    assert found[1] == before
    assert found[0].changed is not None
    rows = [(each.title, each.before, each.after) for each in found[0].changed.parts]
    assert rows == [("First", "Made-up words.", "Corrected words.")]
    assert not found[0].changed.attendance


def test_two_who_press_at_once_do_not_both_go_on(met: str) -> None:
    council.minutes(met)
    now = page(met)
    going.circulate(now.id, version=now.version, by=BY, at=NOW)
    with pytest.raises(ChangedMeanwhile):
        going.circulate(now.id, version=now.version, by=BY, at=NOW)
    with pytest.raises(NoSuchPaper):
        going.take_back(now.id, version=now.version + 1, by=member(), at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Minutes.objects.filter(id=now.id).update(state=MinutesState.PUBLISHED.value)


def test_minutes_that_are_due_wait_for_staff_and_sent_ones_for_members(met: str) -> None:
    of = [each.id for each, _clock in queries.due(viewer=BY, now=NOW)]
    assert met in of
    mia = member()
    assert queries.due(viewer=mia, now=NOW) == ()
    council.minutes(met)
    step(going.circulate, met)
    assert [each.id for each, _at in queries.to_read(viewer=mia, now=NOW)] == [met]
    step(going.post_unapproved, met)
    assert met not in [each.id for each, _clock in queries.due(viewer=BY, now=NOW)]
    approved(met)
    assert queries.to_read(viewer=mia, now=NOW) == ()


# ------------------------------------------------------------------ printed
def test_what_was_kept_reads_and_prints_as_the_same_bytes(met: str) -> None:
    council.minutes(met, words="Said **so**:\n\n- one\n- two {F041}")
    told = page(met).told
    again = from_kept(as_kept(told))
    assert again == told
    assert digest_of(again) == digest_of(told)
    assert not changed(told, again)
    made, other = compose(told), compose(again)
    assert html.page(made) == html.page(other)
    assert pdf.render(made) == pdf.render(other)
    assert docx.render(made) == docx.render(other)
    text = html.page(made)
    assert "Sam Secret" not in text
    assert "{F041}" in text


def test_typed_words_are_never_markup() -> None:
    made = compose_words("<script>alert(1)</script>")
    assert "<script>" not in made
    assert "&lt;script&gt;" in made


def compose_words(words: str) -> str:
    from fourfold.apps.council.views.minutes_words import words_html

    assert said(words)
    return words_html(words)


def test_a_called_off_meeting_has_no_minutes(db: Any) -> None:
    made = held("off", starts=NOW + DAY)
    meetings.call_off(made, why="Snow.", by=BY, at=NOW)
    with pytest.raises(NotWhole):
        writing.begin(made, once="o", by=BY, at=NOW + 2 * DAY)
