"""Campaigns: counts by kind, before and after with an interval, and nothing public by itself."""

from __future__ import annotations

import csv
from datetime import timedelta
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import campaigns as actions
from fourfold.apps.council.models import CampaignReach
from fourfold.apps.council.queries import campaigns as queries
from fourfold.apps.council.queries.communication import changes
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole
from fourfold.apps.council.rules.campaigns import check_counts, compared
from fourfold.apps.council.states.campaigns import (
    MOVES,
    CampaignState,
    MoveNotAllowed,
    Says,
    check_move,
)
from fourfold.apps.council.states.communication import ReachUnit
from fourfold.catalog import put_tables
from fourfold.security import audit
from tests.make import catalog, council, desk, people
from tests.make.council import BY, TODAY
from tests.make.people import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
PAGE = "/desk/council/campaigns/"
HOW = {"by": BY, "at": NOW}
ASKED = actions.MeasureTold(
    *("Paying for sex harms somebody", TODAY - 60 * DAY, 56, 70, TODAY - DAY, 48, 80),
    "Made-up survey",
)


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def counted(of: str, number: int, once: str, unit: ReachUnit = ReachUnit.COPIES) -> str:
    told = actions.ReachTold(unit, number, "Made-up cards", TODAY, "A made-up printer")
    return actions.count(of, told=told, once=once, **HOW)


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        ((48, 80, 56, 70), Says.HIGHER),  # 56/70 and 48/80: 0.20, 0.0524 to 0.3339 (Newcombe 1998)
        ((56, 70, 48, 80), Says.LOWER),
        ((9, 10, 3, 10), Says.LOWER),
        ((40, 80, 41, 80), Says.UNCLEAR),
        ((9, 9, 0, 10), Says.TOO_FEW),
        ((0, 10, 9, 9), Says.TOO_FEW),
    ],
)
def test_a_before_and_an_after_say_only_what_the_interval_says(counts, says) -> None:
    found = compared(*counts)

    assert found.says is says
    assert (found.found is None) == (says is Says.TOO_FEW)


def test_the_interval_is_the_one_that_newcombe_printed() -> None:
    found = compared(48, 80, 56, 70).found

    assert found is not None
    assert (round(found.difference, 4), round(found.low, 4), round(found.high, 4)) == (
        *(0.2, 0.0524, 0.3339),
    )


SIDES = st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(SIDES, SIDES)
def test_before_and_after_exchanged_say_the_opposite(before, after) -> None:
    opposite = {Says.HIGHER: Says.LOWER, Says.LOWER: Says.HIGHER}

    there, back = compared(*before, *after).says, compared(*after, *before).says

    assert back is opposite.get(there, there)
    check_counts(*before, *after)


@pytest.mark.parametrize("counts", [(3, 2, 1, 2), (1, 2, -1, 2), (0, 0, 1, 2)])
def test_more_yes_than_answers_cannot_be(counts) -> None:
    with pytest.raises(NotWhole, match="cannot be"):
        check_counts(*counts)


@pytest.mark.parametrize("now", CampaignState)
@pytest.mark.parametrize("then", CampaignState)
def test_a_campaign_moves_only_as_its_table_says(now: CampaignState, then: CampaignState) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


def test_what_is_alike_is_added_with_coverage_and_nothing_else() -> None:
    step = council.communication_step()
    made = council.campaign(steps=(step,))
    reach = {"reach": 600, "reach_unit": ReachUnit.COPIES, "reach_source": "its own page"}
    council.covered(step=step, **reach)
    council.covered("other", **reach)
    wrong = counted(made, 9_000, "wrong")
    for nth, number in enumerate((400, 50)):
        counted(made, number, f"c{nth}")
    counted(made, 30, "came", ReachUnit.PEOPLE_THERE)
    actions.strike(wrong, campaign=made, why="Typed twice.", **HOW)

    line = queries.campaign(made, viewer=BY)

    found = {each.unit: (each.sum, each.pieces) for each in line.reached}
    assert found == {ReachUnit.COPIES: (1050, 3), ReachUnit.PEOPLE_THERE: (30, 1)}
    assert CampaignReach.objects.get(id=wrong).struck_why == "Typed twice."


def test_what_cannot_be_is_refused_and_kept_nowhere() -> None:
    made = council.campaign()
    line = council.budget_line()
    for told in ({"owner": "NOBODY"}, {"line": "x"}, {"indicator": "NONE"}, {"steps": ("x",)}):
        with pytest.raises(NotWhole):
            council.campaign("bad", **told)
    with pytest.raises(NotWhole, match="Correct the days"):
        council.campaign("bad", until_on=TODAY - 90 * DAY)
    told = actions.ReachTold(ReachUnit.COPIES, 1, "x", TODAY + DAY, "x")
    with pytest.raises(NotWhole, match="to come"):
        actions.count(made, told=told, once="x", **HOW)
    assert [each.id for each in queries.campaigns(viewer=BY)] == [made]
    assert queries.campaign(council.campaign("paid", line=line), viewer=BY).line == line


def test_two_editors_do_not_overwrite_each_other_and_the_story_says_why() -> None:
    made = council.campaign()
    actions.move(made, to=CampaignState.RUNNING, version=1, why="It began.", **HOW)
    with pytest.raises(ChangedMeanwhile):
        actions.move(made, to=CampaignState.DROPPED, version=1, why="x", **HOW)
    with pytest.raises(NotWhole, match="why the campaign is dropped"):
        actions.move(made, to=CampaignState.DROPPED, version=2, why=" ", **HOW)

    (change,) = changes(made, viewer=BY)

    assert change.told == (("state", "PLANNED", "RUNNING"),)
    assert len(audit.lines_about(f"Campaign:{made}")) == 2


@pytest.mark.usefixtures("standing_clock")
def test_staff_count_and_measure_on_the_page_and_members_read() -> None:
    made = council.campaign()
    actions.move(made, to=CampaignState.RUNNING, version=1, why="It began in May.", **HOW)
    sam = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    here = f"{PAGE}{made}/"
    day: dict[str, object] = {}
    early, late = TODAY - 60 * DAY, TODAY - DAY
    for name, on in (("before_on", early), ("after_on", late)):
        day |= {f"{name}_month": on.month, f"{name}_day": on.day, f"{name}_year": on.year}
    typed = {
        *{"do": "measure", "once": "m1", "question": "Is it harm?", "source": "Survey"}.items(),
        *{"before_yes": 48, "before_n": 80, "after_yes": 56, "after_n": 70}.items(),
        *day.items(),
    }
    wrong = sam.post(here, dict(typed) | {"before_yes": 81})
    assert wrong.status_code == 422
    assert "81 of 80 before cannot be" in said(wrong)
    assert "Is it harm?" in said(wrong)

    for _press in range(2):
        sam.post(here, dict(typed))

    max_ = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    page = said(max_.get(here))
    assert "Change: +20.0 percentage points (95% interval +5.2 to +33.4)" in page
    assert "does not say that the campaign made it" in page
    assert "It began in May." in page
    assert max_.post(here, dict(typed)).status_code == 404
    given = b"".join(max_.get(f"{PAGE[:-1]}.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(StringIO(given)))
    assert [(row["kind"], row["change"], row["says"]) for row in rows] == [
        ("BEFORE_AFTER", "20.0", "HIGHER")
    ]


@pytest.mark.usefixtures("standing_clock")
def test_everybody_reads_only_the_published_indicator(client) -> None:
    put_tables.put(catalog.table(catalog.NUMBER), at=NOW)
    code = catalog.table(catalog.NUMBER).figures[0].indicator
    made = council.campaign(indicator=code)

    found = queries.published(queries.campaign(made, viewer=BY), viewer=BY)

    assert found is not None
    assert found.code == code
    assert found.figures
    assert queries.campaigns(viewer="") == []
    with pytest.raises(NoSuchPaper):
        actions.measure(made, told=ASKED, once="m", by=people.viewer("Max", "MEMBER"), at=NOW)
    sam = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    assert client.get(f"{PAGE}{made}/").status_code in (302, 404)
    assert found.name in said(sam.get(f"{PAGE}{made}/"))
