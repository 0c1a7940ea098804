"""Report cards: three kinds of measure, honest curves, published by a second person."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.test import Client

from fourfold.apps.council.actions import cards as actions
from fourfold.apps.council.forms.cards import KINDS, MeasureForm
from fourfold.apps.council.models import ReportCard
from fourfold.apps.council.queries import cards as queries
from fourfold.apps.council.rules import ChangedMeanwhile, NoSuchPaper, NotWhole, NotYours
from fourfold.apps.council.rules.cards import check_to_publish, curve_of, measure_of, years_of
from fourfold.apps.council.states.cards import (
    MOVES,
    CardState,
    MeasureKind,
    MoveNotAllowed,
    check_move,
)
from fourfold.security.access.viewer import nobody
from tests.make import cards, catalog, desk, people
from tests.make.cards import BY, MEASURES, OTHER
from tests.make.people import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
PAGE = "/desk/council/report-cards/talks/"
PUBLIC = "/council/report-cards/talks/"


@pytest.fixture
def standing_clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def draft() -> ReportCard:
    cards.report_card()
    return ReportCard.objects.get(code="talks", state=CardState.DRAFT.value)


def published() -> None:
    actions.publish(draft().id, version=1, by=OTHER, at=NOW)


@pytest.mark.parametrize("now", CardState)
@pytest.mark.parametrize("then", CardState)
def test_a_card_moves_only_as_its_table_says(now, then) -> None:
    if then in MOVES[now]:
        check_move(now, then)
    else:
        with pytest.raises(MoveNotAllowed):
            check_move(now, then)


# ------------------------------------------------------------------ curves
def test_a_curve_goes_on_to_its_target_year_and_keeps_hidden_years_out() -> None:
    years = dict(MEASURES[0].years) | {2026: None}

    curve = curve_of(MEASURES[0], years)

    assert curve.forecast is not None
    assert curve.forecast.points == 4
    assert [each.year for each in curve.forecast.ahead] == [2029, 2030, 2031]
    assert curve.target == (2031, Decimal(20))
    assert (2026, None) in curve.years


@pytest.mark.parametrize(
    ("years", "why"),
    [
        ({}, "TOO_FEW"),
        ({2028: None}, "TOO_FEW"),
        ({2026: Decimal(1), 2027: Decimal(5), 2028: Decimal(2)}, "TOO_FEW"),
        ({2020 + nth: Decimal(nth) for nth in range(6)}, "NO_SPREAD"),
    ],
)
def test_where_no_forecast_is_honest_none_is_made(years, why) -> None:
    curve = curve_of(MEASURES[0], years)

    assert (curve.forecast, curve.why_not) == (None, why)


def test_a_forecast_never_goes_on_for_more_than_five_years() -> None:
    far = replace(MEASURES[0], target_year=2060)

    curve = curve_of(far, dict(far.years))

    assert curve.forecast is not None
    assert curve.forecast.ahead[-1].year == 2033


def test_a_measure_is_the_same_after_it_was_kept() -> None:
    assert tuple(measure_of(each.row()) for each in MEASURES) == MEASURES


# ------------------------------------------------------------------ two people
def test_a_card_is_published_by_somebody_who_wrote_nothing_in_it() -> None:
    card = draft()

    with pytest.raises(NotYours):
        actions.publish(card.id, version=1, by=BY, at=NOW)
    assert Client().get(PUBLIC).status_code == 404
    actions.publish(card.id, version=1, by=OTHER, at=NOW)

    assert Client().get(PUBLIC).status_code == 200


def test_a_card_without_a_measure_of_each_kind_is_not_published() -> None:
    for kind in MeasureKind:
        with pytest.raises(NotWhole, match="of each kind"):
            check_to_publish([each for each in MEASURES if each.kind is not kind])
    check_to_publish(MEASURES)


def test_a_new_version_leaves_the_published_one_open_until_it_is_published() -> None:
    published()
    actions.write("talks", told=cards.card_told(story="Newer."), once="2", by=BY, at=NOW)

    with pytest.raises(NotWhole, match="waits"):
        actions.write("talks", told=cards.card_told(), once="3", by=BY, at=NOW)
    (open_one,) = queries.published(viewer=nobody(NOW))
    assert (open_one.nth, open_one.story) == (1, "A made-up story.")
    newer = ReportCard.objects.get(nth=2)
    actions.publish(newer.id, version=1, by=OTHER, at=NOW)
    (open_one,) = queries.published(viewer=nobody(NOW))
    assert open_one.story == "Newer."


def test_the_second_of_two_editors_is_told_and_overwrites_nothing() -> None:
    card = draft()
    actions.change(card.id, told=cards.card_told(story="First."), version=1, by=BY, at=NOW)

    with pytest.raises(ChangedMeanwhile):
        actions.change(card.id, told=cards.card_told(story="Late."), version=1, by=BY, at=NOW)
    card.refresh_from_db()
    assert card.story == "First."


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ({"program": " "}, "Name the program"),
        ({"owner": "NOBODY"}, "Choose the seat"),
        ({"measures": (replace(MEASURES[0], source=""),)}, "type years and their source"),
        ({"measures": (replace(MEASURES[0], indicator="NONE"),)}, "indicator that is published"),
        ({"measures": (replace(MEASURES[0], target_year=None),)}, "a number and a year"),
        ({"measures": (replace(MEASURES[1], target=Decimal(101), target_year=2030),)}, "range"),
    ],
)
def test_what_is_missing_is_said(how, told) -> None:
    with pytest.raises(NotWhole, match=told):
        actions.write("x", told=cards.card_told(**how), once="x", by=BY, at=NOW)
    assert not ReportCard.objects.exists()


def test_nobody_without_the_right_writes_or_sees_a_draft() -> None:
    card = draft()
    stranger = nobody(NOW)

    assert queries.cards(viewer=stranger) == []
    for step in (
        lambda: actions.write("x", told=cards.card_told(), once="x", by=stranger, at=NOW),
        lambda: actions.publish(card.id, version=1, by=stranger, at=NOW),
        lambda: actions.withdraw(card.id, version=1, by=stranger, at=NOW),
    ):
        with pytest.raises(NoSuchPaper):
            step()


# ------------------------------------------------------------------ published series
def test_years_of_an_indicator_hold_only_whole_years_of_everyone() -> None:
    catalog.fill()
    for code, _name in queries.indicators(viewer=BY):
        for year, value in years_of(code, queries.catalog.figures()).items():
            assert 1990 < year < 2100
            assert value is None or value >= 0


# ------------------------------------------------------------------ pages
@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("2024 31\n2025: hidden", ((2024, Decimal(31)), (2025, None))),
        ("2025, 1,200\n2024 3.5", ((2024, Decimal("3.5")), (2025, Decimal(1200)))),
        ("2024 -3", None),
        ("2024 1\n2024 2", None),
        ("twenty", None),
        ("2024 NaN", None),
    ],
)
def test_years_are_read_as_people_type_them(typed, found) -> None:
    given = {"name": "A", "kind": KINDS[0][0], "unit": "count", "years": typed, "source": "s"}
    form = MeasureForm(given, indicators=[])

    assert form.is_valid() is (found is not None)
    if found:
        measure = form.told()
        assert measure is not None
        assert measure.years == found


def test_the_public_page_says_what_is_hidden_and_where_no_forecast_is_made() -> None:
    published()
    page = said(Client().get(PUBLIC))

    assert "Too few points to forecast" in page
    assert "hidden" in page
    assert "if nothing changes" in page
    assert page.count("<svg") >= 6
    assert "Talks" in said(Client().get("/council/report-cards/"))
    assert "Si nada cambia".lower() in said(Client().get("/council/informes/talks/")).lower()
    made = Client().get("/council/report-cards/talks/card.pdf")
    assert made.content.startswith(b"%PDF")
    assert made.content == Client().get("/council/report-cards/talks/card.pdf").content
    assert Client().get("/council/report-cards/none/").status_code == 404


def test_staff_write_a_card_on_the_page_and_nothing_typed_is_lost() -> None:
    client = desk.signed_in(people.account("Sam", "STAFF"), at=NOW)
    seat = cards.card_told().owner
    given = {
        "do": "write",
        "program": "Open doors",
        "four_p": "protection",
        "owner": seat,
        "serves": "youth",
        "story": "Made up.",
        "measure-TOTAL_FORMS": "2",
        "measure-INITIAL_FORMS": "0",
        "measure-0-name": "Beds",
        "measure-0-kind": "HOW_MUCH",
        "measure-0-unit": "count",
        "measure-0-years": "2024 many",
        "measure-0-source": "Made-up list",
        "measure-1-kind": "HOW_MUCH",
        "measure-1-unit": "count",
    }

    refused = client.post("/desk/council/report-cards/", given)
    assert refused.status_code == 422
    assert "2024 many" in said(refused)
    kept = client.post("/desk/council/report-cards/", given | {"measure-0-years": "2024 7"})

    assert kept.status_code == 302
    assert "Open doors" in said(client.get(kept.url))
    assert ReportCard.objects.get(code="open-doors").measures[0]["years"] == [[2024, "7"]]


def test_a_member_publishes_on_the_page() -> None:
    draft()
    client = desk.signed_in(people.account("Max", "MEMBER"), at=NOW)

    answer = client.post(PAGE, {"do": "publish", "version": "1"}, follow=True)

    assert "Everyone can read it now" in said(answer)
    assert ReportCard.objects.get().state == CardState.PUBLISHED.value


def test_markup_in_a_card_is_words_on_its_page_and_in_its_pictures() -> None:
    bad = "<script>alert(1)</script>"
    told = cards.card_told(measures=tuple(replace(each, name=bad, source=bad) for each in MEASURES))
    made = actions.write("talks", told=replace(told, story=bad), once="x", by=BY, at=NOW)
    actions.publish(made, version=1, by=OTHER, at=NOW)

    page = said(Client().get(PUBLIC))

    assert bad not in page
    assert "&lt;script&gt;alert(1)" in page
