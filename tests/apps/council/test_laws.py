"""Laws: versions of the pack, counts that never invent a year, assessments by two people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from fourfold.apps.council.actions import laws as actions
from fourfold.apps.council.models import LawAssessment
from fourfold.apps.council.queries import laws as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.laws import Counted, by_year, laws_of, text_diffs, years_of
from fourfold.apps.council.states.laws import (
    MOVES,
    Adequacy,
    AssessmentState,
    MoveNotAllowed,
    check_move,
)
from fourfold.reference import load_pack
from fourfold.security.access.viewer import nobody
from tests.make import catalog, council, desk, people
from tests.make.council import BY, LAW, OTHER
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
TODAY = NOW.date()
DAY = timedelta(days=1)
PAGE = f"/desk/council/laws/{LAW}/"


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def counted(first: date, until: date | None, number: int | None, *, exact: bool = True) -> Counted:
    return Counted(first, until, number, str(number), f"{first}/{until}", exact)


# ------------------------------------------------------------------ moves
@pytest.mark.parametrize("now", AssessmentState)
@pytest.mark.parametrize("then", AssessmentState)
def test_an_assessment_moves_only_as_its_table_says(now, then) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


# ------------------------------------------------------------------ the pack's laws
@pytest.mark.parametrize("code", ["ct", "zz"])
def test_every_version_stands_in_order_and_shares_its_class_with_its_words(code: str) -> None:
    for law in laws_of(load_pack(code)).values():
        days = [each.from_ for each in law.versions if each.from_]
        assert days == sorted(days)
        for version in law.versions:
            for text in version.texts:
                assert text.from_ == version.from_
                assert text.act.startswith(version.act) or version.act.startswith(text.act)
                assert not text.offense_class or version.offense_class.startswith(
                    text.offense_class
                )


def test_a_day_of_an_act_is_told_as_the_acts_where_the_section_has_none_of_its_own() -> None:
    versions = {each.code: each for each in laws_of(load_pack("ct"))["CGS_53A_83"].versions}

    assert (versions["LV_53A_83_2016"].effective, versions["LV_53A_83_2016"].is_of_act) == (
        "October 1, 2016",
        True,
    )
    assert versions["LV_53A_83_2013"].is_of_act is False


def test_words_that_nobody_confirmed_are_not_set_side_by_side() -> None:
    versions = {each.code: each for each in laws_of(load_pack("ct"))[LAW].versions}

    assert text_diffs(versions["LV_53A_192A_2015"], versions["LV_53A_192A_2016"]) == ()
    (found,) = text_diffs(versions["LV_53A_192A_2017"], versions["LV_53A_192A_2021"])
    came = [each.words.strip() for each in found.pieces if each.kept == "NEW"]
    assert came == ["knowingly", "knowingly", "knowingly", "in exchange", "anything of value"]


def test_an_act_lists_the_laws_it_changed() -> None:
    changed = {statute.code for statute, _ in laws_of(load_pack("ct"))["PA_17_32"].changed}

    assert {LAW, "CGS_54_234A", "CGS_46A_170"} <= changed


# ------------------------------------------------------------------ counts by year
def test_a_year_has_a_number_only_where_a_source_tells_one() -> None:
    zero = counted(date(2006, 1, 1), date(2016, 4, 1), 0)
    two = counted(date(2016, 3, 1), date(2017, 1, 1), 2)
    five = counted(date(2019, 1, 1), date(2021, 1, 1), 5)
    own = counted(date(2018, 1, 1), date(2019, 1, 1), 3)

    found = {e.year: e.number for e in by_year([zero, two, five, own], first=2006, last=2020)}

    assert all(found[year] == 0 for year in range(2006, 2016))
    assert [found[year] for year in range(2016, 2021)] == [None, None, 3, None, None]


def test_bounds_hidden_numbers_and_quarrels_give_no_year_a_number() -> None:
    year = (date(2018, 1, 1), date(2019, 1, 1))

    for told in (
        [counted(*year, 3, exact=False)],
        [counted(*year, None)],
        [counted(*year, 3), counted(*year, 4)],
        [Counted(None, None, 3, "3", "all time", True)],
        [],
    ):
        assert by_year(told, first=2018, last=2018)[0].number is None


@given(
    st.lists(
        st.tuples(st.integers(0, 3000), st.integers(1, 900), st.integers(0, 3), st.booleans()),
        max_size=5,
    )
)
def test_no_year_gets_a_part_of_a_longer_count(told: list[tuple[int, int, int, bool]]) -> None:
    start = date(2010, 1, 1)
    counts = [
        counted(start + a * DAY, start + (a + length) * DAY, number, exact=exact)
        for a, length, number, exact in told
    ]
    span = years_of(counts)
    assert (span is None) is (not counts)
    if span:
        for cell in by_year(counts, first=span[0], last=span[1]):
            year = (date(cell.year, 1, 1), date(cell.year + 1, 1, 1))
            own = {e.number for e in counts if (e.from_, e.until) == year and e.is_exact}
            assert cell.number is None or cell.number == 0 or cell.number in own


# ------------------------------------------------------------------ assessments
def test_one_writes_and_another_reviews() -> None:
    made = council.assessment()
    held = LawAssessment.objects.get(id=made)

    with pytest.raises(NotYours):
        actions.review(made, version=1, by=BY, at=NOW)
    actions.review(made, version=1, by=OTHER, at=NOW)

    held.refresh_from_db()
    assert (held.state, held.closed_by, held.version) == ("REVIEWED", OTHER, 2)
    with pytest.raises(ChangedMeanwhile):
        actions.review(made, version=2, by="third", at=NOW)


def test_who_changed_a_draft_does_not_review_it() -> None:
    made = council.assessment()
    actions.change(made, told=council.ASSESSED, version=1, by=OTHER, at=NOW)

    for name in (BY, OTHER):
        with pytest.raises(NotYours):
            actions.review(made, version=2, by=name, at=NOW)
    actions.review(made, version=2, by="third", at=NOW)


def test_a_new_version_never_erases_the_one_before() -> None:
    actions.review(council.assessment(), version=1, by=OTHER, at=NOW)
    council.assessment("again")
    council.assessment("again")

    lines = queries.assessments(LAW, viewer=BY)
    assert [(each.nth, each.state) for each in lines] == [(2, "DRAFT"), (1, "REVIEWED")]
    line = queries.law(LAW, viewer=BY, on=TODAY)
    assert line.assessment is not None
    assert (line.assessment.nth, line.waits) == (1, True)
    with pytest.raises(NotWhole, match="Another draft"):
        council.assessment("third")
    actions.withdraw(lines[0].id, version=1, by=BY, at=NOW)
    council.assessment("fourth")
    assert [each.nth for each in queries.assessments(LAW, viewer=BY)] == [3, 2, 1]


def test_two_editors_do_not_overwrite_each_other_and_reasons_are_asked() -> None:
    made = council.assessment()
    actions.change(made, told=council.ASSESSED, version=1, by=BY, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        actions.change(made, told=council.ASSESSED, version=1, by=BY, at=NOW)
    empty = actions.Assessed(Adequacy.PARTLY, "  ")
    with pytest.raises(NotWhole, match="reasons"):
        actions.change(made, told=empty, version=2, by=BY, at=NOW)
    with pytest.raises(NoSuchPaper):
        actions.assess("NO_LAW", told=council.ASSESSED, once="x", by=BY, at=NOW)
    with pytest.raises(NoSuchPaper):
        actions.assess(LAW, told=council.ASSESSED, once="x", by=nobody(NOW), at=NOW)


def test_a_draft_is_the_councils_and_a_reviewed_one_is_everyones() -> None:
    made = council.assessment()
    stranger = nobody(NOW)
    assert queries.assessments(LAW, viewer=stranger) == []

    actions.review(made, version=1, by=OTHER, at=NOW)

    (line,) = queries.assessments(LAW, viewer=stranger)
    assert (line.writer, line.closer, line.may_review) == ("", "", False)


def test_an_assessment_says_when_its_figures_changed() -> None:
    made = council.assessment()
    assert queries.assessments(LAW, viewer=BY)[0].is_stale is False

    catalog.fill()

    assert queries.assessments(LAW, viewer=BY)[0].is_stale is True
    actions.change(made, told=council.ASSESSED, version=1, by=BY, at=NOW)
    (line,) = queries.assessments(LAW, viewer=BY)
    assert line.is_stale is False
    assert line.figures == (
        "Convictions for trafficking in persons: 0 (January 2006 to March 2016)",
        "Convictions for trafficking in persons: 2 (March to December 2016)",
    )


# ------------------------------------------------------------------ pages
def test_a_law_is_assessed_on_its_page_and_a_member_reviews_it() -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    member = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)
    told = {"do": "write", "once": "a", "adequacy": "PARTLY", "reasons": "", "gap": "No fund."}

    refused = staff.post(PAGE, told)
    assert refused.status_code == 422
    assert "No fund." in said(refused)
    told["reasons"] = "Made up: few convictions."
    assert staff.post(PAGE, told).status_code == 302
    assert "Made up: few convictions." not in said(Client().get(f"/council/laws/{LAW}/"))
    assert "I reviewed it" not in said(staff.get(PAGE))
    assert "I reviewed it" in said(member.get(PAGE))
    assert "Assess it" not in said(member.get(PAGE))
    member.post(PAGE, {"do": "write", "adequacy": "PARTLY", "reasons": "x", "once": "b"})
    assert LawAssessment.objects.count() == 1
    member.post(PAGE, {"do": "review", "version": "1"})

    public = said(Client().get(f"/council/laws/{LAW}/"))
    assert "Made up: few convictions." in public
    assert "does it in part" in public
    assert member.post(PAGE, {"do": "review", "version": "1"}, follow=True).status_code == 200
    assert staff.post(PAGE, {"do": "nothing"}).status_code == 404


def test_the_inventory_says_status_effect_figure_gap_and_recommendation() -> None:
    catalog.fill()
    actions.review(council.assessment(), version=1, by=OTHER, at=NOW)
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)

    rows = b"".join(staff.get("/desk/council/laws.csv")).decode().splitlines()
    (mine,) = (each for each in rows if each.startswith(f"{LAW},"))

    assert len(rows) == 49
    for words in ("PARTLY", "2 (March to December 2016)", "R2016-07", "obtained", "No fund."):
        assert words in mine
    few = b"".join(staff.get("/desk/council/laws.csv?kind=PUBLIC_ACT&q=16-71")).decode()
    assert [each.split(",")[0] for each in few.splitlines()] == ["code", "PA_16_71"]


@pytest.mark.parametrize(
    ("asked", "there", "away"),
    [
        ("stands=GAP", "53a-192a", "53a-86"),
        ("stands=NONE", "53a-86", "53a-192a"),
        ("stands=PARTLY", "53a-192a", "53a-86"),
        ("p=partnership", "46a-170", "53a-86"),
        ("q=forfeiture", "54-36p", "53a-86"),
    ],
)
def test_filters_narrow_the_list(asked: str, there: str, away: str) -> None:
    actions.review(council.assessment(), version=1, by=OTHER, at=NOW)
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)

    page = said(staff.get(f"/desk/council/laws/?{asked}"))

    assert f">C.G.S. {there}</a>" in page
    assert f">C.G.S. {away}</a>" not in page


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_inventory_is_a_paper_with_the_same_bytes(form: str) -> None:
    staff = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    address = f"/desk/council/laws/inventory.{form}?kind=FEDERAL_LAW"

    first, again = (staff.get(address).content for _ in range(2))

    assert first == again
    assert len(first) > 5000
    assert staff.get("/desk/council/laws/inventory.exe").status_code == 404


def test_the_definitions_of_a_day_are_compared_for_everyone() -> None:
    before = said(Client().get("/council/laws/compare/?on=2016-09-30"))
    after = said(Client().get("/council/laws/compare/?on=2017-10-01"))

    assert "more than one occurrence of sexual contact" in before
    assert "more than one occurrence of sexual contact" not in after
    assert Client().get("/council/laws/compare/?on=nonsense").status_code == 200
    rows = b"".join(Client().get("/council/laws/compare.csv?on=2016-09-30")).decode()
    assert "2016-09-30" in rows
    assert "lacking" in rows


def test_two_versions_stand_side_by_side_or_the_sources_words_do() -> None:
    both = said(Client().get(f"/council/laws/{LAW}/?old=LV_53A_192A_2017&new=LV_53A_192A_2021"))
    assert "<ins>anything of value</ins>" in both
    assert "<del>a fee</del>" in both

    lost = said(Client().get(f"/council/laws/{LAW}/?old=LV_53A_192A_2015&new=LV_53A_192A_2016"))
    assert "We do not have both texts" in lost
    assert "Removes “more than one occurrence”" in lost


def test_every_law_has_a_public_page_in_both_languages_that_says_what_is_not_known() -> None:
    catalog.fill()
    page = said(Client().get(f"/council/laws/{LAW}/"))
    assert "An empty year is not zero" in page
    spanish = said(Client().get(f"/council/leyes/{LAW}/"))
    assert '<html lang="es"' in spanish
    assert "Es un delito grave obligar o llevar" in spanish
    assert "Un año vacío no es cero" in spanish
    assert f'href="/council/laws/{LAW}/"' in spanish
    assert "/council/leyes/compare/" in spanish
    assert "lo dice" in said(Client().get("/council/leyes/compare/?on=2017-10-01"))

    for code in ("CGS_53A_87", "SA_04_8", "CGS_6_1", "TVPA"):
        assert Client().get(f"/council/laws/{code}/").status_code == 200
    none = said(Client().get("/council/laws/CGS_53A_87/"))
    assert "That is not the same as none" in none
    assert Client().get("/council/laws/NO_LAW/").status_code == 404
    assert "CGS_53A_86" in said(Client().get("/council/laws/"))
