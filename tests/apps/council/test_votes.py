"""Recommendations and votes: by seat, until the deadline, never changed, dissent by agency."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fourfold.apps.council.actions import motions, recommendations, seats, votes
from fourfold.apps.council.models import Recommendation, SeatTerm, VoteEntry
from fourfold.apps.council.queries import recommendations as queries
from fourfold.apps.council.queries import votes as vote_queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.votes import (
    VoteRefused,
)
from fourfold.apps.council.states.seats import ConflictAbout, Ending
from fourfold.apps.council.states.votes import (
    Choice,
    Fate,
    Outcome,
    Stage,
    Stand,
)
from fourfold.apps.council.views.recommendations import waits
from fourfold.reference import active_pack
from fourfold.security.access.viewer import nobody
from fourfold.security.models import Account
from tests.make import council, desk, people
from tests.make.council import BY, open_vote, recommendation, sits
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DAY = timedelta(days=1)


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def member(seat: str = "SEAT01", name: str = "Mary Madeup", *, of: str = ""):
    """Return a signed-in member who sits, or stands in, and their term."""
    viewer = people.viewer(name.split()[0], "MEMBER")
    return viewer, sits(seat, name, account=viewer.account, designee_of=of)


def tallied(vote: str, code: str) -> dict[str, Stand]:
    line = next(e for e in vote_queries.votes_of(code, viewer=BY, at=NOW) if e.id == vote)
    return {each.seat: each.stand for each in line.tally.lines}


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


# ------------------------------------------------------------------ who votes
def test_a_member_votes_for_their_seat_and_the_agency_is_kept_as_it_was() -> None:
    viewer, _term = member()
    vote = open_vote(recommendation(stage=Stage.COMMENT))

    votes.cast(vote, choice=Choice.AGAINST, why="Made up.", by=viewer, at=NOW)

    kept = VoteEntry.objects.get()
    seat = next(each for each in active_pack().council_seats if each.code == "SEAT01")
    assert (kept.seat, kept.agency, kept.choice) == ("SEAT01", seat.organization_name, "AGAINST")


def test_a_change_of_mind_is_a_new_entry_and_the_last_one_counts() -> None:
    viewer, _term = member()
    code = recommendation(stage=Stage.COMMENT)
    vote = open_vote(code)

    nths = [
        votes.cast(vote, choice=each, by=viewer, at=NOW)
        for each in (Choice.FOR, Choice.AGAINST, Choice.AGAINST)
    ]
    votes.close(vote, by=BY, at=NOW + 6 * DAY)

    assert nths == [1, 2, 2]
    assert list(VoteEntry.objects.order_by("nth").values_list("choice", flat=True)) == [
        "FOR",
        "AGAINST",
    ]
    assert tallied(vote, code)["SEAT01"] is Stand.AGAINST


def test_a_vote_after_the_deadline_is_kept_as_late_and_counts_nowhere() -> None:
    viewer, _term = member()
    code = recommendation(stage=Stage.COMMENT)
    vote = open_vote(code)
    votes.cast(vote, choice=Choice.AGAINST, by=viewer, at=NOW)
    votes.close(vote, by=BY, at=NOW + 6 * DAY)

    late = [votes.cast(vote, choice=Choice.FOR, by=viewer, at=NOW + 7 * DAY) for _twice in "ab"]

    assert late == [0, 0]
    assert list(VoteEntry.objects.order_by("nth").values_list("is_late", flat=True)) == [0, 1]
    line = vote_queries.votes_of(code, viewer=viewer, at=NOW)[0]
    assert (line.answered, [each.choice for each in line.late]) == (1, [Choice.FOR])
    assert tallied(vote, code)["SEAT01"] is Stand.AGAINST
    stranger, _other = member("SEAT02", "Omar Other")
    assert vote_queries.votes_of(code, viewer=stranger, at=NOW)[0].late == ()


def test_a_designee_votes_for_the_seat_only_on_their_days() -> None:
    _holder, term = member()
    viewer, standing_in = member("SEAT01", "Dana Designee", of=term)
    vote = open_vote(recommendation(stage=Stage.COMMENT))
    votes.cast(vote, choice=Choice.FOR, by=viewer, at=NOW)
    how = {"how": Ending.RESIGNED, "why": "Made up.", "version": 1, "by": BY, "at": NOW}
    seats.end_term(standing_in, on=NOW.date(), **how)

    with pytest.raises(VoteRefused, match="speak for no seat"):
        votes.cast(vote, choice=Choice.AGAINST, by=viewer, at=NOW + 2 * DAY)

    assert VoteEntry.objects.get().is_designee


def test_nobody_votes_for_another_seat() -> None:
    viewer, _term = member()
    sits("SEAT02", "Omar Other")
    vote = open_vote(recommendation(stage=Stage.COMMENT))

    with pytest.raises(VoteRefused, match="your own seat"):
        votes.cast(vote, choice=Choice.FOR, seat_code="SEAT02", by=viewer, at=NOW)
    with pytest.raises(VoteRefused, match="votes in person"):
        votes.cast(vote, choice=Choice.FOR, seat_code="SEAT02", by=BY, at=NOW)


def test_a_seat_with_a_declared_conflict_is_recused_and_shown_apart() -> None:

    viewer, term = member()
    code = recommendation(stage=Stage.COMMENT)
    _motion, vote = council.vote_on_motion(code)
    who = SeatTerm.objects.get(id=term).member_id
    council.conflict(who, about=ConflictAbout.RECOMMENDATION, ref=code)

    with pytest.raises(VoteRefused, match="conflict of interest"):
        votes.cast(vote, choice=Choice.FOR, by=viewer, at=NOW)

    assert tallied(vote, code)["SEAT01"] is Stand.RECUSED


def test_an_empty_seat_does_not_vote_and_is_vacant_only_where_somebody_is_known_to_have_left(
    client,
) -> None:
    sits("SEAT06", "Lou Leftlate", from_on=NOW.date() - 9 * DAY, until_on=NOW.date() - DAY)
    code = recommendation(stage=Stage.COMMENT)
    motion, vote = council.vote_on_motion(code)

    for empty in ("SEAT06", "SEAT07"):
        with pytest.raises(VoteRefused, match="Nobody is known to hold"):
            votes.cast(vote, choice=Choice.FOR, seat_code=empty, by=BY, at=NOW)
    motions.cast_rest(motion, choice=Choice.FOR, by=BY, at=NOW)
    motions.decide(motion, by=BY, at=NOW)

    (told,) = vote_queries.votes_of(code, viewer="", at=NOW)
    found = {each.seat: each.stand for each in told.tally.lines}
    assert (found["SEAT06"], found["SEAT07"]) == (Stand.VACANT, Stand.UNKNOWN)
    assert told.outcome is Outcome.APPROVED
    assert "holder not known" in said(client.get(f"/council/recommendations/{code}/"))
    assert "titular desconocido" in said(client.get(f"/council/recomendaciones/{code}/"))


# ------------------------------------------------------------------ close
def split() -> tuple[str, str]:
    """Hold a vote in a meeting: two for, one against, one abstains, one is not there."""
    code = recommendation(stage=Stage.COMMENT)
    sits("SEAT05", "Made-up Member 5")
    motion, vote = council.vote_on_motion(code, seats=4)
    said = [Choice.FOR, Choice.FOR, Choice.AGAINST, Choice.ABSTAIN]
    for nth, choice in enumerate(said, 1):
        votes.cast(vote, choice=choice, seat_code=f"SEAT0{nth}", by=BY, at=NOW)
    assert motions.decide(motion, by=BY, at=NOW) is Outcome.APPROVED
    return code, vote


def test_a_split_vote_is_approved_and_dissent_is_by_agency() -> None:
    code, vote = split()
    named = {each.code: each.organization_name for each in active_pack().council_seats}

    line = queries.recommendation(code, viewer=nobody(NOW))

    assert line.stage is Stage.APPROVED
    assert line.opposed_by == (named["SEAT03"],)
    assert line.abstained == (named["SEAT04"],)
    assert tallied(vote, code)["SEAT05"] is Stand.ABSENT
    assert votes.close(vote, by=BY, at=NOW + DAY) is Outcome.APPROVED


def test_without_a_quorum_nothing_is_decided_and_another_vote_can_be_held() -> None:
    viewer, _term = member()
    for nth in range(2, 4):
        sits(f"SEAT0{nth}", f"Made-up Member {nth}")
    code = recommendation(stage=Stage.COMMENT)
    vote = open_vote(code)
    votes.cast(vote, choice=Choice.FOR, by=viewer, at=NOW)

    assert votes.close(vote, by=BY, at=NOW + 6 * DAY) is Outcome.NO_QUORUM
    assert queries.recommendation(code, viewer=BY).stage is Stage.COMMENT
    assert open_vote(code) != vote


def test_a_vote_by_mail_is_not_closed_before_its_deadline_and_not_shown() -> None:
    viewer, _term = member()
    code = recommendation(stage=Stage.COMMENT)
    vote = open_vote(code)
    votes.cast(vote, choice=Choice.FOR, by=viewer, at=NOW)

    with pytest.raises(NotWhole, match="can vote until"):
        votes.close(vote, by=BY, at=NOW)
    line = vote_queries.votes_of(code, viewer=BY, at=NOW)[0]
    assert (line.tally, line.answered) == (None, 1)
    assert vote_queries.votes_of(code, viewer=nobody(NOW), at=NOW) == ()


def test_words_do_not_change_once_a_vote_is_open() -> None:
    code = recommendation(stage=Stage.VOTE)
    told = recommendations.Said("Other words.", queries.Category.POLICY_CONCEPT, ("protection",))

    with pytest.raises(NotWhole, match="change no more"):
        recommendations.change(code, said=told, version=3, by=BY, at=NOW)


def test_of_two_editors_the_second_is_told() -> None:
    code = recommendation(stage=Stage.DRAFT)
    told = recommendations.Said("Other words.", queries.Category.POLICY_CONCEPT, ("protection",))
    recommendations.change(code, said=told, version=1, by=BY, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        recommendations.change(code, said=told, version=1, by=BY, at=NOW)


# ------------------------------------------------------------------ register
def test_what_a_document_prints_is_taken_over_once_with_its_dissent() -> None:
    new = recommendations.take_over(by=BY, at=NOW)

    assert (new, recommendations.take_over(by=BY, at=NOW)) == (15, 0)
    line = queries.recommendation("R2016-07", viewer=nobody(NOW))
    names = {each.code: each.name for each in active_pack().organizations}
    assert line.opposed_by == (names["ORG038"],)
    assert line.abstained == (names["ORG037"],)
    assert (line.is_printed, line.fate) == (True, Fate.PUBLIC_ACT)
    assert line.fates[0].on is None
    assert vote_queries.votes_of("R2016-07", viewer=BY, at=NOW) == ()


def test_the_register_narrows_by_year_p_category_and_fate() -> None:
    recommendations.take_over(by=BY, at=NOW)
    who = nobody(NOW)

    assert len(queries.register(2016, viewer=who)) == 15
    assert len(queries.register(viewer=who, category="POLICY_CONCEPT")) == 3
    assert len(queries.register(viewer=who, fate="PUBLIC_ACT")) == 3
    assert len(queries.register(viewer=who, fate="NONE")) == 12
    assert queries.register(2017, viewer=who) == ()


@pytest.mark.parametrize("stage", [Stage.DRAFT, Stage.COMMENT, Stage.VOTE])
def test_everyone_sees_only_what_is_decided(stage: Stage) -> None:
    code = recommendation(stage=stage)

    assert queries.register(viewer=nobody(NOW)) == ()
    with pytest.raises(NoSuchPaper):
        queries.recommendation(code, viewer=nobody(NOW))


def test_what_became_of_it_is_kept_with_its_evidence() -> None:
    code = recommendation()
    told = {"words": "Made up.", "evidence": "page 3", "on": NOW.date(), "once": "one"}
    for _twice in range(2):
        recommendations.follow_up(code, kind=Fate.DONE, **told, by=BY, at=NOW)

    assert [each.kind for each in queries.recommendation(code, viewer=BY).fates] == [Fate.DONE]
    later = told | {"on": NOW.date() + DAY, "once": "two"}
    with pytest.raises(NotWhole, match="still to come"):
        recommendations.follow_up(code, kind=Fate.BILL, **later, by=BY, at=NOW)


def test_a_comment_is_kept_with_the_seat_of_that_day() -> None:
    viewer, _term = member()
    code = recommendation(stage=Stage.COMMENT)

    recommendations.comment(code, text="Made-up words.", once="one", by=viewer, at=NOW)

    kept = Recommendation.objects.get(code=code).comments.get()
    assert (kept.seat, kept.text) == ("SEAT01", "Made-up words.")
    assert queries.comments(code, viewer=nobody(NOW)) == ()


# ------------------------------------------------------------------ pages
def test_no_page_says_approved_of_what_a_document_only_prints(client) -> None:
    recommendations.take_over(by=BY, at=NOW)

    pages = ["/council/recommendations/", "/council/recommendations/R2016-07/"]

    assert not any("approved" in said(client.get(each)).lower() for each in pages)
    assert b"APPROVED" not in client.get("/council/recommendations.csv").getvalue()


def test_a_member_votes_on_the_page_and_my_day_no_longer_asks() -> None:

    viewer, _term = member()
    code = recommendation(stage=Stage.COMMENT)
    open_vote(code)
    assert len(waits(viewer)) == 1
    client = desk.signed_in(Account.objects.get(id=viewer.account), at=NOW)

    answer = client.post(
        f"/desk/council/recommendations/{code}/", {"do": "vote", "choice": "ABSTAIN", "why": ""}
    )

    assert answer.status_code == 302
    assert VoteEntry.objects.get().choice == "ABSTAIN"
    assert waits(viewer) == []


def test_the_public_page_shows_counts_seats_and_dissent(client) -> None:
    code, _vote = split()

    told = said(client.get(f"/council/recommendations/{code}/"))

    assert "2 for" in told
    assert "1 against" in told
    assert "Opposed by" in told
    assert "not confirmed" in told


def test_everyone_reads_the_vote_in_spanish_and_finds_the_way_back(client) -> None:
    code, _vote = split()

    told = said(client.get(f"/council/recomendaciones/{code}/"))
    listed = said(client.get("/council/recomendaciones/"))

    assert "2 a favor" in told
    assert f'href="/council/recommendations/{code}/" lang="en"' in told
    assert f'href="/council/recomendaciones/{code}/"' in listed
    assert f"/council/recommendations/{code}/" not in listed


def test_the_register_goes_as_csv_and_paper() -> None:
    recommendations.take_over(by=BY, at=NOW)
    client = desk.signed_in(people.account("Reader", "MEMBER"), at=NOW)

    rows = client.get("/council/recommendations.csv").getvalue().decode()
    paper = said(client.get("/desk/council/recommendations/recommendations.html"))

    assert "R2016-15" in rows
    assert "opposed" in paper.lower()
