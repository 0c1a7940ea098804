"""Letters and mails say the same: what, by when, how, and that nothing is an answer."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from fourfold.documents.letters import (
    PLACEHOLDERS,
    Mail,
    Occasion,
    UnknownPlaceholder,
    letter,
    mail,
    placeholders_in,
    render,
    words_of,
)
from fourfold.documents.letters.pages import NoLetters

from .made_up import OFFICE, REQUEST

TODAY = date(2018, 10, 8)
each_occasion = pytest.mark.parametrize("occasion", list(Occasion))
BLAME = re.compile(r"\b(fail|failed|must|overdue|violat|penalt|immediately|delinquent)", re.I)


@each_occasion
def test_a_mail_says_what_by_when_how_and_whom_to_call(occasion: Occasion) -> None:
    made = mail(occasion, REQUEST, OFFICE)

    for said in (OFFICE.name, "October 1, 2018", "C.G.S. 51-286h", "860-555-0142", REQUEST.how[0]):
        assert said in made.body
    assert "nothing to report" in made.body
    assert "\n" not in made.subject


@each_occasion
def test_no_letter_blames_or_shouts(occasion: Occasion) -> None:
    made = mail(occasion, REQUEST, OFFICE)

    assert not BLAME.search(made.subject + made.body)
    assert "!" not in made.body


@each_occasion
def test_a_letter_says_what_the_mail_says(occasion: Occasion) -> None:
    written = letter(occasion, REQUEST, OFFICE, written_on=TODAY)
    sent = mail(occasion, REQUEST, OFFICE)

    for said in (*written.paragraphs, *written.how, *written.closing):
        assert said in sent.body
    assert written.subject == sent.subject


@each_occasion
def test_our_words_with_open_places_fill_to_our_mail(occasion: Occasion) -> None:
    words = words_of(occasion)

    assert set(placeholders_in(words.subject + words.body)) == set(PLACEHOLDERS)
    assert mail(occasion, REQUEST, OFFICE, words=words) == mail(occasion, REQUEST, OFFICE)


def test_a_later_day_granted_to_an_office_is_the_day_it_reads() -> None:
    later = dataclasses.replace(OFFICE, due_on=date(2018, 11, 15))

    assert "November 15, 2018" in mail(Occasion.SOON, REQUEST, later).subject


def test_without_a_law_none_is_named() -> None:
    without = dataclasses.replace(REQUEST, law="")

    assert "The law" not in mail(Occasion.ASKED, without, OFFICE).body


def test_a_place_nothing_can_fill_is_told_before_anything_is_sent() -> None:
    words = Mail("For {ofice}", "Dear {office}")

    with pytest.raises(UnknownPlaceholder, match="Did you mean office"):
        mail(Occasion.SOON, REQUEST, OFFICE, words=words)


@given(st.text(max_size=40))
def test_what_is_filled_in_is_never_read_for_places(name: str) -> None:
    office = dataclasses.replace(OFFICE, name="{title} {" + name)
    made = mail(Occasion.SOON, REQUEST, office, words=Mail("{title}", "{office}"))

    assert made.body == office.name


def test_nobody_left_to_write_to_is_told() -> None:
    with pytest.raises(NoLetters):
        render([], title="Letters")


@pytest.mark.slow
def test_each_office_has_a_page_of_its_own_even_with_a_long_name() -> None:

    long = dataclasses.replace(OFFICE, name="Made-up Department of " + "Long Name " * 9)
    letters = [letter(Occasion.DUE, REQUEST, each, written_on=TODAY) for each in (OFFICE, long)]
    made = render(letters, title="Letters")

    assert b"StructTreeRoot" in made
    assert len(PdfReader(io.BytesIO(made)).pages) == 2
    assert render(letters, title="Letters") == made
