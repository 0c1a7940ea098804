"""A survey on paper: numbered, tagged, its skips in words, the wave's code on each page."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from fourfold.documents.questionnaires import Questionnaire, render
from fourfold.reference import load_pack
from fourfold.reference.forms import Form, form_of, pack_forms, read_workbook
from tests.reference.forms.making import book, read
from tests.reference.forms.test_repeats import FAMILY

DAY = date(2030, 1, 7)
SURVEY = [
    ["type", "name", "label::English (en)", "label::Spanish (es)", "relevant", "appearance"],
    ["begin_group", "one", "Your work", "Su trabajo", None, None],
    ["select_one yesno", "works", "Do you work?", "¿Trabaja?", None, None],
    ["integer", "hours", "Hours a week?", "¿Horas?", "${works} = 'yes'", None],
    ["end_group", None, None, None, None, None],
    ["begin_group", "two", "More", "Más", "${works} = 'no' and ${hours} > 2", None],
    ["select_one five", "a", "It was clear", "Fue claro", None, "likert"],
    ["select_one five", "b", "It was useful", "Fue útil", None, "likert"],
    ["date", "day", "Which day?", "¿Qué día?", None, None],
    ["select_multiple yesno", "m", "Which?", "¿Cuáles?", "selected(${m0}, 'no')", None],
    ["select_multiple yesno", "m0", "Which first?", "¿Cuáles primero?", None, None],
    ["text", "why", "Why?", "¿Por qué?", None, "multiline"],
    ["end_group", None, None, None, None, None],
]
FIVE = [["five", str(nth), f"{nth} step", f"{nth} paso"] for nth in range(1, 6)]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Spanish (es)"],
    *(["yesno", "yes", "Yes", "Sí"], ["yesno", "no", "No", "No"], *FIVE),
]
SETTINGS = [["form_id", "version", "form_title"], ["work", "3", "About work"]]


def made() -> Form:
    sheets, _problems = read_workbook(book(SURVEY, CHOICES, SETTINGS))
    form, problems = form_of(sheets)
    assert form is not None, problems
    return form


def asked(form: Form, language: str = "en", pair: tuple[str, ...] = ()) -> Questionnaire:
    return Questionnaire(
        form,
        form.language(language),
        issuer="Made-up Council",
        code="k7m3p9xw",
        lead="We ask.\n\nIt takes ten minutes.",
        promises=("Write no name.",),
        pair=pair,
        issued_on=DAY,
    )


def text_of(file: bytes) -> list[str]:
    pages = PdfReader(io.BytesIO(file)).pages
    return [" ".join(each.extract_text().split()) for each in pages]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                "Only if you answered “Yes” to question 1.",
                "Only if you answered “No” to question 1.",
                "Only if it fits your answer to: question 2.",
                "Only if you answered “No” to question 7.",
                *("Mark one.", "Mark all that fit.", "1 step", "5 step", "Page 1 of 2"),
                *("For the office: No.", "k7m3p9xw", "Write no name.", "A code"),
            ],
        ),
        (
            "es",
            [
                "Solo si respondió «Sí» a la pregunta 1.",
                *("Marque una.", "5 paso", "Página 1 de 2", "año mes día"),
            ],
        ),
    ],
)
def test_a_sheet_says_what_to_do_in_each_language(language: str, said: list[str]) -> None:
    page = " ".join(text_of(render(asked(made(), language, pair=("A code", "Make one.")))))

    for each in said:
        assert each in page


def test_each_page_has_the_code_and_its_number_and_the_file_is_tagged() -> None:
    form = next(each.form for each in pack_forms(load_pack("ct")) if each.name == "training_survey")
    file = render(asked(form))
    found = PdfReader(io.BytesIO(file))

    pages = text_of(file)
    assert [f"Page {nth} of {len(pages)}" in page for nth, page in enumerate(pages, start=1)] == [
        True
    ] * len(pages)
    assert all("k7m3p9xw" in page for page in pages)
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.metadata["/Title"] == "Training survey"
    assert file == render(asked(form))


def test_every_form_of_a_pack_can_be_printed_in_each_of_its_languages() -> None:
    for each in pack_forms(load_pack("zz")):
        for language in each.form.languages:
            assert render(asked(each.form, language.code)).startswith(b"%PDF")


def test_a_part_that_repeats_is_printed_three_times() -> None:
    form, _ = read(FAMILY)
    assert form is not None

    text = " ".join(text_of(render(asked(form, "es"))))

    assert "Un niño (3)" in text
    assert "Un niño (4)" not in text
