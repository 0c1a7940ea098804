"""The paper that asks: short, plain, whole in both languages, and readable by ear."""

from __future__ import annotations

import io
import re
from dataclasses import fields
from datetime import date

import pytest
from pypdf import PdfReader

from fourfold.documents.paper import html, pdf
from fourfold.documents.paper.blocks import Box, Boxes
from fourfold.security.consent.english import ENGLISH
from fourfold.security.consent.form import (
    LANGUAGES,
    Filled,
    NoSuchLanguage,
    consent_form,
    stop_form,
)
from fourfold.security.consent.rules import Thing
from fourfold.security.consent.spanish import SPANISH
from fourfold.security.consent_codes import CLASSES_OF, KIND_OF, Kind, Purpose
from tests.make.consents import TERMS

ISSUED = date(2031, 3, 3)
FULL = Filled(
    from_name="Zamara Department of Families",
    to_name="Lantern House",
    things=frozenset({Thing("personal"), Thing("health"), Thing("place", "stay.town")}),
    purpose=Purpose.HOUSING,
    first_on=date(2031, 3, 3),
    last_on=date(2031, 4, 1),
)


def form(language="en", *, kind=Kind.GENERAL, filled=None):
    return consent_form(
        language=language,
        terms=TERMS,
        council="Freedom Council",
        issued_on=ISSUED,
        kind=kind,
        filled=filled,
    )


def boxes_of(made) -> list[Box]:
    return [box for part in made.all_parts() if isinstance(part, Boxes) for box in part.items]


def checked(made) -> list[str]:
    return [box.label for box in boxes_of(made) if box.ticked]


ALL_FORMS = [
    *((f"{language} {kind}", form(language, kind=kind)) for language in LANGUAGES for kind in Kind),
    *(
        (f"{language} stop", stop_form(language=language, council="Council", issued_on=ISSUED))
        for language in LANGUAGES
    ),
]


@pytest.mark.slow
@pytest.mark.parametrize(("name", "made"), ALL_FORMS, ids=[name for name, _ in ALL_FORMS])
def test_a_form_fits_one_sheet_and_is_tagged_for_readers(name, made):
    book = PdfReader(io.BytesIO(pdf.render(made)))

    assert len(book.pages) == (1 if "stop" in name else 2)
    assert book.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert book.trailer["/Root"]["/Lang"].startswith(made.language[:2])
    assert book.metadata.title == made.title


@pytest.mark.slow
def test_the_same_form_gives_the_same_bytes():
    assert pdf.render(form(filled=FULL)) == pdf.render(form(filled=FULL))


def test_a_blank_form_has_no_box_checked_so_that_nobody_says_yes_by_default():
    assert [checked(made) for _, made in ALL_FORMS] == [[]] * len(ALL_FORMS)


def test_a_filled_form_checks_what_was_talked_about_but_never_the_answer():
    made = form(filled=FULL)

    assert checked(made) == [
        "Who you are",
        "Where you are",
        "Your health",
        "To find a safe place to live",
    ]
    assert "Where you are: stay.town" in html.page(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_asks_only_for_its_own_records(language):
    words = LANGUAGES[language]
    for kind in Kind:
        labels = {box.label for box in boxes_of(form(language, kind=kind))}

        offered = {name for name in KIND_OF if words.classes[name][0] in labels}
        assert offered == CLASSES_OF[kind]


def test_both_languages_have_every_word():
    for each in fields(ENGLISH):
        english, spanish = getattr(ENGLISH, each.name), getattr(SPANISH, each.name)
        assert bool(english)
        assert bool(spanish)
        assert type(english) is type(spanish)
        if isinstance(english, dict):
            assert set(english) == set(spanish)
        elif isinstance(english, tuple):
            assert len(english) == len(spanish)
        elif each.name != "no":
            assert english != spanish, each.name


@pytest.mark.parametrize("words", [ENGLISH, SPANISH], ids=["en", "es"])
def test_the_right_to_say_no_to_stop_and_to_keep_every_service_stand_first(words):
    shown = html.page(form(words.language[:2]))
    first_section = shown.index("<section")

    for strong, _ in words.points:
        assert shown.index(strong) < first_section


def test_the_english_reads_at_grade_eight_or_below():
    text = " ".join(
        [
            ENGLISH.lead,
            *(f"{strong} {rest}" for strong, rest in ENGLISH.points + ENGLISH.stop_points),
            ENGLISH.when_help,
            ENGLISH.under_age,
            ENGLISH.accused,
            ENGLISH.stop_lead,
            *ENGLISH.not_here.values(),
        ]
    )

    assert grade_of(text) <= 8


def grade_of(text: str) -> float:
    """Return the Flesch-Kincaid grade (Kincaid 1975), counting syllables by groups of vowels."""
    sentences = len(re.findall(r"[.!?](?:\s|$)", text))
    words = re.findall(r"[A-Za-z]+", text)
    syllables = sum(
        max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def test_a_page_has_no_script_nothing_from_outside_and_says_which_boxes_are_checked():
    shown = html.page(form(filled=FULL))

    assert "<script" not in shown
    assert "http" not in shown
    assert shown.count('aria-label="Checked box"') == 4


def test_what_is_printed_on_a_line_is_never_read_as_markup():
    shown = html.page(form(filled=Filled(to_name='<b>"Lantern" & House</b>')))

    assert "&lt;b&gt;&quot;Lantern&quot; &amp; House&lt;/b&gt;" in shown


def test_a_language_without_a_form_says_what_to_do():
    with pytest.raises(NoSuchLanguage, match="interpreter"):
        form("fr")
