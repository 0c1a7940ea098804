"""Meetings: posting clocks, agendas that say what changed, and what everybody reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import meetings
from fourfold.apps.council.models import AgendaItem, Meeting, Posting, ScheduleFiled
from fourfold.apps.council.queries import meetings as queries
from fourfold.apps.council.queries import schedules
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.meetings import (
    AgendaLine,
    PostingClock,
    Stands,
    changes,
    clocks_of,
    due_at,
    running,
    schedule_stands,
)
from fourfold.apps.council.states.meetings import MOVES, MeetingKind, MeetingState, PostKind
from fourfold.apps.council.views.waits import waits
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from tests.make import council, desk, people
from tests.make.council import BY
from tests.make.people import NOW

ZONE = ZoneInfo("America/New_York")
HOLIDAYS = frozenset({date(2026, 11, 26)})
EVERYBODY = nobody(NOW)


def clock(amount: int, *, days: bool = False, before: bool = True, open_only: bool = False):
    kinds = (MeetingKind.REGULAR,)
    return PostingClock("X", PostKind.AGENDA, kinds, amount, days, before, open_only)


def local(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def due(which: PostingClock, starts: datetime) -> datetime:
    ends = starts + timedelta(hours=2)
    return due_at(which, starts_at=starts, ends_at=ends, holidays=HOLIDAYS, zone=ZONE)


SEVEN_OPEN_DAYS = clock(7, days=True, before=False, open_only=True)


# ------------------------------------------------------------------ on plain values
@pytest.mark.parametrize(
    ("which", "starts", "expected"),
    [
        (clock(24), local(11, 18, 10), local(11, 17, 10)),
        (clock(24), local(11, 23, 10), local(11, 22, 10)),
        (clock(24, open_only=True), local(11, 23, 10), local(11, 20, 10)),
        (clock(24, open_only=True), local(11, 27, 10), local(11, 25, 10)),
        (clock(48, before=False, open_only=True), local(11, 25, 10), local(11, 30, 12)),
        (clock(48, before=False), local(11, 25, 10), local(11, 27, 12)),
        (clock(7, days=True, before=False), local(11, 18, 10), local(11, 25, 23, 59)),
        (SEVEN_OPEN_DAYS, local(11, 18, 10), local(11, 30, 23, 59)),
        # The night of November 1 has 25 hours.
        (clock(24), local(11, 1, 10), local(10, 31, 11)),
    ],
)
def test_a_clock_counts_as_its_row_says(which, starts, expected) -> None:
    assert due(which, starts).replace(second=0) == expected


@given(
    st.integers(1, 400), st.booleans(), st.booleans(), st.booleans(), st.integers(0, 3 * 365 * 24)
)
def test_a_time_before_is_before_and_one_after_is_after(n, days, before, open_only, hour) -> None:
    starts = datetime(2026, 1, 1, tzinfo=ZONE) + timedelta(hours=hour)
    which = clock(n, days=days, before=before, open_only=open_only)
    found = due(which, starts)
    assert (found < starts) if before else (found > starts)
    if not days and not open_only:
        ends = starts + timedelta(hours=2)
        away = (starts if before else ends).timestamp() - found.timestamp()
        assert abs(away) == n * 3600


@pytest.mark.parametrize(
    ("done", "now", "stands", "late"),
    [
        (None, 0, Stands.DUE, 0),
        (None, 3, Stands.OVERDUE, 3),
        (0, 9, Stands.DONE, 0),
        (-2, 9, Stands.DONE, 0),
        (4, 9, Stands.LATE, 4),
    ],
)
def test_a_clock_says_how_it_stands_and_how_late(done, now, stands, late) -> None:
    done_at = None if done is None else NOW + timedelta(hours=done)
    at = NOW + timedelta(hours=now)
    found = running(clock(1), due=NOW, done_at=done_at, now=at)
    assert (found.stands, found.late_by) == (stands, timedelta(hours=late))


def test_changes_name_what_is_new_changed_and_out() -> None:
    a, b, c = (AgendaLine(each, each, "", 5) for each in "abc")
    longer = AgendaLine("b", "b", "", 10)
    found = [(each.before, each.after) for each in changes([a, b], [longer, c])]
    assert found == [(b, longer), (None, c), (a, None)]
    assert changes([a, b], [a, b]) == ()


def test_every_clock_of_both_packs_is_read_and_none_is_confirmed_without_a_source() -> None:
    found = clocks_of(active_pack().rows("meeting_clocks"))
    assert {each.post for each in found} == set(PostKind)
    assert not any(each.is_confirmed for each in found)
    assert set(MOVES) == set(MeetingState)


# ------------------------------------------------------------------ kept
@pytest.mark.parametrize(
    ("filed", "today", "stands"),
    [
        (None, date(2030, 12, 15), Stands.DUE),
        (None, date(2030, 12, 16), Stands.OVERDUE),
        (date(2030, 12, 15), date(2031, 1, 1), Stands.DONE),
        (date(2030, 12, 16), date(2031, 1, 1), Stands.LATE),
    ],
)
def test_a_schedule_is_in_time_to_the_end_of_its_day(filed, today, stands) -> None:
    assert schedule_stands(date(2030, 12, 15), filed_on=filed, today=today) is stands


@pytest.mark.django_db
def test_a_clock_of_a_meeting_waits_on_my_day_until_it_is_done(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    met = council.meeting(starts=NOW + timedelta(days=5))
    council.topic(met)
    sam, max_ = people.viewer("Sam", "STAFF"), people.viewer("Max", "MEMBER")
    agenda = "The agenda of a meeting is to be posted"
    found = [each for each in waits(sam) if each.words == agenda]
    assert [each.href for each in found] == [f"/desk/council/meetings/{met}/"]
    assert "not confirmed" in found[0].about or "Code 5-1" in found[0].about
    assert agenda not in [each.words for each in waits(max_)]

    council.post(met)

    assert agenda not in [each.words for each in waits(sam)]
    after = replace(sam, at=NOW + timedelta(days=6))
    assert [each.words for each in waits(after) if met in each.href and "filed" in each.words]


def typed(day: date) -> dict[str, int]:
    """Return a day as its three boxes give it."""
    return {"filed_on_month": day.month, "filed_on_day": day.day, "filed_on_year": day.year}


@pytest.mark.django_db
def test_the_schedule_of_a_year_waits_until_it_is_written_down_and_can_be_taken_back(
    monkeypatch,
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    account = people.account("Sam", "STAFF")
    staff, page = desk.signed_in(account, at=NOW), "/desk/council/meetings/"
    (line, *_rest) = schedules.schedules(viewer=BY, today=NOW.date())
    told = {"do": "schedule", "year": line.year, "once": "s1", "proof": "Made-up receipt"}

    refused = staff.post(page, told | typed(NOW.date() + timedelta(days=1)))
    assert refused.status_code == 422
    assert "Made-up receipt" in refused.content.decode()
    for _press in range(2):
        staff.post(page, told | typed(NOW.date()))

    (line, *_rest) = schedules.schedules(viewer=BY, today=NOW.date())
    assert (line.filed_on, line.proof) == (NOW.date(), "Made-up receipt")
    on = line.due_on - timedelta(days=3)
    assert line.year not in {each.year for each in schedules.to_file(viewer=BY, today=on)}
    assert "The schedule" not in " ".join(
        each.words for each in waits(people.viewer("Other", "STAFF"))
    )
    assert schedules.to_file(viewer=people.viewer("Max", "MEMBER"), today=on) == ()
    staff.post(page, {"do": "schedule_back", "schedule": line.id})
    assert line.year in {each.year for each in schedules.to_file(viewer=BY, today=on)}
    assert ScheduleFiled.objects.count() == 1
    assert staff.post(page, {"do": "schedule_back", "schedule": line.id}).status_code == 404


@pytest.mark.django_db
def test_a_draft_is_the_councils_and_a_posted_meeting_is_everybodys() -> None:
    made = council.meeting()
    council.topic(made)
    assert queries.meetings(viewer=EVERYBODY, now=NOW) == ()
    with pytest.raises(NoSuchPaper):
        queries.meeting(made, viewer=EVERYBODY, now=NOW)
    council.post(made, PostKind.NOTICE)
    assert queries.meeting(made, viewer=EVERYBODY, now=NOW).id == made
    assert queries.posted_agenda(made, viewer=EVERYBODY) is None
    assert queries.items(made, viewer=EVERYBODY) == ()


@pytest.mark.django_db
def test_an_agenda_changed_after_posting_is_public_only_when_posted_again_and_says_so() -> None:
    made = council.meeting(starts=NOW + timedelta(days=3))
    first = council.topic(made, "First", once="1")
    council.post(made)
    council.topic(made, "Second", once="2")
    meetings.take_out(first, by=BY, at=NOW)
    posted = queries.posted_agenda(made, viewer=EVERYBODY)
    assert posted is not None
    assert [each.title for each in posted.items] == ["First"]
    assert len(queries.unposted(made, viewer=BY)) == 2
    council.post(made, at=NOW + timedelta(hours=1))
    posted = queries.posted_agenda(made, viewer=EVERYBODY)
    assert posted is not None
    assert [each.title for each in posted.items] == ["Second"]
    assert [(each.before is None, each.after is None) for each in posted.changed] == [
        (True, False),
        (False, True),
    ]
    assert queries.unposted(made, viewer=BY) == ()
    # The clock counts the first posting.
    agenda = queries.meeting(made, viewer=BY, now=NOW).clocks[0]
    assert (agenda.done_at, agenda.stands) == (NOW, Stands.DONE)


@pytest.mark.django_db
def test_the_same_version_is_posted_once_and_an_empty_agenda_never() -> None:
    made = council.meeting()
    with pytest.raises(NotWhole, match="no topic"):
        council.post(made)
    assert Meeting.objects.get(id=made).state == MeetingState.DRAFT.value
    council.topic(made)
    council.post(made)
    council.post(made)
    assert Posting.objects.filter(meeting=made).count() == 1


@pytest.mark.django_db
def test_the_second_of_two_editors_is_told_and_changes_nothing() -> None:
    made = council.meeting()
    item = council.topic(made)
    how = {"version": Meeting.objects.get(id=made).version, "by": BY, "at": NOW}
    meetings.change_item(item, topic=meetings.Topic("Mine", 5), **how)
    with pytest.raises(ChangedMeanwhile):
        meetings.change_item(item, topic=meetings.Topic("Theirs", 5), **how)
    assert AgendaItem.objects.get(id=item).title == "Mine"


@pytest.mark.django_db
def test_a_topic_is_carried_over_once_with_what_it_says() -> None:
    before = council.meeting("before", starts=NOW - timedelta(days=30))
    item = council.topic(before, "It goes on")
    council.post(before)
    made = council.meeting("next")
    assert [each.id for each in queries.to_carry(made, viewer=BY)] == [item]
    once = meetings.carry_over(item, to=made, by=BY, at=NOW)
    assert meetings.carry_over(item, to=made, by=BY, at=NOW) == once
    assert queries.to_carry(made, viewer=BY) == ()
    (found,) = queries.items(made, viewer=BY)
    assert (found.title, found.carried_from) == ("It goes on", NOW - timedelta(days=30))


@pytest.mark.django_db
def test_minutes_are_written_down_after_the_meeting_and_a_late_one_says_how_late() -> None:
    made = council.meeting(starts=NOW - timedelta(days=20))
    council.post(made, PostKind.NOTICE)
    later = NOW + timedelta(days=1)
    with pytest.raises(NotWhole, match="still to come"):
        meetings.write_filed(made, what=PostKind.MINUTES, filed_at=later, by=BY, at=NOW)
    meetings.write_filed(made, what=PostKind.MINUTES, filed_at=NOW, by=BY, at=NOW)
    clocks = queries.meeting(made, viewer=BY, now=NOW).clocks
    minutes = next(each for each in clocks if each.clock.post is PostKind.MINUTES)
    assert minutes.stands is Stands.LATE
    assert timedelta(days=12) < minutes.late_by < timedelta(days=13)
    votes = next(each for each in clocks if each.clock.post is PostKind.VOTES)
    assert votes.stands is Stands.OVERDUE


@pytest.mark.django_db
@pytest.mark.parametrize(
    "told",
    [
        {"place": " "},
        {"link": "http://made.up/"},
        {"group": "A group"},
        {"ends_at": NOW - timedelta(hours=1)},
    ],
)
def test_a_meeting_that_cannot_be_is_refused_with_what_to_do(told) -> None:
    kept = {"starts_at": NOW, "ends_at": NOW + timedelta(hours=1), "place": "Room"}
    planned = meetings.Planned(MeetingKind.REGULAR, **(kept | told))
    with pytest.raises(NotWhole):
        meetings.plan_meeting(planned, once="x", by=BY, at=NOW)
    assert not Meeting.objects.exists()


@pytest.mark.django_db
def test_a_meeting_called_off_stays_with_its_reason_and_takes_no_change() -> None:
    made = council.meeting(starts=NOW + timedelta(days=3))
    council.post(made, PostKind.NOTICE)
    with pytest.raises(NotWhole, match="why"):
        meetings.call_off(made, why=" ", by=BY, at=NOW)
    meetings.call_off(made, why="Snow", by=BY, at=NOW)
    assert queries.meeting(made, viewer=EVERYBODY, now=NOW).off_why == "Snow"
    assert queries.appointments(dict.fromkeys(MeetingKind, "x"), viewer=EVERYBODY) == []
    with pytest.raises(NotWhole, match="called off"):
        council.topic(made)


# ------------------------------------------------------------------ pages
@pytest.mark.django_db
def test_everybody_reads_the_list_the_meeting_and_the_feed(client, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    made = council.meeting(starts=NOW + timedelta(days=3))
    council.topic(made, "אג'נדה <b>")
    draft = council.meeting("draft", starts=NOW + timedelta(days=4))
    assert client.get(f"/council/meetings/{made}/").status_code == 404
    council.post(made)
    for language in ("en", "es"):
        client.cookies["django_language"] = language
        page = client.get(f"/council/meetings/{made}/").content.decode()
        assert "<bdi>אג&#x27;נדה &lt;b&gt;</bdi>" in page
    listed = client.get("/council/meetings/").content.decode()
    assert f"/council/meetings/{made}/" in listed
    assert draft not in listed
    feed = client.get("/council/meetings.ics")
    assert feed.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:{made}@fourfold.council" in feed.content.decode()
    assert draft not in feed.content.decode()
