"""Motions: made and seconded by who is there, voted on by who is there, decided with a quorum."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import reverse

from fourfold.apps.council.actions import attendance, conflicts, motions, votes
from fourfold.apps.council.actions.motions import Told
from fourfold.apps.council.models import Motion, SeatTerm, VoteEntry
from fourfold.apps.council.queries import motions as queries
from fourfold.apps.council.queries import recommendations, seats
from fourfold.apps.council.rules import CouncilError, NoSuchPaper, NotWhole
from fourfold.apps.council.states.attendance import Mark
from fourfold.apps.council.states.meetings import MeetingKind
from fourfold.apps.council.states.motions import About, MotionState, Taken
from fourfold.apps.council.states.plan import MoveNotAllowed
from fourfold.apps.council.states.seats import ConflictAbout
from fourfold.apps.council.states.votes import Choice, Outcome, Stage, Stand
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY, sits
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
TABLE = (Path(__file__).parent / "motions.csv").read_text(encoding="utf-8")
CASES = list(csv.DictReader(TABLE.splitlines()))
SEATS = {letter: f"SEAT0{nth}" for nth, letter in enumerate("ABCDE", 1)}
NOTE = Told("To write to the made-up innkeepers.", "SEAT01", "SEAT02")


@pytest.fixture
def meeting() -> str:
    """Post a meeting, with members on five seats."""
    of = council.meeting()
    council.topic(of)
    council.post(of)
    for code in SEATS.values():
        sits(code, f"Made-up {code}")
    return of


def come(of: str, *letters: str, after: int = 0, what: Mark = Mark.ROOM, **told) -> None:
    moment = NOW + after * MINUTE
    for letter in letters:
        once = f"{letter}{after}{what}"
        how = {"what": what, "moment": moment, "once": once, "by": BY, "at": moment} | told
        attendance.mark(of, seat=SEATS[letter], **how)


def on(code: str) -> Told:
    return Told("To approve it.", "SEAT01", "SEAT02", about=About.RECOMMENDATION, ref=code)


def made(of: str, told: Told = NOTE, *, after: int = 5, once: str = "one") -> str:
    moment = NOW + after * MINUTE
    return motions.make(of, told=told, moment=moment, once=once, by=BY, at=moment)


def put(motion: str, *, after: int = 10) -> str:
    moment = NOW + after * MINUTE
    return motions.put(motion, way=Taken.ROLL_CALL, moment=moment, by=BY, at=moment)


def cast(vote: str, letter: str, choice: Choice, *, after: int = 11) -> None:
    at = NOW + after * MINUTE
    votes.cast(vote, choice=choice, seat_code=SEATS[letter], by=BY, at=at)


@pytest.mark.parametrize("row", CASES, ids=lambda row: row["case"])
def test_a_motion_ends_as_its_table_says(meeting: str, row: dict[str, str]) -> None:
    for told in row["marks"].split(";"):
        letter, *left, after = told.split()
        come(meeting, letter, after=int(after), what=Mark.LEFT if left else Mark.ROOM)
    motion = made(meeting, after=1)
    at, ends = NOW + int(row["closed at"]) * MINUTE, row["ends"]

    told = ""
    try:
        vote = put(motion, after=int(row["vote at"]))
        for letter, choice in (each.split() for each in row["votes"].split(";")):
            cast(vote, letter, Choice(choice), after=int(row["closed at"]))
        motions.decide(motion, by=BY, at=at)
    except CouncilError as refused:
        told = str(refused)

    assert ends in (told or Motion.objects.get().state)


def test_a_recommendation_is_decided_by_the_vote_on_its_motion(meeting: str) -> None:
    come(meeting, "A", "B", "C", "D")
    code = council.recommendation(stage=Stage.COMMENT)
    motion = made(
        meeting, Told("To approve it.", "SEAT01", "SEAT02", about=About.RECOMMENDATION, ref=code)
    )
    vote = put(motion)
    cast(vote, "C", Choice.AGAINST)
    cast(vote, "D", Choice.ABSTAIN)

    assert motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW + 12 * MINUTE) == 2
    assert motions.decide(motion, by=BY, at=NOW + 13 * MINUTE) is Outcome.APPROVED

    named = {e.code: e.organization_name or e.name for e in seats.seats(viewer=BY, on=NOW.date())}
    line = recommendations.recommendation(code, viewer=nobody(NOW))
    assert line.stage is Stage.APPROVED
    assert line.opposed_by == (named["SEAT03"],)
    (open_one,) = queries.motions_of(meeting, viewer=nobody(NOW))
    assert (open_one.opposed_by, open_one.abstained) == ((named["SEAT03"],), (named["SEAT04"],))
    assert open_one.decided_by.rule["quorum_present"] == 4
    with pytest.raises(NotWhole, match="members can comment"):
        made(meeting, Told("Again.", "SEAT01", about=About.RECOMMENDATION, ref=code), once="two")


def test_the_designee_who_came_is_who_voted(meeting: str) -> None:
    term = SeatTerm.objects.get(seat="SEAT01").id
    sits("SEAT01", "Dana Designee", designee_of=term)
    come(meeting, "A", by_designee=True)
    come(meeting, "B", "C")
    vote = put(made(meeting))

    cast(vote, "A", Choice.FOR)
    cast(vote, "B", Choice.FOR)

    kept = dict(VoteEntry.objects.values_list("seat", "is_designee"))
    assert kept == {"SEAT01": True, "SEAT02": False}


def test_a_mark_that_is_taken_back_takes_the_vote_with_it(meeting: str) -> None:
    come(meeting, "A", "B", "C", "D")
    motion = made(meeting)
    vote = put(motion)
    for letter in "ABCD":
        cast(vote, letter, Choice.FOR)
    attendance.take_back(meeting, seat="SEAT04", by=BY, at=NOW + 12 * MINUTE)

    motions.decide(motion, by=BY, at=NOW + 13 * MINUTE)

    line = queries.motion(motion, viewer=BY)
    assert line.decided_by.tally.counts[Stand.FOR] == 3
    assert line.decided_by.rule["quorum_present"] == 3


def test_a_conflict_on_the_topic_sets_a_seat_apart(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    item = council.topic(meeting, "Money for shelters", once="money")
    who = SeatTerm.objects.get(seat="SEAT03").member_id
    council.conflict(who, about=ConflictAbout.AGENDA_ITEM, ref=item)
    motion = made(meeting, Told("To pay.", "SEAT01", "SEAT02", item=item))
    vote = put(motion)

    with pytest.raises(votes.VoteRefused, match="conflict of interest"):
        cast(vote, "C", Choice.FOR)
    assert motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW + 12 * MINUTE) == 2
    motions.decide(motion, by=BY, at=NOW + 13 * MINUTE)

    assert queries.motion(motion, viewer=BY).decided_by.tally.counts[Stand.RECUSED] == 1


def test_the_pages_say_who_takes_no_part_and_not_why_a_member_said_so(meeting, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    come(meeting, "A", "B", "C")
    item = council.topic(meeting, "Money for shelters", once="money")
    who = SeatTerm.objects.get(seat="SEAT03").member_id
    council.conflict(who, about=ConflictAbout.AGENDA_ITEM, ref=item, matter="Her cousin's shelter")
    about = made(meeting, Told("To pay.", "SEAT01", "SEAT02", item=item))
    other = made(meeting, NOTE, once="other")
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    there = {
        "list": f"/desk/council/meetings/{meeting}/motions/",
        "about": reverse("council:motion", args=[about]),
        "other": reverse("council:motion", args=[other]),
    }

    pages = {name: member.get(page).content.decode() for name, page in there.items()}

    assert "the topic “Money for shelters”" in pages["list"]
    assert "Who takes no part" in pages["about"]
    assert "Who takes no part" not in pages["other"]
    for page in pages.values():
        assert "cousin" not in page
    assert queries.set_apart(meeting, viewer="") == ()


def test_a_conflict_that_begins_after_the_meeting_excuses_no_vote_in_it(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    item = council.topic(meeting, "Money for shelters", once="money")
    motion = made(meeting, Told("To pay.", "SEAT01", "SEAT02", item=item))
    vote = put(motion)
    cast(vote, "A", Choice.FOR)
    cast(vote, "B", Choice.FOR)
    later = NOW + timedelta(days=2)
    who = SeatTerm.objects.get(seat="SEAT03").member_id
    since = conflicts.Declared("A made-up matter", "Made up.", later.date())
    conflicts.declare(since, member=who, once="later", by=BY, at=later)

    with pytest.raises(NotWhole, match="no vote yet: 1"):
        motions.decide(motion, by=BY, at=later)


def test_without_a_quorum_nothing_is_decided_and_the_motion_can_be_put_again(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    code = council.recommendation(stage=Stage.COMMENT)
    motion = made(
        meeting, Told("To approve it.", "SEAT01", "SEAT02", about=About.RECOMMENDATION, ref=code)
    )
    first = put(motion)
    motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW + 11 * MINUTE)
    come(meeting, "C", after=12, what=Mark.LEFT)

    assert motions.decide(motion, by=BY, at=NOW + 13 * MINUTE) is Outcome.NO_QUORUM
    assert recommendations.recommendation(code, viewer=BY).stage is Stage.COMMENT
    come(meeting, "C", after=20)
    assert put(motion, after=21) != first
    motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW + 22 * MINUTE)
    assert motions.decide(motion, by=BY, at=NOW + 23 * MINUTE) is Outcome.APPROVED


def test_an_amended_motion_stays_and_its_new_words_are_voted_on(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    old = made(meeting)
    how = {"moment": NOW + 6 * MINUTE, "by": BY, "at": NOW + 6 * MINUTE}
    with pytest.raises(NotWhole, match="words are the same"):
        motions.amend(old, told=NOTE, once="same", **how)

    new = motions.amend(old, told=Told("To write twice.", "SEAT03", "SEAT01"), once="new", **how)

    found = queries.motions_of(meeting, viewer=BY)
    assert [(e.nth, e.state, e.amends) for e in found] == [
        (1, MotionState.REPLACED, None),
        (2, MotionState.MADE, 1),
    ]
    with pytest.raises(MoveNotAllowed):
        put(old)
    assert put(new)


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (Told("  ", "SEAT01"), "Say what the motion is"),
        (Told("x", "SEAT04"), "makes the motion is not marked"),
        (Told("x", "SEAT01", "SEAT04"), "seconds the motion is not marked"),
        (Told("x", "SEAT01", "SEAT01"), "another one seconds"),
        (Told("x", "SEAT01", item="nothing"), "not on the agenda"),
        (Told("x", "SEAT01", about=About.RECOMMENDATION, ref="R1"), "Choose a recommendation"),
        (Told("x", "SEAT01", about=About.MINUTES, ref="none"), "earlier meeting"),
    ],
)
def test_a_motion_that_cannot_be_is_refused_and_not_kept(
    meeting: str, told: Told, why: str
) -> None:
    come(meeting, "A", "B", "C")

    with pytest.raises(NotWhole, match=why):
        made(meeting, told)

    assert Motion.objects.count() == 0


def test_a_motion_nobody_seconded_is_not_put_to_the_vote(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    motion = made(meeting, Told("To go on.", "SEAT01"))
    with pytest.raises(NotWhole, match="Nobody has seconded"):
        put(motion)
    with pytest.raises(NotWhole, match="another one seconds"):
        motions.second(motion, seat="SEAT01", by=BY, at=NOW + 6 * MINUTE)

    motions.second(motion, seat="SEAT02", by=BY, at=NOW + 6 * MINUTE)

    assert put(motion)


def test_what_was_pressed_twice_is_done_once(meeting: str) -> None:
    come(meeting, "A", "B", "C")

    motion = made(meeting)

    assert made(meeting) == motion
    assert put(motion) == put(motion)
    assert Motion.objects.count() == 1


def test_a_vote_on_a_motion_is_closed_there_and_a_decided_one_is_done(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    motion = made(meeting)
    vote = put(motion)
    motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW + 12 * MINUTE)
    with pytest.raises(NotWhole, match="Close it there"):
        votes.close(vote, by=BY, at=NOW + 12 * MINUTE)
    motions.decide(motion, by=BY, at=NOW + 12 * MINUTE)

    with pytest.raises(NotWhole, match="not put to the vote"):
        motions.decide(motion, by=BY, at=NOW + 13 * MINUTE)
    with pytest.raises(MoveNotAllowed):
        motions.end(motion, to=MotionState.TAKEN_BACK, by=BY, at=NOW + 13 * MINUTE)


def test_a_working_group_and_a_draft_have_no_motions_and_time_has_to_be_the_meetings(
    meeting: str,
) -> None:
    group = council.meeting("group", kind=MeetingKind.WORKING_GROUP)
    council.topic(group, once="group-topic")
    council.post(group)
    come(meeting, "A", "B", "C")
    for of in (group, council.meeting("draft")):
        with pytest.raises(NotWhole, match="meeting of the Council"):
            made(of)
    with pytest.raises(NotWhole, match="still to come"):
        motions.make(meeting, told=NOTE, moment=NOW + MINUTE, once="x", by=BY, at=NOW)
    late = NOW + timedelta(hours=9)
    with pytest.raises(NotWhole, match="not the time of this meeting"):
        motions.make(meeting, told=NOTE, moment=late, once="x", by=BY, at=late)


def test_everybody_reads_what_was_decided_and_members_the_rest(meeting: str) -> None:
    come(meeting, "A", "B", "C")
    motion = made(meeting)

    assert queries.motions_of(meeting, viewer=nobody(NOW)) == ()
    assert queries.motion(motion, viewer=nobody(NOW)) is None
    assert len(queries.motions_of(meeting, viewer=people.viewer("Max", "MEMBER"))) == 1
    with pytest.raises(NoSuchPaper):
        motions.put(motion, way=Taken.VOICE, moment=NOW, by=people.viewer("Ann", "MEMBER"), at=NOW)


def test_the_whole_vote_goes_by_presses_on_the_pages(meeting: str, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + 5 * MINUTE)
    come(meeting, "A", "B", "C")
    client = desk.signed_in(people.account("Sam", "STAFF"), at=NOW + 5 * MINUTE)
    address = f"/desk/council/meetings/{meeting}/motions/"
    sent = {"text": "To go on.", "mover": "SEAT01", "seconder": "SEAT02", "once": "page"}

    page = client.post(address, sent).headers["Location"]
    client.post(page, {"do": "put", "way": "ROLL_CALL"})
    client.post(page, {"do": "cast", "seat": "SEAT03", "choice": "AGAINST"})
    left = client.post(page, {"do": "decide"}, follow=True).content.decode()
    client.post(page, {"do": "rest"})
    answer = client.post(page, {"do": "decide"}, follow=True).content.decode()

    assert "have no vote yet: 2" in left
    assert "carried" in answer
    assert "2 for, 1 against" in client.get(address).content.decode()
    assert client.post(address, {"once": "bad"}).status_code == 422
