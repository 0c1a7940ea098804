"""What the code says of figures, in every language it speaks."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

import pytest

from fourfold import documents
from fourfold.documents.present import READINGS
from fourfold.documents.speech import SPOKEN, Speech
from fourfold.documents.words import _LOOSE, AS_SAID, day, span

SLOT = re.compile(r"\{\w+\}")
SPANISH = Speech("es")
SAYS = {"say", "self"}
"""How a phrase is said: by a speech, or by a sayer that is called."""


def phrases() -> set[str]:
    """Return every phrase that the code says, as written."""
    found = {*READINGS.values(), *AS_SAID, *(said for _form, said in _LOOSE), "before", "after"}
    for path in Path(documents.__file__).parent.glob("*.py"):
        for each in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(each, ast.Call) and each.args and _name(each.func) in SAYS:
                phrase = each.args[0]
                if isinstance(phrase, ast.Constant) and isinstance(phrase.value, str):
                    found.add(phrase.value)
    return found


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


@pytest.mark.parametrize("language", SPOKEN)
def test_every_phrase_is_said_in_every_language_and_none_is_left_over(language: str) -> None:
    assert phrases() == set(SPOKEN[language])


@pytest.mark.parametrize("language", SPOKEN)
def test_a_phrase_has_the_same_slots_in_every_language(language: str) -> None:
    differ = {
        phrase
        for phrase, said in SPOKEN[language].items()
        if sorted(SLOT.findall(phrase)) != sorted(SLOT.findall(said))
    }

    assert differ == set()


def test_days_and_months_are_said_as_people_say_them_in_spanish() -> None:
    assert day(date(2016, 12, 15), SPANISH) == "15 de diciembre de 2016"
    year = span(date(2016, 1, 1), date(2016, 9, 30), SPANISH)
    assert year == "enero a septiembre de 2016"
    years = span(date(2007, 12, 1), date(2018, 5, 31), SPANISH)
    assert years == "diciembre de 2007 a mayo de 2018"


def test_a_text_without_words_stays_as_it_is() -> None:
    assert Speech("es", {"Shelter": "Albergue"}).of("Shelter") == "Albergue"
    assert Speech("es").of("Shelter") == "Shelter"
