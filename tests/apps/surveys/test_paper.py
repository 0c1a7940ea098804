"""Sheets of paper are typed by number, refused where off the scale, and typed again to compare."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fourfold.apps.surveys.actions.paper import check_sheet, take_out, type_sheet
from fourfold.apps.surveys.actions.studies import move_wave
from fourfold.apps.surveys.models import PaperSheet, Response
from fourfold.apps.surveys.queries.paper import paper_counts
from fourfold.apps.surveys.rules import (
    BadSheet,
    WaveNotOpen,
    differences,
    in_sample,
    read_sheet,
)
from fourfold.apps.surveys.states import WavePart, WaveState
from fourfold.reference.forms import Form, Why, form_of, read_workbook
from fourfold.security.ids import new_id
from tests.make import desk, people, surveys
from tests.make.people import NOW
from tests.reference.forms.making import book

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]
DAY = NOW.date()


def form() -> Form:
    survey = [
        ["type", "name", "label", "relevant", "required", "constraint"],
        ["select_one yesno", "works", "Do you work?", None, "yes", None],
        ["integer", "hours", "Hours?", "${works} = 'yes'", None, ". <= 80"],
        ["select_multiple yesno", "many", "Which?", None, None, None],
        ["select_one scale", "mark", "How much?", None, None, None],
        ["acknowledge", "ok", "Read?", None, None, None],
        ["text", "more", "More?", None, None, None],
    ]
    choices = [["list_name", "name", "label"], ["yesno", "yes", "Yes"], ["yesno", "no", "No"]]
    choices += [["scale", str(each), str(each)] for each in range(11)]
    found, problems = form_of(
        read_workbook(book(survey, choices, [["form_id", "version"], ["p", "1"]]))[0]
    )
    assert found is not None, problems
    return found


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("works", "1", "yes"),
        ("works", " 2 ", "no"),
        ("many", "2, 1", "yes no"),
        ("mark", "0", "0"),
        ("mark", "10", "10"),
        ("ok", "1", "OK"),
        ("more", "Thanks", "Thanks"),
        ("mark", "", ""),
    ],
)
def test_a_number_stands_for_a_choice(name: str, typed: str, value: str) -> None:
    read = read_sheet(form(), {name: typed}, today=DAY)

    assert (read.values[name], read.wrong) == (value, {})


@pytest.mark.parametrize(
    ("name", "typed", "why"),
    [
        ("works", "3", Why.NOT_A_CHOICE),
        ("works", "yes", Why.NOT_A_CHOICE),
        ("mark", "11", Why.NOT_A_CHOICE),
        ("many", "1 3", Why.NOT_A_CHOICE),
        ("ok", "2", Why.NOT_A_CHOICE),
        ("hours", "81", Why.RULE),
        ("hours", "many", Why.NOT_WHOLE),
    ],
)
def test_what_is_off_the_scale_is_refused(name: str, typed: str, why: Why) -> None:
    assert read_sheet(form(), {"works": "1", name: typed}, today=DAY).wrong == {name: why}


def test_blank_unreadable_and_not_asked_are_three_things() -> None:
    read = read_sheet(form(), {"works": "2", "hours": "7", "mark": "X"}, today=DAY)

    assert read.values["many"] == ""
    assert (read.unreadable, read.values["mark"]) == (("mark",), "")
    assert "hours" not in read.values
    assert read.left_out == (2,)


def test_two_typings_differ_by_cell_and_not_by_capitals() -> None:
    one = read_sheet(form(), {"works": "1", "mark": "x", "more": "So  it is"}, today=DAY)
    two = read_sheet(form(), {"works": "2", "mark": "", "more": "so it is"}, today=DAY)

    found = [(each.number, each.first, each.second) for each in differences(form(), one, two)]
    assert found == [(1, "1", "2"), (4, "x", "")]
    assert differences(form(), one, one) == ()


def test_about_one_sheet_in_ten_is_typed_twice() -> None:
    chosen = sum(in_sample(new_id()) for _ in range(2_000))

    assert 120 < chosen < 300


def keep(wave, *, by="Ann", once="", pair="", **typed: str):
    return type_sheet(
        wave.id,
        typed={"works": "2", "more": "A made-up word."} | typed,
        pair=pair,
        language="en",
        taken_on=DAY,
        once=once or new_id(),
        by=by,
        at=NOW,
    )


def test_a_sheet_counts_once_with_a_running_number_and_its_way(wave) -> None:
    first = keep(wave, once="a")
    again = keep(wave, once="a")
    second = keep(wave)

    assert (first.number, again.number, second.number) == (1, 1, 2)
    assert [each.way for each in Response.objects.all()] == ["PAPER", "PAPER"]
    assert Response.objects.first().answers == {"works": "no", "more": "A made-up word."}


def test_a_code_on_paper_pairs_with_one_from_a_phone(db) -> None:
    before, after = surveys.opened(surveys.study(WavePart.BEFORE, WavePart.AFTER, pairs=True))
    surveys.answered(before, pair="ma07er")
    keep(after, pair="MA 07 er")

    assert len({each.pair for each in Response.objects.all()}) == 1


def test_a_closed_wave_takes_sheets_and_one_that_was_never_opened_takes_none(wave) -> None:
    move_wave(wave.id, to=WaveState.CLOSED, by="staff", at=NOW)
    assert keep(wave).number == 1

    surveys.study(once="two")
    ready = type(wave).objects.get(state="READY")
    with pytest.raises(WaveNotOpen):
        keep(ready)


def test_only_who_typed_a_sheet_takes_it_out_and_only_before_it_is_checked(wave) -> None:
    keep(wave)
    keep(wave)
    with pytest.raises(BadSheet):
        take_out(wave.id, number=2, by="Ben", at=NOW)

    for _ in range(2):
        take_out(wave.id, number=2, by="Ann", at=NOW)

    assert paper_counts(wave.id, viewer="Ann").mine == 1
    assert Response.objects.count() == PaperSheet.objects.count() == 1


def test_a_second_typing_shows_what_differs_and_the_paper_decides(wave) -> None:
    keep(wave, works="1", hours="12")
    second = {"works": "1", "hours": "13", "more": "A made-up word."}

    with pytest.raises(BadSheet, match="You typed this sheet first"):
        check_sheet(wave.id, typed=second, number=1, picks={}, by="Ann", at=NOW)
    seen = check_sheet(wave.id, typed=second, number=1, picks={}, by="Ben", at=NOW)
    assert [(each.first, each.second) for each in seen.open] == [("12", "13")]
    assert Response.objects.get().answers["hours"] == "12"
    picks = {"hours": "second"}
    done = check_sheet(wave.id, typed=second, number=1, picks=picks, by="Ben", at=NOW)

    assert (done.open, done.differed, done.cells) == ((), 1, 3)
    assert Response.objects.get().answers["hours"] == "13"
    counts = paper_counts(wave.id, viewer="Ann")
    assert (counts.checked, counts.mine, counts.again) == (1, None, ())
    with pytest.raises(BadSheet):
        check_sheet(wave.id, typed=second, number=1, picks=picks, by="Ben", at=NOW)


@pytest.fixture
def lead(db):
    return desk.signed_in(people.account("Lea", "TRAINING_LEAD"), at=NOW)


def said(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_a_stack_is_typed_page_by_page_without_javascript(lead, wave) -> None:
    start = f"/desk/surveys/{wave.study_id}/waves/{wave.id}/paper/"
    page = lead.get(f"{start}type/").content.decode()
    once = page.split('name="once" value="')[1].split('"')[0]
    sheet = {"once": once, "language": "es", "taken_on": "2026-01-02", "q-works": "3"}

    looked = lead.post(f"{start}type/", sheet | {"do": "look"})
    assert (looked.status_code, Response.objects.count()) == (200, 0)
    refused = lead.post(f"{start}type/", sheet | {"do": "save"})
    assert refused.status_code == 422
    assert 'href="#id-works"' in said(refused)
    assert 'value="3"' in said(refused)
    sent = [lead.post(f"{start}type/", sheet | {"do": "save", "q-works": "1"}) for _ in range(2)]

    assert all("Write <strong" in said(each) for each in sent)
    kept = Response.objects.get()
    assert (kept.language, kept.taken_on.isoformat(), kept.answers["works"]) == (
        *("es", "2026-01-02", "yes"),
    )
    assert "Type these again" in said(lead.get(start))
    told = {"number": "1", "do": "save", "q-works": "2"}
    assert "You typed this sheet first." in said(lead.post(f"{start}check/", told))
    other = desk.signed_in(people.account("Ada", "TRAINING_LEAD"), at=NOW)
    assert "left blank" not in said(other.post(f"{start}check/", told))
    settled = other.post(f"{start}check/", told | {"do": "settle", "pick-works": "first"})
    assert "1 of 3 cells differed" in said(settled)
    undone = lead.post(f"{start}undo/", {"number": "1"}, follow=True)
    assert "before it is checked" in said(undone)


@pytest.mark.parametrize("day", ["", "x", "2999-01-01", "2026-13-40"])
def test_a_day_that_cannot_be_is_refused_in_words(lead, wave, day: str) -> None:
    start = f"/desk/surveys/{wave.study_id}/waves/{wave.id}/paper/type/"

    answer = lead.post(start, {"do": "save", "once": "a", "taken_on": day, "q-works": "1"})

    assert answer.status_code == 422
    assert not Response.objects.exists()


def test_the_page_takes_as_many_queries_for_many_sheets_as_for_none(lead, wave) -> None:
    address = f"/desk/surveys/{wave.study_id}/waves/{wave.id}/paper/type/"
    lead.get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as seen:
            lead.get(address)
        counts.append(len(seen))
        for _ in range(3):
            keep(wave)

    assert counts[0] == counts[1]
